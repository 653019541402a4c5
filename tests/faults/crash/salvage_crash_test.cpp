// `store salvage`: the damaged stores are never changed, and what is saved is not there, shut, or whole.
#include <gtest/gtest.h>

#include "kiosk/cases/unfinished_restore.hpp"
#include "kiosk/rescue/salvage.hpp"
#include "rescue_scenario.hpp"

namespace yitang::faults {
namespace {

constexpr const char* kSaved = "/saved";
constexpr const char* kReported = "the salvage was reported as done";

/// What there is to save: number, content and pictures of each case, and how many the office has.
using Inventory = std::map<std::string, std::string>;

class Salvaging final : public RescueScenario {
 public:
  void prepare(Disks& disks, Ledger& ledger) override {
    RescueScenario::prepare(disks, ledger);
    auto& disk = disks.terminal();
    ledger.done.clear();
    destroy_a_page(disk);
    disk.cut_power();  // nothing of it is pending: what the medium has is what there is
    disk.restore_power(0);
    source_ = files_below(disk, kData);
    auto tried = disk.copy();
    ASSERT_TRUE(rescue::salvage(options(*tried), clock_of(ledger), *source_of_random_));
    expected_ = inventory(*tried);
    ASSERT_EQ(expected_.size(), 3U);
  }

  void session(Disks& disks, Ledger& ledger, Findings& findings) override {
    auto& disk = disks.terminal();
    ++ledger.starts;
    bool placed = false;
    audit_while_powered(disks, findings, [&](Findings& found) { placed = look(disk, ledger, found); });
    if (!disks.have_power()) return;
    storage::SystemRandom random;
    const auto done = rescue::salvage(options(disk), clock_of(ledger), random);
    if (!disks.have_power()) return;
    for (const auto& [path, content] : files_below(disk, kData)) {
      const auto before = source_.find(path);
      if (before == source_.end() || before->second != content)
        findings.corrupt.push_back("the damaged stores were changed: " + path);
    }
    // It was there already, or it was ready and has been brought to its place.
    const bool refused = !done && done.error().kind == ErrorKind::Refused;
    if (!done && !refused) findings.corrupt.push_back("no salvage: " + describe(done.error()));
    if (!done && !refused) return;
    if (refused && !placed && !disk.info(std::filesystem::path(kSaved) / "terminal"))
      findings.corrupt.push_back("refused though nothing is there: " + describe(done.error()));
    ledger.done.insert(kReported);
    look_for_unfinished(disk, kSaved, findings);
  }

  void at_the_end(const Ledger& ledger, Findings& findings) override {
    if (!ledger.done.contains(kReported)) findings.corrupt.push_back("nothing was saved after all");
  }

 private:
  static rescue::SalvageOptions options(storage::SimulatedDisk& disk) {
    return {kData, kSaved, terminal_options(disk).host, other_host(), "YT01", sample_catalog(), &disk};
  }

  static void destroy_a_page(storage::SimulatedDisk& disk) {
    const std::filesystem::path database = std::filesystem::path(kTerminalFolder) / "cases.db";
    auto file = disk.open(database, storage::OpenAs::Writer);
    ASSERT_TRUE(file);
    const std::uint64_t pages = (*file)->info()->size / 4096;
    ASSERT_TRUE((*file)->write((pages - 2) * 4096, storage::Bytes(4096, 0x5a)) && (*file)->sync());
  }

  static Inventory inventory(storage::SimulatedDisk& disk) {
    Inventory found;
    const ManualClock clock(cases::test::kFriday);
    const auto random = seeded_random(1);
    const std::filesystem::path place = kSaved;
    cases::StoreOptions terminal{place / "terminal", other_host(), "YT01"};
    terminal.disk = &disk;
    auto store = cases::CaseStore::open(terminal, clock, *random);
    if (!store) return {{"terminal opens not: " + describe(store.error()), ""}};
    for (int number = 0; number < kPeople; ++number) {
      const auto row = store->find_by_uid(uid_of(number));
      const auto content = store->case_content(uid_of(number));
      found[uid_of(number)] = row && *row ? (*row)->receipt_no : "";
      if (!content) continue;
      for (const auto& material : content->materials) {
        for (const auto& page : material.pages)
          found[uid_of(number)] += store->page_content(page) ? " picture" : " lost";
      }
    }
    const auto report = store->check();
    if (!report || !report->ok()) found["terminal's check finds problems"] = "";
    auto office = office::Office::open({place / "office", other_host(), &disk}, sample_catalog(), clock);
    if (!office) return {{"office opens not: " + describe(office.error()), ""}};
    const auto rows = office->list("", 100);
    found["office"] = rows ? std::to_string(rows->size()) : "";
    return found;
  }

  /// Whether the new stores have taken their place.
  bool look(storage::SimulatedDisk& disk, const Ledger& ledger, Findings& findings) const {
    const std::filesystem::path place = kSaved;
    const bool shut = is_shut(disk, place, cases::kSalvaging, other_host(), findings);
    const bool there = disk.info(place / "terminal") || disk.info(place / "office");
    if (ledger.done.contains(kReported) && (shut || !there)) findings.lost.push_back("what was saved");
    if (shut || !there) return false;
    for (const char* file : {"terminal/cases.db", "office/office.db", "salvage-report.txt"}) {
      if (!disk.info(place / file)) findings.lost.push_back(std::string(file) + " is not there");
    }
    if (const auto found = inventory(disk); found != expected_)
      findings.corrupt.push_back("saved is something else: " + found.begin()->first);
    return true;
  }

  std::unique_ptr<storage::RandomSource> source_of_random_ = std::make_unique<storage::SeededRandom>(9);
  std::map<std::string, storage::Bytes> source_;
  Inventory expected_;
};

TEST(SalvageCrash, FromDamagedStores) {
  Salvaging scenario;
  expect_nothing_wrong(crash_everywhere("salvage", scenario, sampled(23)));
}

TEST(SalvageCrash, AFolderThatIgnoresSyncIsFoundOut) {
  Salvaging scenario;
  expect_found_out(
      "salvage, syncs of the new data folder are ignored", scenario,
      [](const std::string& path) { return path == kSaved; }, Side::Terminal, 47);
}

}  // namespace
}  // namespace yitang::faults
