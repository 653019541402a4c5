// Nothing twice within one visit, nothing of one visit in the next; what one answer tells is filled in.
#include <gtest/gtest.h>

#include "flow_support.hpp"

namespace yitang::resident::test {
namespace {

std::string value(FlowBench& b, const char* key) {
  return std::string(cases::text_of(b.state().draft.values, key));
}

void type(FlowBench& b, const char* key, const char* text) {
  b.tap(IntentKind::FocusField, key);
  b.tap(IntentKind::TypeField, key, text);
  b.tap(IntentKind::LeaveField, key);
}

// Another matter in the same visit, up to its form.
void next_matter(FlowBench& b, const cases::Person& person) {
  b.tap(IntentKind::OpenItem, "ss.social-security-card");
  b.tap(IntentKind::StartApply);
  for (int i = 0; i < 9 && b.page() == Page::Eligibility; ++i)
    b.tap(IntentKind::AnswerCheck, b.state().question->fact->name, "lost");
  b.tap(IntentKind::ChooseWho, "self");
  ASSERT_EQ(b.page(), Page::Card);
  b.flow.on(Event{CardRead{person}});
  b.tap(IntentKind::UseCard);
  b.answer_person();
  ASSERT_EQ(b.page(), Page::Form);
}

void hand_in_with_new_address(FlowBench& b) {
  b.to_form();
  type(b, "applicant.address", "示例县示例镇示例一村3组12号");
  b.fill_and_leave_form();
  b.tap(IntentKind::LeaveNow);
}

TEST(FlowContact, PhoneAndAddressAreThereForTheSamePersonsNextMatter) {
  FlowBench b;
  hand_in_with_new_address(b);
  ASSERT_EQ(b.state().page, Page::Home);
  next_matter(b, elder());
  EXPECT_EQ(value(b, "applicant.phone"), "13800000000");
  EXPECT_EQ(value(b, "applicant.address"), "示例县示例镇示例一村3组12号");
}

TEST(FlowContact, NotForAnotherPerson) {
  FlowBench b;
  hand_in_with_new_address(b);
  next_matter(b, younger());
  EXPECT_EQ(value(b, "applicant.phone"), "");
  EXPECT_EQ(value(b, "applicant.address"), younger().address);
}

TEST(FlowContact, NotInTheNextVisit) {
  FlowBench b;
  hand_in_with_new_address(b);
  b.seconds(400);
  ASSERT_EQ(b.state().page, Page::Idle);
  b.tap(IntentKind::Wake);
  next_matter(b, elder());
  EXPECT_EQ(value(b, "applicant.phone"), "");
  EXPECT_EQ(value(b, "applicant.address"), elder().address);
}

TEST(FlowContact, TheBankComesWithTheCardNumberAndGoesWithIt) {
  FlowBench b;
  b.to_form();
  type(b, "bank.card_no", "6217 0000 1000 1234 569");
  EXPECT_EQ(value(b, "bank.name"), "sample_rural");
  b.tap(IntentKind::TypeField, "bank.card_no", "622848");
  EXPECT_EQ(value(b, "bank.name"), "");
  type(b, "bank.card_no", "6228480010001234565");
  EXPECT_EQ(value(b, "bank.name"), "sample_farm");
  b.tap(IntentKind::TypeField, "bank.name", "sample_post");
  type(b, "bank.card_no", "6228480010001234565");
  EXPECT_EQ(value(b, "bank.name"), "sample_post");
}

}  // namespace
}  // namespace yitang::resident::test
