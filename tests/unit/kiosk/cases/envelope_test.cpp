#include "kiosk/cases/envelope.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "cases_support.hpp"

namespace yitang::cases {
namespace {

using Json = nlohmann::json;

std::string sample_text() {
  std::ifstream file(YITANG_SOURCE_DIR "/tests/data/case-pension.json");
  return {std::istreambuf_iterator<char>(file), {}};
}

Envelope issued() {
  const auto random = seeded_random(1);
  auto envelope = test::pension_envelope(*random);
  envelope.receipt_no = "YT01-261120-0007-";
  for (const char c : std::string("0123456789ABCDEFGHJKLMNPQRTUWXY")) {
    const auto candidate = envelope.receipt_no + c;
    auto text = envelope;
    text.receipt_no = candidate;
    text.qr_token = "YT1.0123456789ABCDEFGHJKLMNP";
    text.terminal = "YT01";
    text.submitted_at = test::kFriday;
    if (envelope_from_json(envelope_to_json(text, EnvelopePages::WithContent), EnvelopeUse::Delivery))
      return text;
  }
  ADD_FAILURE() << "no check character fits";
  return envelope;
}

/// The sample with one change, as a file would carry it.
Result<Envelope> changed(const std::function<void(Json&)>& change) {
  auto json = Json::parse(sample_text());
  change(json);
  return envelope_from_json(json.dump(), EnvelopeUse::Submission);
}

std::string place(const Result<Envelope>& result) { return result ? "accepted" : result.error().where; }

TEST(Envelope, RoundTripKeepsEveryByte) {
  const auto envelope = issued();
  const auto text = envelope_to_json(envelope, EnvelopePages::WithContent);
  const auto again = envelope_from_json(text, EnvelopeUse::Delivery);
  ASSERT_TRUE(again) << describe(again.error());
  EXPECT_EQ(envelope_to_json(*again, EnvelopePages::WithContent), text);
  EXPECT_EQ(again->applicant, envelope.applicant);
  EXPECT_EQ(again->values, envelope.values);
  EXPECT_EQ(again->materials.size(), envelope.materials.size());
  EXPECT_EQ(verify(*again->signature, *again), SignatureProblem::None);
}

TEST(Envelope, TheSampleFileIsAValidSubmission) {
  const auto sample = envelope_from_json(sample_text(), EnvelopeUse::Submission);
  ASSERT_TRUE(sample) << describe(sample.error());
  EXPECT_TRUE(sample->idempotency_key.empty());
  const auto right = check_submission(test::item("ss.pension-claim"), *sample, test::kFriday);
  EXPECT_TRUE(right) << describe(right.error());
}

TEST(Envelope, ErrorsNameThePlace) {
  EXPECT_EQ(place(changed([](Json& j) { j.erase("applicant"); })), "applicant");
  EXPECT_EQ(place(changed([](Json& j) { j["applicant"]["birth"] = "2026-02-30"; })), "applicant.birth");
  EXPECT_EQ(place(changed([](Json& j) { j["values"]["top_up"] = 7; })), "values.top_up");
  EXPECT_EQ(place(changed([](Json& j) { j["materials"][0]["supply"] = "bought"; })), "materials[0].supply");
  EXPECT_EQ(place(changed([](Json& j) { j["surprise"] = 1; })), "");
  EXPECT_EQ(place(changed([](Json& j) { j["schema"] = "yitang.case/2"; })), "schema");
  EXPECT_EQ(place(changed([](Json& j) { j["item_version"] = 1e30; })), "item_version");
  EXPECT_EQ(place(changed([](Json& j) { j["item_version"] = 18446744073709551615ULL; })), "item_version");
  EXPECT_EQ(place(changed([](Json& j) { j["idempotency_key"] = "../../etc"; })), "idempotency_key");
  const auto text = sample_text();
  EXPECT_THAT(place(envelope_from_json(text.substr(0, text.size() / 2), EnvelopeUse::Submission)),
              testing::StartsWith("byte "));
}

TEST(Envelope, APictureMustHaveItsDigest) {
  const auto broken = changed([](Json& j) {
    for (auto& material : j["materials"]) {
      if (material.contains("pages")) material["pages"][0]["digest"] = std::string(64, '0');
    }
  });
  EXPECT_THAT(place(broken), testing::EndsWith("pages[0].content"));
}

TEST(Envelope, HostileJsonIsRefused) {
  for (const std::string& bad :
       {std::string(), std::string("null"), std::string("[]"), std::string("{"),
        std::string("{\"schema\":1}"), std::string(100000, '['),
        std::string("{\"schema\":\"yitang.case/1\",\"schema\":\"yitang.case/1\"}"), std::string("\xFF\xFE"),
        std::string("{\"\\ud800\":1}"), std::string("{}\0{}", 5)}) {
    for (const auto use : {EnvelopeUse::Submission, EnvelopeUse::Delivery}) {
      const auto result = envelope_from_json(bad, use);
      ASSERT_FALSE(result);
      EXPECT_EQ(result.error().kind, ErrorKind::BadInput);
    }
  }
}

TEST(Envelope, TruncatedAndFlippedBytesNeverCrash) {
  const auto text = envelope_to_json(issued(), EnvelopePages::WithContent);
  const auto random = seeded_random(5);
  for (int round = 0; round < 400; ++round) {
    auto broken = text;
    broken[random->number() % broken.size()] = static_cast<char>(random->number());
    if (round % 2 == 0) broken.resize(random->number() % broken.size());
    (void)envelope_from_json(broken, EnvelopeUse::Delivery);
  }
}

TEST(Envelope, ADeliveryNeedsNumberTokenAndTerminal) {
  EXPECT_EQ(place(envelope_from_json(sample_text(), EnvelopeUse::Delivery)), "idempotency_key");
  auto json = Json::parse(envelope_to_json(issued(), EnvelopePages::WithContent));
  const auto with = [&](const char* key, const Json& value) {
    auto copy = json;
    copy[key] = value;
    return place(envelope_from_json(copy.dump(), EnvelopeUse::Delivery));
  };
  EXPECT_EQ(with("receipt_no", "YT01-261120-0008-0"), "receipt_no");
  EXPECT_EQ(with("qr_token", "YT1."), "qr_token");
  EXPECT_EQ(with("terminal", "YT02"), "terminal");
  EXPECT_EQ(with("submitted_at", 0), "submitted_at");
}

TEST(Submission, RulesOfTheItemAreChecked) {
  const auto& claim = test::item("ss.pension-claim");
  const auto random = seeded_random(1);
  const auto good = test::pension_envelope(*random);
  const auto place_of = [&](const std::function<void(Envelope&)>& change) {
    auto envelope = good;
    change(envelope);
    const auto result = check_submission(claim, envelope, test::kFriday);
    return result ? std::string("accepted") : result.error().where;
  };
  EXPECT_EQ(place_of([](Envelope&) {}), "accepted");
  EXPECT_EQ(place_of([](Envelope& e) { e.item_version = 9; }), "item_version");
  EXPECT_EQ(place_of([](Envelope& e) { e.values["bank.card_no"] = std::string("1"); }),
            "values.bank.card_no");
  EXPECT_EQ(place_of([](Envelope& e) { e.values["not.a.field"] = std::string("1"); }), "values.not.a.field");
  EXPECT_EQ(place_of([](Envelope& e) { e.materials.clear(); }), "materials.bank_card");
  EXPECT_EQ(place_of([](Envelope& e) { e.delivery->kind = catalog::Delivery::Window; }), "delivery");
  EXPECT_EQ(place_of([](Envelope& e) { e.values["top_up"] = std::string("yes"); }), "signature");
  EXPECT_EQ(place_of([](Envelope& e) { e.applicant.number.clear(); }), "applicant.number");
}

}  // namespace
}  // namespace yitang::cases
