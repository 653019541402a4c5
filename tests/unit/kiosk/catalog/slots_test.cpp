// slots.json: read, refused with its place, and joined with queues and items.
#include <gtest/gtest.h>

#include "kiosk/catalog/list_parsers.hpp"
#include "sample_support.hpp"

namespace yitang::catalog {
namespace {

constexpr const char* kWhole =
    R"({"schema": "yitang.slots/1", "plans": [{"id": "a", "point": "p", "queue": "q", "items": ["x"],
    "times": [{"from": "08:30", "until": "11:30"}], "minutes": 30, "capacity": 2,
    "bring": {"zh": "身份证", "en": "card"}}]})";

std::string changed(std::string_view from, std::string_view to) {
  std::string json = kWhole;
  json.replace(json.find(from), from.size(), to);
  return json;
}

std::string slot_fault(const std::string& json) {
  const auto parsed = parse_slots(json, "slots.json");
  return parsed ? "" : parsed.error().where + ": " + parsed.error().reason;
}

TEST(SlotPlans, WhatIsNotSaidHasItsUsualValue) {
  const auto plans = parse_slots(kWhole, "slots.json");
  ASSERT_TRUE(plans);
  const SlotPlan& plan = plans->front();
  EXPECT_EQ(plan.days, SlotDays::Working);
  EXPECT_TRUE(plan.weekdays.empty());
  EXPECT_EQ(plan.first_day, 1);
  EXPECT_EQ(plan.last_day, 14);
  EXPECT_EQ(plan.check_in_before, 30);
  EXPECT_EQ(plan.check_in_after, 15);
  const auto other = parse_slots(
      changed("\"capacity\": 2", R"("capacity": 2, "days": "all", "weekdays": [2, 7], "first_day": 0,
              "last_day": 3, "notice_minutes": 10, "check_in": {"before": 5, "after": 0})"),
      "slots.json");
  ASSERT_TRUE(other);
  EXPECT_EQ(other->front().days, SlotDays::All);
  EXPECT_EQ(other->front().weekdays, (std::vector<int>{2, 7}));
  EXPECT_EQ(other->front().check_in_before, 5);
  EXPECT_EQ(other->front().check_in_after, 0);
}

TEST(SlotPlans, WhatCannotBeIsRefusedWithItsPlace) {
  const std::pair<const char*, const char*> wrong[] = {
      {R"("id": "a")", R"("id": "A")"},
      {R"("items": ["x"])", R"("items": [])"},
      {R"("minutes": 30)", R"("minutes": 4)"},
      {R"("minutes": 30)", R"("minutes": 70)"},
      {R"("capacity": 2)", R"("capacity": 0)"},
      {R"("capacity": 2)", R"("capacity": 2, "days": "sundays")"},
      {R"("capacity": 2)", R"("capacity": 2, "weekdays": [])"},
      {R"("capacity": 2)", R"("capacity": 2, "weekdays": [0])"},
      {R"("capacity": 2)", R"("capacity": 2, "weekdays": [3, 3])"},
      {R"("capacity": 2)", R"("capacity": 2, "first_day": 5, "last_day": 4)"},
      {R"("capacity": 2)", R"("capacity": 2, "last_day": 91)"},
      {R"("capacity": 2)", R"("capacity": 2, "check_in": {"before": 241})"},
      {R"("until": "11:30")", R"("until": "08:30")"},
      {R"("until": "11:30")", R"("until": "24:00")"},
      {R"("bring": {"zh": "身份证", "en": "card"})", R"("bring": {"zh": "身份证"})"}};
  EXPECT_EQ(slot_fault(kWhole), "");
  for (const auto& [from, to] : wrong)
    EXPECT_NE(slot_fault(changed(from, to)).find("plans[0]"), std::string::npos) << to;
  std::string twice = kWhole;
  const auto begin = twice.find("[{\"id\"") + 1;
  twice.insert(twice.rfind("]}"), "," + twice.substr(begin, twice.rfind("]}") - begin));
  EXPECT_NE(slot_fault(twice).find("twice"), std::string::npos);
}

TEST(SlotPlans, AllFaultsAreToldTogether) {
  Faults faults;
  ASSERT_TRUE(parse_slots(changed(R"("capacity": 2)", R"("capacity": 0, "days": "x", "weekdays": [9])"),
                          "slots.json", &faults));
  EXPECT_EQ(faults.all().size(), 3U);
}

TEST(SlotPlans, WhatTheyNameMustBeThereAndFit) {
  const auto refused = [](const std::string& file, const std::string& from, const std::string& to) {
    const SampleCopy copy;
    copy.replace(file, from, to);
    const auto loaded = Catalog::load(copy.path());
    return loaded ? std::string() : loaded.error().where + " " + loaded.error().reason;
  };
  const auto slots = [&](const std::string& from, const std::string& to) {
    return refused("slots.json", from, to);
  };
  EXPECT_NE(slots("sample-town-01", "nowhere").find("no point"), std::string::npos);
  EXPECT_NE(slots("sample-town-01", "sample-village-01").find("another point"), std::string::npos);
  EXPECT_NE(slots("\"reception\"", "\"nobody\"").find("no queue"), std::string::npos);
  EXPECT_NE(slots("gov.mediation-request", "gov.nothing").find("gov.nothing"), std::string::npos);
  EXPECT_NE(slots("gov.mediation-request", "vet.record").find("no fields"), std::string::npos);
  EXPECT_NE(slots("\"17:00\"", "\"18:00\"").find("outside the hours"), std::string::npos);
  EXPECT_NE(slots("\"last_day\": 14", "\"last_day\": 31").find("all of these days"), std::string::npos);
  EXPECT_NE(slots("\"first_day\": 1", "\"first_day\": 0").find("all of these days"), std::string::npos);
  EXPECT_NE(refused("items.jsonl", R"("type": "time_range", "required": false)",
                    R"("type": "text", "required": false)")
                .find("slot makes no sense"),
            std::string::npos);
  EXPECT_NE(refused("items.jsonl", R"("slot": "time")", R"("slot": "noon")").find("slot"), std::string::npos);
}

TEST(SlotPlans, TheSampleGivesPlacesForMediationInItsTownOnly) {
  const Catalog& catalog = sample();
  const ServiceItem& mediation = sample_item("gov.mediation-request");
  const SlotPlan* plan = catalog.slot_plan_for(mediation, "sample-town-01");
  ASSERT_NE(plan, nullptr);
  EXPECT_EQ(plan->queue, "reception");
  EXPECT_EQ(catalog.slot_plan("mediation"), plan);
  EXPECT_EQ(catalog.slot_plan_for(mediation, "sample-village-01"), nullptr);
  EXPECT_EQ(catalog.slot_plan_for(sample_item("civ.marriage-appointment"), "sample-town-01"), nullptr)
      << "is done at the county";
  EXPECT_EQ(catalog.hall_name_of(*plan).zh, "登记事项") << "restricted: nothing else is said in the hall";
  EXPECT_EQ(slot_field(mediation, SlotPart::Time)->key, "slot_time");
  EXPECT_EQ(slot_field(sample_item("gov.visit-reception"), SlotPart::Half), nullptr);
  const SampleCopy without;
  std::filesystem::remove(without.path() / "slots.json");
  const auto loaded = Catalog::load(without.path());
  ASSERT_TRUE(loaded);
  EXPECT_TRUE((*loaded)->slot_plans().empty());
}

}  // namespace
}  // namespace yitang::catalog
