// Slips with numbers for the windows. On the store's thread.
#pragma once

#include "kiosk/terminal/slips.hpp"

namespace yitang::terminal {

/// With those ahead as they are now, and the copy mark if one came out before. NotFound if the number, or its
/// queue, is not known (any more).
Result<Slip> build_ticket_slip(const SlipContext& context, const resident::PrintRequest& request);

}  // namespace yitang::terminal
