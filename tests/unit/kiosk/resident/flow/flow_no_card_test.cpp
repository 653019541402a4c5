// Without a card: a slip, or an application that waits for the counter and that only its owner's card goes on
// with.
#include <gtest/gtest.h>

#include "flow_support.hpp"
#include "kiosk/base/text.hpp"
#include "kiosk/cases/prepared.hpp"
#include "tests/unit/kiosk/cases/cases_support.hpp"

namespace yitang::resident::test {
namespace {

const cases::PreparedCase kKept{"YP1.7KQ4M2ND0AXT18RN", start_of(Date{2026, 11, 28})};

class FlowNoCard : public testing::Test {
 protected:
  FlowBench b;

  void type(const std::string& name, const std::string& number) {
    b.tap(IntentKind::TypeField, "typed.name", name);
    b.tap(IntentKind::TypeField, "typed.number", number);
    b.tap(IntentKind::NextStep);
  }
  void to_typed() {
    b.to_card();
    b.tap(IntentKind::NoCard);
    b.tap(IntentKind::FillWithoutCard);
    ASSERT_EQ(b.page(), Page::Typed);
    EXPECT_FALSE(b.ports.card_wanted);
  }
  void to_review() {
    to_typed();
    type(elder().name, elder().number);
    ASSERT_EQ(b.page(), Page::Form);
    for (int i = 0; i < 3 && b.page() == Page::Form; ++i) {
      const auto& fields = b.state().form.pages[b.state().form.page].fields;
      for (const catalog::FormField* field : fields) {
        if (field->key == "applicant.address")
          b.tap(IntentKind::TypeField, field->key, "示例省示例县示例镇一村3号");
      }
      b.fill_and_leave_form();
    }
    ASSERT_EQ(b.page(), Page::Materials);
    b.photograph("bank_card");
    b.tap(IntentKind::NextStep);
    ASSERT_EQ(b.page(), Page::Missing) << "what is missing is named";
    b.tap(IntentKind::BringLater);
    ASSERT_EQ(b.page(), Page::Delivery);
    b.tap(IntentKind::NextStep);
    ASSERT_EQ(b.page(), Page::Review) << "nothing is signed by somebody unknown";
  }
  void to_kept() {
    to_review();
    b.tap(IntentKind::Submit);
    ASSERT_EQ(b.page(), Page::Prepared);
    ASSERT_EQ(b.ports.prepared.size(), 1U);
    b.flow.on(Event{CasePrepared{b.state().draft.uid, kKept}});
  }
  cases::Draft stored() const {
    cases::Draft draft = b.ports.prepared.back();
    draft.prepared = kKept;
    return draft;
  }
  static bool offers(FlowBench& bench, const cases::Draft& draft) {
    bench.answer_person({{draft}, {}, {}});
    return bench.page() == Page::Resume;
  }
};

TEST_F(FlowNoCard, WhatIsFilledInWaitsForTheCounterAndNothingIsSent) {
  to_kept();
  EXPECT_EQ(b.state().prepared.view, PreparedView::Kept);
  EXPECT_TRUE(b.ports.people.empty()) << "nothing is looked up for a number that anybody can type";
  EXPECT_TRUE(b.ports.submitted.empty());
  const cases::Draft& draft = b.ports.prepared[0];
  EXPECT_EQ(draft.applicant->source, cases::PersonSource::Typed);
  EXPECT_EQ(draft.applicant->number, elder().number);
  EXPECT_FALSE(draft.signature);
  EXPECT_EQ(b.ports.prepared_until, start_of(Date{2026, 11, 28})) << "five working days after that Friday";
  ASSERT_EQ(b.ports.prints.size(), 1U);
  EXPECT_EQ(b.ports.prints[0].kind, PrintKind::PreparedSlip);
  EXPECT_EQ(b.ports.prints[0].case_uid, draft.uid);
  EXPECT_EQ(b.ports.prints[0].answers.size(), 1U);
}

TEST_F(FlowNoCard, NothingOfItIsLeftAfterwards) {
  to_kept();
  b.tap(IntentKind::GoBack);
  EXPECT_EQ(b.page(), Page::Prepared) << "it is over: there is no way back into it";
  const auto saved = b.ports.saved.size();
  b.tap(IntentKind::FinishPrepared);
  EXPECT_EQ(b.page(), Page::Goodbye);
  b.seconds(20);
  EXPECT_EQ(b.page(), Page::Idle);
  EXPECT_GT(b.ports.wiped, 0);
  EXPECT_EQ(b.ports.saved.size(), saved);
  const std::string all = everything_in(b.state());
  EXPECT_EQ(all.find(elder().number), std::string::npos);
  EXPECT_EQ(all.find(kKept.reference), std::string::npos);
}

TEST_F(FlowNoCard, AFullDiskIsSaidAndTriedAgain) {
  to_review();
  b.tap(IntentKind::Submit);
  b.flow.on(Event{CaseNotPrepared{"somebody else's", ErrorKind::StoreFull}});
  EXPECT_EQ(b.state().prepared.view, PreparedView::Keeping);
  b.tap(IntentKind::Submit);
  EXPECT_EQ(b.ports.prepared.size(), 1U) << "it is on its way";
  b.flow.on(Event{CaseNotPrepared{b.state().draft.uid, ErrorKind::StoreFull}});
  EXPECT_EQ(b.state().prepared.view, PreparedView::Failed);
  b.tap(IntentKind::TryAgain);
  EXPECT_EQ(b.ports.prepared.size(), 2U);
  b.flow.on(Event{CaseNotPrepared{b.state().draft.uid, ErrorKind::StoreFull}});
  b.tap(IntentKind::GoBack);
  EXPECT_EQ(b.page(), Page::Review);
}

TEST_F(FlowNoCard, AMistypedNumberIsSaidAtTheField) {
  to_typed();
  std::string wrong = elder().number;
  wrong.back() = wrong.back() == '1' ? '2' : '1';
  type(elder().name, wrong);
  EXPECT_EQ(b.page(), Page::Typed);
  EXPECT_EQ(b.state().form.problems.at("typed.number").kind, cases::FieldProblemKind::BadIdNumber);
  b.tap(IntentKind::TypeField, "typed.name", "李😀");
  b.tap(IntentKind::LeaveField, "typed.name");
  EXPECT_EQ(b.state().form.problems.at("typed.name").kind, cases::FieldProblemKind::NotAName);
  EXPECT_TRUE(b.ports.saved.empty());
}

TEST_F(FlowNoCard, FullWidthDigitsAreTaken) {
  to_typed();
  std::string wide;
  for (const char c : elder().number) append_utf8(wide, static_cast<char32_t>(c) - U'0' + U'０');
  if (elder().number.back() == 'X') wide = elder().number;
  type(elder().name, wide);
  ASSERT_EQ(b.page(), Page::Form);
  EXPECT_EQ(b.state().draft.applicant->number, elder().number);
}

TEST_F(FlowNoCard, AChildIsSentToTheCounterWithAParentAndNothingIsKept) {
  to_typed();
  type(child().name, child().number);
  EXPECT_EQ(b.page(), Page::Card);
  EXPECT_EQ(b.state().card.view, CardView::UnderAge);
  EXPECT_TRUE(only_counter_for_child(b.state())) << "a pension is no child's";
  b.tap(IntentKind::BringGuardian);
  EXPECT_EQ(b.state().card.role, CardRole::Applicant);
  EXPECT_TRUE(b.ports.saved.empty());
  b.tap(IntentKind::PrintCounterSlip);
  EXPECT_EQ(b.ports.prints.size(), 1U);
}

TEST_F(FlowNoCard, WhatACardBroughtIsNotShownToWhoeverTypesItsNumber) {
  b.to_form();
  b.tap(IntentKind::TypeField, "applicant.address", "在别处住");
  for (int i = 0; i < 3 && b.page() != Page::Card; ++i) b.tap(IntentKind::GoBack);
  ASSERT_EQ(b.page(), Page::Card);
  const std::string first = b.state().draft.uid;
  b.tap(IntentKind::NoCard);
  b.tap(IntentKind::FillWithoutCard);
  EXPECT_EQ(everything_in(b.state()).find("在别处住"), std::string::npos);
  const auto asked = b.ports.people.size();
  type(elder().name, elder().number);
  ASSERT_EQ(b.page(), Page::Form);
  EXPECT_EQ(b.ports.people.size(), asked);
  EXPECT_NE(b.state().draft.uid, first);
  EXPECT_EQ(everything_in(b.state()).find("在别处住"), std::string::npos);
}

TEST_F(FlowNoCard, TheOwnersCardGoesStraightToTheSignature) {
  to_kept();
  FlowBench later(9);
  later.to_card();
  later.flow.on(Event{CardRead{elder()}});
  later.tap(IntentKind::UseCard);
  ASSERT_TRUE(offers(later, stored()));
  later.tap(IntentKind::ResumeDraft);
  ASSERT_EQ(later.page(), Page::Signature);
  const cases::Draft& draft = later.state().draft;
  EXPECT_EQ(draft.applicant->source, cases::PersonSource::CardReader);
  EXPECT_EQ(draft.uid, stored().uid);
  for (const auto& [key, value] : draft.values) EXPECT_FALSE(key.starts_with("typed.")) << key;
  later.sign();
  ASSERT_EQ(later.page(), Page::Review);
  later.tap(IntentKind::Submit);
  later.flow.on(Event{PrinterAnswered{PrinterReadiness::Ready}});
  EXPECT_EQ(later.ports.submitted.size(), 1U);
}

TEST_F(FlowNoCard, TheProgressPageOffersItToTheCard) {
  to_kept();
  FlowBench later(9);
  later.to_query();
  later.flow.on(Event{CardRead{elder()}});
  ASSERT_TRUE(offers(later, stored()));
  later.tap(IntentKind::ResumeDraft);
  EXPECT_EQ(later.state().draft.applicant->source, cases::PersonSource::CardReader);
  EXPECT_EQ(later.page(), Page::Signature);
}

TEST_F(FlowNoCard, ACardWithAnotherNameIsOfferedNothing) {
  to_kept();
  cases::Draft mistyped = stored();
  mistyped.applicant->name = "王五";
  FlowBench later(9);
  later.to_card();
  later.flow.on(Event{CardRead{elder()}});
  later.tap(IntentKind::UseCard);
  EXPECT_FALSE(offers(later, mistyped)) << "somebody has mistyped their own number";
}

TEST_F(FlowNoCard, ABundleAndAnAgentGetTheSlip) {
  b.to_who_for();
  b.tap(IntentKind::ChooseWho, "other");
  ASSERT_EQ(b.page(), Page::Card);
  b.tap(IntentKind::NoCard);
  EXPECT_EQ(b.page(), Page::Card);
  EXPECT_EQ(b.ports.prints.size(), 1U);
}

TEST_F(FlowNoCard, EveryPageIsLeftByBackAndHome) {
  to_typed();
  b.tap(IntentKind::GoBack);
  EXPECT_EQ(b.page(), Page::NoCard);
  b.tap(IntentKind::GoBack);
  EXPECT_EQ(b.page(), Page::Card);
  b.tap(IntentKind::NoCard);
  b.tap(IntentKind::GoHome);
  EXPECT_EQ(b.page(), Page::Home);
}

}  // namespace
}  // namespace yitang::resident::test
