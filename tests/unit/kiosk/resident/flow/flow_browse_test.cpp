// Finding an item, its guide, the early questions.
#include <gtest/gtest.h>

#include <algorithm>

#include "flow_support.hpp"

namespace yitang::resident::test {
namespace {

TEST(FlowBrowse, TheIdlePageOnlyWakes) {
  FlowBench b;
  for (const auto kind : {IntentKind::GoHome, IntentKind::LeaveNow, IntentKind::OpenQuery,
                          IntentKind::SkipRating, IntentKind::StartApply, IntentKind::GoBack}) {
    b.tap(kind);
    EXPECT_EQ(b.page(), Page::Idle) << static_cast<int>(kind);
  }
  b.tap(IntentKind::Wake);
  EXPECT_EQ(b.page(), Page::Home);
}

TEST(FlowBrowse, EveryWayInListsItems) {
  FlowBench b;
  b.tap(IntentKind::Wake);
  b.tap(IntentKind::OpenFunction, "social_security");
  EXPECT_EQ(b.page(), Page::ItemList);
  EXPECT_FALSE(b.state().browse.items.empty());
  b.tap(IntentKind::GoBack);
  EXPECT_EQ(b.page(), Page::Home);
  b.tap(IntentKind::OpenFourDo, "online");
  EXPECT_FALSE(b.state().browse.items.empty());
  b.tap(IntentKind::OpenFourDo, "no such class");
  EXPECT_TRUE(b.state().browse.items.empty());
  b.tap(IntentKind::GoHome);
  b.tap(IntentKind::OpenThemes);
  EXPECT_EQ(b.state().browse.by, BrowseBy::Themes);
  b.tap(IntentKind::OpenTheme, "documents");
  EXPECT_EQ(b.page(), Page::ItemList);
  EXPECT_EQ(b.state().browse.items.size(), 3U);
  b.tap(IntentKind::OpenTheme, "no such theme");
  EXPECT_TRUE(b.state().browse.items.empty());
  b.tap(IntentKind::GoBack);
  EXPECT_EQ(b.page(), Page::Home);
  EXPECT_EQ(b.state().browse.by, BrowseBy::Themes);
}

TEST(FlowBrowse, ABundleThatWasFoundOpensItsPageAndLeadsBackToTheSearch) {
  FlowBench b;
  b.tap(IntentKind::Wake);
  b.tap(IntentKind::OpenSearch);
  b.tap(IntentKind::EditSearch, {}, "退休");
  const auto& hits = b.state().browse.hits;
  const auto found =
      std::find_if(hits.begin(), hits.end(), [](const auto& hit) { return hit.bundle() != nullptr; });
  ASSERT_NE(found, hits.end());
  b.tap(IntentKind::OpenBundle, found->id());
  EXPECT_EQ(b.page(), Page::Bundle);
  EXPECT_EQ(b.state().bundle.entries.size(), 3U);
  b.tap(IntentKind::GoBack);
  EXPECT_EQ(b.page(), Page::Search);
  EXPECT_EQ(b.state().browse.query, "退休");
  EXPECT_FALSE(b.state().browse.hits.empty());
  b.tap(IntentKind::GoHome);
  b.tap(IntentKind::OpenBundle, "no.such");
  EXPECT_EQ(b.page(), Page::Home);
  EXPECT_EQ(b.state().bundle.bundle, nullptr);
}

TEST(FlowBrowse, SearchByInitialsLeadsToTheGuideAndBack) {
  FlowBench b;
  b.tap(IntentKind::Wake);
  b.tap(IntentKind::OpenSearch);
  b.tap(IntentKind::EditSearch, {}, "yanglao");
  ASSERT_FALSE(b.state().browse.hits.empty());
  b.tap(IntentKind::OpenItem, b.state().browse.hits.front().id());
  EXPECT_EQ(b.page(), Page::Guide);
  b.tap(IntentKind::GoBack);
  EXPECT_EQ(b.page(), Page::Search);
  EXPECT_EQ(b.state().browse.query, "yanglao");
}

TEST(FlowBrowse, AnUnknownItemOpensNothing) {
  FlowBench b;
  b.tap(IntentKind::Wake);
  b.tap(IntentKind::OpenItem, "no.such");
  EXPECT_EQ(b.page(), Page::Home);
}

TEST(FlowBrowse, ASecondTapOnTheLeafletPrintsOneSlip) {
  FlowBench b;
  b.to_guide();
  b.tap(IntentKind::PrintLeaflet);
  b.tap(IntentKind::PrintLeaflet);
  ASSERT_EQ(b.ports.prints.size(), 1U);
  EXPECT_EQ(b.ports.prints[0].kind, PrintKind::Leaflet);
  b.flow.on(Event{PrintProgressed{PrintKind::Leaflet, PrintFate::Printed, b.ports.prints[0].ticket}});
  EXPECT_EQ(b.state().print.fate, PrintFate::Printed);
  b.tap(IntentKind::PrintLeaflet);
  EXPECT_EQ(b.ports.prints.size(), 2U);
}

TEST(FlowBrowse, FactsOfTheCardAreNotAskedAndTooFewYearsStopWithAnOffer) {
  FlowBench b;
  b.to_guide();
  b.tap(IntentKind::StartApply);
  ASSERT_EQ(b.page(), Page::Eligibility);
  EXPECT_EQ(b.state().question->fact->name, "pension.paid_years");
  b.tap(IntentKind::AnswerCheck, "pension.paid_years", "9");
  ASSERT_EQ(b.page(), Page::NotEligible);
  EXPECT_TRUE(b.state().ineligible->offer);
  EXPECT_FALSE(b.state().ineligible->advice.zh.empty());
  b.tap(IntentKind::AcceptOffer);
  EXPECT_EQ(b.page(), Page::WhoFor);
  EXPECT_EQ(b.state().draft.accepted.size(), 1U);
}

TEST(FlowBrowse, ATakenBackAnswerTakesTheAcceptedOfferWithIt) {
  FlowBench b;
  b.to_guide();
  b.tap(IntentKind::StartApply);
  b.tap(IntentKind::AnswerCheck, "pension.paid_years", "9");
  b.tap(IntentKind::AcceptOffer);
  b.tap(IntentKind::GoBack);
  ASSERT_EQ(b.page(), Page::Eligibility);
  b.tap(IntentKind::AnswerCheck, "pension.paid_years", "20");
  EXPECT_EQ(b.page(), Page::WhoFor);
  EXPECT_TRUE(b.state().draft.accepted.empty()) << "the office would read that missing years are to be paid";
}

TEST(FlowBrowse, ASecondTapOnAnAnswerCountsOnce) {
  FlowBench b;
  b.to_guide();
  b.tap(IntentKind::StartApply);
  b.tap(IntentKind::AnswerCheck, "pension.paid_years", "9");
  b.tap(IntentKind::AnswerCheck, "pension.paid_years", "9");
  b.tap(IntentKind::GoBack);
  ASSERT_EQ(b.page(), Page::Eligibility);
  b.tap(IntentKind::GoBack);
  EXPECT_EQ(b.page(), Page::Guide);
}

TEST(FlowBrowse, AnAnonymousReportNeedsNoCard) {
  FlowBench b;
  b.to_guide("gov.grid-event-report");
  b.tap(IntentKind::StartApply);
  b.tap(IntentKind::NoEmergency);
  EXPECT_EQ(b.page(), Page::Form);
  EXPECT_TRUE(b.ports.people.empty());
  EXPECT_FALSE(b.ports.card_wanted);
}

TEST(FlowBrowse, EmergenciesComeBeforeAnyQuestion) {
  FlowBench b;
  b.to_guide("gov.grid-event-report");
  b.tap(IntentKind::NoEmergency);
  ASSERT_EQ(b.page(), Page::Guide) << "only on its page";
  b.tap(IntentKind::StartApply);
  ASSERT_EQ(b.page(), Page::Emergency);
  b.tap(IntentKind::CallStaff);
  EXPECT_EQ(b.ports.staff_called, 1);
  b.tap(IntentKind::CloseOverlay);
  b.tap(IntentKind::GoBack);
  ASSERT_EQ(b.page(), Page::Guide);
  b.tap(IntentKind::StartApply);
  b.tap(IntentKind::NoEmergency);
  ASSERT_EQ(b.page(), Page::Form);
  EXPECT_EQ(b.state().draft.answers.at("event.emergency"), catalog::FactValue(false));
  FlowBench other;
  other.to_guide("ss.pension-claim");
  other.tap(IntentKind::StartApply);
  EXPECT_EQ(other.page(), Page::Eligibility);
}

TEST(FlowBrowse, LanguageOnTheIdlePageGoesBackWhenNobodyComes) {
  FlowBench b;
  b.tap(IntentKind::SetLanguage, "en");
  b.tap(IntentKind::CallStaff);
  EXPECT_EQ(b.state().overlay, Overlay::Staff);
  ASSERT_GE(b.flow.next_deadline(), 0);
  b.seconds(61);
  EXPECT_EQ(b.state().language, Language::Chinese);
  EXPECT_EQ(b.state().overlay, Overlay::None);
  EXPECT_EQ(b.flow.next_deadline(), -1) << "an idle terminal must not wake up";
}

void choose_contrast(FlowBench& b, Contrast contrast) {
  b.flow.on(Intent{IntentKind::SetContrast, {}, {}, static_cast<int>(contrast), {}});
}

TEST(FlowBrowse, ColoursStayOverTheWholeVisitAndGoWithThePerson) {
  FlowBench b;
  b.to_form();
  b.tap(IntentKind::OpenLook);
  EXPECT_EQ(b.state().overlay, Overlay::Look);
  choose_contrast(b, Contrast::YellowOnBlack);
  b.tap(IntentKind::SetDensity, "elder");
  EXPECT_EQ(b.state().overlay, Overlay::Look) << "chosen by looking at it: the panel stays";
  EXPECT_EQ(b.state().contrast, Contrast::YellowOnBlack);
  b.tap(IntentKind::CloseOverlay);
  EXPECT_EQ(b.page(), Page::Form) << "nothing above a page moves it";
  b.tap(IntentKind::GoHome);
  b.tap(IntentKind::LeaveNow);
  EXPECT_EQ(b.page(), Page::Home);
  EXPECT_EQ(b.state().contrast, Contrast::YellowOnBlack);
  for (int i = 0; i < 400 && b.page() != Page::Idle; ++i) b.seconds(1);
  ASSERT_EQ(b.page(), Page::Idle);
  EXPECT_EQ(b.state().contrast, Contrast::Normal);
  EXPECT_EQ(b.state().density, Density::Standard);
}

TEST(FlowBrowse, AnUnknownSchemeChangesNothing) {
  FlowBench b;
  b.to_form();
  for (const int number : {-1, 5, 1000}) {
    b.flow.on(Intent{IntentKind::SetContrast, {}, {}, number, {}});
    EXPECT_EQ(b.state().contrast, Contrast::Normal);
  }
}

// It is the machine's, so it stays over the end of a visit and over "home".
TEST(FlowBrowse, ThatTheDiskIsNearlyFullIsKnownUntilThereIsRoomAgain) {
  FlowBench b;
  b.flow.on(Event{RoomChanged{cases::SpaceLevel::Critical}});
  EXPECT_EQ(b.page(), Page::Idle);
  b.to_form();
  b.tap(IntentKind::GoHome);
  b.tap(IntentKind::LeaveNow);
  EXPECT_EQ(b.state().room, cases::SpaceLevel::Critical);
  for (int i = 0; i < 200 && b.page() != Page::Idle; ++i) b.seconds(1);
  ASSERT_EQ(b.page(), Page::Idle);
  EXPECT_EQ(b.state().room, cases::SpaceLevel::Critical);
  b.flow.on(Event{RoomChanged{cases::SpaceLevel::Enough}});
  EXPECT_EQ(b.state().room, cases::SpaceLevel::Enough);
}

TEST(FlowBrowse, StaffCanBeCalledAnywhereWithoutMovingThePage) {
  FlowBench b;
  b.to_form();
  b.tap(IntentKind::CallStaff);
  EXPECT_EQ(b.ports.staff_called, 1);
  EXPECT_EQ(b.state().overlay, Overlay::Staff);
  EXPECT_EQ(b.page(), Page::Form);
  b.tap(IntentKind::GoBack);
  EXPECT_EQ(b.state().overlay, Overlay::None);
  EXPECT_EQ(b.page(), Page::Form);
}

}  // namespace
}  // namespace yitang::resident::test
