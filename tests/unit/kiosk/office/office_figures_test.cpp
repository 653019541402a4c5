// Published figures: never of so few cases that one of them could be told.
#include <gtest/gtest.h>

#include "kiosk/cases/receipt_number.hpp"
#include "kiosk/office/figures.hpp"
#include "kiosk/office/office.hpp"
#include "tests/unit/kiosk/cases/cases_support.hpp"

namespace yitang::office {
namespace {

const catalog::HolidayCalendar kNoHolidays;
constexpr Date kMonday{2026, 11, 23};

std::vector<EndedCase> cases_of(const std::string& item, int count, int days, int late = 0) {
  const Date ended = kNoHolidays.add_workdays(kMonday, days);
  std::vector<EndedCase> made;
  for (int i = 0; i < count; ++i)
    made.push_back({item, kMonday, ended, i < late ? ended.plus_days(-1) : ended});
  return made;
}

std::vector<EndedCase> operator+(std::vector<EndedCase> all, const std::vector<EndedCase>& more) {
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

TEST(FiguresOf, NothingBelowFiveCases) {
  EXPECT_EQ(figures_of({}, kNoHolidays), cases::PublishedFigures{});
  EXPECT_EQ(figures_of(cases_of("a", 4, 3), kNoHolidays), cases::PublishedFigures{});
  const auto five = figures_of(cases_of("a", 5, 3), kNoHolidays);
  ASSERT_TRUE(five.overall);
  EXPECT_EQ(*five.overall, (cases::EndedFigure{5, 30, 100}));
  ASSERT_EQ(five.items.size(), 1U);
  EXPECT_EQ(five.items.front().item_id, "a");
}

TEST(FiguresOf, TheRestIsHiddenUnlessItIsEnoughByItself) {
  const auto one = figures_of(cases_of("a", 5, 2) + cases_of("b", 1, 90), kNoHolidays);
  EXPECT_EQ(one.overall->cases, 5) << "the difference would be the one case of b";
  EXPECT_EQ(one.overall->average_tenths, 20);
  EXPECT_EQ(one.items.size(), 1U);
  const auto several =
      figures_of(cases_of("a", 5, 2) + cases_of("b", 3, 4) + cases_of("c", 2, 4), kNoHolidays);
  EXPECT_EQ(several.overall->cases, 10);
  EXPECT_EQ(several.overall->average_tenths, 30);
  EXPECT_EQ(several.items.size(), 1U);
  const auto spread = figures_of(cases_of("b", 3, 4) + cases_of("c", 2, 4), kNoHolidays);
  EXPECT_EQ(spread.overall->cases, 5);
  EXPECT_TRUE(spread.items.empty());
}

TEST(FiguresOf, HundredPercentMeansAll) {
  EXPECT_EQ(figures_of(cases_of("a", 300, 2, 1), kNoHolidays).overall->on_time_percent, 99);
  EXPECT_EQ(figures_of(cases_of("a", 5, 2, 5), kNoHolidays).overall->on_time_percent, 0);
  EXPECT_EQ(figures_of(cases_of("a", 6, 0), kNoHolidays).overall->average_tenths, 0);
  const auto mixed = figures_of(cases_of("a", 5, 1) + cases_of("a", 1, 2), kNoHolidays);
  EXPECT_EQ(mixed.overall->average_tenths, 12) << "7 days of 6 cases";
  // Decided on a weekend after a Friday: no working day has passed, and never a negative one.
  EXPECT_EQ(figures_of(std::vector<EndedCase>(5, {"a", kMonday, kMonday.plus_days(-3), kMonday}), kNoHolidays)
                .overall->average_tenths,
            0);
}

TEST(FiguresOf, TheMostFrequentItemsFirst) {
  const auto figures =
      figures_of(cases_of("a", 5, 1) + cases_of("b", 9, 1) + cases_of("c", 5, 1), kNoHolidays);
  ASSERT_EQ(figures.items.size(), 3U);
  EXPECT_EQ(figures.items[0].item_id, "b");
  EXPECT_EQ(figures.items[1].item_id, "a");
}

class OfficeFigures : public testing::Test {
 protected:
  void SetUp() override {
    auto loaded = catalog::Catalog::load(std::string(YITANG_SOURCE_DIR) + "/kiosk/catalog/sample");
    ASSERT_TRUE(loaded) << describe(loaded.error());
    auto office =
        Office::open({bench_.directory.path() / "office", bench_.options().host}, *loaded, bench_.clock);
    ASSERT_TRUE(office) << describe(office.error());
    office_.emplace(std::move(*office));
  }
  std::string taken_case() {
    auto e = cases::test::pension_envelope(*bench_.random);
    e.receipt_no = cases::format_receipt_number({"YT01", Date{2026, 11, 20}, ++serial_});
    e.qr_token = cases::new_qr_token(*bench_.random);
    e.terminal = "YT01";
    e.submitted_at = bench_.clock.now();
    EXPECT_TRUE(office_->intake(envelope_to_json(e, cases::EnvelopePages::WithContent)));
    return e.idempotency_key;
  }
  void decide(const std::string& uid) {
    if (office_->find(uid)->state == cases::CaseState::Submitted) {
      ASSERT_TRUE(office_->accept(uid, "clerk"));
    }
    ASSERT_TRUE(office_->decide(uid, cases::Outcome::Approved, {}, "clerk"));
  }
  cases::PublishedFigures figures() {
    auto made = office_->published_figures();
    EXPECT_TRUE(made) << describe(made.error());
    return made ? *made : cases::PublishedFigures{};
  }

  cases::test::StoreBench bench_;
  std::optional<Office> office_;
  int serial_ = 0;
};

TEST_F(OfficeFigures, OfCasesThatWereDecidedInTheLastYear) {
  std::vector<std::string> uids;
  for (int i = 0; i < 6; ++i) uids.push_back(taken_case());
  for (int i = 0; i < 4; ++i) decide(uids[static_cast<std::size_t>(i)]);
  EXPECT_EQ(figures(), cases::PublishedFigures{}) << "four are too few";
  decide(uids[4]);
  const auto five = figures();
  ASSERT_TRUE(five.overall) << "at once, not with the next day";
  EXPECT_EQ(*five.overall, (cases::EndedFigure{5, 0, 100}));
  ASSERT_EQ(five.items.size(), 1U);
  EXPECT_EQ(five.items.front().item_id, "ss.pension-claim");
  ASSERT_TRUE(office_->close(uids[0], "clerk"));
  EXPECT_EQ(figures(), five) << "closed cases count once";
  bench_.clock.advance(std::int64_t{60} * 86'400'000);
  decide(uids[5]);
  EXPECT_EQ(figures().overall->cases, 6);
  EXPECT_EQ(figures().overall->on_time_percent, 83);
  bench_.clock.advance(std::int64_t{330} * 86'400'000);
  EXPECT_EQ(figures(), cases::PublishedFigures{}) << "one is left of the last year";
}

}  // namespace
}  // namespace yitang::office
