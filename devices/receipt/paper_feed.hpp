// How much paper a stream of ESC/POS bytes uses, cuts included: for the estimate of what is left on the roll.
// Pure; any bytes give a number.
#pragma once

#include "devices/transport.hpp"

namespace yitang::devices {

// Dot rows fed by the whole commands of `stream`. `head_to_cutter_dots`: fed by a cut that feeds to the
// cutter.
[[nodiscard]] long fed_dots(ByteView stream, int head_to_cutter_dots);

}  // namespace yitang::devices
