// What slips say of an appointment. On the store's thread.
#pragma once

#include <optional>
#include <string>

#include "kiosk/terminal/slips.hpp"

namespace yitang::terminal {

/// Nothing if the case has none, or its plan is not known any more.
Result<std::optional<cases::AppointmentLines>> appointment_lines(const SlipContext& context,
                                                                 const std::string& case_uid);

}  // namespace yitang::terminal
