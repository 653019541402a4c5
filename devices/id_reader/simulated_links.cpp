#include "devices/id_reader/simulated_links.hpp"

#include <algorithm>
#include <utility>

#include "devices/wipe.hpp"

namespace yitang::devices {
namespace {

constexpr std::size_t kReaderReport = 64;
constexpr std::uint8_t kReaderReportId = 1;

Bytes reader_report_descriptor(bool numbered) {
  Bytes bytes{0x06, 0x00, 0xFF, 0x09, 0x01, 0xA1, 0x01};  // the maker's page, application collection
  if (numbered) bytes.insert(bytes.end(), {0x85, kReaderReportId});
  bytes.insert(bytes.end(), {0x15, 0x00, 0x26, 0xFF, 0x00, 0x75, 0x08, 0x95, kReaderReport,  //
                             0x09, 0x02, 0x81, 0x02, 0x09, 0x03, 0x91, 0x02, 0xC0});
  return bytes;
}

// Passes everything on that a link does not change.
class SimulatedLink : public Transport {
 public:
  explicit SimulatedLink(std::unique_ptr<Transport> reader)
      : reader_(std::move(reader)), description_(reader_->description()) {}
  [[nodiscard]] const DeviceDescription& description() const override { return description_; }
  Result<Bytes> control_in(const ControlSetup& setup, std::uint16_t length, milliseconds timeout) override {
    return reader_->control_in(setup, length, timeout);
  }
  Result<void> control_out(const ControlSetup& setup, ByteView data, milliseconds timeout) override {
    return reader_->control_out(setup, data, timeout);
  }
  Result<void> clear_halt(Direction direction, Channel channel) override {
    return reader_->clear_halt(direction, channel);
  }
  Result<void> reset() override { return reader_->reset(); }

 protected:
  std::unique_ptr<Transport> reader_;
  DeviceDescription description_;
};

class HidLink final : public SimulatedLink {
 public:
  HidLink(std::unique_ptr<Transport> reader, SimulatedHidShape shape)
      : SimulatedLink(std::move(reader)), shape_(shape) {
    description_.interface_class = 3;
    description_.report_descriptor = reader_report_descriptor(shape.numbered);
  }

  Result<std::size_t> write(Channel out, ByteView report, milliseconds timeout) override {
    const std::uint8_t number = shape_.numbered ? kReaderReportId : 0;
    if (report.size() != kReaderReport + 1 || report[0] != number) {
      return fail(ErrorCode::BadArgument, "not a report of this reader");
    }
    auto written = reader_->write(out, report.subspan(1), timeout);
    if (!written) return written;
    return report.size();
  }

  Result<Bytes> read(Channel in, std::size_t max, milliseconds timeout) override {
    const std::size_t front = (shape_.numbered ? 1 : 0) + shape_.extra_bytes;
    const std::size_t whole = kReaderReport + (shape_.numbered ? 1 : 0);
    if (max < whole) return fail(ErrorCode::BadArgument, "no room for a report");
    auto part = reader_->read(in, whole - front, timeout);
    if (!part) return part;
    Bytes report(whole);
    if (shape_.numbered) report[0] = kReaderReportId;
    std::copy(part->begin(), part->end(), report.begin() + static_cast<std::ptrdiff_t>(front));
    wipe(*part);
    return report;
  }

 private:
  SimulatedHidShape shape_;
};

class SerialLink final : public SimulatedLink {
 public:
  SerialLink(std::unique_ptr<Transport> reader, bool same_speed)
      : SimulatedLink(std::move(reader)), same_speed_(same_speed) {}

  Result<std::size_t> write(Channel out, ByteView data, milliseconds timeout) override {
    if (same_speed_) return reader_->write(out, data, timeout);
    const Bytes noise(data.size(), 0xF8);
    return reader_->write(out, noise, timeout);
  }

  Result<Bytes> read(Channel in, std::size_t max, milliseconds timeout) override {
    auto bytes = reader_->read(in, max, timeout);
    if (bytes && !same_speed_) std::fill(bytes->begin(), bytes->end(), std::uint8_t{0xF8});
    return bytes;
  }

 private:
  bool same_speed_;
};

}  // namespace

std::unique_ptr<Transport> simulated_hid_reader(std::unique_ptr<Transport> reader, SimulatedHidShape shape) {
  return std::make_unique<HidLink>(std::move(reader), shape);
}

std::unique_ptr<Transport> simulated_serial_reader(std::unique_ptr<Transport> reader, unsigned module_baud,
                                                   unsigned host_baud) {
  return std::make_unique<SerialLink>(std::move(reader), module_baud == host_baud);
}

}  // namespace yitang::devices
