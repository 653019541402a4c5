// Several versions of an item: which one is in force is a matter of the day, and a running case keeps its
// own.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "kiosk/catalog/catalog.hpp"
#include "tests/unit/kiosk/catalog/sample_support.hpp"

namespace yitang::catalog {
namespace {

using nlohmann::json;
using Changes = std::vector<json>;  // one for each version

constexpr Date kDay{2026, 11, 20};
const std::string kId = "ss.pension-claim";

/// The sample with the item's line replaced by `versions`, each made from it by changing members.
class Published {
 public:
  explicit Published(const Changes& versions) {
    std::istringstream lines(read_text(sample_directory() / "items.jsonl"));
    std::string text;
    for (std::string line; std::getline(lines, line);) {
      const auto item = json::parse(line);
      if (item["id"] != kId) {
        text += line + "\n";
        continue;
      }
      for (const auto& changes : versions) {
        auto made = item;
        made.merge_patch(changes);
        text += made.dump() + "\n";
      }
    }
    copy_.write("items.jsonl", text);
    loaded_ = Catalog::load(copy_.path());
  }
  const Result<CatalogPtr>& loaded() const { return loaded_; }
  const Catalog& catalog() const { return **loaded_; }
  /// 0: none is in force.
  int version_on(Date day) const {
    catalog().turn_to(day);
    const ServiceItem* item = catalog().item(kId);
    return item == nullptr ? 0 : item->version;
  }

 private:
  SampleCopy copy_;
  Result<CatalogPtr> loaded_ = fail(ErrorKind::Internal, "not loaded");
};

const json kFirst = json::parse(R"({"version": 1, "name_zh": "养老待遇申领（旧）"})");
const json kSecond =
    json::parse(R"({"version": 2, "effective_from": "2026-12-01", "name_zh": "养老待遇申领（新）"})");

TEST(Versions, TheNewOneIsInForceFromItsDay) {
  const Published published(Changes{kFirst, kSecond});
  ASSERT_TRUE(published.loaded()) << describe(published.loaded().error());
  EXPECT_EQ(published.version_on(kDay), 1);
  EXPECT_EQ(published.version_on({2026, 11, 30}), 1);
  EXPECT_EQ(published.version_on({2026, 12, 1}), 2);
  EXPECT_EQ(published.version_on({2027, 6, 1}), 2);
  EXPECT_EQ(published.version_on(kDay), 1) << "a clock that was put right";
  EXPECT_EQ(published.catalog().items().size(), 40U);
}

TEST(Versions, BothStayKnown) {
  const Published published(Changes{kSecond, kFirst});
  ASSERT_TRUE(published.loaded());
  const Catalog& catalog = published.catalog();
  ASSERT_NE(catalog.item(kId, 1), nullptr);
  EXPECT_EQ(catalog.item(kId, 1)->name.zh, "养老待遇申领（旧）");
  EXPECT_EQ(catalog.item(kId, 2)->name.zh, "养老待遇申领（新）");
  EXPECT_EQ(catalog.item(kId, 3), nullptr);
  EXPECT_EQ(catalog.versions(kId).front()->version, 2);
  EXPECT_EQ(catalog.versions("no.such").size(), 0U);
}

TEST(Versions, WhatWasFoundBeforeStaysWholeWhenTheDayTurns) {
  const Published published(Changes{kFirst, kSecond});
  const Catalog& catalog = published.catalog();
  catalog.turn_to(kDay);
  const ItemList& before = catalog.items();
  const std::vector<SearchHit> hits = catalog.search("养老待遇申领");
  ASSERT_FALSE(hits.empty());
  EXPECT_FALSE(catalog.turn_to({2026, 11, 25})) << "nothing begins or ends in between";
  EXPECT_TRUE(catalog.turn_to({2026, 12, 1}));
  EXPECT_EQ(catalog.day(), (Date{2026, 12, 1}));
  EXPECT_EQ(before.size(), 40U);
  EXPECT_EQ(hits.front().item()->name.zh, "养老待遇申领（旧）");
  EXPECT_EQ(catalog.search("养老待遇申领").front().item()->name.zh, "养老待遇申领（新）");
}

TEST(Versions, AnEndIsTheLastDay) {
  const Published published(Changes{json::parse(R"({"effective_until": "2026-11-30"})")});
  EXPECT_EQ(published.version_on({2026, 11, 30}), 1);
  EXPECT_EQ(published.version_on({2026, 12, 1}), 0);
  const Catalog& catalog = published.catalog();
  EXPECT_EQ(catalog.items().size(), 39U);
  EXPECT_EQ(catalog.nearest(kId, 1)->version, 1);
  EXPECT_EQ(catalog.nearest(kId, 7)->version, 1) << "for names, better than nothing";
  EXPECT_EQ(catalog.nearest("no.such", 1), nullptr);
}

TEST(Versions, AHiddenNewOneDoesNotTakeTheOldOneAway) {
  auto hidden = kSecond;
  hidden["status"] = "hidden";
  const Published published(Changes{kFirst, hidden});
  EXPECT_EQ(published.version_on({2027, 1, 1}), 1);
}

TEST(Versions, WithoutAClockItIsTheDayOfPublication) {
  const Published published(Changes{kFirst, kSecond});
  EXPECT_EQ(published.catalog().day(), (Date{2026, 11, 1}));
  EXPECT_EQ(published.catalog().item(kId)->version, 1);
}

std::string refusal(const Changes& versions) {
  const Published published(versions);
  return published.loaded() ? "none" : describe(published.loaded().error());
}

TEST(Versions, WhatContradictsItselfIsRefused) {
  const json undated = json::parse(R"({"version": 2})");
  EXPECT_EQ(refusal(Changes{kFirst, undated}),
            "items.jsonl:10 ss.pension-claim effective_from: must be later than that of version 1");
  EXPECT_EQ(refusal(Changes{kFirst, kFirst}), "items.jsonl:10 id: 'ss.pension-claim' is there twice");
  EXPECT_EQ(
      refusal(Changes{json::parse(R"({"effective_from": "2026-12-01", "effective_until": "2026-11-01"})")}),
      "items.jsonl:9 effective_until: is before effective_from");
  EXPECT_EQ(refusal(Changes{json::parse(R"({"effective_from": "2026-02-30"})")}),
            "items.jsonl:9 effective_from: is no date such as 2026-10-01");
}

}  // namespace
}  // namespace yitang::catalog
