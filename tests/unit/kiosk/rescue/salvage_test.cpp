#include "kiosk/rescue/salvage.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "rescue_support.hpp"

namespace yitang::rescue {
namespace {

using test::Bench;
namespace fs = std::filesystem;

/// A terminal with cases in every state, some delivered, one waiting, a draft with a picture; nothing in the
/// logs.
class SalvageTest : public testing::Test {
 protected:
  void SetUp() override {
    {
      auto store = bench_.store(bench_.first);
      for (int i = 0; i < 20; ++i) delivered_.insert(bench_.submit(store));
    }
    bench_.deliver(bench_.first);
    auto store = bench_.store(bench_.first);
    for (int i = 0; i < 10; ++i) waiting_.insert(bench_.submit(store));
    auto draft = cases::test::pension_draft(*bench_.random, bench_.clock.now());
    for (auto& page : draft.materials[0].pages) page = *store.seal_page(page);
    EXPECT_TRUE(store.save_draft(draft));
    EXPECT_TRUE(store.checkpoint());
  }

  Result<SalvageReport> run() {
    return salvage({bench_.first.data, bench_.second.data, bench_.first.host, bench_.second.host, "YT01",
                    bench_.catalog},
                   bench_.clock, bench_.bytes);
  }

  fs::path database() const { return bench_.first.data / "terminal" / "cases.db"; }
  std::uint64_t pages() const { return fs::file_size(database()) / 4096; }
  void destroy_page(std::uint64_t number, const fs::path& file) {
    std::string bytes = test::contents(file);
    for (std::size_t i = 0; i < 4096; i += 7) bytes[(number - 1) * 4096 + i] = static_cast<char>(i);
    test::overwrite(file, bytes);
  }

  /// What every salvage must hold: the originals untouched, the new store good, what is in it right, every
  /// case there or named, and at the office once.
  SalvageReport expect_honest() {
    const auto before = test::snapshot(bench_.first.data);
    auto report = run();
    EXPECT_TRUE(test::snapshot(bench_.first.data) == before);
    if (!report) {
      ADD_FAILURE() << describe(report.error());
      return {};
    }
    EXPECT_THAT(report->problems, testing::IsEmpty());
    std::string all;
    for (const std::string& loss : report->losses) all += loss + "\n";
    {
      auto store = bench_.store(bench_.second);
      for (const auto* numbers : {&delivered_, &waiting_}) {
        for (const std::string& number : *numbers) {
          const auto row = store.find_by_receipt(number);
          if (!row || !*row) {
            EXPECT_NE(all.find(number), std::string::npos) << number << " is gone and nobody says so\n"
                                                           << all;
            continue;
          }
          const auto content = store.case_content((*row)->uid);
          if (content) {
            EXPECT_EQ(content->applicant, cases::test::elder());
            EXPECT_EQ(content->receipt_no, number);
          } else {
            EXPECT_NE(all.find(number), std::string::npos)
                << number << " lost its content and nobody says so";
          }
        }
      }
    }
    const auto counts = bench_.deliver(bench_.second);
    EXPECT_EQ(counts.waiting + counts.in_flight, 0);
    auto office = bench_.office(bench_.second);
    std::set<std::string> received;
    const auto at_office = *office.list("", 1000);
    for (const auto& one : at_office) EXPECT_TRUE(received.insert(one.receipt_no).second);
    auto store = bench_.store(bench_.second);
    const auto rows = *store.list(1000);
    for (const auto& row : rows) {
      if (row.delivered) {
        EXPECT_TRUE(received.contains(row.receipt_no)) << row.receipt_no;
        if (store.case_content(row.uid)) {
          EXPECT_FALSE(row.office_case_no.empty()) << row.receipt_no << ": the office's answer is not here";
          EXPECT_NE(row.state, cases::CaseState::Submitted) << row.receipt_no;
        }
      }
    }
    EXPECT_TRUE(store.check()->ok());
    return *report;
  }

  void again() { fs::remove_all(bench_.second.data); }

  Bench bench_;
  std::set<std::string> delivered_;
  std::set<std::string> waiting_;
};

TEST_F(SalvageTest, AGoodStoreIsSavedWhole) {
  const auto report = expect_honest();
  EXPECT_THAT(report.losses, testing::IsEmpty());
  EXPECT_EQ(report.cases, 30);
  EXPECT_EQ(report.waiting, 10);
  EXPECT_EQ(report.drafts, 1);
  EXPECT_EQ(report.office_cases, 20);
  EXPECT_EQ(report.pictures, 51);
  EXPECT_EQ(bench_.office(bench_.second).list("", 1000)->size(), 30U);
  EXPECT_TRUE(fs::exists(bench_.second.data / "salvage-report.txt"));
  // A number is never issued again.
  auto store = bench_.store(bench_.second);
  const auto number = bench_.submit(store);
  EXPECT_FALSE(delivered_.contains(number) || waiting_.contains(number));
}

TEST_F(SalvageTest, AnyPageMayBeDestroyed) {
  const std::string whole = test::contents(database());
  std::int64_t most = 0;
  int poor = 0;
  for (std::uint64_t page = 1; page <= pages(); page += page < 6 ? 1 : 1 + pages() / 6) {
    SCOPED_TRACE("page " + std::to_string(page));
    destroy_page(page, database());
    const auto report = expect_honest();
    if (report.cases < 15) ++poor;
    EXPECT_EQ(report.office_cases, 20);
    most = std::max(most, report.cases);
    test::overwrite(database(), whole);
    again();
  }
  EXPECT_EQ(most, 30);
  EXPECT_LE(poor, 1);  // the keys of so few cases may lie on one page; the bodies lie on many
}

TEST_F(SalvageTest, NotOnePageThatCanBeReadIsAnError) {
  for (std::uint64_t page = 1; page <= pages(); ++page) destroy_page(page, database());
  const auto before = test::snapshot(bench_.first.data);
  const auto report = run();
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().where, database().string());
  EXPECT_FALSE(fs::exists(bench_.second.data));
  EXPECT_TRUE(test::snapshot(bench_.first.data) == before);
}

TEST_F(SalvageTest, SeveralPagesOfBothStoresMayBeDestroyed) {
  for (const std::uint64_t page : {pages() / 3, pages() / 2, pages() - 2}) destroy_page(page, database());
  const fs::path office = bench_.first.data / "office" / "office.db";
  destroy_page(fs::file_size(office) / 4096 / 2, office);
  destroy_page(fs::file_size(office) / 4096 - 1, office);
  const auto report = expect_honest();
  EXPECT_THAT(report.losses, testing::Not(testing::IsEmpty()));
  EXPECT_GT(report.cases, 0);
}

TEST_F(SalvageTest, ALostOfficeGetsItsCasesAgain) {
  // Half of the office's file is gone: what it lost is at the terminal still.
  const fs::path office = bench_.first.data / "office" / "office.db";
  for (std::uint64_t page = 20; page <= fs::file_size(office) / 4096; ++page) destroy_page(page, office);
  const auto report = expect_honest();
  EXPECT_EQ(report.cases, 30);
  EXPECT_EQ(bench_.office(bench_.second).list("", 1000)->size(), 30U);
}

TEST_F(SalvageTest, AnOfficeWithoutKeysBeginsAnewAndGetsEverything) {
  fs::resize_file(bench_.first.data / "office" / "keys.bin", 100);
  const auto report = expect_honest();
  EXPECT_EQ(report.cases, 30);
  EXPECT_EQ(report.waiting, 30);
  EXPECT_THAT(report.losses, testing::Contains(testing::HasSubstr("office: nothing of it can be read")));
  EXPECT_EQ(bench_.office(bench_.second).list("", 1000)->size(), 30U);
}

TEST_F(SalvageTest, PicturesThatAreNotWholeAreLeftOutAndNamed) {
  const fs::path sealed = bench_.first.data / "terminal" / "sealed";
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(sealed)) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  fs::remove(files[0]);
  test::overwrite(files[1], test::contents(files[1]).substr(0, 200));
  std::string changed = test::contents(files[2]);
  changed[100] = static_cast<char>(changed[100] ^ 1);
  test::overwrite(files[2], changed);
  const auto report = expect_honest();
  EXPECT_EQ(report.pictures, 48);
  EXPECT_THAT(report.losses, testing::SizeIs(testing::AllOf(testing::Ge(1U), testing::Le(3U))));
}

TEST_F(SalvageTest, NothingIsOverwrittenAndForeignKeysOpenNothing) {
  fs::create_directories(bench_.second.data);
  test::overwrite(bench_.second.data / "something", "kept");
  EXPECT_EQ(run().error().kind, ErrorKind::Refused);
  EXPECT_EQ(test::contents(bench_.second.data / "something"), "kept");
  again();
  const auto foreign = salvage(
      {bench_.first.data, bench_.second.data, bench_.second.host, bench_.second.host, "YT01", bench_.catalog},
      bench_.clock, bench_.bytes);
  EXPECT_FALSE(foreign);
  EXPECT_FALSE(fs::exists(bench_.second.data));
  {
    auto open = bench_.store(bench_.first);
    EXPECT_EQ(run().error().kind, ErrorKind::Unavailable);
  }
}

}  // namespace
}  // namespace yitang::rescue
