#include "kiosk/cases/draft.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "cases_support.hpp"

namespace yitang::cases {
namespace {

TEST(Draft, RoundTrip) {
  const auto random = seeded_random(1);
  auto draft = test::pension_draft(*random);
  draft.applicant->name = "赵\uE863𠮷";
  draft.agent = Agent{person_from_number(test::citizen_number("19900101", "012"), "李四"),
                      catalog::AgentKind::VillageAgent};
  draft.values["family"] = Table{{"a", "b"}, {"c", ""}};
  draft.values["several"] = std::vector<std::string>{"x", "y"};
  draft.answers["residence"] = true;
  draft.answers["word"] = std::string("full");
  draft.accepted = {"offer_top_up"};
  draft.applies["proof"] = false;
  draft.page = "form:bank";
  draft.first_asked = "窗口一";
  draft.delivery = DeliveryChoice{catalog::Delivery::Courier, "示例省示例县", "李四", "13800000000"};
  storage::SealedRef ref;
  ref.name = std::string(32, 'a');
  ref.key.fill(7);
  draft.materials[0].pages[0].sealed = ref;
  const auto text = draft_to_json(draft);
  const auto again = draft_from_json(text);
  ASSERT_TRUE(again) << describe(again.error());
  EXPECT_EQ(draft_to_json(*again), text);
  EXPECT_EQ(again->applicant, draft.applicant);
  EXPECT_EQ(again->agent, draft.agent);
  EXPECT_EQ(again->values, draft.values);
  EXPECT_EQ(again->answers, draft.answers);
  EXPECT_EQ(again->signature, draft.signature);
  EXPECT_EQ(again->delivery, draft.delivery);
  EXPECT_EQ(again->applies, draft.applies);
  EXPECT_EQ(again->materials[0].pages[0].sealed->key, ref.key);
}

TEST(Draft, BytesThatAreNoUtf8DoNotStopSaving) {
  const auto random = seeded_random(1);
  auto draft = test::pension_draft(*random);
  draft.values["applicant.phone"] = std::string("\xFF\xFE");
  EXPECT_TRUE(draft_from_json(draft_to_json(draft)));
}

TEST(Draft, HostileJson) {
  const auto random = seeded_random(1);
  const auto json = nlohmann::json::parse(draft_to_json(test::pension_draft(*random)));
  const auto place = [&](const char* key, const nlohmann::json& value) {
    auto copy = json;
    copy[key] = value;
    const auto result = draft_from_json(copy.dump());
    return result ? std::string("accepted") : result.error().where;
  };
  EXPECT_EQ(place("uid", "zz"), "uid");
  EXPECT_EQ(place("created", -1), "created");
  EXPECT_EQ(place("values", nlohmann::json::array()), "values");
  EXPECT_EQ(place("values", {{"k", {{"deep", 1}}}}), "values.k");
  EXPECT_EQ(place("materials", {1}), "materials[0]");
  EXPECT_EQ(
      place("signature", {{"strokes", {{{1, 2}}}}, {"signed_at", 1}, {"form_hash", std::string(64, '0')}}),
      "signature.strokes[0][0]");
  EXPECT_FALSE(draft_from_json(std::string(5 << 20, ' ')));
}

TEST(Draft, ExpiresAfterADayAlsoWhenTheClockWasSetBack) {
  const auto random = seeded_random(1);
  const auto draft = new_draft("x", 1, test::kFriday, *random);
  EXPECT_FALSE(is_expired(draft, test::kFriday + kDraftLifetime - 1));
  EXPECT_TRUE(is_expired(draft, test::kFriday + kDraftLifetime));
  EXPECT_FALSE(is_expired(draft, test::kFriday - 1000));
  EXPECT_TRUE(is_expired(draft, test::kFriday - kDraftLifetime));
}

TEST(Signature, BindsEverythingThatWasShown) {
  const auto& claim = test::item("ss.pension-claim");
  const auto random = seeded_random(1);
  const auto draft = test::pension_draft(*random);
  EXPECT_EQ(verify_draft(claim, draft, test::kFriday), SignatureProblem::None);
  const auto after = [&](const std::function<void(Draft&)>& change) {
    auto copy = draft;
    change(copy);
    return verify_draft(claim, copy, test::kFriday);
  };
  EXPECT_EQ(after([](Draft& d) { d.values["top_up"] = std::string("yes"); }), SignatureProblem::FormChanged);
  EXPECT_EQ(after([](Draft& d) { d.item_version = 2; }), SignatureProblem::FormChanged);
  EXPECT_EQ(after([](Draft& d) { d.applicant->name += "a"; }), SignatureProblem::FormChanged);
  EXPECT_EQ(after([](Draft& d) { d.materials[0].pages[0].digest[0] ^= 1; }), SignatureProblem::FormChanged);
  EXPECT_EQ(after([](Draft& d) { d.answers["age"] = 61.0; }), SignatureProblem::FormChanged);
  EXPECT_EQ(after([](Draft& d) { d.agent = Agent{}; }), SignatureProblem::FormChanged);
  EXPECT_EQ(after([](Draft& d) { d.signature.reset(); }), SignatureProblem::Missing);
  EXPECT_EQ(after([](Draft& d) { d.delivery->kind = catalog::Delivery::Electronic; }),
            SignatureProblem::None);
}

TEST(Signature, StrokesAreJudged) {
  EXPECT_EQ(check_strokes({}), SignatureProblem::Missing);
  EXPECT_EQ(check_strokes({{}, {}}), SignatureProblem::Missing);
  EXPECT_EQ(check_strokes({{{1, 1, 0}, {2, 2, 1}}}), SignatureProblem::TooLittle);
  EXPECT_EQ(check_strokes({{{1, 1, 0}, {20000, 2, 1}}}), SignatureProblem::OutOfField);
  EXPECT_EQ(check_strokes({Stroke(kMaxPointsOfAllStrokes + 1)}), SignatureProblem::TooMuch);
  EXPECT_EQ(check_strokes(test::handwriting()), SignatureProblem::None);
}

}  // namespace
}  // namespace yitang::cases
