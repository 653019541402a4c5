// Transport over a hidraw node: whole reports in and out, and the report descriptor.
#pragma once

#include <memory>

#include "devices/hid/report_descriptor.hpp"
#include "devices/node/node_file.hpp"
#include "devices/wipe.hpp"

namespace yitang::devices {

// One read() gives at most one report; give it room for the largest, else the rest comes with the next read.
// One write() takes one report, whose first byte is its number, or 0 if reports have none. Numbered reports
// that arrive begin with their number.
class HidrawTransport final : public Transport {
 public:
  // Keeps other programs that lock the node as this one does away. Errors: NotFound, Access, Busy,
  // BadArgument (no hidraw node), Malformed (a descriptor that cannot be understood).
  static Result<std::unique_ptr<Transport>> open(const std::string& path, Clock& clock);

  // With vendor, product, report_descriptor, and an OUT pipe only if there are output reports.
  [[nodiscard]] const DeviceDescription& description() const override { return description_; }
  // The kernel gives a report to the device at once or fails after its own 5 s; `timeout` is not looked at.
  Result<std::size_t> write(Channel out, ByteView report, milliseconds timeout) override;
  Result<Bytes> read(Channel in, std::size_t max, milliseconds timeout) override;
  // NotSupported.
  Result<Bytes> control_in(const ControlSetup& setup, std::uint16_t length, milliseconds timeout) override;
  Result<void> control_out(const ControlSetup& setup, ByteView data, milliseconds timeout) override;
  // The kernel clears halts of HID devices by itself.
  Result<void> clear_halt(Direction direction, Channel channel) override;
  // NotSupported: hidraw cannot reset a port.
  Result<void> reset() override;

 private:
  HidrawTransport(NodeFile file, DeviceDescription description);
  tl::unexpected<Error> gone(Error error);

  NodeFile file_;
  DeviceDescription description_;
  SecretBytes rest_;  // of a report that did not fit
  bool gone_ = false;
};

}  // namespace yitang::devices
