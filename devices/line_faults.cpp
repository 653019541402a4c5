#include "devices/line_faults.hpp"

#include <algorithm>
#include <utility>

#include "devices/wipe.hpp"

namespace yitang::devices {

void LineFaults::on_disconnect(std::function<void()> pulled) {
  const std::scoped_lock lock(mutex_);
  pulled_ = std::move(pulled);
}
LineFaults::State LineFaults::snapshot() const {
  const std::scoped_lock lock(mutex_);
  return state_;
}

bool LineFaults::take(std::size_t State::*counter) {
  const std::scoped_lock lock(mutex_);
  if (state_.*counter == 0) return false;
  --(state_.*counter);
  return true;
}

std::size_t LineFaults::take_garbage() {
  const std::scoped_lock lock(mutex_);
  return std::exchange(state_.garbage, 0);
}

std::pair<std::size_t, bool> LineFaults::admit(std::size_t bytes) {
  const std::scoped_lock lock(mutex_);
  if (!state_.bytes_left) return {bytes, false};
  if (bytes < *state_.bytes_left) {
    *state_.bytes_left -= bytes;
    return {bytes, false};
  }
  return {*std::exchange(state_.bytes_left, std::nullopt), true};
}

void LineFaults::pull() {
  std::function<void()> pulled;
  {
    const std::scoped_lock lock(mutex_);
    pulled = pulled_;
  }
  if (pulled) pulled();  // without the lock: the simulated device has its own
}

class TroubledTransport final : public Transport {
 public:
  TroubledTransport(std::unique_ptr<Transport> inner, std::shared_ptr<LineFaults> faults, Clock& clock)
      : inner_(std::move(inner)), faults_(std::move(faults)), clock_(clock) {}

  [[nodiscard]] const DeviceDescription& description() const override { return inner_->description(); }

  Result<std::size_t> write(Channel out, ByteView data, milliseconds timeout) override {
    if (auto passed = pass(Direction::Out, out, timeout); !passed) return tl::unexpected(passed.error());
    if (!faults_->take(&LineFaults::State::short_writes)) return inner_->write(out, data, timeout);
    auto half = inner_->write(out, data.first(data.size() / 2), timeout);
    if (!half) return half;
    clock_.sleep_for(timeout);
    return tl::unexpected(Error{ErrorCode::Timeout, "the simulated line took half", *half, 0});
  }

  Result<Bytes> read(Channel in, std::size_t max, milliseconds timeout) override {
    if (auto passed = pass(Direction::In, in, timeout); !passed) return tl::unexpected(passed.error());
    const std::size_t packet = faults_->snapshot().packet;
    auto bytes = inner_->read(in, packet == 0 ? max : std::min(max, packet), timeout);
    if (!bytes) return bytes;
    if (faults_->take(&LineFaults::State::cut)) {
      const std::size_t kept = bytes->size() / 2;
      std::fill(bytes->begin() + static_cast<std::ptrdiff_t>(kept), bytes->end(), std::uint8_t{0});
      bytes->resize(kept);
      if (bytes->empty()) return fail(ErrorCode::Timeout, "the simulated line lost the only byte");
    }
    if (faults_->take(&LineFaults::State::corrupted)) bytes->back() ^= 0x5A;
    const auto [admitted, last] = faults_->admit(bytes->size());
    if (last) {
      std::fill(bytes->begin() + static_cast<std::ptrdiff_t>(admitted), bytes->end(), std::uint8_t{0});
      bytes->resize(admitted);
      gone_ = true;
      faults_->pull();
      if (bytes->empty()) return fail(ErrorCode::Disconnected, "the simulated plug was pulled");
    }
    const std::size_t noise = std::min(faults_->take_garbage(), max - std::min(max, bytes->size()));
    if (noise > 0) {
      Bytes spoilt(noise, 0x55);
      spoilt.insert(spoilt.end(), bytes->begin(), bytes->end());
      wipe(*bytes);
      return spoilt;
    }
    return bytes;
  }

  Result<Bytes> control_in(const ControlSetup& setup, std::uint16_t length, milliseconds timeout) override {
    if (gone_) return gone();
    return inner_->control_in(setup, length, timeout);
  }
  Result<void> control_out(const ControlSetup& setup, ByteView data, milliseconds timeout) override {
    if (gone_) return gone();
    return inner_->control_out(setup, data, timeout);
  }
  Result<void> clear_halt(Direction direction, Channel channel) override {
    if (gone_) return gone();
    halted_[index(direction, channel)] = false;
    return inner_->clear_halt(direction, channel);
  }
  Result<void> reset() override {
    if (gone_) return gone();
    for (bool& halted : halted_) halted = false;
    return inner_->reset();
  }

 private:
  static std::size_t index(Direction direction, Channel channel) {
    return (direction == Direction::In ? 2U : 0U) + static_cast<std::size_t>(channel);
  }
  static tl::unexpected<Error> gone() {
    return fail(ErrorCode::Disconnected, "the simulated plug was pulled");
  }

  // What happens to every transfer before the device sees it.
  Result<void> pass(Direction direction, Channel channel, milliseconds timeout) {
    if (gone_) return gone();
    const LineFaults::State now = faults_->snapshot();
    if (now.latency.count() > 0) clock_.sleep_for(now.latency);
    if (now.nak) {
      clock_.sleep_for(timeout);
      return fail(ErrorCode::Timeout, "the simulated device says not yet");
    }
    bool& halted = halted_[index(direction, channel)];
    if (faults_->take(&LineFaults::State::stalls)) halted = true;
    if (halted) return fail(ErrorCode::Stall, "the simulated pipe is halted");
    return {};
  }

  std::unique_ptr<Transport> inner_;
  std::shared_ptr<LineFaults> faults_;
  Clock& clock_;
  bool halted_[4] = {};
  bool gone_ = false;
};

std::unique_ptr<Transport> with_faults(std::unique_ptr<Transport> inner, std::shared_ptr<LineFaults> faults,
                                       Clock& clock) {
  return std::make_unique<TroubledTransport>(std::move(inner), std::move(faults), clock);
}

}  // namespace yitang::devices
