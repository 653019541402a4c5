#include "crash_bench.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <iterator>

#include "deterministic_random.hpp"
#include "kiosk/cases/receipt_number.hpp"
#include "kiosk/cases/submission.hpp"
#include "storage/file_system.hpp"
#include "tests/unit/kiosk/cases/cases_support.hpp"

#ifndef YITANG_CRASH_STRIDE
#define YITANG_CRASH_STRIDE 1
#endif
#ifndef YITANG_CRASH_DEFAULT_SEEDS
#define YITANG_CRASH_DEFAULT_SEEDS 2
#endif

namespace yitang::faults {
namespace {

using cases::test::kFriday;

constexpr std::uint64_t kStride = YITANG_CRASH_STRIDE;  // every point, or a sample
constexpr int kDefaultSeeds = YITANG_CRASH_DEFAULT_SEEDS;

storage::HostBinding host() {
  return {"/etc/yitang/host.key",
          []() -> storage::Result<storage::Bytes> { return storage::Bytes(16, 0x42); }};
}

void append(std::vector<std::string>& all, std::vector<std::string>& more) {
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

void look_for_leftovers(storage::SimulatedDisk& disk, const char* folder, Findings& findings) {
  for (const auto& [path, content] : disk.files()) {
    const bool temporary = path.find(storage::kTemporaryPrefix) != std::string::npos;
    if (temporary && path.starts_with(folder)) findings.orphans.push_back(path);
  }
}

/// How one run goes, by point and seed: which crashes follow the first. Of four runs in a row two crash
/// again, and one of these begins with a kill.
struct Course {
  bool killed = false;      ///< the first one ends the program only; the cache lives on
  bool second_cut = false;  ///< the power goes again during recovery
  std::uint64_t second_at = 0;
};

Course course_of(std::uint64_t point, int seed) {
  const auto mixed = (point * 2654435761U + static_cast<std::uint64_t>(seed) * 40503U) >> 3;
  const std::uint64_t kind = (point + static_cast<std::uint64_t>(seed)) % 4;
  return {kind == 3, kind % 2 == 1, mixed % 48};
}

void make_disks(Disks& disks, const CrashSettings& settings) {
  disks.first = std::make_unique<storage::SimulatedDisk>();
  if (settings.two_disks) disks.second = std::make_unique<storage::SimulatedDisk>();
}

storage::SimulatedDisk& cut_disk(Disks& disks, const CrashSettings& settings) {
  return settings.side == Side::Office ? disks.office() : disks.terminal();
}

storage::SimulatedDisk& second_cut_disk(Disks& disks, const CrashSettings& settings) {
  return settings.side == Side::Terminal ? disks.terminal() : disks.office();
}

/// Everything stops; the disks whose power went come back by `seed`.
void come_back(Disks& disks, const CrashSettings& settings, bool killed, std::uint64_t seed) {
  for (auto* disk : {disks.first.get(), disks.second.get()}) {
    if (disk == nullptr) continue;
    disk->cut_power();
    const bool lost_power = settings.side == Side::Both || disk == &cut_disk(disks, settings);
    if (lost_power && !killed) {
      disk->restore_power(seed + (disk == disks.second.get() ? 50 : 0));
    } else {
      disk->restart_program();
    }
  }
}

Findings run_once(Scenario& scenario, const Disks& base, const Ledger& known, const CrashSettings& settings,
                  std::uint64_t point, int seed, std::string& interrupted) {
  Findings findings;
  Disks disks = base.copy();
  Ledger ledger = known;
  const Course course = course_of(point, seed);
  const std::uint64_t settle_seed = point * 1000 + static_cast<std::uint64_t>(seed);
  reseed_sodium(settle_seed + 1'000'003);  // never the sequence of the preparation
  cut_disk(disks, settings).cut_power_at(point);
  scenario.session(disks, ledger, findings);
  interrupted = cut_disk(disks, settings).interrupted();
  come_back(disks, settings, course.killed, settle_seed);
  if (course.second_cut) {
    second_cut_disk(disks, settings).cut_power_at(course.second_at);
    scenario.session(disks, ledger, findings);
    come_back(disks, settings, false, settle_seed + 500);
  }
  scenario.session(disks, ledger, findings);
  // What the last start did is durable as well.
  come_back(disks, settings, false, settle_seed + 700);
  scenario.session(disks, ledger, findings);
  scenario.at_the_end(ledger, findings);
  return findings;
}

void count(const Findings& findings, Figures& figures, const std::string& where) {
  figures.lost += findings.lost.empty() ? 0 : 1;
  figures.doubled += findings.doubled.empty() ? 0 : 1;
  figures.corrupt += findings.corrupt.empty() ? 0 : 1;
  figures.orphans += findings.orphans.empty() ? 0 : 1;
  constexpr std::size_t kShown = 8;
  for (const auto* list : {&findings.lost, &findings.doubled, &findings.corrupt, &findings.orphans}) {
    if (!list->empty() && figures.first_findings.size() < kShown) {
      figures.first_findings.push_back(where + ": " + list->front());
    }
  }
}

}  // namespace

cases::StoreOptions terminal_options(storage::Disk& disk) {
  cases::StoreOptions options;
  options.directory = kTerminalFolder;
  options.host = host();
  options.terminal_code = "YT01";
  options.disk = &disk;
  return options;
}

office::OfficeOptions office_options(storage::Disk& disk) {
  office::OfficeOptions options;
  options.directory = kOfficeFolder;
  options.host = host();
  options.disk = &disk;
  return options;
}

const catalog::CatalogPtr& sample_catalog() {
  static const catalog::CatalogPtr catalogue = [] {
    auto loaded = catalog::Catalog::load(YITANG_SOURCE_DIR "/kiosk/catalog/sample");
    if (!loaded) std::abort();
    return *loaded;
  }();
  return catalogue;
}

const cases::Draft& draft_of(int number) {
  static std::map<int, cases::Draft> drafts;
  auto known = drafts.find(number);
  if (known == drafts.end()) {
    const auto random = seeded_random(1000 + static_cast<std::uint64_t>(number));
    auto draft = cases::test::pension_draft(*random);
    const auto seed = static_cast<std::uint8_t>(10 * number + 1);
    draft.materials.front().pages = {
        cases::page_of(cases::test::picture(seed, 700), "image/jpeg", 40),
        cases::page_of(cases::test::picture(static_cast<std::uint8_t>(seed + 1), 2500), "image/jpeg", 40)};
    draft.signature =
        cases::sign_draft(cases::test::item(draft.item_id), draft, cases::test::handwriting(), kFriday);
    known = drafts.emplace(number, std::move(draft)).first;
  }
  return known->second;
}

std::string uid_of(int number) { return draft_of(number).uid; }

Originals originals(int count) {
  Originals all;
  for (int number = 0; number < count; ++number) {
    auto& pages = all[uid_of(number)];
    for (const auto& page : draft_of(number).materials.front().pages) pages.push_back(page.content);
  }
  return all;
}

const std::string& envelope_of(int number) {
  static std::map<int, std::string> envelopes;
  auto& text = envelopes[number];
  if (!text.empty()) return text;
  const auto draft = draft_of(number);
  auto envelope = cases::make_envelope(cases::test::item(draft.item_id), draft,
                                       cases::test::sample().calendar(), kFriday, true);
  envelope.terminal = "YT01";
  envelope.submitted_at = kFriday;
  envelope.receipt_no = cases::format_receipt_number({"YT01", Date::of(kFriday), number + 1});
  const auto random = seeded_random(500 + static_cast<std::uint64_t>(number));
  envelope.qr_token = cases::new_qr_token(*random);
  text = cases::envelope_to_json(envelope, cases::EnvelopePages::WithContent);
  return text;
}

int seeds_a_point() {
  const char* wanted = std::getenv("YITANG_CRASH_SEEDS");
  const int seeds = wanted == nullptr ? kDefaultSeeds : std::atoi(wanted);
  return seeds > 0 ? seeds : kDefaultSeeds;
}

std::uint64_t crash_stride() { return kStride; }

std::optional<cases::CaseStore> open_terminal(Disks& disks, const Clock& clock, Random& random,
                                              Findings& findings) {
  auto store = cases::CaseStore::open(terminal_options(disks.terminal()), clock, random);
  if (!store) {
    if (disks.have_power()) findings.corrupt.push_back("terminal opens not: " + describe(store.error()));
    return std::nullopt;
  }
  if (disks.have_power()) look_for_leftovers(disks.terminal(), kTerminalFolder, findings);
  return std::move(*store);
}

std::optional<office::Office> open_office(Disks& disks, const Clock& clock, Findings& findings) {
  auto office = office::Office::open(office_options(disks.office()), sample_catalog(), clock);
  if (!office) {
    if (disks.have_power()) findings.corrupt.push_back("office opens not: " + describe(office.error()));
    return std::nullopt;
  }
  if (disks.have_power()) look_for_leftovers(disks.office(), kOfficeFolder, findings);
  return std::move(*office);
}

void audit_while_powered(Disks& disks, Findings& findings, const std::function<void(Findings&)>& audit) {
  Findings found;
  audit(found);
  if (!disks.have_power()) return;
  append(findings.lost, found.lost);
  append(findings.doubled, found.doubled);
  append(findings.corrupt, found.corrupt);
  append(findings.orphans, found.orphans);
}

Figures crash_everywhere(const std::string& name, Scenario& scenario, const CrashSettings& settings) {
  Figures figures;
  Disks base;
  Ledger known;
  make_disks(base, settings);
  reseed_sodium(1);
  scenario.prepare(base, known);
  // Nothing that came before may be pending: the preparation is not what is tested here.
  come_back(base, settings, false, 0);
  if (settings.ignored_syncs) cut_disk(base, settings).ignore_sync_of(settings.ignored_syncs);
  Disks whole = base.copy();
  Ledger undisturbed = known;
  Findings none;
  reseed_sodium(1);
  scenario.session(whole, undisturbed, none);
  scenario.at_the_end(undisturbed, none);
  count(none, figures, "undisturbed");
  figures.points = cut_disk(whole, settings).operations();
  const int seeds = settings.seeds > 0 ? settings.seeds : seeds_a_point();
  for (std::uint64_t point = 0; point < figures.points; point += kStride * settings.sample) {
    for (int seed = 0; seed < seeds; ++seed) {
      std::string interrupted;
      const Findings findings = run_once(scenario, base, known, settings, point, seed, interrupted);
      ++figures.runs;
      if (course_of(point, seed).second_cut) ++figures.second_crashes;
      count(findings, figures, fmt::format("point {} ({}) seed {}", point, interrupted, seed));
    }
  }
  fmt::print(
      "[ crash    ] {}: {} crash points, {} runs, {} crashed again while recovering; lost {}, doubled {}, "
      "corrupt {}, left over {}\n",
      name, figures.points, figures.runs, figures.second_crashes, figures.lost, figures.doubled,
      figures.corrupt, figures.orphans);
  return figures;
}

void expect_found_out(const std::string& name, Scenario& scenario, storage::SimulatedDisk::PathTest ignored,
                      Side side, std::uint64_t sample) {
  CrashSettings settings;
  settings.side = side;
  settings.ignored_syncs = std::move(ignored);
  settings.seeds = 2;
  settings.sample = sample;
  const Figures figures = crash_everywhere("control: " + name, scenario, settings);
  EXPECT_GT(figures.lost + figures.corrupt, figures.runs / 50);
}

bool every_path(const std::string&) { return true; }

void expect_nothing_wrong(const Figures& figures) {
  EXPECT_GT(figures.points, 0U);
  EXPECT_EQ(figures.failures(), 0U);
  for (const auto& finding : figures.first_findings) ADD_FAILURE() << finding;
}

}  // namespace yitang::faults
