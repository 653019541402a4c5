// The model itself: what may be lost is lost, what is synced never is.
#include "storage/simulated_disk.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cerrno>

#include "storage/file_system.hpp"
#include "storage_support.hpp"

namespace yitang::storage {
namespace {

using testing::code_of;
using testing::must;
using testing::TestKey;

Bytes pattern(std::size_t size, std::uint8_t byte) { return Bytes(size, byte); }

bool has(SimulatedDisk& disk, const std::string& path) { return disk.files().contains(path); }

TEST(SimulatedDisk, WhatIsSyncedWithItsNameSurvivesEveryCut) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    SimulatedDisk disk;
    must(write_file_durably("/a", pattern(5000, 1), 0600, Overwrite::Allow, disk));
    disk.cut_power();
    disk.restore_power(seed);
    EXPECT_EQ(must(read_file("/a", 10000, disk)), pattern(5000, 1));
  }
}

TEST(SimulatedDisk, AnUnsyncedNameIsSometimesLostAndSometimesKept) {
  int kept = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    SimulatedDisk disk;
    auto file = disk.open("/a", OpenAs::NewFile);
    ASSERT_TRUE(file && (*file)->write(0, pattern(10, 1)) && (*file)->sync());
    disk.cut_power();
    disk.restore_power(seed);
    if (has(disk, "/a")) ++kept;
  }
  EXPECT_GT(kept, 40);
  EXPECT_LT(kept, 160);
}

TEST(SimulatedDisk, UnsyncedWritesAreLostKeptReorderedAndTorn) {
  int lost = 0;
  int kept = 0;
  int reordered = 0;
  int garbage = 0;
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    SimulatedDisk disk;
    auto file = disk.open("/a", OpenAs::NewFile);
    ASSERT_TRUE((*file)->write(0, pattern(16384, 1)) && (*file)->sync() && disk.sync_directory("/"));
    ASSERT_TRUE((*file)->write(0, pattern(4096, 2)) && (*file)->write(8192, pattern(4096, 3)));
    disk.cut_power();
    disk.restore_power(seed);
    const Bytes found = must(read_file("/a", 20000, disk));
    const bool first = found[0] == 2;
    const bool second = found[8192] == 3;
    lost += !first && !second ? 1 : 0;
    kept += first && second ? 1 : 0;
    reordered += !first && second ? 1 : 0;
    garbage += std::any_of(found.begin(), found.end(), [](int byte) { return byte > 3; }) ? 1 : 0;
    EXPECT_EQ(found[4096], 1);  // nobody wrote there
  }
  for (const int count : {lost, kept, reordered, garbage}) EXPECT_GT(count, 20);
}

TEST(SimulatedDisk, GarbageSpoilsTheWholeSectorOfATornWrite) {
  bool spoilt = false;
  for (std::uint64_t seed = 0; seed < 200 && !spoilt; ++seed) {
    SimulatedDisk disk;
    auto file = disk.open("/a", OpenAs::NewFile);
    ASSERT_TRUE((*file)->write(0, pattern(512, 1)) && (*file)->sync() && disk.sync_directory("/"));
    ASSERT_TRUE((*file)->write(100, pattern(10, 2)));
    disk.cut_power();
    disk.restore_power(seed);
    spoilt = must(read_file("/a", 1000, disk))[0] != 1;
  }
  EXPECT_TRUE(spoilt);
}

TEST(SimulatedDisk, TheSameSeedGivesTheSameMedium) {
  SimulatedDisk disk;
  auto file = disk.open("/a", OpenAs::NewFile);
  ASSERT_TRUE((*file)->write(0, pattern(100000, 1)));
  disk.cut_power();
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    auto one = disk.copy();
    auto two = disk.copy();
    one->restore_power(seed);
    two->restore_power(seed);
    EXPECT_EQ(one->files(), two->files());
  }
}

TEST(SimulatedDisk, AfterTheCutNothingWorksAndOldFilesStayDead) {
  SimulatedDisk disk;
  auto file = disk.open("/a", OpenAs::NewFile);
  auto lock = disk.lock("/lock");
  ASSERT_TRUE(file && lock);
  EXPECT_EQ(disk.lock("/lock").error(), EWOULDBLOCK);
  disk.cut_power_at(1);
  EXPECT_TRUE((*file)->write(0, pattern(1, 1)));
  EXPECT_EQ((*file)->write(1, pattern(1, 1)).error(), EIO);
  EXPECT_EQ(disk.interrupted(), "write /a 1 at 1");
  EXPECT_EQ(disk.info("/a").error(), EIO);
  disk.restart_program();
  EXPECT_EQ((*file)->write(2, pattern(1, 1)).error(), EIO);
  EXPECT_EQ(must(read_file("/a", 10, disk)), pattern(1, 1));
  EXPECT_TRUE(disk.lock("/lock"));
}

TEST(SimulatedDisk, FaultsStrikeOnceOrStay) {
  SimulatedDisk disk;
  disk.set_fault({1, EIO, false});
  EXPECT_TRUE(disk.make_directory("/a", 0700));
  EXPECT_EQ(disk.make_directory("/b", 0700).error(), EIO);
  EXPECT_TRUE(disk.make_directory("/b", 0700));
  disk.set_fault({0, ENOSPC, true});
  EXPECT_EQ(disk.make_directory("/c", 0700).error(), ENOSPC);
  EXPECT_EQ(disk.make_directory("/c", 0700).error(), ENOSPC);
  disk.clear_fault();
  EXPECT_TRUE(disk.make_directory("/c", 0700));
}

TEST(SimulatedDisk, AFailedSyncForgetsWhatWasNotWritten) {
  SimulatedDisk disk;
  auto file = disk.open("/a", OpenAs::NewFile);
  ASSERT_TRUE(disk.sync_directory("/") && (*file)->write(0, pattern(10, 1)));
  disk.set_fault({0, EIO, false});
  EXPECT_FALSE((*file)->sync());
  EXPECT_TRUE((*file)->sync());
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    auto twin = disk.copy();
    twin->cut_power();
    twin->restore_power(seed);
    EXPECT_TRUE(must(read_file("/a", 10, *twin)).empty());
  }
}

TEST(SimulatedDisk, WhatDoesNotFitIsWrittenInPart) {
  SimulatedDisk disk;
  disk.set_capacity(100);
  auto file = disk.open("/a", OpenAs::NewFile);
  EXPECT_EQ((*file)->write(0, pattern(150, 1)).error(), ENOSPC);
  EXPECT_EQ(disk.used(), 100U);
  EXPECT_EQ(*disk.free_space("/"), 0U);
  EXPECT_TRUE((*file)->truncate(20));
  EXPECT_EQ(*disk.free_space("/"), 80U);
}

TEST(SimulatedDisk, CarriesADatabaseAsTheSystemsDiskDoes) {
  SimulatedDisk disk;
  const TestKey key;
  {
    auto db = must(Database::open({"/a.db", key.view(), OpenMode::CreateIfMissing, &disk}));
    must(db.exec("CREATE TABLE t(x INTEGER) STRICT"));
    must(db.run("INSERT INTO t VALUES (?)", 42));
    EXPECT_GT(db.wal_size(), 0U);
    EXPECT_EQ(code_of(Database::open({"/a.db", key.view(), OpenMode::MustExist, &disk})), ErrorCode::Locked);
    must(db.backup_to("/b.db"));
  }
  EXPECT_FALSE(has(disk, "/a.db-wal"));  // folded and removed when it was closed
  auto copy = must(Database::open({"/b.db", key.view(), OpenMode::MustExist, &disk}));
  EXPECT_EQ(*must(copy.query_one<int>("SELECT x FROM t")), 42);
  const TestKey other(2);
  EXPECT_EQ(code_of(Database::open({"/a.db", other.view(), OpenMode::MustExist, &disk})),
            ErrorCode::WrongKey);
}

TEST(SimulatedDisk, LiesAboutTheSyncsThatItIsToldTo) {
  SimulatedDisk disk;
  disk.ignore_sync_of([](const std::string& path) { return path == "/b"; });
  std::vector<std::string> heard;
  disk.watch([&](const std::string& what) { heard.push_back(what); });
  for (const char* path : {"/a", "/b"}) {
    auto file = disk.open(path, OpenAs::NewFile);
    ASSERT_TRUE((*file)->write(0, pattern(10, 1)) && (*file)->sync() && disk.sync_directory("/"));
  }
  EXPECT_EQ(heard, (std::vector<std::string>{"make /a", "write /a 10 at 0", "sync /a", "sync directory /",
                                             "make /b", "write /b 10 at 0", "sync /b", "sync directory /"}));
  bool lost = false;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    auto twin = disk.copy();
    twin->cut_power();
    twin->restore_power(seed);
    EXPECT_EQ(must(read_file("/a", 10, *twin)).size(), 10U);
    lost = lost || must(read_file("/b", 10, *twin)).empty();
  }
  EXPECT_TRUE(lost);
}

// SQLCipher says "done" also when the change was rolled back, and goes on with the new key.
TEST(SimulatedDisk, AChangeOfKeyThatFailsLeavesTheOldOneInUse) {
  const TestKey key;
  TestKey other(2);
  other.salt = key.salt;
  int failed = 0;
  for (std::uint64_t at = 0;; ++at) {
    SimulatedDisk disk;
    auto db = must(Database::open({"/a.db", key.view(), OpenMode::CreateIfMissing, &disk}));
    must(db.exec("CREATE TABLE t(x INTEGER) STRICT"));
    for (int i = 0; i < 500; ++i) must(db.run("INSERT INTO t VALUES (?)", i));
    disk.set_fault({at, EIO, false});
    const auto outcome = db.change_key(other.view());
    const bool changed = outcome.has_value();
    SCOPED_TRACE(disk.interrupted() + (changed ? ", changed" : ", " + describe(outcome.error())));
    if (!disk.fault_struck()) break;
    failed += changed ? 0 : 1;
    EXPECT_EQ(*must(db.query_one<int>("SELECT count(*) FROM t")), 500) << at;
    must(db.run("INSERT INTO t VALUES (500)"));
    must(db.checkpoint(CheckpointMode::Truncate));
    disk.cut_power();
    disk.restore_power(at);
    auto again =
        must(Database::open({"/a.db", changed ? other.view() : key.view(), OpenMode::MustExist, &disk}));
    EXPECT_EQ(*must(again.query_one<int>("SELECT count(*) FROM t")), 501) << at;
  }
  EXPECT_GT(failed, 3);
}

// A store that takes its place: it lies in one folder or the other, never in both and never in none.
TEST(SimulatedDisk, WhatMovesBetweenFoldersIsInOneOfThem) {
  int moved = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    SimulatedDisk disk;
    must(make_private_directory("/aside/store", disk));
    must(write_file_durably("/aside/store/a", pattern(10, 1), 0600, Overwrite::Allow, disk));
    must(move_to("/aside/store", "/store", disk));
    disk.cut_power();
    disk.restore_power(seed);
    EXPECT_NE(has(disk, "/aside/store/a"), has(disk, "/store/a"));
    if (has(disk, "/store/a")) ++moved;
  }
  EXPECT_GT(moved, 40);
  EXPECT_LT(moved, 160);
}

TEST(SimulatedDisk, AMoveIsOnTheMediumWithTheSyncOfWhereItGoes) {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    SimulatedDisk disk;
    must(make_private_directory("/aside/store", disk));
    must(move_to("/aside/store", "/store", disk));
    must(sync_directory("/", disk));
    disk.cut_power();
    disk.restore_power(seed);
    EXPECT_TRUE(disk.info("/store"));
    EXPECT_FALSE(disk.info("/aside/store"));
  }
  SimulatedDisk disk;
  must(make_private_directory("/a/b", disk));
  EXPECT_EQ(disk.rename("/a/b", "/c", IfPresent::Replace).has_value(), true);
  EXPECT_EQ(disk.rename("/c", "/a", IfPresent::Refuse).error(), EEXIST);
  must(write_file_durably("/a/file", pattern(1, 1), 0600, Overwrite::Allow, disk));
  EXPECT_EQ(disk.rename("/c", "/a", IfPresent::Replace).error(), ENOTEMPTY);
}

TEST(SimulatedDisk, AFolderGoesWhenItIsEmpty) {
  SimulatedDisk disk;
  must(make_private_directory("/a/b", disk));
  EXPECT_EQ(disk.remove("/a").error(), EISDIR);
  EXPECT_EQ(disk.remove_directory("/a").error(), ENOTEMPTY);
  EXPECT_EQ(disk.remove_directory("/none").error(), ENOENT);
  EXPECT_TRUE(disk.remove_directory("/a/b") && disk.remove_directory("/a"));
  EXPECT_EQ(disk.info("/a").error(), ENOENT);
}

TEST(SimulatedDisk, AFaultMayBeOfOneFolder) {
  SimulatedDisk disk;
  must(make_private_directory("/data", disk));
  must(make_private_directory("/medium", disk));
  disk.set_fault({0, EIO, true, "/medium"});
  EXPECT_TRUE(disk.make_directory("/data/a", 0700));
  EXPECT_EQ(disk.make_directory("/medium/a", 0700).error(), EIO);
}

}  // namespace
}  // namespace yitang::storage
