// queues.json: read, refused with its place, and joined with the items.
#include <gtest/gtest.h>

#include "kiosk/catalog/list_parsers.hpp"
#include "sample_support.hpp"

namespace yitang::catalog {
namespace {

std::string one_queue(const std::string& members) {
  return R"({"schema": "yitang.queues/1", "queues": [{"id": "a", "prefix": "A", "point": "p", "zh": "甲", "en": "A",
    "window": {"zh": "1号", "en": "1"}, )" +
         members + "}]}";
}

std::string fault_of(const std::string& json) {
  const auto parsed = parse_queues(json, "queues.json");
  return parsed ? "" : parsed.error().where + ": " + parsed.error().reason;
}

TEST(Queues, HoursAreStretchesOneAfterTheOther) {
  const auto good = parse_queues(
      one_queue(R"("hours": [{"from": "08:30", "until": "12:00"}, {"from": "14:00", "until": "24:00"}])"),
      "queues.json");
  ASSERT_TRUE(good);
  EXPECT_EQ(good->front().hours[0].from, 510);
  EXPECT_EQ(good->front().hours[1].until, 1440);
  for (const char* wrong :
       {R"("hours": [])", R"("hours": [{"from": "12:00", "until": "08:30"}])",
        R"("hours": [{"from": "08:30", "until": "12:00"}, {"from": "11:00", "until": "13:00"}])",
        R"("hours": [{"from": "8:30", "until": "12:00"}])",
        R"("hours": [{"from": "08:61", "until": "12:00"}])",
        R"("hours": [{"from": "08:30", "until": "24:01"}])"}) {
    EXPECT_NE(fault_of(one_queue(wrong)).find("hours"), std::string::npos) << wrong;
  }
}

TEST(Queues, IdsAndLettersAreHeldToTheirForm) {
  const std::string hours = R"("hours": [{"from": "08:30", "until": "12:00"}])";
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string json = one_queue(hours);
    json.replace(json.find(from), from.size(), to);
    return fault_of(json);
  };
  EXPECT_EQ(fault_of(one_queue(hours)), "");
  EXPECT_NE(with(R"("id": "a")", R"("id": "A b")"), "");
  EXPECT_NE(with(R"("prefix": "A")", R"("prefix": "AB")"), "");
  EXPECT_NE(with(R"("prefix": "A")", R"("prefix": "甲")"), "");
  std::string twice = one_queue(hours);
  const std::string entry =
      twice.substr(twice.find("[{\"id\"") + 1, twice.rfind("]}") - twice.find("[{\"id\"") - 1);
  twice.insert(twice.rfind("]}"), "," + entry);
  EXPECT_NE(fault_of(twice).find("twice"), std::string::npos);
}

TEST(Queues, WhatTheyNameMustBeThere) {
  const auto refused = [](const std::string& from, const std::string& to) {
    const SampleCopy copy;
    copy.replace("queues.json", from, to);
    const auto loaded = Catalog::load(copy.path());
    return loaded ? std::string() : loaded.error().where + " " + loaded.error().reason;
  };
  EXPECT_NE(refused("\"sample-town-01\"", "\"nowhere\"").find("no point"), std::string::npos);
  EXPECT_NE(refused("vet.record", "vet.unknown").find("vet.unknown"), std::string::npos);
  EXPECT_NE(refused("vet.record", "ss.pension-claim").find("no trip"), std::string::npos);
  EXPECT_NE(refused("vet.record", "hk.residence-permit").find("too"), std::string::npos);
  const SampleCopy without;
  std::filesystem::remove(without.path() / "queues.json");
  std::filesystem::remove(without.path() / "slots.json");  // its places are at these windows
  const auto loaded = Catalog::load(without.path());
  ASSERT_TRUE(loaded);
  EXPECT_TRUE((*loaded)->queues().empty());
}

TEST(Queues, TheSampleSendsEachItemThatNeedsATripToItsWindow) {
  const Catalog& catalog = sample();
  const auto queue_of = [&](const char* item) {
    const Queue* queue = catalog.queue_for(*catalog.item(item), "sample-town-01");
    return queue == nullptr ? std::string() : queue->id;
  };
  EXPECT_EQ(queue_of("ss.social-security-card"), "general");
  EXPECT_EQ(queue_of("hk.residence-permit"), "household");
  EXPECT_EQ(queue_of("hk.id-card-renew"), "") << "is done at the police station";
  EXPECT_EQ(queue_of("gov.mediation-request"), "reception");
  EXPECT_EQ(queue_of("ss.pension-claim"), "") << "needs no trip";
  EXPECT_EQ(queue_of("civ.marriage-appointment"), "") << "is done at the county";
  EXPECT_EQ(catalog.queue_for(*catalog.item("hk.residence-permit"), "sample-village-01"), nullptr);
  EXPECT_EQ(catalog.queue_for(*catalog.item("hk.residence-permit"), ""), nullptr);
  EXPECT_EQ(catalog.point_called("示例镇便民服务中心")->id, "sample-town-01");
  EXPECT_EQ(catalog.point_called("nowhere"), nullptr);
}

}  // namespace
}  // namespace yitang::catalog
