#pragma once

#include <optional>
#include <string>

#include "kiosk/cases/case_store.hpp"
#include "kiosk/office/office.hpp"

namespace yitang::terminal {

/// What a technician must know at every start of a store that was put back from a copy: an English line for
/// the log, or nothing. A copy that nobody said to be one is recognised by the newest head of its audit log
/// that the office keeps; it is noted in the store before anything is delivered or numbered.
Result<std::optional<std::string>> copy_note(cases::CaseStore& store, office::Office& office);

}  // namespace yitang::terminal
