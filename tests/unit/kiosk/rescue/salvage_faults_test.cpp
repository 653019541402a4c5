// What a salvage must not call whole, and what it must not call lost.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <functional>

#include "kiosk/rescue/places.hpp"
#include "kiosk/rescue/restore_place.hpp"
#include "kiosk/rescue/salvage.hpp"
#include "rescue_support.hpp"

namespace yitang::rescue {
namespace {

using test::Bench;
using testing::Contains;
using testing::HasSubstr;
namespace fs = std::filesystem;

/// No file may grow beyond this: the writes fail as on a full disk.
class SizeLimit {
 public:
  explicit SizeLimit(rlim_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    rlimit limit = before_;
    limit.rlim_cur = bytes;
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~SizeLimit() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }
  SizeLimit(const SizeLimit&) = delete;
  SizeLimit& operator=(const SizeLimit&) = delete;

 private:
  rlimit before_{};
  void (*handler_)(int);
};

/// Does something whenever it is asked for the time.
class BusyClock final : public Clock {
 public:
  BusyClock(const Clock& clock, std::function<void()> work) : clock_(clock), work_(std::move(work)) {}
  UnixMillis now() const override {
    work_();
    return clock_.now();
  }
  SteadyMillis steady() const override { return clock_.steady(); }

 private:
  const Clock& clock_;
  std::function<void()> work_;
};

class SalvageFaults : public testing::Test {
 protected:
  void SetUp() override {
    {
      auto store = bench_.store(bench_.first);
      for (int i = 0; i < 4; ++i) numbers_.push_back(bench_.submit(store));
    }
    bench_.deliver(bench_.first);
  }
  Result<SalvageReport> run(const Clock& clock) {
    return salvage({from_, bench_.second.data, bench_.first.host, bench_.second.host, "YT01", bench_.catalog},
                   clock, bench_.bytes);
  }
  SalvageReport run() {
    auto report = run(bench_.clock);
    if (!report) throw std::runtime_error(describe(report.error()));
    return *report;
  }
  OpenedStore opened(storage::BackupStore which) {
    auto store = open_store(place_of(which), bench_.first.data, bench_.first.host, storage::system_disk());
    if (!store) throw std::runtime_error(describe(store.error()));
    return std::move(*store);
  }
  /// As a power cut leaves it: four more cases, in the log only.
  void copy_with_log() {
    auto store = bench_.store(bench_.first);
    for (int i = 0; i < 4; ++i) numbers_.push_back(bench_.submit(store));
    from_ = bench_.directory.path() / "cut";
    fs::copy(bench_.first.data, from_, fs::copy_options::recursive);
  }
  fs::path log() const { return from_ / "terminal" / "cases.db-wal"; }

  Bench bench_;
  fs::path from_ = bench_.first.data;
  std::vector<std::string> numbers_;
};

TEST_F(SalvageFaults, ABitInTheMiddleOfTheLogIsALossAndWhatIsBehindItIsFound) {
  copy_with_log();
  std::string bytes = test::contents(log());
  bytes[bytes.size() / 3] = static_cast<char>(bytes[bytes.size() / 3] ^ 1);
  test::overwrite(log(), bytes);
  const auto report = run();
  EXPECT_THAT(report.losses, Contains(HasSubstr("terminal: the log is damaged")));
  EXPECT_THAT(report.problems, testing::IsEmpty());
  EXPECT_EQ(report.cases, 8);
  auto store = bench_.store(bench_.second);
  for (const std::string& number : numbers_) EXPECT_TRUE(*store.find_by_receipt(number)) << number;
}

TEST_F(SalvageFaults, ALogThatIsNotCutAtACommitIsNamed) {
  copy_with_log();
  const std::string bytes = test::contents(log());
  std::string changed = bytes;
  const std::size_t in_last_frame = bytes.size() - 4096 - 2000;
  changed[in_last_frame] = static_cast<char>(changed[in_last_frame] ^ 1);
  test::overwrite(log(), changed);
  EXPECT_THAT(run().losses, Contains(HasSubstr("terminal: the last transaction of the log")));
}

TEST_F(SalvageFaults, ALogWhoseBeginningIsDestroyedIsNamed) {
  copy_with_log();
  std::string bytes = test::contents(log());
  for (std::size_t i = 0; i < 32; ++i) bytes[i] = '\x5a';
  test::overwrite(log(), bytes);
  EXPECT_THAT(run().losses, Contains(HasSubstr("terminal: the log's beginning is destroyed")));
}

TEST_F(SalvageFaults, ALogThatDoesNotFitIsLeftOutAndNamed) {
  copy_with_log();
  {
    auto other = bench_.store(bench_.machine("other", 9));
    bench_.submit(other);
    fs::copy_file(bench_.directory.path() / "other" / "terminal" / "cases.db-wal", log(),
                  fs::copy_options::overwrite_existing);
  }
  const auto report = run();
  EXPECT_EQ(report.cases, 4);
  EXPECT_THAT(report.losses, Contains(HasSubstr("terminal: the log is damaged")));
}

TEST_F(SalvageFaults, AFullDiskDoesNotMakeTheOfficeBeginAnew) {
  fs::resize_file(from_ / "office" / "office.db", 16 << 20);
  const SizeLimit limit(8 << 20);
  const auto report = run(bench_.clock);
  ASSERT_FALSE(report) << testing::PrintToString(report->losses);
  EXPECT_EQ(report.error().kind, ErrorKind::StoreFull) << describe(report.error());
  EXPECT_FALSE(fs::exists(bench_.second.data));
}

TEST_F(SalvageFaults, AFullDiskLosesNoPicture) {
  {
    auto store = bench_.store(bench_.first);
    auto envelope = cases::test::pension_envelope(*bench_.random, bench_.clock.now());
    for (auto& material : envelope.materials) {
      for (auto& page : material.pages) page.content = cases::test::picture(9, 4'000'000);
    }
    const auto done = store.submit(envelope);
    ASSERT_TRUE(done) << describe(done.error());
  }
  const SizeLimit limit(3 << 20);
  const auto report = run(bench_.clock);
  ASSERT_FALSE(report) << testing::PrintToString(report->losses);
  EXPECT_EQ(report.error().kind, ErrorKind::StoreFull) << describe(report.error());
  EXPECT_FALSE(fs::exists(bench_.second.data));
}

TEST_F(SalvageFaults, ItDoesNotBeginWithoutRoom) {
  std::error_code unsupported;
  fs::resize_file(from_ / "office" / "office.db", std::uintmax_t{1} << 43, unsupported);
  if (unsupported) fs::resize_file(from_ / "office" / "office.db", std::uintmax_t{1} << 40);
  const SizeLimit limit(8 << 20);  // nothing large is written whatever happens
  const auto report = run(bench_.clock);
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().kind, ErrorKind::StoreFull);
  EXPECT_THAT(report.error().reason, HasSubstr("are needed"));
}

TEST_F(SalvageFaults, BothStoresStayLockedUntilTheEnd) {
  for (const StorePlace& place : kStorePlaces)
    fs::remove(from_ / place.name / (std::string(place.database) + ".lock"));
  int asked = 0;
  int free = 0;
  const BusyClock clock(bench_.clock, [&] {
    ++asked;
    for (const StorePlace& place : kStorePlaces) {
      const auto lock = (from_ / place.name / place.database).string() + ".lock";
      if (storage::system_disk().lock(lock)) ++free;
    }
  });
  ASSERT_TRUE(run(clock));
  EXPECT_GT(asked, 2);
  EXPECT_EQ(free, 0);
}

TEST_F(SalvageFaults, ADecisionIsKeptThoughTheContentIsLost) {
  const std::string& number = numbers_.front();
  {
    auto office = bench_.office(bench_.first);
    ASSERT_TRUE(office.decide(number, cases::Outcome::Approved, "", "desk"));
  }
  const auto lose =
      "DELETE FROM office_sealed WHERE case_id IN (SELECT id FROM office_case WHERE receipt_no = ?)";
  ASSERT_EQ(opened(storage::BackupStore::Office).database.run(lose, number), 1);
  ASSERT_EQ(opened(storage::BackupStore::Office).database.run(lose, numbers_.back()), 1);
  const auto report = run();
  EXPECT_THAT(report.problems, testing::IsEmpty());
  EXPECT_THAT(report.losses, Contains(HasSubstr(number + ": its content is lost, its decision is kept")));
  bench_.deliver(bench_.second);
  auto office = bench_.office(bench_.second);
  const auto kept = office.find(number);
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->state, cases::CaseState::Concluded);
  EXPECT_EQ(kept->outcome, cases::Outcome::Approved);
  EXPECT_TRUE(office.content(numbers_.back()) || office.find(numbers_.back()));  // came again
  EXPECT_EQ(office.list("", 100)->size(), numbers_.size());
  EXPECT_TRUE(office.check()->problems.empty());
}

TEST_F(SalvageFaults, ALostBodyWhoseKeyIsHereWasNotErased) {
  {
    auto store = opened(storage::BackupStore::Terminal);
    ASSERT_EQ(store.database.run("DELETE FROM case_body WHERE case_id IN (SELECT id FROM case_row WHERE "
                                 "receipt_no = ?)",
                                 numbers_.front()),
              1);
    ASSERT_EQ(
        store.database.run("UPDATE case_row SET applicant = NULL WHERE receipt_no = ?", numbers_.front()), 1);
  }
  EXPECT_THAT(run().losses, Contains(HasSubstr(numbers_.front() + ": its content is lost")));
}

TEST_F(SalvageFaults, TheRecoverySlotComesAlongAndTheOthersAreNamed) {
  {
    auto keys = storage::KeyFile::open(from_ / "terminal" / "keys.bin", bench_.first.host);
    ASSERT_TRUE(keys);
    ASSERT_TRUE(keys->add_recovery_slot(bench_.county.public_key, bench_.bytes, 1));
    ASSERT_TRUE(keys->add_passphrase_slot(bench_.passphrase, storage::kLeastPassphraseCost, bench_.bytes, 1));
  }
  const auto report = run();
  EXPECT_TRUE(
      storage::KeyFile::open_with_recovery_key(bench_.second.data / "terminal" / "keys.bin", bench_.county));
  EXPECT_THAT(report.to_do, testing::ElementsAre(HasSubstr("terminal: the passphrase slot")));
  EXPECT_THAT(test::contents(bench_.second.data / "salvage-report.txt"), HasSubstr("to do: terminal"));
}

TEST_F(SalvageFaults, AnUnfinishedRestoreIsNotSalvagedByHalves) {
  fs::create_directories(from_ / ".restoring");
  const auto report = run(bench_.clock);
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().kind, ErrorKind::Refused);
}

TEST_F(SalvageFaults, AnInterruptedSalvageIsShutAndBeginsAnew) {
  const fs::path out = bench_.second.data;
  fs::create_directories(out / ".salvaging" / "terminal");
  test::overwrite(out / ".salvaging" / "terminal" / "cases.db", "half of it");
  const auto opened =
      cases::CaseStore::open({out / "terminal", bench_.second.host, "YT01"}, bench_.clock, *bench_.random);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().kind, ErrorKind::Refused);
  EXPECT_THAT(opened.error().reason, HasSubstr("a salvage is not finished"));
  EXPECT_EQ(run().cases, 4);
  EXPECT_FALSE(fs::exists(out / ".salvaging"));
  EXPECT_EQ(bench_.store(bench_.second).counts()->cases, 4);
}

TEST_F(SalvageFaults, WhatWasReadyIsBroughtToItsPlace) {
  const fs::path out = bench_.second.data;
  run();
  // The power went between the two renames.
  fs::create_directories(out / ".salvaging");
  fs::rename(out / "office", out / ".salvaging" / "office");
  ASSERT_TRUE(write_ready({out, cases::kSalvaging},
                          {"salvage", {storage::BackupStore::Terminal, storage::BackupStore::Office}}));
  const auto again = run(bench_.clock);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().kind, ErrorKind::Refused);
  EXPECT_THAT(again.error().reason, HasSubstr("salvage-report.txt"));
  EXPECT_FALSE(fs::exists(out / ".salvaging"));
  EXPECT_EQ(bench_.office(bench_.second).list("", 100)->size(), 4U);
}

TEST_F(SalvageFaults, AFolderThatWasThereBeforeStays) {
  fs::create_directories(bench_.second.data);  // as a medium that is mounted there
  fs::resize_file(from_ / "office" / "office.db", 16 << 20);
  const SizeLimit limit(8 << 20);
  const auto report = run(bench_.clock);
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().kind, ErrorKind::StoreFull) << describe(report.error());
  EXPECT_TRUE(fs::is_empty(bench_.second.data));
}

}  // namespace
}  // namespace yitang::rescue
