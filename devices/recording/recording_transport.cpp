#include "devices/recording/recording_transport.hpp"

#include <fmt/format.h>

#include <utility>

namespace yitang::devices {
namespace {

using Operation = RecordedCall::Operation;

// Of no real module: 5.3, 2024-01-01, region 990101.
constexpr std::uint8_t kSyntheticSamId[16] = {0x05, 0x00, 0x03, 0x00, 0x01, 0xDE, 0x34, 0x01,
                                              0xA5, 0x1B, 0x0F, 0x00, 0x2A, 0x00, 0x00, 0x00};

RecordedCall call_of(Operation operation, Channel channel) {
  RecordedCall call;
  call.operation = operation;
  call.channel = channel;
  return call;
}

}  // namespace

RecordingTransport::RecordingTransport(std::unique_ptr<Transport> inner, Recording& recording)
    : inner_(std::move(inner)), recording_(recording) {
  recording_.device = inner_->description();
  recording_.device.serial.clear();
  recording_.device.port_path.clear();
}

Result<std::size_t> RecordingTransport::write(Channel out, ByteView data, milliseconds timeout) {
  auto written = inner_->write(out, data, timeout);
  RecordedCall call = call_of(Operation::Write, out);
  call.shape = requests_.take(data);
  if (!written) {
    call.error = written.error().code;
    call.transferred = written.error().transferred;
  }
  recording_.calls.push_back(std::move(call));
  return written;
}

Result<Bytes> RecordingTransport::read(Channel in, std::size_t max, milliseconds timeout) {
  auto bytes = inner_->read(in, max, timeout);
  RecordedCall call = call_of(Operation::Read, in);
  if (bytes) {
    call.shape = answers_.take(*bytes);
  } else {
    call.error = bytes.error().code;
  }
  recording_.calls.push_back(std::move(call));
  return bytes;
}

Result<Bytes> RecordingTransport::control_in(const ControlSetup& setup, std::uint16_t length,
                                             milliseconds timeout) {
  return inner_->control_in(setup, length, timeout);
}

Result<void> RecordingTransport::control_out(const ControlSetup& setup, ByteView data, milliseconds timeout) {
  return inner_->control_out(setup, data, timeout);
}

Result<void> RecordingTransport::clear_halt(Direction direction, Channel channel) {
  auto cleared = inner_->clear_halt(direction, channel);
  RecordedCall call = call_of(Operation::ClearHalt, channel);
  call.direction = direction;
  if (!cleared) call.error = cleared.error().code;
  recording_.calls.push_back(std::move(call));
  return cleared;
}

Result<void> RecordingTransport::reset() {
  auto done = inner_->reset();
  RecordedCall call = call_of(Operation::Reset, Channel::First);
  if (!done) call.error = done.error().code;
  recording_.calls.push_back(std::move(call));
  return done;
}

ReplayTransport::ReplayTransport(Recording recording, Bytes text, Bytes extra, Clock& clock)
    : recording_(std::move(recording)), text_(std::move(text)), extra_(std::move(extra)), clock_(clock) {}

Result<std::unique_ptr<ReplayTransport>> ReplayTransport::create(Recording recording,
                                                                 const SyntheticCard& card, Clock& clock) {
  auto text = encode_card_text(card);
  if (!text) return tl::unexpected(text.error());
  auto extra = encode_extra_address(card);
  if (!extra) return tl::unexpected(extra.error());
  return std::unique_ptr<ReplayTransport>(
      new ReplayTransport(std::move(recording), std::move(*text), std::move(*extra), clock));
}

tl::unexpected<Error> ReplayTransport::stray(const std::string& what) {
  if (fault_.empty()) fault_ = fmt::format("call {} of the recording is not {}", next_ + 1, what);
  lost_ = true;
  return fail(ErrorCode::Protocol, fault_);
}

Result<const RecordedCall*> ReplayTransport::expect(Operation operation, Channel channel) {
  if (lost_) return fail(ErrorCode::Protocol, fault_);
  if (next_ == recording_.calls.size()) return fail(ErrorCode::Disconnected, "the recording is over");
  const RecordedCall& call = recording_.calls[next_];
  if (call.operation != operation || call.channel != channel)
    return stray(fmt::format("a call of kind {} on channel {}", static_cast<int>(operation),
                             static_cast<int>(channel)));
  return &call;
}

Result<void> ReplayTransport::outcome(const RecordedCall& call, milliseconds timeout) {
  ++next_;
  if (!call.error) return {};
  if (*call.error == ErrorCode::Timeout) clock_.sleep_for(timeout);
  return tl::unexpected(Error{*call.error, "recorded", call.transferred, 0});
}

Result<std::size_t> ReplayTransport::write(Channel out, ByteView data, milliseconds timeout) {
  const auto call = expect(Operation::Write, out);
  if (!call) return tl::unexpected(call.error());
  if (requests_.take(data) != (*call)->shape) return stray("a write of these bytes");
  parser_.feed(data);
  while (auto request = parser_.next()) {
    if (*request) command_ = (*request)->command;
  }
  if (auto done = outcome(**call, timeout); !done) return tl::unexpected(done.error());
  return data.size();
}

Bytes ReplayTransport::content() const {
  switch (static_cast<SamCommand>(command_)) {
    case SamCommand::Read: {
      Bytes blocks{0x01, 0x00, 0x04, 0x00};  // lengths of text and photo; the photo is black
      blocks.insert(blocks.end(), text_.begin(), text_.end());
      return blocks;
    }
    case SamCommand::ReadExtraAddress: return extra_;
    case SamCommand::SamId: return {std::begin(kSyntheticSamId), std::end(kSyntheticSamId)};
    default: return {};
  }
}

Result<Bytes> ReplayTransport::read(Channel in, std::size_t max, milliseconds timeout) {
  const auto call = expect(Operation::Read, in);
  if (!call) return tl::unexpected(call.error());
  if (auto done = outcome(**call, timeout); !done) return tl::unexpected(done.error());
  Bytes bytes = filler_.fill((*call)->shape, content());
  if (bytes.size() > max) return stray("a read of so few bytes");
  return bytes;
}

Result<Bytes> ReplayTransport::control_in(const ControlSetup& /*setup*/, std::uint16_t /*length*/,
                                          milliseconds /*timeout*/) {
  return fail(ErrorCode::Stall, "card readers have no control requests");
}

Result<void> ReplayTransport::control_out(const ControlSetup& /*setup*/, ByteView /*data*/,
                                          milliseconds /*timeout*/) {
  return fail(ErrorCode::Stall, "card readers have no control requests");
}

Result<void> ReplayTransport::clear_halt(Direction direction, Channel channel) {
  const auto call = expect(Operation::ClearHalt, channel);
  if (!call) return tl::unexpected(call.error());
  if ((*call)->direction != direction) return stray("the clearing of this pipe");
  return outcome(**call, milliseconds{0});
}

Result<void> ReplayTransport::reset() {
  const auto call = expect(Operation::Reset, Channel::First);
  if (!call) return tl::unexpected(call.error());
  return outcome(**call, milliseconds{0});
}

}  // namespace yitang::devices
