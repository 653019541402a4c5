#include "devices/faulty_transport.hpp"

#include <algorithm>

namespace yitang::devices {

std::string_view name_of(TransportFault kind) {
  switch (kind) {
    case TransportFault::Timeout: return "timeout";
    case TransportFault::LostAnswer: return "lost answer";
    case TransportFault::LateAnswer: return "late answer";
    case TransportFault::Stall: return "stall";
    case TransportFault::Disconnect: return "disconnect";
    case TransportFault::Overflow: return "overflow";
    case TransportFault::IoError: return "io error";
    case TransportFault::PartialWrite: return "partial write";
    case TransportFault::ShortRead: return "short read";
    case TransportFault::SingleBytes: return "single bytes";
    case TransportFault::GarbageBefore: return "garbage before";
    case TransportFault::Truncate: return "truncate";
    case TransportFault::BitFlip: return "bit flip";
  }
  return "unknown";
}

FaultyTransport::FaultyTransport(std::unique_ptr<Transport> inner, Clock& clock,
                                 std::vector<ScriptedFault> script)
    : inner_(std::move(inner)), clock_(clock), script_(std::move(script)) {}

const ScriptedFault* FaultyTransport::due() {
  const std::size_t now = next_operation_++;
  const auto found = std::find_if(script_.begin(), script_.end(),
                                  [now](const ScriptedFault& fault) { return fault.operation == now; });
  return found == script_.end() ? nullptr : &*found;
}

Result<void> FaultyTransport::gate(Direction direction, Channel channel) const {
  if (gone_) {
    return fail(ErrorCode::Disconnected, "scripted: unplugged");
  }
  for (const Halt& halt : halts_) {
    if (halt.direction == direction && halt.channel == channel) {
      return fail(ErrorCode::Stall, "scripted: pipe is halted");
    }
  }
  return {};
}

tl::unexpected<Error> FaultyTransport::time_out(milliseconds timeout) {
  clock_.sleep_for(timeout);
  return fail(ErrorCode::Timeout, "scripted: no answer");
}

Result<std::size_t> FaultyTransport::write(Channel out, ByteView data, milliseconds timeout) {
  const ScriptedFault* fault = due();
  if (auto open = gate(Direction::Out, out); !open) {
    return tl::unexpected(open.error());
  }
  if (fault == nullptr) {
    return inner_->write(out, data, timeout);
  }
  ++fired_;
  switch (fault->kind) {
    case TransportFault::Timeout: return time_out(timeout);
    case TransportFault::Stall:
      halts_.push_back({Direction::Out, out});
      return fail(ErrorCode::Stall, "scripted: stall");
    case TransportFault::Disconnect:
      gone_ = true;
      return fail(ErrorCode::Disconnected, "scripted: unplugged");
    case TransportFault::IoError: return fail(ErrorCode::Io, "scripted: transfer failed");
    case TransportFault::PartialWrite: {
      auto half = inner_->write(out, data.first(data.size() / 2), timeout);
      if (!half) {
        return half;
      }
      auto error = time_out(timeout);
      error.value().transferred = *half;
      return error;
    }
    case TransportFault::LostAnswer: {
      auto written = inner_->write(out, data, timeout);
      for (const Channel in : {Channel::First, Channel::Second}) {
        if (inner_->description().pipe(Direction::In, in) != nullptr) {
          (void)inner_->drain(in, milliseconds{0});  // what it answers is the loss we play
        }
      }
      return written;
    }
    default: --fired_; return inner_->write(out, data, timeout);
  }
}

Result<Bytes> FaultyTransport::inner_read(Channel in, std::size_t max, milliseconds timeout) {
  auto& held = held_[static_cast<std::size_t>(in)];
  if (held.empty()) {
    return inner_->read(in, max, timeout);
  }
  const std::size_t count = std::min(max, held.size());
  Bytes bytes(held.begin(), held.begin() + static_cast<std::ptrdiff_t>(count));
  held.erase(held.begin(), held.begin() + static_cast<std::ptrdiff_t>(count));
  return bytes;
}

Result<Bytes> FaultyTransport::read(Channel in, std::size_t max, milliseconds timeout) {
  const ScriptedFault* fault = due();
  if (auto open = gate(Direction::In, in); !open) {
    return tl::unexpected(open.error());
  }
  if (fault == nullptr) {
    return inner_read(in, single_bytes_ ? 1 : max, timeout);
  }
  ++fired_;
  switch (fault->kind) {
    case TransportFault::Timeout:
    case TransportFault::LateAnswer: return time_out(timeout);
    case TransportFault::Stall:
      halts_.push_back({Direction::In, in});
      return fail(ErrorCode::Stall, "scripted: stall");
    case TransportFault::Disconnect:
      gone_ = true;
      return fail(ErrorCode::Disconnected, "scripted: unplugged");
    case TransportFault::IoError: return fail(ErrorCode::Io, "scripted: transfer failed");
    case TransportFault::SingleBytes: single_bytes_ = true; return inner_read(in, 1, timeout);
    default: return spoil(fault->kind, in, max, timeout);
  }
}

Result<Bytes> FaultyTransport::spoil(TransportFault kind, Channel in, std::size_t max, milliseconds timeout) {
  auto bytes = inner_read(in, max, timeout);
  if (!bytes) {
    --fired_;
    return bytes;
  }
  auto& held = held_[static_cast<std::size_t>(in)];
  switch (kind) {
    case TransportFault::LostAnswer: return time_out(timeout);
    case TransportFault::Overflow: return fail(ErrorCode::Overflow, "scripted: device sent too much");
    case TransportFault::ShortRead: {
      const std::size_t now = (bytes->size() + 1) / 2;
      held.insert(held.begin(), bytes->begin() + static_cast<std::ptrdiff_t>(now), bytes->end());
      bytes->resize(now);
      return bytes;
    }
    case TransportFault::GarbageBefore: {
      const Bytes garbage{0x00, 0xAA, 0xAA, 0x37, 0xFF, 0xAA};
      held.insert(held.begin(), bytes->begin(), bytes->end());
      held.insert(held.begin(), garbage.begin(), garbage.end());
      return inner_read(in, max, timeout);
    }
    case TransportFault::Truncate:
      bytes->pop_back();
      return bytes->empty() ? Result<Bytes>(time_out(timeout)) : std::move(bytes);
    case TransportFault::BitFlip: (*bytes)[bytes->size() / 2] ^= 0x10; return bytes;
    default: --fired_; return bytes;
  }
}

Result<Bytes> FaultyTransport::control_in(const ControlSetup& setup, std::uint16_t length,
                                          milliseconds timeout) {
  const ScriptedFault* fault = due();
  if (gone_) {
    return fail(ErrorCode::Disconnected, "scripted: unplugged");
  }
  if (fault == nullptr) {
    return inner_->control_in(setup, length, timeout);
  }
  ++fired_;
  switch (fault->kind) {
    case TransportFault::Timeout: return time_out(timeout);
    case TransportFault::Stall: return fail(ErrorCode::Stall, "scripted: request refused");
    case TransportFault::IoError: return fail(ErrorCode::Io, "scripted: transfer failed");
    case TransportFault::Disconnect:
      gone_ = true;
      return fail(ErrorCode::Disconnected, "scripted: unplugged");
    default: --fired_; return inner_->control_in(setup, length, timeout);
  }
}

Result<void> FaultyTransport::control_out(const ControlSetup& setup, ByteView data, milliseconds timeout) {
  const ScriptedFault* fault = due();
  if (gone_) {
    return fail(ErrorCode::Disconnected, "scripted: unplugged");
  }
  if (fault == nullptr) {
    return inner_->control_out(setup, data, timeout);
  }
  ++fired_;
  switch (fault->kind) {
    case TransportFault::Timeout: return time_out(timeout);
    case TransportFault::Stall: return fail(ErrorCode::Stall, "scripted: request refused");
    case TransportFault::IoError: return fail(ErrorCode::Io, "scripted: transfer failed");
    case TransportFault::Disconnect:
      gone_ = true;
      return fail(ErrorCode::Disconnected, "scripted: unplugged");
    default: --fired_; return inner_->control_out(setup, data, timeout);
  }
}

Result<void> FaultyTransport::clear_halt(Direction direction, Channel channel) {
  if (gone_) {
    return fail(ErrorCode::Disconnected, "scripted: unplugged");
  }
  std::erase_if(halts_,
                [&](const Halt& halt) { return halt.direction == direction && halt.channel == channel; });
  return inner_->clear_halt(direction, channel);
}

Result<void> FaultyTransport::reset() {
  if (gone_) {
    return fail(ErrorCode::Disconnected, "scripted: unplugged");
  }
  halts_.clear();
  single_bytes_ = false;
  return inner_->reset();
}

}  // namespace yitang::devices
