// Cuts the power at every operation of a scenario, recovers, and looks whether anything acknowledged is
// missing.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/base/clock.hpp"
#include "kiosk/cases/case_store.hpp"
#include "kiosk/office/office.hpp"
#include "ledger.hpp"
#include "storage/simulated_disk.hpp"

namespace yitang::faults {

/// Terminal and office may share one disk (embedded) or have one each.
struct Disks {
  std::unique_ptr<storage::SimulatedDisk> first;
  std::unique_ptr<storage::SimulatedDisk> second;  ///< null: both on the first

  storage::SimulatedDisk& terminal() { return *first; }
  storage::SimulatedDisk& office() { return second ? *second : *first; }
  Disks copy() const { return {first->copy(), second ? second->copy() : nullptr}; }
  bool have_power() const { return first->has_power() && (!second || second->has_power()); }
};

/// Both: the power of the whole building goes, counted by the terminal's operations; the second cut, while
/// they recover, is counted by the office's.
enum class Side { Terminal, Office, Both };

inline constexpr const char* kTerminalFolder = "/data/terminal";
inline constexpr const char* kOfficeFolder = "/data/office";

cases::StoreOptions terminal_options(storage::Disk& disk);
office::OfficeOptions office_options(storage::Disk& disk);
const catalog::CatalogPtr& sample_catalog();

/// Person number `number` with a complete signed pension claim; two pictures. Always the same.
const cases::Draft& draft_of(int number);
std::string uid_of(int number);
Originals originals(int count);
/// That person's case as it travels to the office, always the same bytes.
const std::string& envelope_of(int number);

/// One start of the program, from opening to wherever the power goes. Called again after each crash with the
/// same ledger: goes on with what is not acknowledged yet.
class Scenario {
 public:
  virtual ~Scenario() = default;
  /// Runs without crashes on empty disks, before everything.
  virtual void prepare(Disks& disks, Ledger& ledger) = 0;
  virtual void session(Disks& disks, Ledger& ledger, Findings& findings) = 0;
  /// After the last session, which nothing disturbed: is everything that was tried done?
  virtual void at_the_end(const Ledger& ledger, Findings& findings) = 0;
};

struct CrashSettings {
  Side side = Side::Terminal;  ///< whose power goes; the other is only restarted
  bool two_disks = false;
  /// A control: the disk says "synced" for these paths and does nothing. Null: an honest disk.
  storage::SimulatedDisk::PathTest ignored_syncs;
  int seeds = 0;             ///< a point; 0: seeds_a_point()
  std::uint64_t sample = 1;  ///< 5: each fifth point, enough for a control
};

struct Figures {
  std::uint64_t points = 0;
  std::uint64_t runs = 0;
  std::uint64_t second_crashes = 0;
  std::uint64_t lost = 0;
  std::uint64_t doubled = 0;
  std::uint64_t corrupt = 0;
  std::uint64_t orphans = 0;
  std::vector<std::string> first_findings;
  std::uint64_t failures() const { return lost + doubled + corrupt + orphans; }
};

Figures crash_everywhere(const std::string& name, Scenario& scenario, const CrashSettings& settings = {});
/// The control is a test only if the same scenario finds losses on a disk that lies about these syncs.
void expect_found_out(const std::string& name, Scenario& scenario, storage::SimulatedDisk::PathTest ignored,
                      Side side = Side::Terminal, std::uint64_t sample = 5);
bool every_path(const std::string& path);
/// Nothing lost, doubled, corrupt or left over; the message shows where if there is.
void expect_nothing_wrong(const Figures& figures);

/// Seeds a crash point: 2, or what the environment's YITANG_CRASH_SEEDS says.
int seeds_a_point();
/// Every crash point in the ordinary build, each seventh under a sanitizer.
std::uint64_t crash_stride();

/// The store as a program start opens it; counts failures of a disk with power as corrupt. Also looks for
/// temporary files.
std::optional<cases::CaseStore> open_terminal(Disks& disks, const Clock& clock, Random& random,
                                              Findings& findings);
std::optional<office::Office> open_office(Disks& disks, const Clock& clock, Findings& findings);
/// Runs `audit` and keeps its findings only if the disks had power to the end: errors of a dead disk say
/// nothing.
void audit_while_powered(Disks& disks, Findings& findings, const std::function<void(Findings&)>& audit);

}  // namespace yitang::faults
