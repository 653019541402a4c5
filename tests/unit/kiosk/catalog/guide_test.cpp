#include "kiosk/catalog/guide.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/unit/kiosk/catalog/sample_support.hpp"

namespace yitang::catalog {
namespace {

bool has_chinese(const std::string& text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0xE3; });
}

void expect_full(const Guide& guide) {
  for (const std::string* text :
       {&guide.name, &guide.department, &guide.item_type, &guide.audience, &guide.scope, &guide.case_type,
        &guide.kiosk_mode, &guide.four_do, &guide.legal_limit, &guide.promise_limit, &guide.fee,
        &guide.visits_badge, &guide.visits_reason, &guide.agent, &guide.consult, &guide.result,
        &guide.version})
    EXPECT_FALSE(text->empty()) << guide.item_id;
  EXPECT_FALSE(guide.conditions.empty() || guide.steps.empty() || guide.materials.empty() ||
               guide.delivery.empty())
      << guide.item_id;
  for (const std::string& line : guide.conditions) EXPECT_FALSE(line.empty()) << guide.item_id;
  for (const std::string& line : guide.delivery) EXPECT_FALSE(line.empty()) << guide.item_id;
  for (const GuideLine& line : guide.facts)
    EXPECT_FALSE(line.label.empty() || line.value.empty()) << guide.item_id;
  for (const GuideStep& step : guide.steps)
    EXPECT_FALSE(step.name.empty() || step.level.empty() || step.days_text.empty()) << guide.item_id;
  for (const GuideMaterial& line : guide.materials) {
    EXPECT_FALSE(line.name.empty() || line.supplier.empty() || line.form.empty() ||
                 line.necessity_text.empty())
        << guide.item_id;
    EXPECT_EQ(line.necessity == Necessity::Conditional, !line.condition.empty()) << guide.item_id;
  }
}

TEST(Guide, NoItemHasAnEmptyLineInEitherLanguage) {
  for (const ServiceItem* item : sample().items()) {
    expect_full(make_guide(*item, Language::Chinese));
    const Guide english = make_guide(*item, Language::English);
    expect_full(english);
    EXPECT_FALSE(english.reason_untranslated) << item->id;
    for (const GuideLine& line : english.facts) EXPECT_FALSE(has_chinese(line.value)) << line.value;
    for (const GuideMaterial& line : english.materials)
      EXPECT_FALSE(has_chinese(line.name + line.supplier + line.form + line.condition)) << line.name;
    for (const std::string& line : english.conditions) EXPECT_FALSE(has_chinese(line)) << line;
  }
}

TEST(Guide, PensionClaim) {
  const Guide guide = make_guide(sample_item("ss.pension-claim"), Language::Chinese);
  EXPECT_EQ(guide.visits_badge, "可以一趟不用跑") << "printing it here is a trip";
  EXPECT_EQ(guide.plain, "满60岁、交够年限，每月领养老金");
  EXPECT_EQ(guide.fee, "不收费");
  EXPECT_EQ(guide.consult, "12345");
  EXPECT_TRUE(guide.sample);
  int days = 0;
  for (const GuideStep& step : guide.steps) days += step.days;
  EXPECT_EQ(guide.promise_limit, std::to_string(days) + "个工作日");
  EXPECT_EQ(guide.materials.front().code, "id_card_applicant");
  EXPECT_EQ(guide.materials.front().duty, MaterialDuty::Bring);
  EXPECT_EQ(guide.materials.front().form, "原件1份");
}

TEST(Guide, WhatAnAgentBringsStandsByItself) {
  const Guide guide = make_guide(sample_item("ss.pension-claim"), Language::Chinese);
  ASSERT_EQ(guide.agent_papers.size(), 2U);
  EXPECT_TRUE(guide.agent_papers[0].read_by_reader);
  EXPECT_EQ(guide.agent_papers[1].code, "authorisation");
  for (const GuideMaterial& line : guide.materials) EXPECT_NE(line.code, "authorisation");
  EXPECT_TRUE(make_guide(sample_item("civ.marriage-appointment"), Language::Chinese).agent_papers.empty())
      << "nobody comes in another's place";
}

TEST(Guide, WaysAreThoseOfTheMachineThatGivesIt) {
  const Guide slips = make_guide(sample_item("ss.pension-claim"), Language::Chinese, {false, true});
  EXPECT_EQ(slips.delivery.size(), 2U);
  EXPECT_EQ(slips.visits_badge, "一趟不用跑") << "what is left brings the result";
}

TEST(Guide, WhatTheOfficeLooksForFirstIsUsuallyNotBrought) {
  for (const char* id : {"agr.homestead-building", "hk.residence-permit"}) {
    const Guide guide = make_guide(sample_item(id), Language::Chinese);
    int found = 0;
    for (const GuideMaterial& line : guide.materials) {
      if (!line.only_if_not_found) continue;
      ++found;
      EXPECT_EQ(line.duty, MaterialDuty::Nothing) << line.name;
      EXPECT_EQ(line.supplier, "一般不用带；部门查不到时再带");
    }
    EXPECT_EQ(found, 1) << id;
  }
}

TEST(Guide, OneTripSaysWhy) {
  const Guide guide = make_guide(sample_item("civ.marriage-appointment"), Language::English);
  EXPECT_EQ(guide.trips, (TripRange{1, 1}));
  EXPECT_EQ(guide.visits_badge, "One trip at most");
  EXPECT_EQ(guide.visits_reason, "Both persons must come to be registered");
}

TEST(Guide, SaysWhenTheReasonHasNoTranslation) {
  ServiceItem item = sample_item("civ.marriage-appointment");
  item.visit_reason.en.clear();
  const Guide guide = make_guide(item, Language::English);
  EXPECT_TRUE(guide.reason_untranslated);
  EXPECT_EQ(guide.visits_reason, "登记须双方本人到场");
  EXPECT_FALSE(make_guide(item, Language::Chinese).reason_untranslated);
}

TEST(Guide, ChargedItemNamesTheAmount) {
  ServiceItem item = sample_item("civ.marriage-appointment");
  item.fee = {true, "20.00"};
  EXPECT_NE(make_guide(item, Language::Chinese).fee.find("20.00元"), std::string::npos);
  EXPECT_NE(make_guide(item, Language::English).fee.find("20.00 yuan"), std::string::npos);
}

}  // namespace
}  // namespace yitang::catalog
