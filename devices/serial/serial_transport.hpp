// Transport over a serial port: RS-232, USB converters (ttyUSB), USB CDC-ACM (ttyACM).
#pragma once

#include <memory>

#include "devices/node/node_file.hpp"
#include "devices/serial/serial_line.hpp"

namespace yitang::devices {

// One pipe in each direction, a stream of bytes. Unplugging a USB port is Disconnected; a device that is
// pulled off a real RS-232 port only falls silent.
class SerialTransport final : public Transport {
 public:
  // Sets the line, throws away what had arrived, and keeps everybody else off the port (its own lock, and
  // TIOCEXCL for programs without privileges). `clock` must outlive the transport. Errors: NotFound, Access,
  // Busy, BadArgument (no serial port, impossible setting), NotSupported (the port does not take the
  // setting).
  static Result<std::unique_ptr<Transport>> open(const std::string& path, const SerialLine& line,
                                                 Clock& clock);
  ~SerialTransport() override;

  [[nodiscard]] const DeviceDescription& description() const override { return description_; }
  // `transferred` of a failed write counts what the port's buffer took.
  Result<std::size_t> write(Channel out, ByteView data, milliseconds timeout) override;
  Result<Bytes> read(Channel in, std::size_t max, milliseconds timeout) override;
  // NotSupported: a serial line has no requests beside its data.
  Result<Bytes> control_in(const ControlSetup& setup, std::uint16_t length, milliseconds timeout) override;
  Result<void> control_out(const ControlSetup& setup, ByteView data, milliseconds timeout) override;
  // Nothing to clear on a serial line.
  Result<void> clear_halt(Direction direction, Channel channel) override;
  // Lets DTR and RTS fall for 100 ms, by which many devices start anew, and throws away both buffers.
  Result<void> reset() override;

 private:
  SerialTransport(NodeFile file, std::string path, Clock& clock);
  tl::unexpected<Error> gone(Error error);

  NodeFile file_;
  Clock& clock_;
  DeviceDescription description_;
  bool gone_ = false;
};

}  // namespace yitang::devices
