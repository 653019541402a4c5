// Changes of keys in the terminal's audit log.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "kiosk/base/audit_events.hpp"
#include "kiosk/cli/keys_stores.hpp"

namespace yitang::cli {

struct KeysChange {
  audit::KeysChanged::Disposition what;
  std::string store;       ///< "terminal" or "office"
  std::uint32_t slot = 0;  ///< 0: all of them
};

/// Refused while a terminal runs on this data folder: its log could not be written. A store that does not
/// open for another reason is no obstacle: its keys may be what has to be mended.
Result<void> refuse_while_running(const KeysOptions& options, const storage::HostBinding& host,
                                  const terminal::Config& config);

/// Writes what was done; says on standard error when that fails, and returns the exit code then, else `code`.
int record_changes(const KeysOptions& options, const storage::HostBinding& host,
                   const terminal::Config& config, const std::vector<KeysChange>& changes, int code);

}  // namespace yitang::cli
