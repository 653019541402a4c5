#pragma once

#include "kiosk/resident/flow/events.hpp"

namespace yitang::resident {

/// Key of the words for what the printer answered when it was asked.
const char* printer_key(PrinterReadiness readiness);

}  // namespace yitang::resident
