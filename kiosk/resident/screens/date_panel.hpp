// Turning a date, a time or a span of time with big plus and minus keys.
#pragma once

#include <string>

#include "kiosk/catalog/item.hpp"
#include "kiosk/resident/screens/screen.hpp"

namespace yitang::resident {

enum class DateResult { None, Chosen, Closed };

/// At the foot of `s.content`. `value` gets the canonical text when the result is Chosen.
DateResult draw_date_panel(Screen& s, const catalog::FormField& field, std::string& value);

}  // namespace yitang::resident
