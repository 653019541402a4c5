#include "devices/id_reader/hid_stream.hpp"

#include <algorithm>
#include <utility>

#include "devices/hid/report_descriptor.hpp"

namespace yitang::devices {
namespace {

constexpr std::size_t kSmallestReport = 8;
constexpr std::uint8_t kLeadByte = 0xAA;

}  // namespace

Result<std::unique_ptr<Transport>> HidStream::create(std::unique_ptr<Transport> reports) {
  const auto description = parse_report_descriptor(reports->description().report_descriptor);
  if (!description) return tl::unexpected(description.error());
  const auto in = description->first_report(HidReportKind::Input);
  const auto out = description->first_report(HidReportKind::Output);
  if (!in || !out) return fail(ErrorCode::NotSupported, "a card reader has input and output reports");
  Shape shape;
  shape.in_id = *in;
  shape.out_id = *out;
  shape.in_bytes = description->report_bytes(HidReportKind::Input, *in);
  shape.out_bytes = description->report_bytes(HidReportKind::Output, *out) + (*out == 0 ? 1 : 0);
  if (shape.in_bytes < kSmallestReport || shape.out_bytes < kSmallestReport) {
    return fail(ErrorCode::NotSupported, "the reports are too small for a card reader");
  }
  return std::unique_ptr<Transport>(new HidStream(std::move(reports), shape));
}

HidStream::HidStream(std::unique_ptr<Transport> reports, const Shape& shape)
    : reports_(std::move(reports)), shape_(shape), description_(reports_->description()) {
  const auto size = static_cast<std::uint16_t>(shape.in_bytes);
  description_.pipes = {{0x01, Direction::Out, PipeType::Interrupt, size},
                        {0x81, Direction::In, PipeType::Interrupt, size}};
}

Result<std::size_t> HidStream::write(Channel out, ByteView data, milliseconds timeout) {
  if (out != Channel::First || data.empty())
    return fail(ErrorCode::BadArgument, "no such pipe, or nothing to write");
  const std::size_t room = shape_.out_bytes - 1;
  for (std::size_t sent = 0; sent < data.size(); sent += room) {
    Bytes report(shape_.out_bytes);
    report[0] = shape_.out_id;
    std::copy_n(data.begin() + static_cast<std::ptrdiff_t>(sent), std::min(room, data.size() - sent),
                report.begin() + 1);
    if (auto written = reports_->write(Channel::First, report, timeout); !written) {
      Error error = written.error();
      error.transferred = sent;
      return tl::unexpected(std::move(error));
    }
  }
  answer_begins_ = true;
  return data.size();
}

// `report` without its number.
void HidStream::take(ByteView report) {
  if (std::exchange(answer_begins_, false)) {
    extra_ = report[0] != kLeadByte && report[1] == kLeadByte && report[2] == kLeadByte ? 1 : 0;
  }
  const ByteView content = report.subspan(extra_);
  arrived_.insert(arrived_.end(), content.begin(), content.end());
}

Result<Bytes> HidStream::read(Channel in, std::size_t max, milliseconds timeout) {
  if (in != Channel::First || max == 0)
    return fail(ErrorCode::BadArgument, "no such pipe, or nothing to read");
  if (arrived_.empty()) {
    auto report = reports_->read(Channel::First, kMaxReportBytes, timeout);
    if (!report) return report;
    const bool wrong_number = shape_.in_id != 0 && !report->empty() && report->front() != shape_.in_id;
    if (report->size() != shape_.in_bytes || wrong_number) {
      wipe(*report);
      return fail(ErrorCode::Protocol, "a report that is not as announced");
    }
    take(ByteView(*report).subspan(shape_.in_id != 0 ? 1 : 0));
    wipe(*report);
  }
  const auto end = arrived_.begin() + static_cast<std::ptrdiff_t>(std::min(max, arrived_.size()));
  Bytes bytes(arrived_.begin(), end);
  arrived_ = SecretBytes(end, arrived_.end());
  return bytes;
}

Result<Bytes> HidStream::control_in(const ControlSetup& setup, std::uint16_t length, milliseconds timeout) {
  return reports_->control_in(setup, length, timeout);
}

Result<void> HidStream::control_out(const ControlSetup& setup, ByteView data, milliseconds timeout) {
  return reports_->control_out(setup, data, timeout);
}

Result<void> HidStream::clear_halt(Direction direction, Channel channel) {
  return reports_->clear_halt(direction, channel);
}

Result<void> HidStream::reset() {
  arrived_ = SecretBytes{};
  return reports_->reset();
}

}  // namespace yitang::devices
