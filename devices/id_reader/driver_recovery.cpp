// What the driver does when a step fails: the ladder of README.md.
#include <algorithm>
#include <array>

#include "devices/id_reader/driver.hpp"

namespace yitang::devices {

namespace {
constexpr milliseconds kQuiet{100};        // silence that ends a late answer
constexpr milliseconds kAbsentLook{2000};  // between looks for a reader when nothing announces one
constexpr int kRungRetry = 1;
constexpr int kRungReset = 2;
constexpr int kRungClearHalts = 3;
constexpr int kRungReopen = 4;
constexpr int kRungPortReset = 5;
}  // namespace

ReaderEvent IdReader::on_error(const Error& error) {
  if (error.code == ErrorCode::Disconnected || error.code == ErrorCode::NotFound) {
    return report_no_reader();
  }
  if (error.code == ErrorCode::Stall) {
    clear_halts();
  }
  if (state_ == State::Read) {
    ++failed_reads_;  // silence here is more often a lifted card than a broken reader
  }
  return climb();
}

ReaderEvent IdReader::climb() {
  const State at = state_;
  failed_state_ = at;
  const bool watching = at == State::Watch;
  // At every rung: whatever is still coming in belongs to nothing any more.
  if (auto silent = settle(); !silent && silent.error().code == ErrorCode::Disconnected) {
    return report_no_reader();
  }
  ++failures_;
  if (failures_ <= kRungRetry || (watching && failures_ < kRungClearHalts)) {
    const bool stay = watching || at < State::Find || at == State::ReadExtra || at == State::OutOfService;
    // The module may have read the card although we did not get it: then only a reset wakes the card again.
    return go(stay ? at : at == State::Read ? State::Reset : State::Find);
  }
  if (failures_ <= kRungReset) {
    forget_pending();
    return go(State::Reset);
  }
  forget_card();
  if (failures_ <= kRungClearHalts) {
    clear_halts();
    // The reset also wakes a card that was halted after its read: it is found anew.
    state_ = State::Reset;
    return report_fault(ReaderFault::Unresponsive, settings_.find_interval);
  }
  if (failures_ == kRungPortReset) {
    // Its outcome does not matter: the device is opened anew in any case.
    (void)transport_->reset();
  }
  return close_for_a_while(ReaderFault::Unresponsive);
}

ReaderEvent IdReader::close_for_a_while(ReaderFault fault) {
  static constexpr std::array<milliseconds, 5> kBackOff{
      milliseconds{1000}, milliseconds{2000}, milliseconds{5000}, milliseconds{10000}, milliseconds{30000}};
  const auto step = static_cast<std::size_t>(std::max(0, failures_ - kRungReopen));
  close();
  open_after_ = clock_.now() + kBackOff[std::min(step, kBackOff.size() - 1)];
  return report_fault(fault, settings_.find_interval);
}

ReaderEvent IdReader::on_open_error(const Error& error) {
  if (error.code == ErrorCode::NotFound || error.code == ErrorCode::Disconnected) {
    return report_no_reader();
  }
  failures_ = std::max(failures_ + 1, kRungReopen);
  failed_state_ = State::CheckStatus;
  switch (error.code) {
    case ErrorCode::Access: return close_for_a_while(ReaderFault::NoPermission);
    case ErrorCode::Busy: return close_for_a_while(ReaderFault::InUse);
    default: return close_for_a_while(ReaderFault::Unresponsive);
  }
}

ReaderEvent IdReader::report_fault(ReaderFault fault, milliseconds next) {
  ReaderEvent result = event(ReaderEventKind::Nothing, next);
  if (reported_fault_ != fault) {
    result.kind = ReaderEventKind::Fault;
    result.fault = fault;
  }
  reported_fault_ = fault;
  ready_reported_ = false;
  absence_reported_ = false;
  return result;
}

ReaderEvent IdReader::report_no_reader() {
  close();
  failures_ = 0;  // the next reader begins with a clean slate
  open_after_ = clock_.now() + kAbsentLook;
  const bool news = !absence_reported_;
  absence_reported_ = true;
  ready_reported_ = false;
  reported_fault_.reset();
  return event(news ? ReaderEventKind::NoReader : ReaderEventKind::Nothing, milliseconds{0});
}

Result<void> IdReader::settle() {
  for (const Channel channel : {Channel::First, Channel::Second}) {
    if (transport_->description().pipe(Direction::In, channel) == nullptr) {
      continue;
    }
    if (auto dropped = transport_->drain(channel, kQuiet); !dropped) {
      return tl::unexpected(dropped.error());
    }
  }
  parser_.clear();
  return {};
}

void IdReader::clear_halts() {
  for (const Direction direction : {Direction::Out, Direction::In}) {
    for (const Channel channel : {Channel::First, Channel::Second}) {
      if (transport_->description().pipe(direction, channel) != nullptr) {
        // A pipe that cannot be cleared shows in the next transfer, which climbs one rung more.
        (void)transport_->clear_halt(direction, channel);
      }
    }
  }
}

void IdReader::close() {
  forget_card();
  parser_.clear();
  transport_.reset();
  state_ = State::Closed;
}

void IdReader::forget_pending() {
  photo_ = SecretBytes{};  // its allocator wipes; "= {}" would keep the memory
  if (card_) {
    wipe(*card_);
    card_.reset();
  }
}

void IdReader::forget_card() {
  forget_pending();
  lying_ = Lying::Nothing;
  failed_reads_ = 0;
  negatives_ = 0;
}

void IdReader::succeeded() {
  // A step before the one that fails proves nothing: the ladder goes on where it was.
  if (state_ >= failed_state_) {
    failures_ = 0;
  }
}

}  // namespace yitang::devices
