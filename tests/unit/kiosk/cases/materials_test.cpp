#include "kiosk/cases/materials.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cases_support.hpp"

namespace yitang::cases {
namespace {

const Date kToday{2026, 11, 20};

MaterialNeed need(const catalog::ServiceItem& item, const Draft& draft, std::string_view code) {
  for (const auto& entry : materials_for(item, draft, kToday)) {
    if (entry.material->code == code) return entry;
  }
  ADD_FAILURE() << code;
  return {};
}

std::vector<std::string> missing_codes(const catalog::ServiceItem& item, const Draft& draft) {
  std::vector<std::string> codes;
  for (const auto& entry : missing(item, draft, kToday)) codes.push_back(entry.material->code);
  return codes;
}

Draft empty_draft() {
  Draft draft;
  draft.applicant = test::elder();
  return draft;
}

TEST(Materials, PensionClaimInPerson) {
  const auto& claim = test::item("ss.pension-claim");
  auto draft = empty_draft();
  EXPECT_EQ(need(claim, draft, "id_card_applicant").supply, Supply::CardReader);
  EXPECT_EQ(need(claim, draft, "contribution_record").supply, Supply::SharedData);
  EXPECT_EQ(need(claim, draft, "application_form").supply, Supply::Form);
  EXPECT_TRUE(need(claim, draft, "bank_card").to_scan());
  EXPECT_EQ(need(claim, draft, "authorisation").need, Need::NotNeeded);
  EXPECT_THAT(missing_codes(claim, draft), testing::ElementsAre("bank_card"));
  draft.materials = {{"bank_card", {page_of(test::picture(1), "image/jpeg", 40)}}};
  EXPECT_TRUE(missing(claim, draft, kToday).empty());
}

TEST(Materials, EverythingIsListedAtOnce) {
  const auto& claim = test::item("ss.pension-claim");
  auto draft = empty_draft();
  draft.applicant->source = PersonSource::Typed;
  draft.agent = Agent{test::elder(), catalog::AgentKind::Relative};
  draft.materials = {{"id_card_applicant", {page_of(test::picture(1), "image/jpeg", 40)}}};
  const auto list = missing(claim, draft, kToday);
  ASSERT_EQ(list.size(), 3U);
  EXPECT_EQ(list[0].reason, MissingReason::TooFewPages);
  EXPECT_EQ(list[0].least_pages, 2U);
  EXPECT_EQ(list[1].reason, MissingReason::NotScanned);
  EXPECT_EQ(list[2].material->code, "authorisation");
}

TEST(Materials, ABlurredPageIsNamed) {
  const auto& claim = test::item("ss.pension-claim");
  auto draft = empty_draft();
  draft.materials = {
      {"bank_card",
       {page_of(test::picture(1), "image/jpeg", 40), page_of(test::picture(2), "image/jpeg", 5)}}};
  const auto list = missing(claim, draft, kToday, 20);
  ASSERT_EQ(list.size(), 1U);
  EXPECT_EQ(list[0].reason, MissingReason::NotSharp);
  EXPECT_EQ(list[0].page, 1U);
}

TEST(Materials, OtherConditionsAreAsked) {
  catalog::ServiceItem item;
  catalog::Material proof;
  proof.code = "proof";
  proof.necessity = catalog::Necessity::Conditional;
  proof.condition.zh = "转诊人员";
  item.materials = {proof};
  auto draft = empty_draft();
  EXPECT_EQ(missing(item, draft, kToday).at(0).reason, MissingReason::NotAnswered);
  draft.applies["proof"] = false;
  EXPECT_TRUE(missing(item, draft, kToday).empty());
  draft.applies["proof"] = true;
  EXPECT_EQ(missing(item, draft, kToday).at(0).reason, MissingReason::NotScanned);
  item.kiosk_mode = catalog::KioskMode::Reserve;
  EXPECT_TRUE(missing(item, draft, kToday).empty()) << "an appointment brings its papers to the counter";
}

TEST(Materials, ObstaclesNameEverything) {
  const auto& claim = test::item("ss.pension-claim");
  const auto random = seeded_random(1);
  EXPECT_TRUE(obstacles(claim, test::pension_draft(*random), test::kFriday).none());
  const auto found =
      obstacles(claim, new_draft(claim.id, claim.version, test::kFriday, *random), test::kFriday);
  EXPECT_TRUE(found.no_applicant);
  EXPECT_TRUE(found.no_delivery);
  EXPECT_EQ(found.signature, SignatureProblem::Missing);
  EXPECT_EQ(found.fields.size(), 8U);
  EXPECT_EQ(found.materials.size(), 2U);
  auto child = test::pension_draft(*random);
  child.applicant->birth = Date{2015, 1, 1};
  EXPECT_TRUE(obstacles(claim, child, test::kFriday).guardian_needed);
}

}  // namespace
}  // namespace yitang::cases
