// What the checks of single devices share; for device_check*.cpp only.
#pragma once

#include "kiosk/terminal/device_check.hpp"

namespace yitang::terminal {

/// Why it is not ready, in the list's words.
void say_state(devices::DeviceKind kind, const CheckContext& context);

bool check_form_printer(const CheckContext& context);
/// Decodes the photo of a card that somebody lays on the reader, and shows nobody.
bool check_photo_decoder(const CheckContext& context);

}  // namespace yitang::terminal
