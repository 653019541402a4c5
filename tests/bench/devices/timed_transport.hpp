// A transport that passes everything on and keeps the times at which it was used, so that a measurement can
// take the device's own share out. The calls of the device are counted as the device's time.
#pragma once

#include <chrono>
#include <functional>
#include <memory>

#include "devices/transport.hpp"

namespace yitang::bench {

using Instant = std::chrono::steady_clock::time_point;

inline double ms_between(Instant from, Instant to) {
  return std::chrono::duration<double, std::milli>(to - from).count();
}

// What crossed the line since it was last cleared. One thread at a time.
struct LineUse {
  double device_ms = 0;  // spent inside the device's calls
  std::size_t bytes_out = 0;
  std::size_t bytes_in = 0;
};

class TimedTransport final : public devices::Transport {
 private:
  template <class Call>
  auto timed(Call call) {
    const Instant begun = std::chrono::steady_clock::now();
    auto result = call();
    use_.device_ms += ms_between(begun, std::chrono::steady_clock::now());
    return result;
  }

 public:
  // Called right after the device has answered, and right before it is given bytes.
  using Heard = std::function<void(devices::ByteView)>;

  TimedTransport(std::unique_ptr<devices::Transport> inner, LineUse& use, Heard before_write,
                 Heard after_read)
      : inner_(std::move(inner)),
        use_(use),
        before_write_(std::move(before_write)),
        after_read_(std::move(after_read)) {}

  [[nodiscard]] const devices::DeviceDescription& description() const override {
    return inner_->description();
  }

  devices::Result<std::size_t> write(devices::Channel out, devices::ByteView data,
                                     devices::milliseconds timeout) override {
    if (before_write_) before_write_(data);
    use_.bytes_out += data.size();
    return timed([&] { return inner_->write(out, data, timeout); });
  }

  devices::Result<devices::Bytes> read(devices::Channel in, std::size_t max,
                                       devices::milliseconds timeout) override {
    auto bytes = timed([&] { return inner_->read(in, max, timeout); });
    if (!bytes) return bytes;
    use_.bytes_in += bytes->size();
    if (after_read_) after_read_(*bytes);
    return bytes;
  }

  devices::Result<devices::Bytes> control_in(const devices::ControlSetup& setup, std::uint16_t length,
                                             devices::milliseconds timeout) override {
    return timed([&] { return inner_->control_in(setup, length, timeout); });
  }
  devices::Result<void> control_out(const devices::ControlSetup& setup, devices::ByteView data,
                                    devices::milliseconds timeout) override {
    return timed([&] { return inner_->control_out(setup, data, timeout); });
  }
  devices::Result<void> clear_halt(devices::Direction direction, devices::Channel channel) override {
    return inner_->clear_halt(direction, channel);
  }
  devices::Result<void> reset() override { return inner_->reset(); }

 private:
  std::unique_ptr<devices::Transport> inner_;
  LineUse& use_;
  Heard before_write_;
  Heard after_read_;
};

}  // namespace yitang::bench
