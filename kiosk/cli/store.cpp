// yitang store: check (keys, integrity, audit chain, orphans of both stores) and salvage of damaged ones.
#include <cstdio>
#include <memory>

#include "kiosk/cases/case_store.hpp"
#include "kiosk/cli/command.hpp"
#include "kiosk/office/office.hpp"
#include "kiosk/rescue/salvage.hpp"
#include "kiosk/terminal/config.hpp"
#include "kiosk/terminal/copy_note.hpp"
#include "kiosk/terminal/paths.hpp"

namespace yitang::cli {
namespace {

void print_problems(const std::vector<std::string>& problems) {
  for (const std::string& problem : problems) std::printf("  problem: %s\n", problem.c_str());
}

int check(const std::string& data, const std::string& config_file) {
  auto config = configuration(config_file);
  if (!config) return report(config.error());
  const SystemClock clock;
  const auto random = system_random();
  std::error_code code;
  if (!std::filesystem::is_directory(terminal::terminal_store(data), code)) {
    return report({ErrorKind::BadInput, "there is no terminal's store", data});
  }
  const storage::HostBinding host = terminal::host_binding(data, *config);
  cases::StoreOptions options{terminal::terminal_store(data), host, config->terminal_code};
  options.orphans = storage::SweepOrphans::Later;  // a check says what it finds
  auto store = cases::CaseStore::open(options, clock, *random);
  if (!store) return report(store.error());
  auto report_of_store = store->check();
  if (!report_of_store) return report(report_of_store.error());
  bool good = report_of_store->ok();
  std::printf("terminal: keys open, %lld cases, %lld drafts, %lld pages, %lld audit rows: %s\n",
              static_cast<long long>(report_of_store->cases), static_cast<long long>(report_of_store->drafts),
              static_cast<long long>(report_of_store->pages),
              static_cast<long long>(report_of_store->audit_rows), good ? "good" : "FAULTY");
  print_problems(report_of_store->problems);
  for (const std::string& refused : report_of_store->refused) {
    std::printf("  refused by the office, a person must act (then `yitang case resend`): %s\n",
                refused.c_str());
  }
  const auto space = store->space();
  if (!space) return report(space.error());
  std::printf("disk: %llu MB free: %s\n", static_cast<unsigned long long>(space->free_bytes >> 20),
              std::string(name_of(space->level)).c_str());
  if (std::filesystem::is_directory(terminal::office_store(data), code)) {
    auto catalog = catalogue(*config);
    if (!catalog) return report(catalog.error());
    office::OfficeOptions office_options{terminal::office_store(data), host};
    office_options.orphans = storage::SweepOrphans::Later;
    auto office = office::Office::open(office_options, *catalog, clock);
    if (!office) return report(office.error());
    auto copy = terminal::copy_note(*store, *office);
    if (!copy) return report(copy.error());
    if (*copy) std::printf("  note: %s\n", (*copy)->c_str());
    auto report_of_office = office->check();
    if (!report_of_office) return report(report_of_office.error());
    std::printf("office: keys open, %lld cases, %lld pages, %lld audit rows: %s\n",
                static_cast<long long>(report_of_office->cases),
                static_cast<long long>(report_of_office->pages),
                static_cast<long long>(report_of_office->audit_rows),
                report_of_office->problems.empty() ? "good" : "FAULTY");
    print_problems(report_of_office->problems);
    good = good && report_of_office->problems.empty();
  }
  return good ? kDone : kNotFoundOrNotHeld;
}

int salvage(const std::string& data, const std::string& out, const std::string& config_file) {
  auto config = configuration(config_file);
  if (!config) return report(config.error());
  auto catalog = catalogue(*config);
  if (!catalog) return report(catalog.error());
  const SystemClock clock;
  storage::SystemRandom random;
  auto saved = rescue::salvage({data, out, terminal::host_binding(data, *config),
                                terminal::host_binding(out, *config), config->terminal_code, *catalog},
                               clock, random);
  if (!saved) return report(saved.error());
  std::printf(
      "saved: %lld cases (%lld not delivered yet), %lld drafts, %lld pictures, %lld cases of the office, "
      "%lld audit rows\n",
      static_cast<long long>(saved->cases), static_cast<long long>(saved->waiting),
      static_cast<long long>(saved->drafts), static_cast<long long>(saved->pictures),
      static_cast<long long>(saved->office_cases), static_cast<long long>(saved->audit_rows));
  for (const std::string& loss : saved->losses) std::printf("  lost: %s\n", loss.c_str());
  for (const std::string& line : saved->to_do) std::printf("  to do: %s\n", line.c_str());
  print_problems(saved->problems);
  return saved->losses.empty() && saved->problems.empty() ? kDone : kNotFoundOrNotHeld;
}

}  // namespace

void add_store(CLI::App& app, int& exit_code) {
  auto data = std::make_shared<std::string>();
  auto config = std::make_shared<std::string>();
  CLI::App* store = app.add_subcommand("store", "The encrypted stores");
  store->require_subcommand(1);
  CLI::App* command = store->add_subcommand("check", "Keys, integrity, audit chain, orphans");
  command->add_option("--data", *data, "Data folder")->required();
  command->add_option("--config", *config, "Configuration (TOML)");
  command->callback([data, config, &exit_code] { exit_code = check(*data, *config); });
  auto out = std::make_shared<std::string>();
  CLI::App* salvaging =
      store->add_subcommand("salvage", "Saves what can still be read of damaged stores into new ones");
  salvaging->add_option("--data", *data, "Data folder; only read")->required();
  salvaging->add_option("--out", *out, "New data folder; missing or empty")->required();
  salvaging->add_option("--config", *config, "Configuration (TOML)");
  salvaging->callback([data, out, config, &exit_code] { exit_code = salvage(*data, *out, *config); });
}

}  // namespace yitang::cli
