// Stores put together aside, cut at every operation: what is half there is never taken for ready, and as long
// as a call is not over nothing opens.
#include "kiosk/rescue/restore_place.hpp"

#include <gtest/gtest.h>

#include "storage/file_system.hpp"
#include "storage/simulated_disk.hpp"

namespace yitang::rescue {
namespace {

namespace fs = std::filesystem;

const ReadyNote kNote{"digest", {storage::BackupStore::Terminal, storage::BackupStore::Office}};

struct PlaceBench {
  storage::SimulatedDisk disk;
  Aside aside{"/data", cases::kRestoring, &disk};

  PlaceBench() {
    for (const StorePlace& place : kStorePlaces) {
      const fs::path folder = aside.path() / place.name;
      EXPECT_TRUE(storage::make_private_directory(folder, disk));
      for (const char* name : {place.database, "keys.bin"}) {
        EXPECT_TRUE(storage::write_file_durably(folder / name, storage::Bytes(9, 1), 0600,
                                                storage::Overwrite::Allow, disk));
      }
    }
    EXPECT_TRUE(write_ready(aside, kNote));
  }
  bool whole(const fs::path& folder) {
    for (const StorePlace& place : kStorePlaces) {
      for (const char* name : {place.database, "keys.bin"}) {
        if (!is_there(folder / place.name / name, disk)) return false;
      }
    }
    return true;
  }
  bool is_shut() { return is_there(aside.path(), disk); }
};

bool is_ready(const std::optional<ReadyNote>& note) { return note && note->container == kNote.container; }

/// Runs `work` on a new bench with the power going at each operation in turn, then `look`, each with 8 seeds.
template <class Work, class Look>
void cut_everywhere(Work work, Look look) {
  for (std::uint64_t point = 0;; ++point) {
    for (std::uint64_t seed = 0; seed < 8; ++seed) {
      PlaceBench bench;
      bench.disk.cut_power_at(point);
      static_cast<void>(work(bench.aside));
      if (bench.disk.has_power()) return;
      if (seed == 7) {
        bench.disk.restart_program();
      } else {
        bench.disk.restore_power(seed);
      }
      SCOPED_TRACE("cut at " + std::to_string(point) + " seed " + std::to_string(seed));
      look(bench);
    }
  }
}

TEST(RestorePlace, WhatIsHalfClearedIsNotTakenForReady) {
  cut_everywhere([](const Aside& aside) { return begin_aside(aside); },
                 [](PlaceBench& bench) {
                   EXPECT_TRUE(bench.is_shut());  // all the while
                   const auto note = read_ready(bench.aside);
                   ASSERT_TRUE(note);
                   EXPECT_TRUE(!is_ready(*note) || bench.whole(bench.aside.path()));
                 });
}

TEST(RestorePlace, WhatIsHalfDroppedIsNotTakenForReady) {
  cut_everywhere([](const Aside& aside) { return drop_aside(aside); },
                 [](PlaceBench& bench) {
                   const auto note = read_ready(bench.aside);
                   ASSERT_TRUE(note);
                   EXPECT_TRUE(!is_ready(*note) || bench.whole(bench.aside.path()));
                 });
}

TEST(RestorePlace, WhatIsNotShutIsWholeAndWhatIsShutCanBeFinished) {
  cut_everywhere([](const Aside& aside) { return take_place(aside, kNote); },
                 [](PlaceBench& bench) {
                   if (!bench.is_shut()) {
                     EXPECT_TRUE(bench.whole(bench.aside.data));
                     return;
                   }
                   const auto note = read_ready(bench.aside);
                   ASSERT_TRUE(note && *note);
                   EXPECT_EQ(is_complete(bench.aside, **note), true);
                   EXPECT_TRUE(take_place(bench.aside, **note));
                   EXPECT_TRUE(bench.whole(bench.aside.data));
                   EXPECT_EQ(bench.disk.list("/data")->size(), 2U);
                 });
}

/// A program that was killed right behind the new folder had not synced its name yet.
TEST(RestorePlace, AFolderOfAKilledProgramIsMadeDurable) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    storage::SimulatedDisk disk;
    ASSERT_TRUE(disk.make_directory("/data", 0700));
    disk.cut_power();
    disk.restart_program();
    ASSERT_TRUE(make_folder("/data", disk));
    disk.cut_power();
    disk.restore_power(seed);
    EXPECT_TRUE(is_folder("/data", disk));
  }
}

TEST(RestorePlace, FilesBesideTheStoresComeAlongAndNothingIsOverwritten) {
  PlaceBench bench;
  ASSERT_TRUE(storage::write_file_durably(bench.aside.path() / "report.txt", storage::Bytes(3, 3), 0600,
                                          storage::Overwrite::Allow, bench.disk));
  ASSERT_TRUE(storage::make_private_directory("/data/office", bench.disk));
  const auto refused = take_place(bench.aside, kNote);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::Refused);
  EXPECT_EQ(refused.error().where, "/data/office");
  EXPECT_TRUE(bench.is_shut());
  ASSERT_TRUE(bench.disk.remove_directory("/data/office"));
  ASSERT_TRUE(take_place(bench.aside, kNote));
  EXPECT_TRUE(is_there("/data/report.txt", bench.disk));
}

}  // namespace
}  // namespace yitang::rescue
