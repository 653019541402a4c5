// Restores that were interrupted or that find problems, and what a backup does to the older ones: no store
// is opened empty in place of one that is still to come, and no good backup goes for one that is not whole.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "kiosk/cases/receipt_number.hpp"
#include "kiosk/rescue/backup_file.hpp"
#include "kiosk/rescue/restore_place.hpp"
#include "rescue_support.hpp"

namespace yitang::rescue {
namespace {

using test::Bench;
namespace fs = std::filesystem;

template <class T>
T done_well(Result<T>&& result) {
  if (!result) throw std::runtime_error(describe(result.error()));
  return std::move(*result);
}

class RestoreTest : public testing::Test {
 protected:
  void SetUp() override {
    {
      auto store = bench_.store(bench_.first);
      bench_.submit(store);
      bench_.submit(store);
    }
    bench_.deliver(bench_.first);
    made_ = done_well(bench_.backup());
  }
  static std::string digest_of(const fs::path& container) {
    auto file = done_well(BackupFile::open(container));
    if (!file.check_signature()) throw std::runtime_error("not whole");
    return storage::to_hex(file.digest());
  }
  /// The power goes when the terminal's store has taken its place and the office's has not.
  void cut_between_the_stores() {
    done_well(bench_.restore(made_.container, bench_.second));
    fs::create_directories(data() / ".restoring");
    fs::rename(data() / "office", data() / ".restoring" / "office");
    note_ready();
  }
  void note_ready() {
    ASSERT_TRUE(write_ready({data()}, {digest_of(made_.container),
                                       {storage::BackupStore::Terminal, storage::BackupStore::Office}}));
  }
  const fs::path& data() const { return bench_.second.data; }
  bool store_opens() {
    return cases::CaseStore::open({data() / "terminal", bench_.second.host, "YT01"}, bench_.clock,
                                  *bench_.random)
        .has_value();
  }
  bool office_opens() {
    return office::Office::open({data() / "office", bench_.second.host}, bench_.catalog, bench_.clock)
        .has_value();
  }
  BackupMade another_backup() {
    bench_.clock.advance(60'000);
    {
      auto store = bench_.store(bench_.first);
      bench_.submit(store);
    }
    return done_well(bench_.backup());
  }

  Bench bench_;
  BackupMade made_;
};

TEST_F(RestoreTest, NoStoreOpensBetweenTheTwoRenames) {
  cut_between_the_stores();
  EXPECT_FALSE(office_opens());
  EXPECT_FALSE(fs::exists(data() / "office"));
  EXPECT_FALSE(store_opens());
  const auto again = bench_.restore(made_.container, bench_.second);
  ASSERT_TRUE(again) << describe(again.error());
  EXPECT_TRUE(again->placed);
  EXPECT_FALSE(fs::exists(data() / ".restoring"));
  EXPECT_EQ(bench_.office(bench_.second).list("", 10)->size(), 2U);
  EXPECT_TRUE(store_opens());
}

TEST_F(RestoreTest, WhatIsReadyOfOneBackupIsNotTakenForAnother) {
  const auto later = another_backup();
  done_well(bench_.restore(made_.container, bench_.second));
  // Everything ready and nothing placed, of the first backup.
  fs::create_directories(data() / ".restoring");
  for (const char* store : {"terminal", "office"}) fs::rename(data() / store, data() / ".restoring" / store);
  note_ready();
  const auto done = done_well(bench_.restore(later.container, bench_.second));
  EXPECT_EQ(done.cases, 3);
  EXPECT_EQ(bench_.store(bench_.second).counts()->cases, 3);
}

TEST_F(RestoreTest, AnotherBackupDoesNotMixWithAnInterruptedOne) {
  const auto later = another_backup();
  cut_between_the_stores();
  const auto mixed = bench_.restore(later.container, bench_.second);
  ASSERT_FALSE(mixed);
  EXPECT_EQ(mixed.error().kind, ErrorKind::Refused);
  EXPECT_TRUE(bench_.restore(made_.container, bench_.second));
  EXPECT_TRUE(office_opens());
}

TEST_F(RestoreTest, StoresThatWereMovedAwayAreNotRestoredAsEmptyOnes) {
  done_well(bench_.restore(made_.container, bench_.second));
  // The power went behind both renames; then somebody moved the stores away and began again.
  fs::create_directories(data() / ".restoring");
  note_ready();
  fs::create_directories(bench_.directory.path() / "away");
  for (const char* store : {"terminal", "office"})
    fs::rename(data() / store, bench_.directory.path() / "away" / store);
  const auto done = done_well(bench_.restore(made_.container, bench_.second));
  EXPECT_EQ(done.cases, 2);
  const auto restored = bench_.store(bench_.second).restored();
  ASSERT_TRUE(restored && *restored);
  // With only one of them moved away nothing can be right.
  fs::create_directories(data() / ".restoring");
  note_ready();
  fs::remove_all(data() / "office");
  EXPECT_EQ(bench_.restore(made_.container, bench_.second).error().kind, ErrorKind::StoreFailed);
  EXPECT_FALSE(fs::exists(data() / "office"));
}

TEST_F(RestoreTest, StoresWithProblemsTakeTheirPlaceOnlyWhenThatIsSaid) {
  // A picture that was damaged before the backup was made: the copy is true, and so is the fault.
  const fs::path picture = fs::directory_iterator(bench_.first.data / "terminal" / "sealed")->path();
  std::string bytes = test::contents(picture);
  bytes[40] = static_cast<char>(bytes[40] ^ 1);
  test::overwrite(picture, bytes);
  bench_.clock.advance(60'000);
  const auto made = done_well(bench_.backup());
  const auto held = done_well(bench_.restore(made.container, bench_.second));
  EXPECT_FALSE(held.placed);
  EXPECT_FALSE(held.problems.empty());
  EXPECT_FALSE(fs::exists(data() / "terminal"));
  EXPECT_TRUE(fs::exists(data() / ".restoring" / "terminal" / "cases.db"));
  EXPECT_FALSE(store_opens());
  RestoreOptions options{made.container, bench_.keys(), data(), bench_.second.host, "YT01", bench_.catalog};
  options.accept_problems = true;
  const auto done = done_well(restore_backup(options, bench_.clock, bench_.bytes));
  EXPECT_TRUE(done.placed);
  EXPECT_FALSE(done.problems.empty());
  EXPECT_TRUE(store_opens());
}

TEST_F(RestoreTest, WhatAnInterruptedEndLeftGoesWithTheNextCall) {
  done_well(bench_.restore(made_.container, bench_.second));
  fs::create_directories(data() / ".restored" / "terminal");
  test::overwrite(data() / ".restored" / "ready", "left");
  EXPECT_EQ(bench_.restore(made_.container, bench_.second).error().kind, ErrorKind::Refused);
  EXPECT_FALSE(fs::exists(data() / ".restored"));
  EXPECT_TRUE(store_opens());
}

TEST_F(RestoreTest, NothingIsRestoredIntoAnUnfinishedSalvage) {
  fs::create_directories(data() / ".salvaging");
  const auto refused = bench_.restore(made_.container, bench_.second);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::Refused);
  EXPECT_EQ(refused.error().where, (data() / ".salvaging").string());
  EXPECT_FALSE(store_opens());
}

TEST_F(RestoreTest, TwoCopiesOfTheSameMomentIssueDifferentNumbers) {
  done_well(bench_.restore(made_.container, bench_.second));
  const auto third = bench_.machine("third", 3);
  done_well(bench_.restore(made_.container, third));  // the clock stands
  auto left = bench_.store(bench_.second);
  auto right = bench_.store(third);
  EXPECT_NE(bench_.submit(left), bench_.submit(right));
}

TEST_F(RestoreTest, ABlockThatWasUsedIsNotDrawnAgain) {
  std::set<int> used;
  for (int i = 0; i < cases::kRestoredBlocks; ++i) {
    const int block = cases::draw_restored_block(*bench_.random, used);
    EXPECT_GE(block, 1);
    EXPECT_LE(block, cases::kRestoredBlocks);
    EXPECT_TRUE(used.insert(block).second) << block;
  }
  EXPECT_GE(cases::draw_restored_block(*bench_.random, used), 1);
}

TEST_F(RestoreTest, ARestoreDoesNotSwitchTheCountersignatureOff) {
  done_well(bench_.restore(made_.container, bench_.second));
  bench_.clock.advance(60'000);
  {
    auto store = bench_.store(bench_.second);
    bench_.submit(store);
  }
  fs::copy(data() / "terminal", bench_.directory.path() / "older", fs::copy_options::recursive);
  bench_.clock.advance(60'000);
  bench_.deliver(bench_.second);
  auto newest = bench_.store(bench_.second).newest_countersigned_head();
  ASSERT_TRUE(newest && *newest);
  EXPECT_TRUE(bench_.store(bench_.second).verify_audit()->problem.empty());
  // Somebody puts the copy of a minute ago in its place.
  fs::remove_all(data() / "terminal");
  fs::rename(bench_.directory.path() / "older", data() / "terminal");
  auto store = bench_.store(bench_.second);
  EXPECT_FALSE(done_well(store.copy_explains(**newest)));
  // What the office had seen before the restore is explained by it.
  EXPECT_TRUE(done_well(store.copy_explains({(**newest).head, (*done_well(store.restored())).as_of})));
}

TEST_F(RestoreTest, AFolderOnTheSameDiskIsNoBackup) {
  BackupOptions options;
  options.data = bench_.first.data;
  options.host = bench_.first.host;
  options.terminal_code = "YT01";
  options.folder = bench_.directory.path() / "not-mounted";
  fs::create_directories(options.folder);
  options.county = bench_.county.public_key;
  options.passphrase = &bench_.passphrase;
  options.cost = storage::kLeastPassphraseCost;
  const auto refused = create_backup(options, bench_.clock, bench_.bytes);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::Refused);
  EXPECT_TRUE(fs::is_empty(options.folder));
}

TEST_F(RestoreTest, AGoodBackupDoesNotGoForOneThatIsNotWhole) {
  const auto second = another_backup();
  std::string bytes = test::contents(second.container);
  bytes[bytes.size() - 2000] = static_cast<char>(bytes[bytes.size() - 2000] ^ 1);  // the header stays good
  test::overwrite(second.container, bytes);
  const auto third = another_backup();
  EXPECT_TRUE(fs::exists(made_.container));
  EXPECT_THAT(third.faulty, testing::ElementsAre(second.container.string()));
  EXPECT_EQ(third.removed, 0U);
  EXPECT_TRUE(verify_backup(made_.container, bench_.keys())->problems.empty());
  const auto fourth = another_backup();
  EXPECT_FALSE(fs::exists(made_.container));  // two whole ones are newer
  EXPECT_TRUE(fs::exists(third.container));
  EXPECT_TRUE(verify_backup(fourth.container, bench_.keys())->problems.empty());
}

}  // namespace
}  // namespace yitang::rescue
