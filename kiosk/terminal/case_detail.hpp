// Everything that the progress page shows of one case. On the store's thread.
#pragma once

#include <optional>
#include <string>

#include "kiosk/cases/case_store.hpp"
#include "kiosk/resident/flow/events.hpp"

namespace yitang::terminal {

/// Nothing if the case is not there any more. What cannot be read of its surroundings is left out, and
/// logged.
Result<std::optional<resident::CaseDetail>> case_detail(cases::CaseStore& store, const std::string& uid);

}  // namespace yitang::terminal
