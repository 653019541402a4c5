// The terminal in a window: threads, main loop, and in a demonstration the panel beside it.
#pragma once

#include <functional>
#include <memory>

#include "kiosk/base/error.hpp"
#include "kiosk/terminal/terminal.hpp"

namespace yitang::terminal {

struct RunOptions {
  TerminalOptions terminal;
  bool demo = false;
  bool panel = true;                    ///< with `demo`: the panel beside the page
  bool exit_after_first_frame = false;  ///< for measuring the start
  /// Called once when the stores do not open with what the machine has: a passphrase to try, or null. The
  /// screen then says that a technician is needed.
  std::function<std::shared_ptr<const storage::SecretBytes>()> ask_passphrase{};
};

/// Returns when the window is closed or the program is asked to end (SIGTERM, SIGINT).
Result<void> run_in_window(const RunOptions& options);

}  // namespace yitang::terminal
