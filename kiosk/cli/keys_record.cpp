#include "kiosk/cli/keys_record.hpp"

#include <cstdio>
#include <filesystem>

#include "kiosk/base/clock.hpp"
#include "kiosk/base/random.hpp"
#include "kiosk/cases/case_store.hpp"
#include "kiosk/cli/command.hpp"
#include "kiosk/terminal/paths.hpp"

namespace yitang::cli {
namespace {

bool has_terminal(const KeysOptions& options) {
  std::error_code code;
  return std::filesystem::exists(terminal::terminal_store(options.data) / "keys.bin", code);
}

Result<void> append(const KeysOptions& options, const storage::HostBinding& host,
                    const terminal::Config& config, const std::vector<KeysChange>& changes) {
  const SystemClock clock;
  const auto random = system_random();
  auto store = cases::CaseStore::open({terminal::terminal_store(options.data), host, config.terminal_code},
                                      clock, *random);
  if (!store) return tl::unexpected(store.error());
  for (const KeysChange& change : changes) {
    auto noted = store->note_keys_change({change.what, change.store, change.slot});
    if (!noted) return noted;
  }
  return {};
}

}  // namespace

Result<void> refuse_while_running(const KeysOptions& options, const storage::HostBinding& host,
                                  const terminal::Config& config) {
  if (!has_terminal(options)) return {};
  auto opened = append(options, host, config, {});
  if (opened || opened.error().kind != ErrorKind::Unavailable) return {};
  return fail(
      ErrorKind::Unavailable,
      "a terminal runs on this data folder, or another command: end it first, the change has to go into "
      "its audit log",
      options.data);
}

int record_changes(const KeysOptions& options, const storage::HostBinding& host,
                   const terminal::Config& config, const std::vector<KeysChange>& changes, int code) {
  if (changes.empty() || !has_terminal(options)) return code;
  auto noted = append(options, host, config, changes);
  if (noted) return code;
  std::fprintf(stderr, "The change is made, but the terminal's audit log could not be written:\n");
  return report(noted.error());
}

}  // namespace yitang::cli
