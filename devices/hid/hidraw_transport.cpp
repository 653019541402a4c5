#include "devices/hid/hidraw_transport.hpp"

#include <fcntl.h>
#include <linux/hidraw.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace yitang::devices {
namespace {

Result<Bytes> read_descriptor(int fd) {
  int size = 0;
  if (::ioctl(fd, HIDIOCGRDESCSIZE, &size) < 0) return fail(ErrorCode::BadArgument, "this is no hidraw node");
  hidraw_report_descriptor descriptor{};
  if (size <= 0 || static_cast<std::size_t>(size) > sizeof descriptor.value) {
    return fail(ErrorCode::Malformed, "a report descriptor of an impossible size");
  }
  descriptor.size = static_cast<__u32>(size);
  if (::ioctl(fd, HIDIOCGRDESC, &descriptor) < 0)
    return node_error(errno, "asking for the report descriptor");
  return Bytes(descriptor.value, descriptor.value + size);
}

Result<DeviceDescription> describe_hidraw(int fd, const std::string& path) {
  DeviceDescription description;
  description.port_path = path;
  description.interface_class = 3;
  hidraw_devinfo info{};
  if (::ioctl(fd, HIDIOCGRAWINFO, &info) < 0)
    return fail(ErrorCode::BadArgument, path + " is no hidraw node");
  description.vendor = static_cast<std::uint16_t>(info.vendor);
  description.product = static_cast<std::uint16_t>(info.product);
  auto bytes = read_descriptor(fd);
  if (!bytes) return tl::unexpected(bytes.error());
  const auto reports = parse_report_descriptor(*bytes);
  if (!reports) return tl::unexpected(reports.error());
  description.report_descriptor = std::move(*bytes);
  const std::size_t in = reports->largest_report(HidReportKind::Input);
  const std::size_t out = reports->largest_report(HidReportKind::Output);
  description.pipes.push_back({0x81, Direction::In, PipeType::Interrupt, static_cast<std::uint16_t>(in)});
  if (out > 0) {
    description.pipes.push_back({0x01, Direction::Out, PipeType::Interrupt, static_cast<std::uint16_t>(out)});
  }
  return description;
}

}  // namespace

HidrawTransport::HidrawTransport(NodeFile file, DeviceDescription description)
    : file_(std::move(file)), description_(std::move(description)) {}

Result<std::unique_ptr<Transport>> HidrawTransport::open(const std::string& path, Clock& clock) {
  auto file = NodeFile::open(path, O_RDWR, clock);
  if (!file) return tl::unexpected(file.error());
  if (auto locked = file->lock(); !locked) return tl::unexpected(locked.error());
  auto description = describe_hidraw(file->fd(), path);
  if (!description) return tl::unexpected(description.error());
  return std::unique_ptr<Transport>(new HidrawTransport(std::move(*file), std::move(*description)));
}

tl::unexpected<Error> HidrawTransport::gone(Error error) {
  gone_ = gone_ || error.code == ErrorCode::Disconnected;
  return tl::unexpected<Error>(std::move(error));
}

Result<std::size_t> HidrawTransport::write(Channel out, ByteView report, milliseconds /*timeout*/) {
  if (description_.pipe(Direction::Out, out) == nullptr || report.empty()) {
    return fail(ErrorCode::BadArgument, "no output reports, or nothing to write");
  }
  if (gone_) return fail(ErrorCode::Disconnected, "the device is gone");
  ssize_t count = 0;
  do {
    count = ::write(file_.fd(), report.data(), report.size());
  } while (count < 0 && errno == EINTR);
  if (count < 0) return gone(node_error(errno, "writing a report").value());
  return report.size();  // a report goes as a whole
}

Result<Bytes> HidrawTransport::read(Channel in, std::size_t max, milliseconds timeout) {
  if (in != Channel::First || max == 0)
    return fail(ErrorCode::BadArgument, "no such pipe, or nothing to read");
  if (gone_) return fail(ErrorCode::Disconnected, "the device is gone");
  if (rest_.empty()) {
    if (auto ready = file_.wait(POLLIN, timeout); !ready) return gone(ready.error());
    auto report = file_.read_some(kMaxReportBytes);
    if (!report) return gone(report.error());
    if (report->size() <= max) return report;
    rest_.assign(report->begin(), report->end());
    wipe(*report);
  }
  const auto end = rest_.begin() + static_cast<std::ptrdiff_t>(std::min(max, rest_.size()));
  Bytes bytes(rest_.begin(), end);
  rest_ = SecretBytes(end, rest_.end());
  return bytes;
}

Result<Bytes> HidrawTransport::control_in(const ControlSetup& /*setup*/, std::uint16_t /*length*/,
                                          milliseconds /*timeout*/) {
  return fail(ErrorCode::NotSupported, "hidraw has no control requests");
}

Result<void> HidrawTransport::control_out(const ControlSetup& /*setup*/, ByteView /*data*/,
                                          milliseconds /*timeout*/) {
  return fail(ErrorCode::NotSupported, "hidraw has no control requests");
}

Result<void> HidrawTransport::clear_halt(Direction /*direction*/, Channel /*channel*/) {
  if (gone_) return fail(ErrorCode::Disconnected, "the device is gone");
  return {};
}

Result<void> HidrawTransport::reset() {
  if (gone_) return fail(ErrorCode::Disconnected, "the device is gone");
  return fail(ErrorCode::NotSupported, "hidraw cannot reset a port");
}

}  // namespace yitang::devices
