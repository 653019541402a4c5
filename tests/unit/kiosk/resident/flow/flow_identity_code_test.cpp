// A code of the telephone instead of the card: where it counts, what goes wrong with it, and that nothing of
// it reaches the next person.
#include <gtest/gtest.h>

#include "flow_support.hpp"
#include "tests/unit/kiosk/cases/cases_support.hpp"

namespace yitang::resident::test {
namespace {

using cases::IdentityRefusal;
using catalog::IdentityMethod;

FlowSettings with_codes() {
  FlowSettings settings;
  settings.codes.methods = {IdentityMethod::MedicalCode, IdentityMethod::SocialCode};
  return settings;
}

cases::Person known(const cases::Person& person, std::string reference = "r1") {
  cases::Person by_code = person;
  by_code.source = cases::PersonSource::Code;
  by_code.address.clear();
  by_code.valid_to.reset();
  by_code.long_term = false;
  by_code.proof = cases::IdentityProof{IdentityMethod::MedicalCode, std::move(reference)};
  return by_code;
}

class FlowIdentityCode : public testing::Test {
 protected:
  FlowBench b{5, with_codes()};

  void to_medical_card(const char* who = "self") {
    b.to_guide("med.cross-region-filing");
    b.tap(IntentKind::StartApply);
    ASSERT_EQ(b.page(), Page::Eligibility);
    b.tap(IntentKind::AnswerCheck, b.state().question->fact->name, "yes");
    ASSERT_EQ(b.page(), Page::WhoFor);
    b.tap(IntentKind::ChooseWho, who);
    ASSERT_EQ(b.page(), Page::Card);
  }
  // The telephone makes a new one each time.
  void scan(IdentityMethod method = IdentityMethod::MedicalCode) {
    b.flow.on(Event{IdentityCodeScanned{method, {'4', '2', ++fresh_}}});
  }
  void scan_same() { b.flow.on(Event{IdentityCodeScanned{IdentityMethod::MedicalCode, {'4', '2', fresh_}}}); }
  void answer(cases::IdentityAnswer said, int request = 0) {
    b.flow.on(Event{IdentityAnswered{request == 0 ? b.ports.wishes_of_identity.back().request : request,
                                     std::move(said)}});
  }
  void refuse(IdentityRefusal why) { answer(tl::unexpected(why)); }
  const CardState& card() const { return b.state().card; }
  CodeTrouble trouble() const { return b.state().code.trouble; }
  std::size_t asked() const { return b.ports.wishes_of_identity.size(); }

 private:
  unsigned char fresh_ = '3';
};

TEST_F(FlowIdentityCode, WithACodeAsWithACard) {
  to_medical_card();
  EXPECT_EQ(b.state().code.ways, std::vector{IdentityMethod::MedicalCode}) << "what the item takes";
  EXPECT_TRUE(b.ports.card_wanted);
  EXPECT_TRUE(b.ports.scan_wanted);
  scan();
  EXPECT_EQ(card().view, CardView::Asking);
  EXPECT_TRUE(b.ports.card_wanted) << "a card still goes before";
  EXPECT_FALSE(b.ports.scan_wanted);
  ASSERT_EQ(asked(), 1U);
  EXPECT_EQ(b.ports.wishes_of_identity[0].item_id, "med.cross-region-filing");
  EXPECT_EQ(b.ports.wishes_of_identity[0].payload, (WipedBytes{'4', '2', '4'}));
  answer(known(elder()));
  ASSERT_EQ(card().view, CardView::Read);
  EXPECT_EQ(card().person->number, elder().number);
  EXPECT_FALSE(b.ports.card_wanted);
  b.tap(IntentKind::UseCard);
  EXPECT_EQ(b.ports.people, std::vector{elder().number}) << "what is under way for this person is looked up";
  b.answer_person();
  ASSERT_EQ(b.page(), Page::Form);
  EXPECT_EQ(b.state().form.pages[0].group, cases::PageGroup::Verified);
  EXPECT_EQ(cases::text_of(b.state().draft.values, "applicant.name"), elder().name);
  EXPECT_EQ(cases::text_of(b.state().draft.values, "applicant.address"), "") << "nobody said it: it is asked";
  EXPECT_EQ(b.state().draft.applicant->proof->reference, "r1");
}

TEST_F(FlowIdentityCode, NothingIsScannedWhereTheItemWantsTheCard) {
  b.to_card();  // the pension
  EXPECT_TRUE(b.state().code.ways.empty());
  EXPECT_FALSE(b.ports.scan_wanted);
  scan();
  EXPECT_EQ(card().view, CardView::Waiting);
  EXPECT_EQ(asked(), 0U);
}

TEST_F(FlowIdentityCode, NothingIsOfferedWithoutAScannerOrAnOfficeThatAnswers) {
  FlowBench bare{5};
  bare.to_guide("med.cross-region-filing");
  bare.tap(IntentKind::StartApply);
  bare.tap(IntentKind::AnswerCheck, bare.state().question->fact->name, "yes");
  bare.tap(IntentKind::ChooseWho, "self");
  EXPECT_TRUE(bare.state().code.ways.empty());
  EXPECT_FALSE(bare.ports.scan_wanted);

  to_medical_card();
  b.flow.on(Event{ScannerGone{}});
  EXPECT_TRUE(b.state().code.ways.empty());
  b.flow.on(Event{ScannerBack{}});
  EXPECT_EQ(b.state().code.ways.size(), 1U);
  EXPECT_TRUE(b.ports.scan_wanted);
}

TEST_F(FlowIdentityCode, TwoPeopleShowTheirCards) {
  to_medical_card("other");
  EXPECT_TRUE(b.state().code.two_people);
  EXPECT_TRUE(b.state().code.ways.empty());
  EXPECT_FALSE(b.ports.scan_wanted);
  scan();
  EXPECT_EQ(asked(), 0U);
  b.flow.on(Event{CardRead{elder()}});
  b.tap(IntentKind::UseCard);
  EXPECT_EQ(card().role, CardRole::Agent);
  EXPECT_TRUE(b.state().code.two_people);
}

TEST_F(FlowIdentityCode, EachRefusalIsSaidAndThePageGoesOnListening) {
  to_medical_card();
  const std::pair<IdentityRefusal, CodeTrouble> all[] = {
      {IdentityRefusal::Expired, CodeTrouble::Expired},
      {IdentityRefusal::Unknown, CodeTrouble::Unknown},
      {IdentityRefusal::NotAccepted, CodeTrouble::NotAccepted},
      {IdentityRefusal::Unavailable, CodeTrouble::Away}};
  for (const auto& [refusal, said] : all) {
    scan();
    EXPECT_EQ(trouble(), CodeTrouble::None);
    refuse(refusal);
    EXPECT_EQ(card().view, CardView::Waiting);
    EXPECT_EQ(trouble(), said);
    EXPECT_TRUE(b.ports.scan_wanted);
    EXPECT_TRUE(b.ports.card_wanted);
    b.seconds(25);
    EXPECT_EQ(trouble(), said) << "it stays to be read";
    EXPECT_EQ(card().view, CardView::Waiting);
  }
  scan();
  answer(known(elder()));
  EXPECT_EQ(card().view, CardView::Read) << "the refreshed code is taken";
}

TEST_F(FlowIdentityCode, ACodeThatDoesNotCountHereIsNotAskedAbout) {
  to_medical_card();
  scan(IdentityMethod::SocialCode);
  EXPECT_EQ(trouble(), CodeTrouble::NotAccepted);
  EXPECT_EQ(b.state().code.method, IdentityMethod::SocialCode);
  for (const StrangeCode kind :
       {StrangeCode::Other, StrangeCode::Address, StrangeCode::Identity, StrangeCode::Prepared}) {
    b.flow.on(Event{UnknownCodeScanned{kind}});
    EXPECT_EQ(trouble(), CodeTrouble::Strange);
    EXPECT_EQ(b.state().code.strange, kind);
  }
  b.flow.on(Event{ReceiptScanned{"YT1.AAAAAAAAAAAAAAAAAAAAAAAA"}});
  EXPECT_EQ(b.state().code.strange, StrangeCode::Receipt);
  EXPECT_TRUE(b.ports.tokens.empty()) << "nobody's progress is shown on this page";
  EXPECT_EQ(asked(), 0U);
  EXPECT_EQ(b.page(), Page::Card);
}

TEST_F(FlowIdentityCode, AnOfficeThatDoesNotAnswerHoldsNobody) {
  to_medical_card();
  scan();
  b.seconds(9);
  EXPECT_EQ(card().view, CardView::Asking);
  b.seconds(1);
  EXPECT_EQ(card().view, CardView::Waiting);
  EXPECT_EQ(trouble(), CodeTrouble::Away);
  answer(known(elder()));  // too late
  EXPECT_EQ(card().view, CardView::Waiting);
  EXPECT_FALSE(card().person);
}

TEST_F(FlowIdentityCode, TheTimeUntilItDoesNotIsADeadline) {
  to_medical_card();
  scan();
  EXPECT_EQ(b.flow.next_deadline(), b.clock.steady() + 10'000);
}

TEST_F(FlowIdentityCode, ACameraThatReadsTheSameCodeAgainAsksNobodyAgain) {
  to_medical_card();
  scan();
  refuse(IdentityRefusal::Expired);
  for (int i = 0; i < 20; ++i) {
    scan_same();
    b.seconds(1);
  }
  EXPECT_EQ(asked(), 1U);
  EXPECT_EQ(trouble(), CodeTrouble::Expired);
  scan();
  EXPECT_EQ(asked(), 2U);
  refuse(IdentityRefusal::Unavailable);
  scan_same();
  EXPECT_EQ(asked(), 2U);
  b.seconds(3);
  scan_same();
  EXPECT_EQ(asked(), 3U) << "the line may be there again";
}

TEST_F(FlowIdentityCode, ACardGoesBefore) {
  to_medical_card();
  scan();
  b.flow.on(Event{CardFailed{CardProblem::Unreadable}});
  EXPECT_EQ(card().view, CardView::Asking) << "the question is on its way";
  b.flow.on(Event{CardRead{younger()}});
  ASSERT_EQ(card().view, CardView::Read);
  EXPECT_EQ(card().person->number, younger().number);
  answer(known(elder()));
  EXPECT_EQ(card().person->number, younger().number);
  EXPECT_FALSE(card().person->proof);
}

TEST_F(FlowIdentityCode, AnAnswerAfterGoingHomeIsForNobody) {
  to_medical_card();
  scan();
  const int request = b.ports.wishes_of_identity.back().request;
  b.tap(IntentKind::LeaveNow);
  ASSERT_EQ(b.page(), Page::Home);
  answer(known(elder()), request);
  EXPECT_EQ(b.page(), Page::Home);
  EXPECT_EQ(everything_in(b.state()).find(elder().number), std::string::npos);

  b.tap(IntentKind::GoHome);
  to_medical_card();
  answer(known(elder()), request);
  EXPECT_EQ(card().view, CardView::Waiting) << "the next visit is at the same page";
  scan();
  answer(known(elder()), request);
  EXPECT_EQ(card().view, CardView::Asking) << "... and has asked by itself";
  answer(known(younger()));
  EXPECT_EQ(card().person->number, younger().number);
}

TEST_F(FlowIdentityCode, AnAnswerAfterTheVisitTimedOutIsForNobody) {
  to_medical_card();
  scan();
  const int request = b.ports.wishes_of_identity.back().request;
  b.tap(IntentKind::GoBack);
  EXPECT_EQ(b.page(), Page::WhoFor);
  answer(known(elder()), request);
  EXPECT_EQ(b.page(), Page::WhoFor);
  b.seconds(120);
  ASSERT_EQ(b.page(), Page::Idle);
  EXPECT_FALSE(b.ports.scan_wanted);
  answer(known(elder()), request);
  EXPECT_EQ(b.page(), Page::Idle);
  EXPECT_EQ(everything_in(b.state()).find(elder().name), std::string::npos);
}

TEST_F(FlowIdentityCode, AChildIsToldToComeWithAGuardian) {
  to_medical_card();
  scan();
  answer(known(child()));
  EXPECT_EQ(card().view, CardView::UnderAge);
  b.tap(IntentKind::BringGuardian);
  EXPECT_EQ(b.page(), Page::Card);
  EXPECT_EQ(card().role, CardRole::Guardian);
  EXPECT_FALSE(b.ports.scan_wanted) << "the guardian shows a card";
  b.flow.on(Event{CardRead{elder()}});
  b.tap(IntentKind::UseCard);
  EXPECT_EQ(b.page(), Page::Guardian);
  EXPECT_EQ(b.state().draft.applicant->source, cases::PersonSource::Code);
}

TEST_F(FlowIdentityCode, NotMeBeginsAgain) {
  to_medical_card();
  scan();
  answer(known(elder()));
  b.tap(IntentKind::AnotherCard);
  EXPECT_EQ(card().view, CardView::Waiting);
  EXPECT_FALSE(card().person);
  EXPECT_TRUE(b.ports.scan_wanted);
  EXPECT_TRUE(b.ports.card_wanted);
}

TEST_F(FlowIdentityCode, ADraftGoesOnWithTheSamePersonsCardOrCode) {
  to_medical_card();
  scan();
  answer(known(elder()));
  b.tap(IntentKind::UseCard);
  b.answer_person();
  b.tap(IntentKind::NextStep);
  b.tap(IntentKind::TypeField, "applicant.phone", "13900001111");
  b.seconds(5);
  ASSERT_FALSE(b.ports.saved.empty());
  cases::Draft kept = b.ports.saved.back();
  EXPECT_EQ(kept.applicant->proof->reference, "r1");

  const auto resumed = [&kept](FlowBench& later, const Event& shown) {
    later.to_guide("med.cross-region-filing");
    later.tap(IntentKind::StartApply);
    later.tap(IntentKind::AnswerCheck, later.state().question->fact->name, "yes");
    later.tap(IntentKind::ChooseWho, "self");
    if (std::holds_alternative<IdentityAnswered>(shown))
      later.flow.on(Event{IdentityCodeScanned{IdentityMethod::MedicalCode, {'4'}}});
    later.flow.on(shown);
    later.tap(IntentKind::UseCard);
    later.answer_person({{kept}, {}, {}});
    if (later.page() == Page::Resume) later.tap(IntentKind::ResumeDraft, kept.uid);
  };
  FlowBench by_card{6, with_codes()};
  resumed(by_card, Event{CardRead{elder()}});
  ASSERT_EQ(by_card.page(), Page::Form);
  EXPECT_EQ(by_card.state().draft.uid, kept.uid);
  EXPECT_EQ(by_card.state().draft.applicant->source, cases::PersonSource::CardReader)
      << "as it was shown last";
  EXPECT_EQ(cases::text_of(by_card.state().draft.values, "applicant.phone"), "13900001111");
  FlowBench by_code{7, with_codes()};
  resumed(by_code, Event{IdentityAnswered{1, known(elder(), "r2")}});
  EXPECT_EQ(by_code.state().draft.uid, kept.uid);
  EXPECT_EQ(by_code.state().draft.applicant->proof->reference, "r2");
  FlowBench another{8, with_codes()};
  resumed(another, Event{IdentityAnswered{1, known(younger(), "r3")}});
  EXPECT_NE(another.state().draft.uid, kept.uid);
  EXPECT_EQ(cases::text_of(another.state().draft.values, "applicant.phone"), "");
}

TEST_F(FlowIdentityCode, TheOwnCasesAreSeenByCode) {
  b.to_query();
  EXPECT_EQ(b.state().code.ways.size(), 2U);
  scan(IdentityMethod::SocialCode);
  EXPECT_EQ(b.state().query.view, QueryView::Asking);
  EXPECT_EQ(b.ports.wishes_of_identity.back().item_id, "");
  answer(known(elder()));
  EXPECT_EQ(b.state().query.view, QueryView::Looking);
  EXPECT_EQ(b.ports.people, std::vector{elder().number});
  b.answer_person({{}, {b.row("a"), b.row("b", "med.cross-region-filing")}, {}});
  EXPECT_EQ(b.page(), Page::QueryList);
  b.tap(IntentKind::OpenCase, "a");
  b.flow.on(Event{CaseDetail{b.row("a"), {}}});
  EXPECT_TRUE(b.state().query.looks_only) << "the pension wants the card for more than looking";
  EXPECT_TRUE(may_rate(b.state()));
  b.tap(IntentKind::GoBack);
  b.tap(IntentKind::OpenCase, "b");
  b.flow.on(Event{CaseDetail{b.row("b", "med.cross-region-filing"), {}}});
  EXPECT_FALSE(b.state().query.looks_only);
}

TEST_F(FlowIdentityCode, WithoutTheOfficeTheProgressPageSaysSo) {
  b.to_query();
  scan();
  b.seconds(10);
  EXPECT_EQ(b.state().query.view, QueryView::IdentityCode);
  EXPECT_EQ(trouble(), CodeTrouble::Away);
  EXPECT_TRUE(b.ports.scan_wanted);
  b.flow.on(Event{ReceiptScanned{"YT1.AAAAAAAAAAAAAAAAAAAAAAAA"}});
  EXPECT_EQ(b.state().query.view, QueryView::Looking) << "a receipt does";
  answer(known(elder()));
  EXPECT_TRUE(b.ports.people.empty());
}

TEST_F(FlowIdentityCode, OnlyDraftsThatTakeTheCodeGoOnFromTheProgressPage) {
  FlowBench pension;
  pension.to_form();
  const cases::Draft card_only =
      pension.ports.saved.empty() ? pension.state().draft : pension.ports.saved.back();
  cases::Draft medical = card_only;
  medical.uid = std::string(32, 'b');
  medical.item_id = "med.cross-region-filing";
  medical.item_version = 1;
  b.to_query();
  scan();
  answer(known(elder()));
  b.answer_person({{card_only, medical}, {}, {}});
  ASSERT_EQ(b.page(), Page::Resume);
  ASSERT_EQ(b.state().found_drafts.size(), 1U);
  EXPECT_EQ(b.state().found_drafts[0].item_id, "med.cross-region-filing");
}

}  // namespace
}  // namespace yitang::resident::test
