// A new version of an item, or its end, while somebody applies for it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/unit/kiosk/cases/cases_support.hpp"
#include "tests/unit/kiosk/resident/flow/flow_support.hpp"

namespace yitang::resident::test {
namespace {

using nlohmann::json;

constexpr Date kToday{2026, 11, 20};
constexpr Date kTomorrow{2026, 11, 21};
const std::string kClaim = "ss.pension-claim";

/// The sample with the claim as `versions` make of it.
catalog::CatalogPtr published(const std::vector<json>& versions) {
  catalog::Files files;
  const std::filesystem::path sample = std::string(YITANG_SOURCE_DIR) + "/kiosk/catalog/sample";
  for (const auto& entry : std::filesystem::directory_iterator(sample)) {
    std::ifstream file(entry.path(), std::ios::binary);
    files.emplace(entry.path().filename().string(),
                  std::string(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()));
  }
  std::istringstream lines(files["items.jsonl"]);
  std::string text;
  for (std::string line; std::getline(lines, line);) {
    const json item = json::parse(line);
    if (item["id"] != kClaim) text += line + "\n";
    for (const json& changes : item["id"] == kClaim ? versions : std::vector<json>()) {
      json made = item;
      made.merge_patch(changes);
      text += made.dump() + "\n";
    }
  }
  files["items.jsonl"] = text;
  auto loaded = catalog::Catalog::load(files);
  if (!loaded) {
    ADD_FAILURE() << describe(loaded.error());
    return nullptr;
  }
  (*loaded)->turn_to(kToday);
  return *loaded;
}

const std::vector<json> kTwoVersions =
    json::parse(R"([{"version": 1}, {"version": 2, "effective_from": "2026-11-21"}])");
const std::vector<json> kEnding = json::parse(R"([{"effective_until": "2026-11-20"}])");

TEST(FlowVersions, WhatWasBegunIsFinishedInItsVersion) {
  const auto catalog = published(kTwoVersions);
  ASSERT_NE(catalog, nullptr);
  FlowBench b(*catalog, 5);
  b.to_review();
  catalog->turn_to(kTomorrow);
  b.tap(IntentKind::Submit);
  b.flow.on(Event{PrinterAnswered{PrinterReadiness::Ready}});
  ASSERT_EQ(b.ports.submitted.size(), 1U);
  EXPECT_EQ(b.ports.submitted[0].item_version, 1);
}

TEST(FlowVersions, ADraftOfAnOlderVersionIsResumedInIt) {
  const auto catalog = published(kTwoVersions);
  ASSERT_NE(catalog, nullptr);
  FlowBench first(*catalog, 5);
  first.to_materials();
  ASSERT_FALSE(first.ports.saved.empty());
  const cases::Draft draft = first.ports.saved.back();
  catalog->turn_to(kTomorrow);
  FlowBench b(*catalog, 6);
  b.to_card();
  EXPECT_EQ(b.state().item->version, 2);
  b.flow.on(Event{CardRead{elder()}});
  b.tap(IntentKind::UseCard);
  PersonFound found;
  found.drafts = {draft};
  b.answer_person(found);
  ASSERT_EQ(b.page(), Page::Resume);
  b.tap(IntentKind::ResumeDraft, draft.uid);
  EXPECT_EQ(b.page(), Page::Materials);
  ASSERT_NE(b.state().item, nullptr);
  EXPECT_EQ(b.state().item->version, 1);
}

TEST(FlowVersions, AnItemThatEndsIsSaidAtTheNextStepAndNothingIsLost) {
  const auto catalog = published(kEnding);
  ASSERT_NE(catalog, nullptr);
  FlowBench b(*catalog, 5);
  b.to_materials();
  b.ports.saved.clear();
  catalog->turn_to(kTomorrow);
  b.tap(IntentKind::NextStep);
  EXPECT_EQ(b.page(), Page::Submitting);
  EXPECT_EQ(b.state().submit.view, SubmitView::Failed);
  EXPECT_EQ(b.state().submit.problem, ErrorKind::NotFound);
  ASSERT_FALSE(b.ports.saved.empty());
  EXPECT_EQ(b.ports.saved.back().item_id, kClaim);
  EXPECT_TRUE(b.ports.deleted.empty());
  b.tap(IntentKind::LeaveNow);
  EXPECT_EQ(b.page(), Page::Home);
  EXPECT_TRUE(b.ports.submitted.empty());
}

TEST(FlowVersions, AnEndedItemIsNotHandedIn) {
  const auto catalog = published(kEnding);
  ASSERT_NE(catalog, nullptr);
  FlowBench b(*catalog, 5);
  b.to_review();
  catalog->turn_to(kTomorrow);
  b.tap(IntentKind::Submit);
  EXPECT_EQ(b.state().submit.problem, ErrorKind::NotFound);
  b.tap(IntentKind::TryAgain);
  EXPECT_EQ(b.page(), Page::Submitting);
  EXPECT_TRUE(b.ports.submitted.empty());
  catalog->turn_to(kToday);  // the clock was wrong
  b.tap(IntentKind::TryAgain);
  b.flow.on(Event{PrinterAnswered{PrinterReadiness::Ready}});
  EXPECT_EQ(b.ports.submitted.size(), 1U);
}

TEST(FlowVersions, ADraftOfAnEndedItemIsNotOffered) {
  const auto catalog = published(kEnding);
  ASSERT_NE(catalog, nullptr);
  FlowBench first(*catalog, 5);
  first.to_materials();
  PersonFound found;
  found.drafts = {first.ports.saved.back()};
  catalog->turn_to(kTomorrow);
  FlowBench b(*catalog, 6);
  b.to_query();
  b.flow.on(Event{CardRead{elder()}});
  b.answer_person(found);
  EXPECT_NE(b.page(), Page::Resume);
}

}  // namespace
}  // namespace yitang::resident::test
