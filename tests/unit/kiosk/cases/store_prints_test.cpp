// The print journal across restarts, and what is kept about printers.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cases_support.hpp"

namespace yitang::cases {
namespace {

constexpr const char* kPrinter = "usb:04b8:0e15 at 1-2";

std::optional<PrinterRecord> record_of(CaseStore& store, const std::string& name) {
  const auto records = *store.printer_records();
  for (const PrinterRecord& record : records) {
    if (record.name == name) return record;
  }
  return std::nullopt;
}

TEST(StorePrints, AnOpenSlipOutlivesTheProgramAndLeavesItsPrinterUnclean) {
  test::StoreBench bench;
  std::int64_t job = 0;
  {
    auto store = bench.open();
    EXPECT_TRUE(store.open_prints()->empty());
    job = store.print_started("", PrintKind::Leaflet, kPrinter)->id;
  }
  auto store = bench.open();
  const auto open = *store.open_prints();
  ASSERT_EQ(open.size(), 1U);
  EXPECT_EQ(open[0].id, job);
  EXPECT_EQ(open[0].printer, kPrinter);
  EXPECT_TRUE(record_of(store, kPrinter)->unclean);
  ASSERT_TRUE(store.print_ended(job, {PrintResult::Unknown, true, 0}));
  EXPECT_TRUE(store.open_prints()->empty());
  EXPECT_TRUE(record_of(store, kPrinter)->unclean);
  ASSERT_TRUE(store.print_ended(job, {PrintResult::Printed, false, 90'000})) << "its answer came late";
  EXPECT_FALSE(record_of(store, kPrinter)->unclean);
  EXPECT_EQ(record_of(store, kPrinter)->fed_um, 90'000);
  EXPECT_EQ((*store.newest_prints(1))[0].result, PrintResult::Printed);
}

// A technician's list has all of them; a number of a newer program is no reason to fail.
TEST(StorePrints, EveryKindHasAName) {
  test::StoreBench bench;
  auto store = bench.open();
  for (const PrintKind kind : {PrintKind::PreparedSlip, PrintKind::ResultCopy}) {
    ASSERT_TRUE(store.print_started("", kind));
    EXPECT_NE(name_of((*store.newest_prints(1))[0].kind), "unknown");
  }
  EXPECT_EQ(name_of(static_cast<PrintKind>(999)), "unknown");
}

TEST(StorePrints, PaperAddsUpUntilANewRoll) {
  test::StoreBench bench;
  auto store = bench.open();
  for (int i = 0; i < 3; ++i) {
    const auto job = store.print_started("", PrintKind::Leaflet, kPrinter);
    ASSERT_TRUE(store.print_ended(job->id, {PrintResult::Printed, false, 1000}));
  }
  EXPECT_EQ(record_of(store, kPrinter)->fed_um, 3000);
  ASSERT_TRUE(store.keep_printer_record({kPrinter, false, 0, 77}));
  EXPECT_EQ(record_of(store, kPrinter)->fed_um, 0);
  EXPECT_EQ(record_of(store, kPrinter)->roll_from, 77);
  ASSERT_TRUE(store.keep_printer_record({"tcp:192.168.1.50:9100", true, 5, 6}));
  EXPECT_TRUE(record_of(store, "tcp:192.168.1.50:9100")->unclean);
  EXPECT_FALSE(record_of(store, kPrinter)->unclean);
}

TEST(StorePrints, ATornSlipMakesTheNextOneACopyAndOneThatWasNotBegunDoesNot) {
  test::StoreBench bench;
  auto store = bench.open();
  const auto first = store.print_started("u", PrintKind::Receipt);
  ASSERT_TRUE(store.print_ended(first->id, {PrintResult::Failed}));
  const auto second = store.print_started("u", PrintKind::Receipt);
  EXPECT_EQ(second->copy, 0);
  ASSERT_TRUE(store.print_ended(second->id, {PrintResult::Torn, true, 10}));
  EXPECT_EQ(store.print_started("u", PrintKind::Receipt)->copy, 1);
  EXPECT_EQ(store.print_started("", PrintKind::Leaflet)->copy, 0);
  EXPECT_EQ(store.print_started("", PrintKind::Leaflet)->copy, 0) << "leaflets belong to nobody";
}

}  // namespace
}  // namespace yitang::cases
