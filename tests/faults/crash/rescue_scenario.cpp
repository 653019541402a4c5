#include "rescue_scenario.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "kiosk/office/office.hpp"
#include "storage/file_system.hpp"

namespace yitang::faults {
namespace {

const storage::RecoveryKeyPair& county() {
  static const storage::RecoveryKeyPair pair = [] {
    storage::SeededRandom random(77);
    return storage::make_recovery_key(random);
  }();
  return pair;
}

const storage::SecretBytes& passphrase() {
  static const auto phrase = storage::SecretBytes::copy_of(storage::bytes_of("correct horse"));
  return phrase;
}

void must_be(const Result<void>& done) {
  if (!done) ADD_FAILURE() << describe(done.error());
}

}  // namespace

storage::HostBinding other_host() {
  return {"/etc/yitang/other.key",
          []() -> storage::Result<storage::Bytes> { return storage::Bytes(16, 0x43); }};
}

rescue::BackupKeys backup_keys() { return {&county(), &passphrase()}; }

rescue::BackupOptions backup_options(storage::Disk& disk) {
  rescue::BackupOptions options;
  options.data = kData;
  options.host = terminal_options(disk).host;
  options.terminal_code = "YT01";
  options.folder = kMedium;
  options.county = county().public_key;
  options.passphrase = &passphrase();
  options.cost = storage::kLeastPassphraseCost;
  options.keep = 1;
  options.same_disk = true;  // mounts are not part of the model
  options.disk = &disk;
  return options;
}

rescue::RestoreOptions restore_options(storage::Disk& disk, const std::filesystem::path& container) {
  rescue::RestoreOptions options;
  options.container = container;
  options.keys = backup_keys();
  options.data = kOtherData;
  options.host = other_host();
  options.terminal_code = "YT01";
  options.catalog = sample_catalog();
  options.disk = &disk;
  return options;
}

ManualClock clock_of(const Ledger& ledger) {
  return ManualClock(cases::test::kFriday + 60'000 * static_cast<UnixMillis>(ledger.starts));
}

std::vector<std::filesystem::path> containers_on(storage::SimulatedDisk& disk) {
  std::vector<std::filesystem::path> found;
  for (const auto& [path, content] : files_below(disk, kMedium)) {
    if (path.ends_with(".backup")) found.emplace_back(path);
  }
  return found;  // in the order of their names: by time
}

std::map<std::string, storage::Bytes> files_below(storage::SimulatedDisk& disk, const std::string& folder) {
  auto files = disk.files();
  std::erase_if(files, [&](const auto& file) {
    return !file.first.starts_with(folder + "/") || file.first.ends_with(".lock");
  });
  return files;
}

void look_for_unfinished(storage::SimulatedDisk& disk, const std::string& folder, Findings& findings) {
  for (const auto& [path, content] : files_below(disk, folder)) {
    for (const std::string_view mark : {"/.tmp-", "/.restor", "/.salvag", "/.damaged-copy"}) {
      if (path.find(mark) != std::string::npos) findings.orphans.push_back(path);
    }
  }
}

void audit_stores(storage::SimulatedDisk& disk, const std::filesystem::path& folder,
                  const storage::HostBinding& host, const Ledger& ledger, Findings& findings) {
  const ManualClock clock = clock_of(ledger);
  const auto random = seeded_random(900 + ledger.starts);
  cases::StoreOptions options{folder / "terminal", host, "YT01"};
  options.disk = &disk;
  auto store = cases::CaseStore::open(options, clock, *random);
  if (store) {
    audit_terminal(*store, ledger, originals(kPeople), findings);
  } else {
    findings.corrupt.push_back("terminal opens not: " + describe(store.error()));
  }
  auto office = office::Office::open({folder / "office", host, &disk}, sample_catalog(), clock);
  if (office) {
    audit_office(*office, ledger, findings);
  } else {
    findings.corrupt.push_back("office opens not: " + describe(office.error()));
  }
}

bool is_shut(storage::SimulatedDisk& disk, const std::filesystem::path& folder, const char* aside,
             const storage::HostBinding& host, Findings& findings) {
  if (!disk.info(folder / aside)) return false;
  const auto before = files_below(disk, folder);
  const ManualClock clock(cases::test::kFriday);
  const auto random = seeded_random(1);
  cases::StoreOptions options{folder / "terminal", host, "YT01"};
  options.disk = &disk;
  const auto store = cases::CaseStore::open(options, clock, *random);
  const auto office = office::Office::open({folder / "office", host, &disk}, sample_catalog(), clock);
  const bool refused = !store && store.error().kind == ErrorKind::Refused && !office &&
                       office.error().kind == ErrorKind::Refused;
  if (!refused || files_below(disk, folder) != before)
    findings.corrupt.push_back("a start in between changed what was not finished");
  return true;
}

CrashSettings sampled(std::uint64_t n) {
  CrashSettings settings;
  if (std::getenv("YITANG_CRASH_SEEDS") != nullptr) return settings;
  settings.sample = n;
  settings.seeds = 1;
  return settings;
}

void RescueScenario::prepare(Disks& disks, Ledger& ledger) {
  auto& disk = disks.terminal();
  Findings none;
  {
    auto store = open_terminal(disks, clock_, *random_, none);
    ASSERT_TRUE(store);
    hand_in(*store, ledger, 0);
    must_be(store->checkpoint());
  }
  {
    auto office = open_office(disks, clock_, none);
    ASSERT_TRUE(office);
    auto receipt = office->intake(envelope_of(0));
    ASSERT_TRUE(receipt);
    ledger.cases[uid_of(0)].office_receipt = *receipt;
  }
  ASSERT_TRUE(disk.make_directory(kMedium, 0700) && disk.sync_directory("/"));
  storage::SystemRandom random;
  auto made = rescue::create_backup(backup_options(disk), clock_, random);
  ASSERT_TRUE(made) << describe(made.error());
  ledger.done = {made->container.string()};
  // The second one came after the first backup: its pictures are not on the medium.
  auto store = open_terminal(disks, clock_, *random_, none);
  ASSERT_TRUE(store);
  hand_in(*store, ledger, 1);
  must_be(store->checkpoint());
}

}  // namespace yitang::faults
