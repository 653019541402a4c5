// Who it is for, cards, drafts and cases found.
#include <gtest/gtest.h>

#include <set>

#include "flow_support.hpp"

namespace yitang::resident::test {
namespace {

TEST(FlowCard, FiveProblemsAreFiveStatesAndEachIsOverWhenCured) {
  std::set<CardProblem> seen;
  for (const auto problem :
       {CardProblem::NoReader, CardProblem::Unreadable, CardProblem::NotAnIdCard, CardProblem::Expired}) {
    FlowBench b;
    b.to_card();
    EXPECT_TRUE(b.ports.card_wanted);
    b.flow.on(Event{CardFailed{problem}});
    ASSERT_EQ(b.state().card.view, CardView::Problem);
    seen.insert(b.state().card.problem);
    EXPECT_EQ(b.page(), Page::Card);
    b.flow.on(problem == CardProblem::NoReader ? Event{ReaderBack{}} : Event{CardGone{}});
    EXPECT_EQ(b.state().card.view, CardView::Waiting) << static_cast<int>(problem);
    EXPECT_TRUE(b.ports.card_wanted);
  }
  FlowBench b;
  b.to_card();
  b.seconds(21);
  ASSERT_EQ(b.state().card.view, CardView::Problem);
  seen.insert(b.state().card.problem);
  b.flow.on(Event{CardRead{elder()}});
  EXPECT_EQ(b.state().card.view, CardView::Read);
  EXPECT_EQ(seen.size(), 5U);
}

TEST(FlowCard, AMissingReaderIsNotCuredByLiftingACard) {
  FlowBench b;
  b.to_card();
  b.flow.on(Event{CardFailed{CardProblem::NoReader}});
  b.flow.on(Event{CardGone{}});
  EXPECT_EQ(b.state().card.view, CardView::Problem);
  b.flow.on(Event{CardRead{elder()}});  // a card does
  EXPECT_EQ(b.state().card.view, CardView::Read);
}

TEST(FlowCard, ACardThatWasReadStaysReadWhenLifted) {
  FlowBench b;
  b.to_card();
  b.flow.on(Event{CardRead{elder()}});
  EXPECT_FALSE(b.ports.card_wanted);
  b.flow.on(Event{CardGone{}});
  b.flow.on(Event{CardFailed{CardProblem::NoReader}});
  EXPECT_EQ(b.state().card.view, CardView::Read);
  EXPECT_EQ(b.state().card.person->name, elder().name);
}

TEST(FlowCard, CardsOnOtherPagesAreNotTaken) {
  FlowBench b;
  b.to_guide();
  b.flow.on(Event{CardRead{elder()}});
  b.flow.on(Event{CardFailed{CardProblem::Expired}});
  EXPECT_FALSE(b.state().card.person);
  EXPECT_EQ(b.state().card.view, CardView::Waiting);
  b.to_card();
  b.flow.on(Event{PersonFound{}});  // nobody asked
  EXPECT_EQ(b.page(), Page::Card);
  b.tap(IntentKind::UseCard);  // nothing was read
  EXPECT_TRUE(b.ports.people.empty());
}

cases::Person with_card_until(Date day) {
  cases::Person person = elder();
  person.long_term = false;
  person.valid_to = day;
  return person;
}

TEST(FlowCard, AnExpiredCardIsRefusedTheDayAfterItsLast) {
  FlowBench b;
  b.to_card();
  const Date today = b.clock.today();
  b.flow.on(Event{CardRead{with_card_until(today.plus_days(-1))}});
  EXPECT_EQ(b.state().card.view, CardView::Problem);
  EXPECT_EQ(b.state().card.problem, CardProblem::Expired);
  EXPECT_TRUE(b.ports.card_wanted);
  b.flow.on(Event{CardGone{}});
  b.flow.on(Event{CardRead{with_card_until(today)}});
  EXPECT_EQ(b.state().card.view, CardView::Read);
}

TEST(FlowCard, TheRenewalOfACardTakesTheExpiredOne) {
  FlowBench b;
  b.to_guide("hk.id-card-renew");
  b.tap(IntentKind::StartApply);
  if (b.page() == Page::WhoFor) b.tap(IntentKind::ChooseWho, "self");
  ASSERT_EQ(b.page(), Page::Card);
  b.flow.on(Event{CardRead{with_card_until(b.clock.today().plus_days(-30))}});
  EXPECT_EQ(b.state().card.view, CardView::Read);
}

TEST(FlowQuery, AnExpiredCardShowsNobodysCases) {
  FlowBench b;
  b.to_query();
  b.flow.on(Event{CardRead{with_card_until(b.clock.today().plus_days(-1))}});
  EXPECT_EQ(b.state().card.problem, CardProblem::Expired);
  EXPECT_TRUE(b.ports.people.empty());
}

TEST(FlowCard, UnderFourteenNeedsAGuardian) {
  FlowBench b;
  b.to_card();
  b.flow.on(Event{CardRead{child()}});
  EXPECT_EQ(b.state().card.view, CardView::UnderAge);
  b.tap(IntentKind::UseCard);
  EXPECT_TRUE(b.ports.people.empty());
  b.tap(IntentKind::AnotherCard);
  EXPECT_EQ(b.state().card.view, CardView::Waiting);
  EXPECT_TRUE(b.ports.card_wanted);
}

TEST(FlowCard, TooYoungByTheCardStopsBeforeTheForm) {
  FlowBench b;
  b.to_card();
  b.flow.on(Event{CardRead{younger()}});
  b.tap(IntentKind::UseCard);
  EXPECT_EQ(b.page(), Page::NotEligible);
  EXPECT_TRUE(b.ports.saved.empty());
}

TEST(FlowCard, TheAgentIsAnotherPerson) {
  FlowBench b;
  b.to_who_for();
  b.tap(IntentKind::ChooseWho, "other");
  b.flow.on(Event{CardRead{elder()}});
  b.tap(IntentKind::UseCard);
  ASSERT_EQ(b.page(), Page::Card);
  ASSERT_EQ(b.state().card.role, CardRole::Agent);
  b.flow.on(Event{CardRead{elder()}});  // it still lies there
  EXPECT_EQ(b.state().card.view, CardView::Waiting);
  b.seconds(5);
  b.flow.on(Event{CardRead{elder()}});
  EXPECT_EQ(b.state().card.view, CardView::SamePerson);
  b.tap(IntentKind::UseCard);
  EXPECT_TRUE(b.ports.people.empty());
  b.flow.on(Event{CardRead{younger()}});
  EXPECT_EQ(b.state().card.view, CardView::Read);
  b.tap(IntentKind::UseCard);
  b.tap(IntentKind::ChooseAgent, "relative");
  b.answer_person();
  EXPECT_EQ(b.page(), Page::Form);
  ASSERT_TRUE(b.state().draft.agent);
  EXPECT_EQ(b.state().draft.agent->person.number, younger().number);
  EXPECT_EQ(b.state().draft.applicant->number, elder().number);
  EXPECT_EQ(b.ports.people, std::vector<std::string>{elder().number});
}

TEST(FlowCard, InWhatCapacityTheAgentActsIsAskedWhenSeveralAreAllowed) {
  FlowBench b;
  b.to_who_for();
  b.tap(IntentKind::ChooseWho, "other");
  b.flow.on(Event{CardRead{elder()}});
  b.tap(IntentKind::UseCard);
  b.flow.on(Event{CardRead{younger()}});
  b.tap(IntentKind::UseCard);
  ASSERT_EQ(b.page(), Page::AgentKind);
  EXPECT_FALSE(b.state().draft.agent) << "nobody has said yet in what capacity";
  b.tap(IntentKind::ChooseAgent, "neighbour");
  EXPECT_EQ(b.page(), Page::AgentKind) << "the item does not allow it";
  b.tap(IntentKind::GoBack);
  ASSERT_EQ(b.page(), Page::Card);
  EXPECT_EQ(b.state().card.role, CardRole::Agent);
  b.tap(IntentKind::ChooseAgent, "village_agent");  // a second tap that comes too late
  EXPECT_FALSE(b.state().draft.agent);
  b.flow.on(Event{CardRead{younger()}});
  b.tap(IntentKind::UseCard);
  b.tap(IntentKind::ChooseAgent, "village_agent");
  b.answer_person();
  EXPECT_EQ(b.page(), Page::Form);
  EXPECT_EQ(b.state().draft.agent->kind, catalog::AgentKind::VillageAgent);
  EXPECT_EQ(b.state().draft.agent->person.number, younger().number);
}

TEST(FlowCard, WithoutACardASlipForTheCounterCarriesTheAnswers) {
  FlowBench b;
  b.to_card();
  b.tap(IntentKind::NoCard);
  ASSERT_EQ(b.ports.prints.size(), 1U);
  EXPECT_EQ(b.ports.prints[0].kind, PrintKind::CounterSlip);
  EXPECT_EQ(b.ports.prints[0].answers.size(), 1U);
  EXPECT_TRUE(b.state().card.slip_offered);
}

TEST(FlowCard, AnOpenCaseOfTheSameItemIsShownFirst) {
  FlowBench b;
  b.to_card();
  b.flow.on(Event{CardRead{elder()}});
  b.tap(IntentKind::UseCard);
  EXPECT_EQ(b.state().card.view, CardView::Looking);
  cases::CaseRow closed = b.row("closed");
  closed.state = cases::CaseState::Closed;
  b.answer_person({{}, {b.row("other", "ss.pension-enrol"), b.row("same"), closed}, {}});
  ASSERT_EQ(b.page(), Page::Duplicate);
  EXPECT_EQ(b.state().existing_case->uid, "same");
  b.tap(IntentKind::OpenExistingCase);
  b.flow.on(Event{CaseDetail{b.row("same"), {}}});
  ASSERT_EQ(b.page(), Page::QueryCase);
  b.tap(IntentKind::GoBack);
  ASSERT_EQ(b.page(), Page::Duplicate);
  b.tap(IntentKind::ApplyAgain);
  EXPECT_EQ(b.page(), Page::Form);
}

TEST(FlowCard, AStoreThatCannotBeReadDoesNotStopTheVisit) {
  FlowBench b;
  b.to_card();
  b.flow.on(Event{CardRead{elder()}});
  b.tap(IntentKind::UseCard);
  b.flow.on(Event{PersonLookupFailed{ErrorKind::StoreFailed}});
  EXPECT_EQ(b.page(), Page::Form);
}

// What an earlier run of the program left behind.
cases::Draft half_done(int pages_done) {
  FlowBench b(99);
  b.to_form();
  for (int i = 0; i < pages_done; ++i) {
    if (b.state().form.pages[b.state().form.page].group == cases::PageGroup::Contact)
      b.tap(IntentKind::TypeField, "applicant.phone", "13800000000");
    b.tap(IntentKind::NextStep);
  }
  return b.ports.saved.back();
}

TEST(FlowDraft, AfterARestartTheSameCardGoesOnAtTheSamePage) {
  const cases::Draft left = half_done(2);
  FlowBench b;
  b.to_card();
  b.flow.on(Event{CardRead{elder()}});
  b.tap(IntentKind::UseCard);
  b.answer_person({{left}, {}, {}});
  ASSERT_EQ(b.page(), Page::Resume);
  b.tap(IntentKind::ResumeDraft);
  ASSERT_EQ(b.page(), Page::Form);
  EXPECT_EQ("form:" + b.state().form.pages[b.state().form.page].id, left.page);
  EXPECT_GT(b.state().form.page, 0U);
  EXPECT_EQ(b.state().draft.uid, left.uid);
  EXPECT_EQ(std::get<std::string>(b.state().draft.values.at("applicant.phone")), "13800000000");
}

TEST(FlowDraft, StartingAfreshDeletesTheOldOneAndKeepsNothingOfIt) {
  const cases::Draft left = half_done(2);
  FlowBench b;
  b.to_card();
  b.flow.on(Event{CardRead{elder()}});
  b.tap(IntentKind::UseCard);
  b.answer_person({{left}, {}, {}});
  b.tap(IntentKind::StartAfresh);
  EXPECT_EQ(b.page(), Page::Form);
  EXPECT_EQ(b.ports.deleted, std::vector<std::string>{left.uid});
  EXPECT_FALSE(b.state().draft.values.contains("applicant.phone"));
}

TEST(FlowDraft, TheOneOfThisVeryItemIsAskedForAndOffered) {
  const cases::Draft left = half_done(2);
  cases::Draft of_another_item = left;  // newer, and of no use here
  of_another_item.uid = std::string(32, 'a');
  of_another_item.item_id = "ss.pension-eligibility";
  FlowBench b;
  b.to_card();
  b.flow.on(Event{CardRead{elder()}});
  b.tap(IntentKind::UseCard);
  EXPECT_EQ(b.ports.items_of_people, std::vector<std::string>{"ss.pension-claim"});
  b.answer_person({{of_another_item, left}, {}, {}});
  ASSERT_EQ(b.page(), Page::Resume);
  ASSERT_EQ(b.state().found_drafts.size(), 1U);
  b.tap(IntentKind::ResumeDraft);
  EXPECT_EQ(b.state().draft.uid, left.uid);
}

TEST(FlowDraft, SeveralAreAllOfferedAndOneIsChosen) {
  cases::Draft older = half_done(1);
  older.uid = std::string(32, 'b');
  const cases::Draft newer = half_done(2);
  FlowBench b;
  b.to_card();
  b.flow.on(Event{CardRead{elder()}});
  b.tap(IntentKind::UseCard);
  b.answer_person({{newer, older}, {}, {}});
  ASSERT_EQ(b.page(), Page::Resume);
  ASSERT_EQ(b.state().found_drafts.size(), 2U);
  b.tap(IntentKind::ResumeDraft);
  EXPECT_EQ(b.page(), Page::Resume) << "which one?";
  b.tap(IntentKind::ResumeDraft, older.uid);
  EXPECT_EQ(b.page(), Page::Form);
  EXPECT_EQ(b.state().draft.uid, older.uid);
  EXPECT_TRUE(b.state().found_drafts.empty()) << "nothing of the other one stays in the state";
  EXPECT_TRUE(b.ports.deleted.empty());
}

TEST(FlowDraft, StartingAnotherOneBesideSeveralDeletesNone) {
  cases::Draft older = half_done(1);
  older.uid = std::string(32, 'b');
  const cases::Draft newer = half_done(2);
  FlowBench b;
  b.to_card();
  b.flow.on(Event{CardRead{elder()}});
  b.tap(IntentKind::UseCard);
  b.answer_person({{newer, older}, {}, {}});
  b.tap(IntentKind::StartAfresh);
  EXPECT_EQ(b.page(), Page::Form);
  EXPECT_TRUE(b.ports.deleted.empty()) << "nobody said which of them is not wanted";
}

TEST(FlowDraft, WhatIsPromisedOnLeavingIsTrue) {
  FlowBench b;
  EXPECT_EQ(kept_of(b.state()), Kept::Nothing);
  b.to_card();
  EXPECT_EQ(kept_of(b.state()), Kept::Nothing) << "the form was not opened, nothing is in the store";
  b.flow.on(Event{CardRead{elder()}});
  b.tap(IntentKind::UseCard);
  EXPECT_EQ(kept_of(b.state()), Kept::Nothing);
  b.answer_person();
  EXPECT_EQ(kept_of(b.state()), Kept::Saved);
  b.flow.on(Event{DraftNotSaved{ErrorKind::StoreFull}});
  EXPECT_EQ(kept_of(b.state()), Kept::NotSaved);
  b.flow.on(Event{DraftSaved{}});
  EXPECT_EQ(kept_of(b.state()), Kept::Saved);

  FlowBench anonymous;
  anonymous.to_guide("gov.grid-event-report");
  anonymous.tap(IntentKind::StartApply);
  anonymous.tap(IntentKind::AnswerCheck, anonymous.state().question->fact->name, "no");
  EXPECT_EQ(kept_of(anonymous.state()), Kept::Nothing);
  anonymous.fill_and_leave_form();
  EXPECT_EQ(kept_of(anonymous.state()), Kept::Anonymous);

  FlowBench handed_in;
  handed_in.to_receipt();
  EXPECT_EQ(kept_of(handed_in.state()), Kept::Nothing);
}

TEST(FlowDraft, OfAnotherVersionOrAnotherAgentIsNotOffered) {
  cases::Draft older = half_done(1);
  ++older.item_version;
  cases::Draft by_agent = half_done(1);
  by_agent.agent = cases::Agent{younger(), catalog::AgentKind::Relative};
  for (const cases::Draft& draft : {older, by_agent}) {
    FlowBench b;
    b.to_card();
    b.flow.on(Event{CardRead{elder()}});
    b.tap(IntentKind::UseCard);
    b.answer_person({{draft}, {}, {}});
    EXPECT_EQ(b.page(), Page::Form);
    EXPECT_NE(b.state().draft.uid, draft.uid);
    EXPECT_FALSE(b.state().draft.agent);
  }
}

TEST(FlowDraft, BackToTheCardWithTheSamePersonKeepsEverything) {
  FlowBench b;
  b.to_form();
  b.tap(IntentKind::NextStep);
  b.tap(IntentKind::TypeField, "applicant.phone", "13800000000");
  const std::string uid = b.state().draft.uid;
  b.tap(IntentKind::GoBack);
  b.tap(IntentKind::GoBack);
  ASSERT_EQ(b.page(), Page::Card);
  b.flow.on(Event{CardRead{elder()}});
  b.tap(IntentKind::UseCard);
  b.answer_person({{b.ports.saved.back()}, {}, {}});  // the store finds this very visit
  EXPECT_EQ(b.page(), Page::Form);
  EXPECT_EQ(b.state().draft.uid, uid);
  EXPECT_TRUE(b.state().draft.values.contains("applicant.phone"));
}

TEST(FlowDraft, AnotherCardBeginsAnewAndSeesNothingOfTheFirst) {
  FlowBench b;
  b.to_form();
  b.tap(IntentKind::NextStep);
  b.tap(IntentKind::TypeField, "applicant.phone", "13800000000");
  const std::string uid = b.state().draft.uid;
  b.tap(IntentKind::GoBack);
  b.tap(IntentKind::GoBack);
  cases::Person neighbour = elder();
  neighbour.name = "王五";
  neighbour.number.replace(6, 8, "19650101");
  b.flow.on(Event{CardRead{neighbour}});
  b.tap(IntentKind::UseCard);
  b.answer_person();
  ASSERT_EQ(b.page(), Page::Form);
  EXPECT_NE(b.state().draft.uid, uid);
  EXPECT_EQ(everything_in(b.state()).find("13800000000"), std::string::npos);
  EXPECT_EQ(everything_in(b.state()).find(elder().number), std::string::npos);
  EXPECT_EQ(b.state().draft.answers.size(), 1U) << "the questions about the matter are not asked again";
}

}  // namespace
}  // namespace yitang::resident::test
