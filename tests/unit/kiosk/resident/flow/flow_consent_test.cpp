// The separate consent before the card, and commitments in place of proofs, over every item of the sample.
#include <gtest/gtest.h>

#include "flow_support.hpp"
#include "tests/unit/kiosk/cases/cases_support.hpp"

namespace yitang::resident::test {
namespace {

std::vector<std::string> candidates(const catalog::Question& question) {
  if (question.answer == catalog::AnswerKind::YesNo) return {"yes", "no"};
  if (question.answer == catalog::AnswerKind::Number && question.options.empty())
    return {"16", "1", "0", "60", "30", "300", "100"};
  std::vector<std::string> codes;
  for (const catalog::Option& option : question.options) codes.push_back(option.code);
  return codes;
}

// Answers the questions of an item so that it goes on, whatever they are.
void pass_checks(FlowBench& b) {
  for (int turn = 0; turn < 20 && b.page() == Page::Eligibility; ++turn) {
    const catalog::Fact* fact = b.state().question->fact;
    for (const std::string& answer : candidates(fact->question)) {
      b.tap(IntentKind::AnswerCheck, fact->name, answer);
      if (b.page() == Page::NotEligible && b.state().ineligible->offer) b.tap(IntentKind::AcceptOffer);
      if (b.page() != Page::NotEligible) break;
      b.tap(IntentKind::GoBack);
    }
  }
}

void apply(FlowBench& b, const std::string& item) {
  b.to_guide(item);
  b.tap(IntentKind::StartApply);
  pass_checks(b);
}

TEST(FlowConsent, EveryItemOfSensitiveDataAsksBeforeTheCardAndNoOtherDoes) {
  int asked = 0;
  for (const catalog::ServiceItem* item : cases::test::sample().items()) {
    FlowBench b;
    apply(b, item->id);
    if (!cases::asks_consent(*item)) {
      EXPECT_NE(b.page(), Page::Consent) << item->id;
      continue;
    }
    ++asked;
    ASSERT_EQ(b.page(), Page::Consent) << item->id;
    EXPECT_FALSE(b.ports.card_wanted) << item->id;
    b.flow.on(Event{CardRead{elder()}});  // put down too early
    EXPECT_FALSE(b.state().card.person) << item->id;
    b.tap(IntentKind::ChooseWho, "self");
    EXPECT_EQ(b.page(), Page::Consent) << item->id << ": no way round it";
    b.tap(IntentKind::GiveConsent);
    ASSERT_EQ(b.page(), Page::WhoFor) << item->id;
    ASSERT_TRUE(b.state().draft.agreed.consent) << item->id;
    EXPECT_TRUE(cases::is_of(*b.state().draft.agreed.consent, *item->privacy.consent)) << item->id;
    EXPECT_EQ(b.state().draft.agreed.consent->agreed_at, b.clock.now()) << item->id;
  }
  EXPECT_EQ(asked, 6);
}

TEST(FlowConsent, WhoeverRefusesGetsASlipAndNothingWasRead) {
  FlowBench b;
  apply(b, "med.chronic-disease");
  b.tap(IntentKind::RefuseConsent);
  EXPECT_EQ(b.page(), Page::Consent);
  EXPECT_EQ(b.state().consent.view, ConsentView::Refused);
  ASSERT_EQ(b.ports.prints.size(), 1U);
  EXPECT_EQ(b.ports.prints[0].kind, PrintKind::CounterSlip);
  EXPECT_FALSE(b.ports.card_wanted);
  EXPECT_TRUE(b.ports.saved.empty());
  EXPECT_TRUE(b.ports.people.empty());
  EXPECT_TRUE(b.ports.deleted.empty()) << "there was nothing";
  b.tap(IntentKind::RefuseConsent);  // a second tap
  EXPECT_EQ(b.ports.prints.size(), 1U);
  b.tap(IntentKind::GoHome);
  EXPECT_EQ(b.page(), Page::Home);
}

TEST(FlowConsent, WhoeverRefusesMayThinkBetterOfIt) {
  FlowBench b;
  apply(b, "med.chronic-disease");
  b.tap(IntentKind::RefuseConsent);
  b.tap(IntentKind::ReadConsent);
  EXPECT_EQ(b.state().consent.view, ConsentView::Asked);
  b.tap(IntentKind::GiveConsent);
  EXPECT_EQ(b.page(), Page::WhoFor);
}

TEST(FlowConsent, GoingBackAsksAgainAndRefusingThenDeletesWhatWasEntered) {
  FlowBench b;
  apply(b, "med.chronic-disease");
  b.tap(IntentKind::GiveConsent);
  b.tap(IntentKind::ChooseWho, "self");
  b.flow.on(Event{CardRead{elder()}});
  b.tap(IntentKind::UseCard);
  pass_checks(b);
  b.answer_person();
  ASSERT_EQ(b.page(), Page::Form);
  const std::string uid = b.state().draft.uid;
  for (int i = 0; i < 4 && b.page() != Page::Consent; ++i) b.tap(IntentKind::GoBack);
  ASSERT_EQ(b.page(), Page::Consent);
  EXPECT_FALSE(b.state().draft.agreed.consent);
  b.tap(IntentKind::RefuseConsent);
  EXPECT_EQ(b.ports.deleted, std::vector<std::string>{uid});
  EXPECT_TRUE(b.state().consent.deleted);
  EXPECT_EQ(everything_in(b.state()).find(elder().number), std::string::npos);
  EXPECT_EQ(kept_of(b.state()), Kept::Nothing);
}

TEST(FlowConsent, AnotherPersonIsAskedAnew) {
  FlowBench b;
  apply(b, "med.chronic-disease");
  b.tap(IntentKind::GiveConsent);
  b.tap(IntentKind::ChooseWho, "self");
  b.flow.on(Event{CardRead{elder()}});
  b.tap(IntentKind::UseCard);
  pass_checks(b);
  b.answer_person();
  ASSERT_EQ(b.page(), Page::Form);
  b.tap(IntentKind::GoBack);
  ASSERT_EQ(b.page(), Page::Card);
  b.flow.on(Event{CardRead{younger()}});
  b.tap(IntentKind::UseCard);
  pass_checks(b);
  EXPECT_EQ(b.page(), Page::Consent);
}

class FlowCommitment : public testing::Test {
 protected:
  FlowBench b;

  void to_commitment() {
    apply(b, "ss.unemployment-register");
    b.tap(IntentKind::ChooseWho, "self");
    b.flow.on(Event{CardRead{younger()}});
    b.tap(IntentKind::UseCard);
    pass_checks(b);
    b.answer_person();
    ASSERT_EQ(b.page(), Page::Form);
    fill();
    ASSERT_EQ(b.page(), Page::Commitment);
  }

  void fill() {
    for (int i = 0; i < 20 && b.page() == Page::Form; ++i) {
      for (const catalog::FormField* field : b.state().form.pages[b.state().form.page].fields) {
        if (field->key == "applicant.phone") b.tap(IntentKind::TypeField, field->key, "13800000000");
        if (field->type == catalog::FieldType::Date) b.tap(IntentKind::TypeField, field->key, "2026-10-01");
        if (!field->validation.options.empty())
          b.tap(IntentKind::TypeField, field->key, field->validation.options.front().code);
      }
      b.tap(IntentKind::NextStep);
    }
  }
};

TEST_F(FlowCommitment, IsAPageThatHasToBeTicked) {
  to_commitment();
  EXPECT_EQ(b.state().commitments.materials.size(), 1U);
  b.tap(IntentKind::NextStep);
  EXPECT_EQ(b.page(), Page::Commitment);
  EXPECT_TRUE(b.state().commitments.reminded);
  b.tap(IntentKind::ToggleCommitment, "another");
  EXPECT_TRUE(b.state().draft.agreed.commitments.empty());
  b.tap(IntentKind::ToggleCommitment, "jobless_commitment");
  EXPECT_FALSE(b.state().commitments.reminded);
  ASSERT_EQ(b.state().draft.agreed.commitments.size(), 1U);
  EXPECT_EQ(b.state().draft.agreed.commitments[0].agreement.language, "zh");
  EXPECT_EQ(b.ports.saved.back().agreed, b.state().draft.agreed);
  b.tap(IntentKind::ToggleCommitment, "jobless_commitment");
  EXPECT_TRUE(b.state().draft.agreed.commitments.empty());
  b.tap(IntentKind::ToggleCommitment, "jobless_commitment");
  b.tap(IntentKind::NextStep);
  EXPECT_EQ(b.page(), Page::Delivery);
  b.tap(IntentKind::GoBack);
  EXPECT_EQ(b.page(), Page::Commitment);
  b.tap(IntentKind::GoBack);
  EXPECT_EQ(b.page(), Page::Form) << "there is no paper to photograph";
}

TEST_F(FlowCommitment, IsSignedAndHandedInWordForWord) {
  to_commitment();
  b.tap(IntentKind::ToggleCommitment, "jobless_commitment");
  b.tap(IntentKind::NextStep);
  b.tap(IntentKind::NextStep);
  b.sign();
  ASSERT_EQ(b.page(), Page::Review);
  b.tap(IntentKind::EditStep, "commitments");
  ASSERT_EQ(b.page(), Page::Commitment);
  b.tap(IntentKind::NextStep);
  ASSERT_EQ(b.page(), Page::Review);
  b.tap(IntentKind::Submit);
  b.flow.on(Event{PrinterAnswered{PrinterReadiness::Ready}});
  ASSERT_EQ(b.ports.submitted.size(), 1U);
  const cases::Draft& draft = b.ports.submitted[0];
  ASSERT_EQ(draft.agreed.commitments.size(), 1U);
  EXPECT_TRUE(cases::is_of(draft.agreed.commitments[0].agreement,
                           *b.state().item->material("jobless_commitment")->commitment));
}

TEST_F(FlowCommitment, TakenBackAfterSigningIsMadeAndSignedAgain) {
  to_commitment();
  b.tap(IntentKind::ToggleCommitment, "jobless_commitment");
  b.tap(IntentKind::NextStep);
  b.tap(IntentKind::NextStep);
  b.sign();
  b.tap(IntentKind::EditStep, "commitments");
  b.tap(IntentKind::ToggleCommitment, "jobless_commitment");
  b.tap(IntentKind::GoBack);
  ASSERT_EQ(b.page(), Page::Review);
  b.tap(IntentKind::Submit);
  ASSERT_EQ(b.page(), Page::Commitment);
  b.clock.advance(5000);
  b.tap(IntentKind::ToggleCommitment, "jobless_commitment");
  b.tap(IntentKind::NextStep);
  ASSERT_EQ(b.page(), Page::Review);
  b.tap(IntentKind::Submit);
  EXPECT_EQ(b.page(), Page::Signature);
  EXPECT_EQ(b.state().signature_problem, cases::SignatureProblem::FormChanged);
}

TEST_F(FlowCommitment, TheProofDoesAsWell) {
  to_commitment();
  b.tap(IntentKind::BringProof, "jobless_commitment");
  ASSERT_EQ(b.page(), Page::Materials);
  b.tap(IntentKind::NextStep);
  ASSERT_EQ(b.page(), Page::Missing);
  b.tap(IntentKind::NextStep);
  b.photograph("jobless_commitment");
  b.tap(IntentKind::NextStep);
  EXPECT_EQ(b.page(), Page::Delivery) << "nothing left to promise";
  b.tap(IntentKind::GoBack);
  ASSERT_EQ(b.page(), Page::Materials);
  b.tap(IntentKind::CommitInstead, "jobless_commitment");
  b.tap(IntentKind::NextStep);
  EXPECT_EQ(b.page(), Page::Commitment);
}

TEST_F(FlowCommitment, IsWhereAnApplicationIsResumed) {
  to_commitment();
  const cases::Draft left = b.ports.saved.back();
  EXPECT_EQ(left.page, "commitment");
  FlowBench again{9};
  apply(again, "ss.unemployment-register");
  again.tap(IntentKind::ChooseWho, "self");
  again.flow.on(Event{CardRead{younger()}});
  again.tap(IntentKind::UseCard);
  pass_checks(again);
  again.answer_person({{left}, {}, {}});
  again.tap(IntentKind::ResumeDraft);
  EXPECT_EQ(again.page(), Page::Commitment);
}

}  // namespace
}  // namespace yitang::resident::test
