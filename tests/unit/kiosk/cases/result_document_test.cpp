// The result's sheet: what is taken, what is refused, and how it travels with an answer.
#include "kiosk/cases/result_document.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "kiosk/cases/case_record.hpp"
#include "result_support.hpp"

namespace yitang::cases {
namespace {

using nlohmann::json;
using testing::HasSubstr;

json good_result() { return json::parse(result_to_json(test::sample_result())); }

std::string refusal_after(const std::function<void(json&)>& change) {
  json result = good_result();
  change(result);
  const auto parsed = result_from_json(result.dump());
  return parsed ? "taken" : describe(parsed.error());
}

TEST(ResultDocuments, SurviveARoundTrip) {
  const ResultDocument document = test::sample_result();
  const auto again = result_from_json(result_to_json(document));
  ASSERT_TRUE(again) << describe(again.error());
  EXPECT_EQ(*again, document);
  ResultDocument small = document;
  small.number.clear();
  small.valid_until.reset();
  small.on_slip = false;
  EXPECT_EQ(result_from_json(result_to_json(small)), small);
}

TEST(ResultDocuments, WhatIsNotOneIsRefusedWithItsPlace) {
  EXPECT_THAT(refusal_after([](json& r) { r["schema"] = "yitang.result/2"; }), HasSubstr("schema"));
  EXPECT_THAT(refusal_after([](json& r) { r["extra"] = 1; }), HasSubstr("unknown member"));
  EXPECT_THAT(refusal_after([](json& r) { r.erase("title"); }), HasSubstr("title"));
  EXPECT_THAT(refusal_after([](json& r) { r["title"] = "  "; }), HasSubstr("title: is empty"));
  EXPECT_THAT(refusal_after([](json& r) { r["title"] = "a\nb"; }), HasSubstr("control character"));
  EXPECT_THAT(refusal_after([](json& r) { r["issuer"] = std::string(201, 'x'); }), HasSubstr("issuer"));
  EXPECT_THAT(refusal_after([](json& r) { r["date"] = "23.11.2026"; }), HasSubstr("date"));
  EXPECT_THAT(refusal_after([](json& r) { r["valid_until"] = "2026-01-01"; }), HasSubstr("valid_until"));
  EXPECT_THAT(refusal_after([](json& r) { r["blocks"] = json::array(); }), HasSubstr("blocks: is empty"));
  EXPECT_THAT(refusal_after([](json& r) { r["blocks"][0]["paragraph"] = "both"; }), HasSubstr("blocks[0]"));
  EXPECT_THAT(refusal_after([](json& r) { r["blocks"][0]["rows"][0].push_back("third"); }),
              HasSubstr("blocks[0].rows[0]"));
  EXPECT_THAT(refusal_after([](json& r) { r["blocks"][1]["paragraph"] = "\x1b@ resets a printer"; }),
              HasSubstr("control character"));
  EXPECT_THAT(refusal_after([](json& r) {
                r["blocks"] = std::vector<json>(41, {{"paragraph", "x"}});
              }),
              HasSubstr("blocks"));
  EXPECT_FALSE(result_from_json(std::string(kMaxResultBytes + 1, ' ')));
  EXPECT_FALSE(result_from_json("{\"title\": \"\xff\"}"));
}

TEST(ResultDocuments, TravelWithAnAnswerAndTheNewestCounts) {
  StatusDetails details;
  EXPECT_TRUE(details.empty());
  details.result = test::sample_result();
  EXPECT_FALSE(details.empty());
  EXPECT_EQ(details_from_json(details_to_json(details)), details);
  std::vector<Notice> notices(3);
  EXPECT_EQ(newest_result(notices), nullptr);
  notices[0].details = details;
  notices[1].details = details;
  notices[1].details.result->number = "2";
  EXPECT_EQ(newest_result(notices)->number, "2") << "an answer without one takes nothing away";
}

}  // namespace
}  // namespace yitang::cases
