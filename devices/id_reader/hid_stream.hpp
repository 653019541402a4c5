// The byte stream of a card reader over HID reports: frames are cut into reports and padded with zeros on the
// way out, and joined on the way in.
#pragma once

#include <memory>

#include "devices/transport.hpp"
#include "devices/wipe.hpp"

namespace yitang::devices {

// Wraps a transport of reports (hid/). Some modules put one more byte in front of the frame in every report:
// found out from the first report of each answer.
class HidStream final : public Transport {
 public:
  // Errors: Malformed (report descriptor), NotSupported (no input or no output report, or one below eight
  // bytes).
  static Result<std::unique_ptr<Transport>> create(std::unique_ptr<Transport> reports);

  [[nodiscard]] const DeviceDescription& description() const override { return description_; }
  // On failure `transferred` counts bytes of `data` in whole reports.
  Result<std::size_t> write(Channel out, ByteView data, milliseconds timeout) override;
  // Padding behind a frame is passed on. Protocol: a report that is not as the descriptor says.
  Result<Bytes> read(Channel in, std::size_t max, milliseconds timeout) override;
  Result<Bytes> control_in(const ControlSetup& setup, std::uint16_t length, milliseconds timeout) override;
  Result<void> control_out(const ControlSetup& setup, ByteView data, milliseconds timeout) override;
  Result<void> clear_halt(Direction direction, Channel channel) override;
  Result<void> reset() override;

 private:
  struct Shape {
    std::uint8_t in_id = 0;  // 0: reports without a number
    std::uint8_t out_id = 0;
    std::size_t in_bytes = 0;   // as read: with the number if there is one
    std::size_t out_bytes = 0;  // as written: always with a byte for the number
  };
  HidStream(std::unique_ptr<Transport> reports, const Shape& shape);
  void take(ByteView report);

  std::unique_ptr<Transport> reports_;
  Shape shape_;
  DeviceDescription description_;
  SecretBytes arrived_;
  bool answer_begins_ = true;  // the next report is the first after a request
  std::size_t extra_ = 0;      // bytes in front of the frame in each report of this answer
};

}  // namespace yitang::devices
