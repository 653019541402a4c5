// Who it is for, cards, and cases found.
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
  EXPECT_EQ(b.page(), Page::Presence);
  b.tap(IntentKind::ChoosePresence, "absent");
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
  b.tap(IntentKind::ChoosePresence, "absent");
  b.answer_person();
  EXPECT_EQ(b.page(), Page::Form);
  EXPECT_EQ(b.state().draft.agent->kind, catalog::AgentKind::VillageAgent);
  EXPECT_EQ(b.state().draft.agent->person.number, younger().number);
}

TEST(FlowCard, WithoutACardASlipForTheCounterCarriesTheAnswers) {
  FlowBench b;
  b.to_card();
  b.tap(IntentKind::NoCard);
  ASSERT_EQ(b.page(), Page::NoCard);
  EXPECT_TRUE(b.ports.prints.empty());
  b.tap(IntentKind::PrintCounterSlip);
  EXPECT_EQ(b.page(), Page::Card);
  EXPECT_TRUE(b.ports.card_wanted) << "a card that turns up after all is still read";
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

}  // namespace
}  // namespace yitang::resident::test
