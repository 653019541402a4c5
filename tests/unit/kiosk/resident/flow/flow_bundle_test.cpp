// One matter of several items: chosen, asked once, signed after each form was shown, handed in together.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "flow_support.hpp"
#include "tests/unit/kiosk/cases/bundle_support.hpp"

namespace yitang::resident::test {
namespace {

struct BundleVisit : FlowBench {
  using FlowBench::FlowBench;
  void open(const std::string& id) {
    tap(IntentKind::Wake);
    tap(IntentKind::OpenBundle, id);
    ASSERT_EQ(page(), Page::Bundle);
  }
  // Answers "yes" until no question is left.
  void say_yes() {
    for (int i = 0; i < 20 && page() == Page::Eligibility; ++i) {
      ++questions;
      tap(IntentKind::AnswerCheck, state().question->fact->name, "true");
    }
  }
  void read_card(const cases::Person& person = elder()) {
    ASSERT_EQ(page(), Page::WhoFor);
    tap(IntentKind::ChooseWho, "self");
    flow.on(Event{CardRead{person}});
    tap(IntentKind::UseCard);
  }
  void shop_to_form() {
    open("one_matter.open_shop");
    tap(IntentKind::StartBundle);
    say_yes();
    read_card();
    answer_person();
    ASSERT_EQ(page(), Page::Form);
  }
  void fill_in() {
    for (int i = 0; i < 40 && page() == Page::Form; ++i) {
      for (const catalog::FormField* field : state().form.pages[state().form.page].fields) {
        if (!asked.insert(field->key).second) ADD_FAILURE() << field->key << " is asked twice";
        if (state().draft.values.contains(field->key) || !field->required) continue;
        const cases::FieldValue answer = cases::test::answer_to(*field);
        const auto* several = std::get_if<std::vector<std::string>>(&answer);
        const auto* text = std::get_if<std::string>(&answer);
        tap(IntentKind::TypeField, field->key, several ? several->front() : text ? *text : "");
      }
      tap(IntentKind::NextStep);
    }
  }
  void promise() {
    for (int i = 0; i < 10 && page() == Page::Commitment; ++i) {
      tap(IntentKind::ToggleCommitment, state().commitments.materials[state().commitments.at]->code);
      tap(IntentKind::NextStep);
    }
  }
  void to_last_form() {
    shop_to_form();
    fill_in();
    promise();
    ASSERT_EQ(page(), Page::Delivery);
    tap(IntentKind::NextStep);
    ASSERT_EQ(page(), Page::BundleForms);
    tap(IntentKind::NextStep);
    ASSERT_EQ(page(), Page::BundleForms);
  }
  void to_bundle_review() {
    to_last_form();
    tap(IntentKind::NextStep);
    ASSERT_EQ(page(), Page::Signature);
    sign();
    ASSERT_EQ(page(), Page::Review);
  }
  int questions = 0;
  std::set<std::string> asked;
};

TEST(FlowBundle, ALifeEventAndASearchLeadToIt) {
  BundleVisit b;
  b.tap(IntentKind::Wake);
  b.tap(IntentKind::OpenLifeEvent, "business");
  ASSERT_EQ(b.state().browse.bundles.size(), 1U);
  EXPECT_EQ(b.state().browse.bundles.front()->id, "one_matter.open_shop");
  b.tap(IntentKind::OpenBundle, "one_matter.open_shop");
  EXPECT_EQ(b.page(), Page::Bundle);
  b.tap(IntentKind::GoBack);
  EXPECT_EQ(b.page(), Page::ItemList);
  b.tap(IntentKind::OpenSearch);
  b.tap(IntentKind::EditSearch, {}, "开小店");
  ASSERT_FALSE(b.state().browse.hits.empty());
  EXPECT_EQ(b.state().browse.hits.front().id(), "one_matter.open_shop");
  b.tap(IntentKind::OpenFunction, "market");
  EXPECT_TRUE(b.state().browse.bundles.empty());
}

TEST(FlowBundle, WithoutAnythingWantedNothingStarts) {
  BundleVisit b;
  b.open("one_matter.open_shop");
  for (const BundleEntry& entry : b.state().bundle.entries)
    b.tap(IntentKind::ToggleBundleItem, entry.item->id);
  b.tap(IntentKind::StartBundle);
  EXPECT_EQ(b.page(), Page::Bundle);
  b.tap(IntentKind::ToggleBundleItem, "mkt.food-stall-filing");
  b.tap(IntentKind::StartBundle);
  EXPECT_EQ(b.page(), Page::Eligibility);
  EXPECT_EQ(b.state().bundle.merged->members.size(), 1U);
}

TEST(FlowBundle, OneQuestionServesEveryItemThatAsksIt) {
  BundleVisit b;
  b.open("one_matter.settle_in");  // two of the four ask whether one is insured by an employer
  b.tap(IntentKind::StartBundle);
  std::set<std::string> facts;
  for (int i = 0; i < 20 && b.page() == Page::Eligibility; ++i) {
    const std::string fact = b.state().question->fact->name;
    EXPECT_TRUE(facts.insert(fact).second) << fact;
    const std::string answer = fact == "insured.employee"   ? "false"
                               : fact == "residence.months" ? "12"
                               : fact == "card.status"      ? "lost"
                                                            : "true";
    b.tap(IntentKind::AnswerCheck, fact, answer);
    if (b.page() == Page::NotEligible) b.tap(IntentKind::LeaveOut);
  }
  EXPECT_TRUE(facts.contains("insured.employee"));
  EXPECT_EQ(b.page(), Page::WhoFor);
}

TEST(FlowBundle, WhatCannotBeDoneIsStruckOffWithItsReasonAndTheRestGoesOn) {
  BundleVisit b;
  b.open("one_matter.open_shop");
  b.tap(IntentKind::StartBundle);
  ASSERT_EQ(b.page(), Page::Eligibility);
  b.tap(IntentKind::AnswerCheck, "health_cert.valid", "false");
  ASSERT_EQ(b.page(), Page::NotEligible);
  ASSERT_TRUE(b.state().bundle.entries[1].refusal || b.state().bundle.entries[0].refusal);
  EXPECT_FALSE(b.state().ineligible->why.zh.empty());
  b.tap(IntentKind::LeaveOut);
  EXPECT_EQ(b.page(), Page::WhoFor);
  EXPECT_EQ(b.state().bundle.merged->members.size(), 1U);
  b.tap(IntentKind::GoBack);  // the answer is taken back, the item is in again
  EXPECT_EQ(b.page(), Page::Eligibility);
  EXPECT_EQ(b.state().bundle.merged->members.size(), 2U);
}

TEST(FlowBundle, WhenNothingIsLeftItsPageSaysWhy) {
  BundleVisit b;
  b.open("one_matter.veteran_return");
  b.tap(IntentKind::StartBundle);
  for (int i = 0; i < 5 && b.page() != Page::Bundle; ++i) {
    if (b.page() == Page::Eligibility)
      b.tap(IntentKind::AnswerCheck, b.state().question->fact->name, "false");
    if (b.page() == Page::NotEligible) b.tap(IntentKind::LeaveOut);
  }
  EXPECT_EQ(b.page(), Page::Bundle);
  EXPECT_EQ(b.state().item, nullptr);
  for (const BundleEntry& entry : b.state().bundle.entries) EXPECT_EQ(entry.part, BundlePart::NotEligible);
}

TEST(FlowBundle, WhatIsUnderWayIsNotAppliedForTwice) {
  BundleVisit b;
  b.open("one_matter.open_shop");
  b.tap(IntentKind::StartBundle);
  b.say_yes();
  b.read_card();
  PersonFound found;
  found.cases = {b.row("1", "mkt.individual-business-setup")};
  b.answer_person(found);
  ASSERT_EQ(b.page(), Page::Duplicate);
  b.tap(IntentKind::ApplyAgain);
  EXPECT_EQ(b.page(), Page::Duplicate) << "not in a bundle";
  b.tap(IntentKind::LeaveOut);
  EXPECT_EQ(b.page(), Page::Form);
  ASSERT_EQ(b.state().draft.bundle->members.size(), 1U);
  EXPECT_EQ(b.state().draft.bundle->members.front().item_id, "mkt.food-stall-filing");
}

TEST(FlowBundle, EveryFormIsShownBeforeTheSignatureAndEachIsSigned) {
  BundleVisit b;
  b.to_bundle_review();
  const cases::Draft& draft = b.state().draft;
  ASSERT_TRUE(draft.signature);
  ASSERT_EQ(draft.bundle->members.size(), 2U);
  EXPECT_EQ(draft.bundle->members[0].form_hash.size(), 64U);
  EXPECT_NE(draft.bundle->members[0].form_hash, draft.bundle->members[1].form_hash);
}

TEST(FlowBundle, AllIsHandedInAtOnceAndTheReceiptNamesEveryCase) {
  BundleVisit b;
  b.to_bundle_review();
  b.tap(IntentKind::Submit);
  b.flow.on(Event{PrinterAnswered{PrinterReadiness::Ready}});
  ASSERT_EQ(b.ports.submitted.size(), 1U);
  const cases::Draft& draft = b.ports.submitted.front();
  ASSERT_TRUE(draft.bundle);
  CaseSubmitted done;
  done.result = {draft.uid, "n1", "t", Date{2026, 12, 4}, 1, false};
  for (const cases::BundleMember& member : draft.bundle->members)
    done.all.push_back({member.uid, "n", "t", Date{2026, 12, 4}, 1, false});
  b.flow.on(Event{done});
  EXPECT_EQ(b.page(), Page::Receipt);
  EXPECT_EQ(b.state().submit.all.size(), 2U);
  ASSERT_EQ(b.ports.prints.size(), 1U);
  EXPECT_EQ(b.ports.prints.front().case_uid, draft.uid) << "one slip for all of them";
}

TEST(FlowBundle, AChangeAfterSigningShowsTheFormsAgain) {
  BundleVisit b;
  b.to_bundle_review();
  std::size_t page = 0;
  for (std::size_t i = 0; i < b.state().form.pages.size(); ++i) {
    for (const auto* field : b.state().form.pages[i].fields) {
      if (field->key == "staff") page = i;
    }
  }
  b.tap(IntentKind::EditStep, "form:" + std::to_string(page));
  b.tap(IntentKind::TypeField, "staff", "7");
  b.tap(IntentKind::NextStep);
  ASSERT_EQ(b.page(), Page::Review);
  b.tap(IntentKind::Submit);
  EXPECT_EQ(b.page(), Page::BundleForms);
  EXPECT_TRUE(b.ports.submitted.empty());
}

TEST(FlowBundle, ADraftOfSeveralIsTakenUpWhereItWas) {
  BundleVisit before;
  before.to_last_form();
  const cases::Draft saved = before.ports.saved.back();
  BundleVisit b(6);
  b.open("one_matter.open_shop");
  b.tap(IntentKind::StartBundle);
  b.say_yes();
  b.read_card();
  EXPECT_EQ(b.ports.items_of_people.back(), "one_matter.open_shop");
  b.answer_person({{saved}, {}, {}});
  ASSERT_EQ(b.page(), Page::Resume);
  b.tap(IntentKind::ResumeDraft);
  EXPECT_EQ(b.page(), Page::BundleForms);
  EXPECT_EQ(b.state().bundle.form, 0U);
  EXPECT_EQ(b.state().draft.uid, saved.uid);
  EXPECT_EQ(b.state().draft.bundle, saved.bundle);
  EXPECT_EQ(b.state().draft.values, saved.values);
}

TEST(FlowBundle, ThePersonsCardAloneFindsItToo) {
  BundleVisit before;
  before.to_last_form();
  const cases::Draft saved = before.ports.saved.back();
  BundleVisit b(6);
  b.to_query();
  b.flow.on(Event{CardRead{elder()}});
  b.answer_person({{saved}, {}, {}});
  ASSERT_EQ(b.page(), Page::Resume);
  b.tap(IntentKind::ResumeDraft);
  EXPECT_EQ(b.page(), Page::BundleForms);
}

TEST(FlowBundle, ADraftWithAnItemOfAnotherVersionIsNotOffered) {
  BundleVisit before;
  before.to_last_form();
  cases::Draft saved = before.ports.saved.back();
  saved.bundle->members.back().item_version = 99;
  BundleVisit b;
  b.to_query();
  b.flow.on(Event{CardRead{elder()}});
  b.answer_person({{saved}, {}, {}});
  EXPECT_NE(b.page(), Page::Resume);
}

TEST(FlowBundle, AnotherPersonsCardBeginsAnotherDraft) {
  BundleVisit b;
  b.shop_to_form();
  const cases::Draft first = b.state().draft;
  b.tap(IntentKind::GoBack);
  ASSERT_EQ(b.page(), Page::Card);
  b.flow.on(Event{CardRead{younger()}});
  b.tap(IntentKind::UseCard);
  b.answer_person();
  ASSERT_EQ(b.page(), Page::Form);
  EXPECT_NE(b.state().draft.uid, first.uid);
  for (const cases::BundleMember& member : b.state().draft.bundle->members) {
    for (const cases::BundleMember& old : first.bundle->members) EXPECT_NE(member.uid, old.uid);
  }
}

TEST(FlowBundle, WaysOfDeliveryAreAskedOncePerGroup) {
  BundleVisit b;
  b.open("one_matter.newborn");
  ASSERT_EQ(b.state().bundle.merged->deliveries.size(), 2U);
}

TEST(FlowBundle, LeavingForgetsIt) {
  BundleVisit b;
  b.shop_to_form();
  b.tap(IntentKind::GoHome);
  b.tap(IntentKind::LeaveNow);
  EXPECT_EQ(b.page(), Page::Home);
  EXPECT_EQ(b.state().bundle.bundle, nullptr);
  EXPECT_EQ(b.state().bundle.merged, nullptr);
}

}  // namespace
}  // namespace yitang::resident::test
