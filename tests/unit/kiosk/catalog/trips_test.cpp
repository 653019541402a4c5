// How often somebody has to come, by the way to the result; and the way that is chosen for them.
#include "kiosk/catalog/trips.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/unit/kiosk/catalog/sample_support.hpp"

namespace yitang::catalog {
namespace {

constexpr ResultPaper kNothing{false, false};
constexpr ResultPaper kSlips{false, true};

ServiceItem trip_item(int visits, CaseType type = CaseType::Promised) {
  ServiceItem item = sample_item("ss.pension-claim");
  item.visits = visits;
  if (visits > 0) item.visit_reason = {"须核验原件", "Originals are checked"};
  item.case_type = type;
  item.visit_fetches = false;
  item.result.on_slip = false;
  return item;
}

TEST(Trips, AResultThatIsFetchedIsOneMore) {
  const ServiceItem item = trip_item(0);
  EXPECT_EQ(trips_with(item, Delivery::Print), 1);
  EXPECT_EQ(trips_with(item, Delivery::Window), 1);
  for (const Delivery way : {Delivery::Electronic, Delivery::Courier, Delivery::Agent, Delivery::Sms})
    EXPECT_EQ(trips_with(item, way), 0) << code_of(way);
  EXPECT_EQ(trips_with(trip_item(1), Delivery::Window), 2);
  EXPECT_EQ(trips_with(trip_item(1), Delivery::Sms), 1);
}

TEST(Trips, WhatIsDecidedOnTheSpotIsPrintedOnTheSpot) {
  const ServiceItem item = trip_item(0, CaseType::Immediate);
  EXPECT_EQ(trips_with(item, Delivery::Print), 0);
  EXPECT_EQ(trips_with(item, Delivery::Window), 1);
}

TEST(Trips, ATripThatFetchesIsSavedByAWayThatBrings) {
  ServiceItem item = trip_item(1);
  item.visit_fetches = true;
  EXPECT_EQ(trips_with(item, Delivery::Window), 1);
  EXPECT_EQ(trips_with(item, Delivery::Courier), 0);
  EXPECT_EQ(trips_of(item, {Delivery::Window, Delivery::Courier}), (TripRange{0, 1}));
}

TEST(Trips, PrintingIsOfferedOnlyWhereItCanBeKept) {
  ServiceItem item = trip_item(0);
  const std::vector<Delivery> ways{Delivery::Print, Delivery::Electronic};
  EXPECT_EQ(ways_here(item, ways, {}), ways);
  EXPECT_EQ(ways_here(item, ways, kSlips), std::vector{Delivery::Electronic});
  EXPECT_EQ(ways_here(item, ways, kNothing), std::vector{Delivery::Electronic});
  item.result.on_slip = true;
  EXPECT_EQ(ways_here(item, ways, kSlips), ways);
  EXPECT_EQ(ways_here(item, {Delivery::Print}, kNothing), std::vector{Delivery::Print})
      << "nobody is left without a way";
  // Without a card there is no sheet: the slip of its progress is printed, and somebody comes for it.
  const ServiceItem& report = sample_item("gov.grid-event-report");
  EXPECT_TRUE(prints_result(report, kSlips));
  EXPECT_FALSE(prints_result(report, kNothing));
  EXPECT_TRUE(is_fetched_later(report, Delivery::Print));
}

TEST(Trips, TheWayToBeginWithKeepsTheTrips) {
  const ServiceItem item = trip_item(0);
  EXPECT_EQ(way_to_begin_with(item, {Delivery::Print, Delivery::Electronic}, false), Delivery::Electronic);
  EXPECT_EQ(way_to_begin_with(item, {Delivery::Print, Delivery::Sms}, true), Delivery::Sms);
  EXPECT_EQ(way_to_begin_with(item, {Delivery::Print, Delivery::Sms}, false), std::nullopt)
      << "a number is the person's to give";
  EXPECT_EQ(way_to_begin_with(item, {Delivery::Window, Delivery::Courier}, true), std::nullopt)
      << "an address is, too, whatever the card says";
  EXPECT_EQ(way_to_begin_with(item, {Delivery::Print, Delivery::Window}, true), Delivery::Print)
      << "none keeps them";
  EXPECT_EQ(way_to_begin_with(item, {}, true), std::nullopt);
  EXPECT_EQ(
      way_to_begin_with(trip_item(0, CaseType::Immediate), {Delivery::Print, Delivery::Electronic}, false),
      Delivery::Print);
  ServiceItem card = trip_item(1);
  card.visit_fetches = true;
  EXPECT_EQ(way_to_begin_with(card, {Delivery::Window, Delivery::Courier}, true), Delivery::Window);
}

TEST(Trips, WordsSayWhatIsTrueOfAllAndWhatOfSome) {
  EXPECT_EQ(trips_badge({0, 0}).zh, "一趟不用跑");
  EXPECT_EQ(trips_badge({0, 1}).zh, "可以一趟不用跑");
  EXPECT_EQ(trips_badge({1, 2}), (Text{"跑1到2趟", "1 to 2 trips"}));
  EXPECT_EQ(trips_badge({2, 2}).zh, "需跑2趟");
  EXPECT_EQ(trips_badge({1, 1}).zh, "最多跑一趟");
  const std::string reason = trips_reason(trip_item(0), {Delivery::Print, Delivery::Courier}).zh;
  EXPECT_NE(reason.find("邮寄到家"), std::string::npos) << reason;
  EXPECT_NE(reason.find("办好后要来一次"), std::string::npos) << reason;
  const Text both = trips_reason(trip_item(1), {Delivery::Window, Delivery::Courier});
  EXPECT_EQ(both.zh.find("须核验原件"), 0U) << both.zh;
  EXPECT_EQ(both.en.find("Originals are checked"), 0U) << both.en;
}

// The rule over the whole sample: what stands first in the guide is never broken by what we choose.
TEST(Trips, NoItemOfTheSampleIsBegunWithMoreTripsThanItsGuideSays) {
  for (const ServiceItem* item : sample().items()) {
    for (const ResultPaper& paper : {ResultPaper{}, kSlips, kNothing}) {
      const auto ways = ways_here(*item, item->result.delivery, paper);
      const TripRange range = trips_of(*item, ways);
      const auto way = way_to_begin_with(*item, ways, true);
      if (way) {
        EXPECT_LE(trips_with(*item, *way), std::max(item->visits, range.least)) << item->id;
      }
      EXPECT_FALSE(trips_reason(*item, ways).zh.empty()) << item->id;
    }
  }
}

TEST(Trips, EveryItemOfTheSampleIsSaidInPlainWords) {
  for (const ServiceItem* item : sample().items()) {
    EXPECT_FALSE(item->plain.zh.empty()) << item->id;
    EXPECT_FALSE(item->plain.en.empty()) << item->id;
    EXPECT_NE(item->plain.zh, item->name.zh) << item->id;
  }
}

}  // namespace
}  // namespace yitang::catalog
