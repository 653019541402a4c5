// The one choke point between drivers and hardware. A driver sees a Transport and a Clock and nothing else,
// so the same driver runs over libusb, over a simulator, and over either of them with faults injected.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "devices/clock.hpp"
#include "devices/error.hpp"

namespace yitang::devices {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

enum class Direction : std::uint8_t { Out, In };  // seen from the host
enum class PipeType : std::uint8_t { Bulk, Interrupt };

// Pipes are named by their order among the pipes of the same direction in the descriptor, never by address:
// addresses differ between makers. Nearly all devices have only First.
enum class Channel : std::uint8_t { First = 0, Second = 1 };

struct Pipe {
  std::uint8_t address = 0;  // endpoint address as in the descriptor, with the direction bit (80)
  Direction direction = Direction::Out;
  PipeType type = PipeType::Bulk;
  std::uint16_t max_packet = 64;
};

struct DeviceDescription {
  std::uint16_t vendor = 0;
  std::uint16_t product = 0;
  std::string serial;  // USB serial string; often empty, or equal on two units
  std::string
      port_path;  // "1-2.3", "/dev/ttyS0": where it is plugged in; the identity when there is no serial
  std::uint8_t interface_number = 0;
  std::uint8_t alternate_setting = 0;
  std::uint8_t interface_class = 0;
  std::uint8_t interface_subclass = 0;
  std::uint8_t interface_protocol = 0;
  std::vector<Pipe> pipes;  // in descriptor order
  Bytes report_descriptor;  // HID only: as the device sent it

  [[nodiscard]] const Pipe* pipe(Direction direction, Channel channel) const;
  [[nodiscard]] std::size_t count(Direction direction) const;
};

// The eight bytes of a USB control request; `length` for IN requests is the largest answer wanted.
struct ControlSetup {
  std::uint8_t request_type = 0;
  std::uint8_t request = 0;
  std::uint16_t value = 0;
  std::uint16_t index = 0;
};

// Every call blocks its caller for at most the given time. One thread uses a transport at a time (its
// driver's). After Disconnected every later call answers Disconnected: open a new transport.
class Transport {
 public:
  virtual ~Transport() = default;
  Transport() = default;
  Transport(const Transport&) = delete;
  Transport& operator=(const Transport&) = delete;

  [[nodiscard]] virtual const DeviceDescription& description() const = 0;

  // Sends all of `data`. The value is data.size(). On failure error.transferred says how many bytes the
  // device took; after a Timeout the caller may continue from there.
  virtual Result<std::size_t> write(Channel out, ByteView data, milliseconds timeout) = 0;

  // Waits for the next bytes and returns what has arrived, at least one byte and at most `max`. Message
  // borders are not kept: bytes are a stream, and what does not fit stays for the next call. Nothing in the
  // time given: Timeout.
  virtual Result<Bytes> read(Channel in, std::size_t max, milliseconds timeout) = 0;

  // Control transfers on endpoint 0, class and vendor requests of the claimed interface.
  virtual Result<Bytes> control_in(const ControlSetup& setup, std::uint16_t length, milliseconds timeout) = 0;
  virtual Result<void> control_out(const ControlSetup& setup, ByteView data, milliseconds timeout) = 0;

  // Clears the halt condition of a pipe after Stall, on both sides.
  virtual Result<void> clear_halt(Direction direction, Channel channel) = 0;

  // Port reset: slow, last but one step of recovery. NotFound or Disconnected: the device came back as a new
  // one.
  virtual Result<void> reset() = 0;

  // Throws away input that has arrived, and goes on until `quiet` passed without any. Answers how many bytes.
  // Stops after 64 KiB with Protocol: a device that never falls silent is faulty.
  virtual Result<std::size_t> drain(Channel in, milliseconds quiet);
};

}  // namespace yitang::devices
