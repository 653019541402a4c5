// Unfinished applications that a card finds: whose they are, what is kept, what is begun anew.
#include <gtest/gtest.h>

#include "flow_support.hpp"

namespace yitang::resident::test {
namespace {

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
  anonymous.tap(IntentKind::NoEmergency);
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
