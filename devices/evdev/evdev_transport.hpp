// Transport over an evdev keyboard that is taken exclusively: what it types reaches nobody else.
#pragma once

#include <memory>

#include "devices/evdev/key_event.hpp"
#include "devices/node/node_file.hpp"

namespace yitang::devices {

// read() gives whole events (key_event.hpp). The first one after open() is an EV_LED event that tells whether
// caps lock is lit, which later ones change. Nothing can be written.
class EvdevTransport final : public Transport {
 public:
  // Errors: NotFound, Access, Busy (somebody else has taken it), BadArgument (no keyboard: it lacks letters,
  // digits or Enter).
  static Result<std::unique_ptr<Transport>> open(const std::string& path, Clock& clock);

  [[nodiscard]] const DeviceDescription& description() const override { return description_; }
  Result<std::size_t> write(Channel out, ByteView data, milliseconds timeout) override;
  // `max` below the size of one event: BadArgument.
  Result<Bytes> read(Channel in, std::size_t max, milliseconds timeout) override;
  Result<Bytes> control_in(const ControlSetup& setup, std::uint16_t length, milliseconds timeout) override;
  Result<void> control_out(const ControlSetup& setup, ByteView data, milliseconds timeout) override;
  Result<void> clear_halt(Direction direction, Channel channel) override;
  Result<void> reset() override;

 private:
  EvdevTransport(NodeFile file, DeviceDescription description, bool caps_lock);

  NodeFile file_;
  DeviceDescription description_;
  Bytes first_;  // the event about caps lock, until it is read
  bool gone_ = false;
};

}  // namespace yitang::devices
