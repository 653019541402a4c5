// Bar code scanners made of software, on the device's side: what a scanner in each of its modes puts on the
// wire.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "devices/clock.hpp"
#include "devices/evdev/key_event.hpp"
#include "devices/transport.hpp"

namespace yitang::devices {

// Report descriptor of a scanner as makers lay it out: reports of 64 bytes with number 2 (see hid_pos.hpp), a
// trigger report with number 4.
[[nodiscard]] Bytes hid_pos_report_descriptor();
// One code as that scanner sends it.
[[nodiscard]] std::vector<Bytes> hid_pos_reports(ByteView payload, std::string_view aim = "]Q1");
// One code typed on a United States keyboard; what is not ASCII as Alt and the number on the keypad.
[[nodiscard]] std::vector<KeyEvent> typed_events(ByteView payload, bool caps_lock = false);

// All calls are thread-safe.
class ScannerSimulator {
 public:
  enum class Mode : std::uint8_t { Serial, HidPos, Keyboard };
  ScannerSimulator(Clock& clock, Mode mode);
  ~ScannerSimulator();
  ScannerSimulator(const ScannerSimulator&) = delete;
  ScannerSimulator& operator=(const ScannerSimulator&) = delete;

  // NotFound while unplugged. The simulator must outlive the transport.
  Result<std::unique_ptr<Transport>> connect();

  // Somebody holds a code before the scanner.
  void present(ByteView payload);
  void set_affixes(std::string prefix, std::string suffix);  // Serial, Keyboard; "" and CR at first
  void set_aim(std::string aim);            // "]Q1" at first; Serial sends it only behind a prefix
  void set_packet_size(std::size_t bytes);  // Serial; 64 at first
  // Raw input, as nothing that a scanner should send.
  void send(const Bytes& chunk);

  void unplug();  // what was not read is lost; transports that are open are Disconnected for ever
  void plug();

 private:
  struct Shared;
  std::shared_ptr<Shared> shared_;
};

}  // namespace yitang::devices
