// One request and its answer.
#include <algorithm>

#include "devices/id_reader/driver.hpp"

namespace yitang::devices {

namespace {

// Input transfers of at least 512 bytes and a multiple of every packet size, or a long answer overflows.
constexpr std::size_t kReadSize = 4096;
constexpr milliseconds kWriteTimeout{1000};

bool is_card_failure(SamResult result) {
  switch (result) {
    case SamResult::CardRejectsModule:
    case SamResult::ModuleRejectsCard:
    case SamResult::CheckFailed:
    case SamResult::UnknownCardType:
    case SamResult::ReadFailed:
    case SamResult::SelectFailed: return true;
    default: return false;
  }
}

// Can this be the answer to that command? An answer that came too late for the command before must not be
// taken for it.
bool answers(SamCommand command, const SamAnswer& answer) {
  const std::size_t size = answer.data.size();
  switch (answer.result) {
    case SamResult::Done: break;
    case SamResult::CardFound:
    case SamResult::NoCard: return command == SamCommand::Find || command == SamCommand::ReadExtraAddress;
    case SamResult::ItemAbsent: return command == SamCommand::ReadExtraAddress;
    case SamResult::SelectFailed:
      return command == SamCommand::Select || command == SamCommand::ReadExtraAddress;
    case SamResult::ReadFailed: return command == SamCommand::Read || command == SamCommand::ReadExtraAddress;
    default: return true;
  }
  switch (command) {
    case SamCommand::Reset:
    case SamCommand::Status:
    case SamCommand::RfPayload: return size == 0;
    case SamCommand::SamId: return size == 16;
    case SamCommand::Find: return false;
    case SamCommand::Select: return size == 8;
    case SamCommand::Read:
    case SamCommand::ReadWithFingerprints: return size >= 4 + kCardTextSize;
    case SamCommand::ReadExtraAddress: return size == kExtraAddressSize;
    case SamCommand::CardManagement: return true;
  }
  return false;
}

}  // namespace

bool IdReader::has_four_pipes() const {
  const DeviceDescription& description = transport_->description();
  return description.count(Direction::Out) >= 2 && description.count(Direction::In) >= 2;
}

Result<SamAnswer> IdReader::exchange(SamCommand command, milliseconds timeout) {
  for (const Channel channel : {Channel::First, Channel::Second}) {
    if (channel == Channel::Second && !has_four_pipes()) {
      continue;
    }
    if (auto dropped = transport_->drain(channel, milliseconds{0}); !dropped) {
      return tl::unexpected(dropped.error());
    }
  }
  parser_.clear();
  if (auto sent = send(build_request(command)); !sent) {
    return tl::unexpected(sent.error());
  }
  auto answer = receive(command, clock_.now() + timeout);
  parser_.clear();
  return answer;
}

Result<void> IdReader::send(ByteView frame) {
  if (!has_four_pipes()) {
    auto written = transport_->write(Channel::First, frame, kWriteTimeout);
    return written ? Result<void>{} : tl::unexpected(written.error());
  }
  if (auto header = transport_->write(Channel::First, frame.first(kFrameHeader), kWriteTimeout); !header) {
    return tl::unexpected(header.error());
  }
  auto body = transport_->write(Channel::Second, frame.subspan(kFrameHeader), kWriteTimeout);
  return body ? Result<void>{} : tl::unexpected(body.error());
}

Result<SamAnswer> IdReader::receive(SamCommand command, TimePoint deadline) {
  const bool four_pipes = has_four_pipes();
  while (true) {
    while (auto answer = parser_.next()) {
      if (!*answer || answers(command, **answer)) {
        return std::move(*answer);
      }
    }
    const auto left = std::chrono::duration_cast<milliseconds>(deadline - clock_.now());
    if (left.count() <= 0) {
      return fail(ErrorCode::Timeout, "no answer from the card reader");
    }
    const Channel channel = four_pipes && parser_.has_header() ? Channel::Second : Channel::First;
    auto bytes = transport_->read(channel, kReadSize, left);
    if (!bytes) {
      return tl::unexpected(bytes.error());
    }
    parser_.feed(*bytes);
    wipe(*bytes);
  }
}

// Here because it is the other half of answers(): what the module said, told apart by who can help.
ReaderEvent IdReader::on_module_error(SamResult result) {
  switch (result) {
    case SamResult::SelfTestFailed:
    case SamResult::NotAuthorised:
      forget_card();
      state_ = State::OutOfService;
      return report_fault(ReaderFault::OutOfService, settings_.out_of_service_interval);
    case SamResult::NotPermitted: succeeded(); return read_failed();
    default: break;
  }
  if (is_card_failure(result) && (state_ == State::Select || state_ == State::Read)) {
    succeeded();
    return read_failed();
  }
  return climb();
}

}  // namespace yitang::devices
