#include "kiosk/cases/form.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cases_support.hpp"
#include "devices/id_reader/synthetic_card.hpp"
#include "kiosk/cases/derived.hpp"

namespace yitang::cases {
namespace {

using testing::ElementsAre;

const Date kToday{2026, 11, 20};

FormContext context_for(const Person& person) {
  Draft draft;
  draft.applicant = person;
  return form_context(draft, test::kFriday);
}

std::vector<std::string> keys(const FormPage& page) {
  std::vector<std::string> all;
  for (const auto* field : page.fields) all.push_back(field->key);
  return all;
}

Person from_sample_card(std::string_view label) {
  const auto* synthetic = devices::sample_card(label);
  const auto text = devices::encode_card_text(*synthetic);
  return person_from_card(*devices::parse_card_text(*text));
}

TEST(Form, PrefillsFromTheCard) {
  const auto& claim = test::item("ss.pension-claim");
  FormValues values{{"applicant.name", "wrong"}, {"applicant.address", "now lives elsewhere"}};
  prefill(claim, test::elder(), kToday, values);
  EXPECT_EQ(text_of(values, "applicant.name"), "张三丰");
  EXPECT_EQ(text_of(values, "applicant.id_number"), test::elder().number);
  EXPECT_EQ(text_of(values, "applicant.address"), "now lives elsewhere");
  EXPECT_TRUE(is_verified(*claim.field("applicant.name"), values, test::elder(), kToday));
  EXPECT_FALSE(is_verified(*claim.field("applicant.address"), values, test::elder(), kToday));
  auto typed = test::elder();
  typed.source = PersonSource::Typed;
  EXPECT_FALSE(is_verified(*claim.field("applicant.name"), values, typed, kToday));
}

TEST(Form, PagesOfThePensionClaim) {
  const auto& claim = test::item("ss.pension-claim");
  FormValues values;
  prefill(claim, test::elder(), kToday, values);
  const auto pages = form_pages(claim, values, test::elder(), context_for(test::elder()));
  ASSERT_EQ(pages.size(), 4U);
  EXPECT_EQ(pages[0].group, PageGroup::Verified);
  EXPECT_THAT(keys(pages[0]), ElementsAre("applicant.name", "applicant.id_number", "applicant.address"));
  EXPECT_EQ(pages[1].group, PageGroup::Contact);
  EXPECT_THAT(keys(pages[1]), ElementsAre("applicant.phone"));
  EXPECT_THAT(keys(pages[2]), ElementsAre("top_up", "start_month"));
  EXPECT_EQ(pages[3].group, PageGroup::Bank);
  EXPECT_EQ(pages[3].id, "bank:bank.card_no");
  values["applicant.address"] = std::string("corrected by the person");
  EXPECT_THAT(keys(form_pages(claim, values, test::elder(), context_for(test::elder()))[0]),
              ElementsAre("applicant.name", "applicant.id_number", "applicant.address"));
}

TEST(Form, EveryShownFieldOfEveryItemIsOnExactlyOnePage) {
  for (const auto* item : test::sample().items()) {
    for (const auto& applicant : {std::optional<Person>(test::elder()), std::optional<Person>()}) {
      const auto context = applicant ? context_for(*applicant) : FormContext{test::kFriday, {}, {}, {}};
      std::set<std::string> seen;
      for (const auto& page : form_pages(*item, {}, applicant, context)) {
        if (page.group != PageGroup::Verified) {
          EXPECT_LE(page.fields.size(), kFieldsOfPage) << item->id;
        }
        for (const auto& key : keys(page)) EXPECT_TRUE(seen.insert(key).second) << item->id << " " << key;
      }
      for (const auto& field : item->form) {
        const bool time = field.validation.slot == catalog::SlotPart::Time;  // see slots_test.cpp
        const bool asked = is_shown(field, {}, context) && !is_counted(field) && !time;
        EXPECT_EQ(seen.contains(field.key), asked) << item->id << " " << field.key;
      }
    }
  }
}

TEST(Form, HiddenFieldsAreNeitherCheckedNorSent) {
  const auto& card = test::item("ss.social-security-card");
  const auto context = context_for(test::elder());
  FormValues values{{"pickup", "township_window"}, {"courier.address", "left over"}};
  EXPECT_FALSE(is_shown(*card.field("courier.address"), values, context));
  EXPECT_FALSE(check_form(card, values, context).contains("courier.address"));
  EXPECT_FALSE(shown_values(card, values, context).contains("courier.address"));
  values["pickup"] = std::string("courier");
  values.erase("courier.address");
  EXPECT_TRUE(is_shown(*card.field("courier.address"), values, context));
}

TEST(Form, AgeDecidesWhetherAGuardianIsAsked) {
  const auto& volunteer = test::item("mass.volunteer-registration");
  const auto& guardian = *volunteer.field("guardian.phone");
  auto young = test::elder();
  EXPECT_FALSE(is_shown(guardian, {}, context_for(young)));
  young.birth = Date{2010, 1, 1};
  EXPECT_TRUE(is_shown(guardian, {}, context_for(young)));
  young.birth.reset();
  EXPECT_FALSE(is_shown(guardian, {}, context_for(young)));
}

TEST(Form, ACompletePensionClaimHasNoProblems) {
  const auto random = seeded_random(1);
  const auto draft = test::pension_draft(*random);
  EXPECT_TRUE(
      check_form(test::item("ss.pension-claim"), draft.values, form_context(draft, test::kFriday)).empty());
}

TEST(Form, EverySampleCardPrefillsAValidNameAndNumber) {
  const auto& claim = test::item("ss.pension-claim");
  for (const auto& synthetic : devices::sample_cards()) {
    const auto person = from_sample_card(synthetic.label);
    FormValues values;
    prefill(claim, person, kToday, values);
    const auto problems = check_form(claim, values, context_for(person));
    EXPECT_FALSE(problems.contains("applicant.id_number")) << synthetic.label;
    EXPECT_FALSE(problems.contains("applicant.name")) << synthetic.label;
  }
}

TEST(Person, MasksShowAsLittleAsPossible) {
  EXPECT_EQ(masked_number("990101196603151010"), "990***********1010");
  EXPECT_EQ(masked_number("1234567"), "*******");
  EXPECT_EQ(masked_name("𠮷田一"), "𠮷**");
  EXPECT_EQ(masked_name(""), "");
  EXPECT_EQ(masked_phone("13800001234"), "138****1234");
  EXPECT_EQ(masked_account("6222020000000000007"), "***************0007");
  EXPECT_EQ(masked_address("示例省示例县示例镇一村12号"), "示例省示例县******");
}

TEST(Person, FromCards) {
  EXPECT_EQ(from_sample_card("rare-name").name, "张𠮷");
  EXPECT_EQ(from_sample_card("private-use-name").name, "赵\uE863平");
  EXPECT_EQ(from_sample_card("hong-kong").document, DocumentKind::HmtResidencePermit);
  EXPECT_EQ(from_sample_card("foreign-2017").document, DocumentKind::ForeignerPermit);
  const auto typed = person_from_number(test::citizen_number("20150601", "012"), "小明");
  EXPECT_EQ(typed.sex, "female");
  EXPECT_TRUE(under_fourteen(typed, kToday));
  EXPECT_FALSE(under_fourteen(test::elder(), kToday));
}

}  // namespace
}  // namespace yitang::cases
