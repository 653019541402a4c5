// Devices tried out by a technician while no terminal runs: which of them answer, and one of them closely.
#pragma once

#include <functional>
#include <string>

#include "devices/clock.hpp"
#include "devices/manager/device_board.hpp"
#include "devices/receipt/glyphs.hpp"
#include "kiosk/terminal/hardware.hpp"
#include "ui/strings.hpp"

namespace yitang::terminal {

/// Opens each configured device once and lets it go: afterwards the list says how each is. A few seconds
/// where one does not answer.
void try_all(Hardware& hardware, devices::Clock& clock);

struct CheckContext {
  Hardware& hardware;
  devices::Clock& clock;
  const ui::Strings& words;
  std::function<Result<devices::GlyphRasterizer*>()> glyphs;  ///< asked for only where something is printed
  std::function<void(const std::string&)> say;                ///< one line for the technician, at once
  std::chrono::milliseconds patience{60'000};                 ///< for a card or a code to be held there
};

/// True: it did its work. Says step by step what happens, and never what a card or a code contains. False
/// also when nothing was held there in time.
bool check_device(devices::DeviceKind kind, const CheckContext& context);

}  // namespace yitang::terminal
