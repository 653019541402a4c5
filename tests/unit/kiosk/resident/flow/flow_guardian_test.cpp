// Agents with the applicant beside them or not, guardians, children without a card.
#include <gtest/gtest.h>

#include "flow_support.hpp"
#include "kiosk/cases/submission.hpp"
#include "tests/unit/kiosk/cases/cases_support.hpp"

namespace yitang::resident::test {
namespace {

const char* const kEnrolment = "med.resident-enrol";

void answer_all(FlowBench& b) {
  for (int turn = 0; turn < 10 && b.page() == Page::Eligibility; ++turn) {
    const catalog::Fact* fact = b.state().question->fact;
    for (const std::string answer : {"yes", "no", "0", "1"}) {
      b.tap(IntentKind::AnswerCheck, fact->name, answer);
      if (b.page() != Page::NotEligible) break;
      b.tap(IntentKind::GoBack);
    }
  }
}

void to_who(FlowBench& b, const std::string& item) {
  b.to_guide(item);
  b.tap(IntentKind::StartApply);
  answer_all(b);
  ASSERT_EQ(b.page(), Page::WhoFor);
}

void to_guardian_card(FlowBench& b) {
  to_who(b, kEnrolment);
  b.tap(IntentKind::ChooseWho, "self");
  b.flow.on(Event{CardRead{child()}});
  ASSERT_EQ(b.state().card.view, CardView::UnderAge);
  b.tap(IntentKind::BringGuardian);
  answer_all(b);
  ASSERT_EQ(b.page(), Page::Card);
  ASSERT_EQ(b.state().card.role, CardRole::Guardian);
}

TEST(FlowGuardian, AChildsCardAsksForTheGuardiansAndNothingIsStoredBefore) {
  FlowBench b;
  to_guardian_card(b);
  b.flow.on(Event{CardRead{elder()}});
  b.tap(IntentKind::UseCard);
  ASSERT_EQ(b.page(), Page::Guardian);
  b.tap(IntentKind::AgreeAsGuardian);
  EXPECT_EQ(b.page(), Page::Guardian);
  EXPECT_TRUE(b.state().guardian.reminded);
  EXPECT_TRUE(b.ports.saved.empty());
  EXPECT_TRUE(b.ports.people.empty());
  b.tap(IntentKind::ChooseRelation, "grandparent");
  b.tap(IntentKind::AgreeAsGuardian);
  answer_all(b);
  EXPECT_EQ(b.ports.people, std::vector<std::string>{child().number});
  b.answer_person();
  ASSERT_EQ(b.page(), Page::Form);
  const cases::Draft& draft = b.ports.saved.back();
  EXPECT_EQ(draft.applicant->number, child().number);
  EXPECT_EQ(draft.agent->person.number, elder().number);
  ASSERT_TRUE(draft.agreed.guardian);
  EXPECT_EQ(draft.agreed.guardian->relation, cases::GuardianRelation::Grandparent);
  EXPECT_TRUE(cases::is_of(draft.agreed.guardian->agreement, *b.state().item->privacy.guardian_consent));
  EXPECT_FALSE(cases::obstacles(*b.state().item, draft, b.clock.now()).guardian_needed);
  EXPECT_FALSE(cases::obstacles(*b.state().item, draft, b.clock.now()).authorisation_needed)
      << "the law is a guardian's authorisation";
}

TEST(FlowGuardian, HasToBeGrownUpAndSomebodyElse) {
  FlowBench b;
  to_guardian_card(b);
  b.seconds(5);
  b.flow.on(Event{CardRead{child()}});
  EXPECT_EQ(b.state().card.view, CardView::SamePerson);
  cases::Person sister = child();
  sister.number = cases::test::citizen_number("20100101", "315");
  sister.birth = Date{2010, 1, 1};
  b.flow.on(Event{CardRead{sister}});
  EXPECT_EQ(b.state().card.view, CardView::UnderAge);
  b.tap(IntentKind::BringGuardian);
  EXPECT_EQ(b.state().card.view, CardView::UnderAge) << "that is not a way round";
  b.tap(IntentKind::AnotherCard);
  EXPECT_EQ(b.state().card.role, CardRole::Guardian);
}

TEST(FlowGuardian, WhoRefusesLeavesNothingBehind) {
  FlowBench b;
  to_guardian_card(b);
  b.flow.on(Event{CardRead{elder()}});
  b.tap(IntentKind::UseCard);
  b.tap(IntentKind::RefuseConsent);
  EXPECT_EQ(b.page(), Page::Consent);
  EXPECT_EQ(b.state().consent.view, ConsentView::Refused);
  ASSERT_EQ(b.ports.prints.size(), 1U);
  EXPECT_TRUE(b.ports.saved.empty());
  EXPECT_EQ(everything_in(b.state()).find(child().number), std::string::npos);
  EXPECT_EQ(everything_in(b.state()).find(elder().number), std::string::npos);
  b.tap(IntentKind::GoBack);
  EXPECT_EQ(b.page(), Page::Card);
  EXPECT_EQ(b.state().card.role, CardRole::Applicant);
}

TEST(FlowGuardian, ANewbornHasNoCard) {
  FlowBench b;
  to_who(b, kEnrolment);
  ASSERT_TRUE(b.state().child_offered);
  b.tap(IntentKind::ChooseWho, "child");
  ASSERT_EQ(b.page(), Page::Card);
  ASSERT_EQ(b.state().card.role, CardRole::Guardian);
  b.flow.on(Event{CardRead{younger()}});
  b.tap(IntentKind::UseCard);
  b.tap(IntentKind::ChooseRelation, "mother");
  b.tap(IntentKind::AgreeAsGuardian);
  ASSERT_EQ(b.page(), Page::Child);
  b.tap(IntentKind::NextStep);
  EXPECT_EQ(b.page(), Page::Child);
  EXPECT_FALSE(b.state().form.problems.empty());
  b.tap(IntentKind::TypeField, "typed.name", "李小满😀");
  b.tap(IntentKind::LeaveField, "typed.name");
  EXPECT_EQ(b.state().form.problems.at("typed.name").kind, cases::FieldProblemKind::NotAName);
  b.tap(IntentKind::TypeField, "typed.name", "李小满");
  b.tap(IntentKind::TypeField, "typed.kind", "birth_certificate");
  b.tap(IntentKind::TypeField, "typed.certificate", "v360012345");
  b.tap(IntentKind::TypeField, "typed.birth", "2026-10-20");
  EXPECT_TRUE(b.ports.saved.empty());
  b.tap(IntentKind::NextStep);
  answer_all(b);
  b.answer_person({{}, {b.row("theirs", kEnrolment)}, {}});
  ASSERT_EQ(b.page(), Page::Form) << "what else is under way for a number that was typed is not told";
  const cases::Person& applicant = *b.state().draft.applicant;
  EXPECT_EQ(applicant.name, "李小满");
  EXPECT_EQ(applicant.number, "V360012345");
  EXPECT_EQ(applicant.document, cases::DocumentKind::BirthCertificate);
  EXPECT_EQ(applicant.source, cases::PersonSource::Typed);
  EXPECT_TRUE(b.state().draft.agreed.guardian);
  const auto envelope = cases::form_to_sign(*b.state().item, b.state().draft, b.clock.now());
  for (const auto& [key, value] : envelope.values) EXPECT_FALSE(key.starts_with("typed.")) << key;
}

TEST(FlowGuardian, OnlyAChildMayBeTyped) {
  FlowBench b;
  to_who(b, kEnrolment);
  b.tap(IntentKind::ChooseWho, "child");
  b.flow.on(Event{CardRead{younger()}});
  b.tap(IntentKind::UseCard);
  b.tap(IntentKind::ChooseRelation, "father");
  b.tap(IntentKind::AgreeAsGuardian);
  b.tap(IntentKind::TypeField, "typed.name", "王五");
  b.tap(IntentKind::TypeField, "typed.kind", "id_number");
  b.tap(IntentKind::TypeField, "typed.number", elder().number);
  b.tap(IntentKind::NextStep);
  ASSERT_EQ(b.page(), Page::Child);
  EXPECT_EQ(b.state().form.problems.at("typed.number").kind, cases::FieldProblemKind::NotAChild);
  b.tap(IntentKind::TypeField, "typed.number", child().number);
  b.tap(IntentKind::NextStep);
  answer_all(b);
  b.answer_person();
  EXPECT_EQ(b.page(), Page::Form);
}

TEST(FlowGuardian, AChildWithoutACardIsOfferedOnlyWhereOneMayApply) {
  FlowBench b;
  b.to_who_for();  // a pension
  EXPECT_FALSE(b.state().child_offered);
  b.tap(IntentKind::ChooseWho, "child");
  EXPECT_EQ(b.state().card.role, CardRole::Applicant);
}

// The pension claim of a parent, by their grown-up child.
class FlowAgent : public testing::Test {
 protected:
  FlowBench b;

  void to_presence() {
    b.to_who_for();
    b.tap(IntentKind::ChooseWho, "other");
    b.flow.on(Event{CardRead{elder()}});
    b.tap(IntentKind::UseCard);
    b.flow.on(Event{CardRead{younger()}});
    b.tap(IntentKind::UseCard);
    b.tap(IntentKind::ChooseAgent, "relative");
    ASSERT_EQ(b.page(), Page::Presence);
  }

  void to_signature(const std::string& presence) {
    to_presence();
    b.tap(IntentKind::ChoosePresence, presence);
    b.answer_person();
    b.fill_and_leave_form();
    ASSERT_EQ(b.page(), Page::Materials);
    b.photograph("bank_card");
    if (presence == "absent") b.photograph("authorisation", 2);
    b.tap(IntentKind::NextStep);
    ASSERT_EQ(b.page(), Page::Delivery);
    b.tap(IntentKind::NextStep);
    ASSERT_EQ(b.page(), Page::Signature);
  }
};

TEST_F(FlowAgent, WithTheApplicantBothSignAndNoPaperIsAskedFor) {
  to_signature("here");
  EXPECT_TRUE(b.state().applicant_signs);
  b.sign();
  ASSERT_EQ(b.page(), Page::Signature);
  EXPECT_FALSE(b.state().applicant_signs);
  EXPECT_TRUE(b.state().strokes.empty());
  b.sign();
  ASSERT_EQ(b.page(), Page::Review);
  b.tap(IntentKind::Submit);
  b.flow.on(Event{PrinterAnswered{PrinterReadiness::Ready}});
  ASSERT_EQ(b.ports.submitted.size(), 1U);
  const auto envelope = cases::make_envelope(*b.state().item, b.ports.submitted[0],
                                             cases::test::sample().calendar(), b.clock.now(), true);
  ASSERT_TRUE(envelope.authorisation);
  EXPECT_EQ(envelope.authorisation->form_hash, envelope.signature->form_hash);
  const auto right = cases::check_submission(*b.state().item, envelope, b.clock.now());
  EXPECT_TRUE(right) << describe(right.error());
}

TEST_F(FlowAgent, ChangedAfterSigningBothSignAgain) {
  to_signature("here");
  b.sign();
  b.sign();
  b.tap(IntentKind::EditStep, "form:1");
  b.tap(IntentKind::TypeField, "applicant.phone", "13900000000");
  b.tap(IntentKind::NextStep);
  ASSERT_EQ(b.page(), Page::Review);
  b.tap(IntentKind::Submit);
  ASSERT_EQ(b.page(), Page::Signature);
  EXPECT_TRUE(b.state().applicant_signs);
}

TEST_F(FlowAgent, WithoutTheApplicantThePaperIsPhotographed) {
  to_signature("absent");
  EXPECT_FALSE(b.state().applicant_signs);
  b.sign();
  EXPECT_EQ(b.page(), Page::Review);
  EXPECT_FALSE(cases::lacks_authorisation(*b.state().item, b.state().draft, b.clock.now()));
}

TEST_F(FlowAgent, WithoutAuthorisationNothingIsHandedIn) {
  to_signature("absent");
  b.sign();
  ASSERT_EQ(b.page(), Page::Review);
  b.tap(IntentKind::EditStep, "materials");
  b.tap(IntentKind::OpenMaterial, "authorisation");
  b.tap(IntentKind::RemovePage, {}, {}, 0);
  b.tap(IntentKind::FinishMaterial);
  b.tap(IntentKind::GoBack);
  ASSERT_EQ(b.page(), Page::Review);
  EXPECT_TRUE(cases::lacks_authorisation(*b.state().item, b.state().draft, b.clock.now()));
  b.tap(IntentKind::Submit);
  EXPECT_EQ(b.page(), Page::Missing);
  EXPECT_TRUE(b.ports.submitted.empty());
}

}  // namespace
}  // namespace yitang::resident::test
