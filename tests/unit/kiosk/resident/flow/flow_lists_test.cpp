// Published lists: from the idle page and from home, without a card, and back again.
#include <gtest/gtest.h>

#include "flow_support.hpp"

namespace yitang::resident::test {
namespace {

TEST(FlowLists, AreReadFromTheIdlePageWithoutACard) {
  FlowBench b;
  ASSERT_EQ(b.page(), Page::Idle);
  b.tap(IntentKind::OpenLists);
  ASSERT_EQ(b.page(), Page::Lists);
  EXPECT_TRUE(b.ports.presence_watched);
  b.tap(IntentKind::OpenList, "village_no_proof");
  ASSERT_EQ(b.page(), Page::ListEntries);
  ASSERT_FALSE(b.state().lists.entries.empty());
  b.tap(IntentKind::OpenListEntry, "no-proof.alive");
  ASSERT_EQ(b.page(), Page::ListEntry);
  EXPECT_EQ(b.state().lists.entry->id, "no-proof.alive");
  ASSERT_NE(b.state().lists.item, nullptr);
  b.tap(IntentKind::OpenItem, b.state().lists.item->id);
  ASSERT_EQ(b.page(), Page::Guide);
  EXPECT_EQ(b.state().item->id, "ss.pension-eligibility");
  for (const Page page : {Page::ListEntry, Page::ListEntries, Page::Lists, Page::Home}) {
    b.tap(IntentKind::GoBack);
    EXPECT_EQ(b.page(), page);
  }
  EXPECT_FALSE(b.ports.card_wanted);
  EXPECT_TRUE(b.ports.people.empty());
}

TEST(FlowLists, AHitOfTheSearchLeadsBackToTheSearch) {
  FlowBench b;
  b.tap(IntentKind::Wake);
  b.tap(IntentKind::OpenSearch);
  b.tap(IntentKind::EditSearch, {}, "亲属关系证明");
  ASSERT_FALSE(b.state().browse.hits.empty());
  b.tap(IntentKind::OpenListEntry, b.state().browse.hits.front().id());
  ASSERT_EQ(b.page(), Page::ListEntry);
  EXPECT_EQ(b.state().lists.item, nullptr);
  b.tap(IntentKind::GoBack);
  EXPECT_EQ(b.page(), Page::Search);
  EXPECT_EQ(b.state().browse.query, "亲属关系证明");
}

TEST(FlowLists, WhatIsNotThereOpensNothing) {
  FlowBench b;
  b.tap(IntentKind::OpenList, "power_duty");
  EXPECT_EQ(b.page(), Page::Idle) << "only from the page of lists";
  b.tap(IntentKind::Wake);
  b.tap(IntentKind::OpenLists);
  b.tap(IntentKind::OpenList, "no_such_list");
  EXPECT_EQ(b.page(), Page::Lists);
  b.tap(IntentKind::OpenListEntry, "no-proof.alive");
  EXPECT_EQ(b.page(), Page::Lists);
  b.tap(IntentKind::OpenList, "territory");
  b.tap(IntentKind::OpenListEntry, "no such entry");
  EXPECT_EQ(b.page(), Page::ListEntries);
  b.to_guide();
}

TEST(FlowLists, AFormIsNotLeftForThem) {
  FlowBench b;
  b.to_form();
  b.tap(IntentKind::OpenLists);
  EXPECT_EQ(b.page(), Page::Form);
}

TEST(FlowLists, WhoWalksAwayLeavesTheIdlePage) {
  FlowBench b;
  b.tap(IntentKind::OpenLists);
  b.tap(IntentKind::OpenList, "power_duty");
  b.seconds(60);
  EXPECT_EQ(b.state().overlay, Overlay::Timeout);
  b.seconds(31);
  EXPECT_EQ(b.page(), Page::Idle);
  EXPECT_TRUE(b.state().lists.entries.empty());
}

TEST(FlowLists, FiguresAreOfTheMachineNotOfTheVisit) {
  FlowBench b;
  const cases::PublishedFigures figures{cases::EndedFigure{7, 21, 85}, {{"ss.pension-claim", {7, 21, 85}}}};
  b.flow.take_changed();
  b.flow.on(Event(FiguresChanged{figures}));
  EXPECT_TRUE(b.flow.take_changed());
  b.tap(IntentKind::Wake);
  b.to_guide();
  b.tap(IntentKind::GoHome);
  EXPECT_EQ(b.state().figures, figures);
  b.tap(IntentKind::LeaveNow);
  b.seconds(200);
  EXPECT_EQ(b.page(), Page::Idle);
  EXPECT_EQ(b.state().figures, figures);
}

}  // namespace
}  // namespace yitang::resident::test
