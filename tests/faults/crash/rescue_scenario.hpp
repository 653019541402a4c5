// Backup, restore and salvage on the simulated disk: a terminal with its office in /data, a medium beside it,
// and places for what is put back or saved.
#pragma once

#include "kiosk/rescue/backup.hpp"
#include "terminal_scenario.hpp"

namespace yitang::faults {

inline constexpr const char* kData = "/data";
inline constexpr const char* kMedium = "/medium";
inline constexpr const char* kOtherData = "/other";

/// Of the machine to which a backup is restored.
storage::HostBinding other_host();

/// Both keys of the backups here; the passphrase costs as little as may be.
rescue::BackupKeys backup_keys();
rescue::BackupOptions backup_options(storage::Disk& disk);
rescue::RestoreOptions restore_options(storage::Disk& disk, const std::filesystem::path& container);
/// Each start of the program has a minute of its own: backups are named by their second.
ManualClock clock_of(const Ledger& ledger);

/// The finished backups on the medium, the newest last.
std::vector<std::filesystem::path> containers_on(storage::SimulatedDisk& disk);
std::map<std::string, storage::Bytes> files_below(storage::SimulatedDisk& disk, const std::string& folder);
/// Names that only a writer that was interrupted leaves.
void look_for_unfinished(storage::SimulatedDisk& disk, const std::string& folder, Findings& findings);

/// Opens the stores below `folder` as a start of the program does, and looks whether everything is there.
void audit_stores(storage::SimulatedDisk& disk, const std::filesystem::path& folder,
                  const storage::HostBinding& host, const Ledger& ledger, Findings& findings);
/// A start between an interrupted call and the next: true when the stores are shut (by the folder `aside`)
/// and were not begun anew. A store that is there without that must be whole: `audit` sees to it.
bool is_shut(storage::SimulatedDisk& disk, const std::filesystem::path& folder, const char* aside,
             const storage::HostBinding& host, Findings& findings);

/// All of it, or when nobody asked for the long run (YITANG_CRASH_SEEDS) each n-th point with one seed. Odd,
/// so that every course of a run comes up.
CrashSettings sampled(std::uint64_t n);

/// Two cases with pictures, one of them at the office too, and a first backup on the medium.
class RescueScenario : public TerminalScenario {
 public:
  void prepare(Disks& disks, Ledger& ledger) override;

 protected:
  void work(cases::CaseStore&, Ledger&) override {}
};

}  // namespace yitang::faults
