#pragma once

#include "kiosk/resident/flow/events.hpp"

namespace yitang::resident {

/// Key of the words for what the printer answered when it was asked.
const char* printer_key(PrinterReadiness readiness);
/// Key of the words for how far a slip is. `failed`: those for a slip that did not come out.
const char* print_key(PrintFate fate, const char* failed);

/// The same for the slip that leads to the counter.
const char* slip_fate_key(PrintFate fate);

}  // namespace yitang::resident
