// Devices made of software for demonstration, scripted visits and training. They live longer than the
// terminal: they are the world around it, and stay when it restarts.
#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "devices/barcode/decoder_process.hpp"
#include "devices/barcode/simulated_scanner.hpp"
#include "devices/camera/simulated_camera.hpp"
#include "devices/evdev/headset.hpp"
#include "devices/form_printer/simulated_form_printer.hpp"
#include "devices/id_reader/simulator.hpp"
#include "devices/line_faults.hpp"
#include "devices/printer/simulator.hpp"
#include "kiosk/base/error.hpp"
#include "kiosk/terminal/simulated_platform.hpp"

namespace yitang::terminal {

/// Camera, scanner and telephone live on the camera's thread; reader, printers and headset may be called from
/// any thread.
struct SimulatedWorld {
  explicit SimulatedWorld(devices::Clock& the_clock)
      : clock(the_clock),
        reader(clock),
        printer(clock),
        decoder({.program = devices::decoder_beside_this_program()}, clock),
        scanner(decoder, clock, scanner_line),
        platform(clock) {
    reader_line->on_disconnect([this] { reader.unplug(); });
  }
  ~SimulatedWorld() { reader_line->on_disconnect({}); }
  SimulatedWorld(const SimulatedWorld&) = delete;
  SimulatedWorld& operator=(const SimulatedWorld&) = delete;

  /// What drivers open; NotFound while the plug is out.
  devices::Result<std::unique_ptr<devices::Transport>> open_reader();
  devices::Result<std::unique_ptr<devices::Transport>> open_printer();

  devices::Clock& clock;
  std::shared_ptr<devices::LineFaults> reader_line = std::make_shared<devices::LineFaults>();
  std::shared_ptr<devices::LineFaults> printer_line = std::make_shared<devices::LineFaults>();
  std::shared_ptr<devices::LineFaults> scanner_line = std::make_shared<devices::LineFaults>();
  devices::SamSimulator reader;
  devices::PrinterSimulator printer;
  std::atomic<bool> printer_plugged{true};
  std::atomic<bool> office_in_reach{true};  ///< false: whatever is sent to the office does not arrive
  devices::SimulatedFormPrinter form_printer;
  std::atomic<bool> somebody{true};  ///< stands before the terminal
  devices::SimulatedCamera camera;
  devices::SimulatedHeadset headset;
  devices::DecoderProcess decoder;
  devices::SimulatedScanner scanner;
  SimulatedPlatform platform;  ///< issues codes, and says whose they are

  /// Puts a sample card ("elder", "relative", ...; "bank" is a card of another kind) on the reader.
  Result<void> place_card(const std::string& label);
  /// Holds a QR code with this text before the scanner, as a picture that is really decoded.
  Result<void> show_code(const std::string& text);
  /// A telephone gets a new code of the person of this sample card, and is held before the scanner.
  Result<void> show_identity(catalog::IdentityMethod method, const std::string& label);
  /// The same of another card and with this medical insurance code; the telephone is put away at once.
  Result<void> show_identity_of(const devices::SyntheticCard& card, const WipedBytes& code);
  /// The telephone is held there once more, with the code that it got last.
  Result<void> show_identity_again();

 private:
  Result<void> show_bytes(devices::ByteView bytes);
  WipedBytes telephone_;  ///< the code on it
};

}  // namespace yitang::terminal
