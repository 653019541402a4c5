#include "kiosk/terminal/simulated_world.hpp"

#include "devices/barcode/qr.hpp"
#include "devices/id_reader/synthetic_card.hpp"

namespace yitang::terminal {

devices::Result<std::unique_ptr<devices::Transport>> SimulatedWorld::open_reader() {
  auto opened = reader.connect();
  if (!opened) return opened;
  return devices::with_faults(std::move(*opened), reader_line, clock);
}

devices::Result<std::unique_ptr<devices::Transport>> SimulatedWorld::open_printer() {
  if (!printer_plugged)
    return devices::fail(devices::ErrorCode::NotFound, "the simulated printer is unplugged");
  // A program that starts again finds the printer as it left it.
  return devices::with_faults(printer.connected() ? printer.reconnect() : printer.connect(), printer_line,
                              clock);
}

Result<void> SimulatedWorld::place_card(const std::string& label) {
  if (label == "bank") {
    reader.place_other_card();
    return {};
  }
  const devices::SyntheticCard* card = devices::sample_card(label);
  if (card == nullptr) return fail(ErrorKind::NotFound, "no sample card of this name", label);
  if (auto placed = reader.place_card(*card); !placed)
    return fail(ErrorKind::BadInput, placed.error().message, label);
  return {};
}

Result<void> SimulatedWorld::show_code(const std::string& text) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  auto symbol = devices::make_qr({bytes, text.size()});
  if (!symbol) return fail(ErrorKind::BadInput, symbol.error().message);
  auto shown = scanner.show(devices::to_image(devices::enlarge_qr(*symbol, 6)));
  if (!shown) return fail(ErrorKind::Unavailable, shown.error().message);
  return {};
}

}  // namespace yitang::terminal
