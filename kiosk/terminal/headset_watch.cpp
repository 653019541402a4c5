#include "kiosk/terminal/headset_watch.hpp"

#include <poll.h>
#include <spdlog/spdlog.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "devices/evdev/headset.hpp"

namespace yitang::terminal {
namespace {

constexpr devices::milliseconds kLookForJackEvery{
    30'000};  // sound cards are built in, or stay where they are
constexpr devices::milliseconds kListenFor{3'600'000};

class NoHeadset final : public HeadsetWatch {
 public:
  void start() override {}
};

class SimulatedJack final : public HeadsetWatch {
 public:
  SimulatedJack(devices::SimulatedHeadset& headset, std::function<void(bool)> changed)
      : headset_(headset), changed_(std::move(changed)) {}
  ~SimulatedJack() override { headset_.on_change({}); }
  SimulatedJack(const SimulatedJack&) = delete;
  SimulatedJack& operator=(const SimulatedJack&) = delete;
  void start() override { headset_.on_change(changed_); }

 private:
  devices::SimulatedHeadset& headset_;
  std::function<void(bool)> changed_;
};

// A thread that sleeps in poll() until the switch moves: speech for one pair of ears has to stop at once.
class KernelJack final : public HeadsetWatch {
 public:
  KernelJack(std::string node, std::function<void(bool)> changed)
      : node_(std::move(node)), changed_(std::move(changed)), wake_(::eventfd(0, EFD_CLOEXEC)) {}
  ~KernelJack() override {
    if (thread_.joinable()) {
      thread_.request_stop();
      ::eventfd_write(wake_, 1);
      thread_.join();
    }
    if (wake_ >= 0) ::close(wake_);
  }
  KernelJack(const KernelJack&) = delete;
  KernelJack& operator=(const KernelJack&) = delete;
  void start() override {
    if (wake_ < 0) return spdlog::error("headset: no event descriptor: not watched");
    thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
  }

 private:
  void run(const std::stop_token& stop) {
    bool told = false;
    while (!stop.stop_requested()) {
      if (auto jack = find(stop)) {
        listen(*jack, told, stop);
      } else {
        pollfd woken{wake_, POLLIN, 0};
        ::poll(&woken, 1, static_cast<int>(kLookForJackEvery.count()));
      }
    }
  }

  std::optional<devices::JackSwitch> find(const std::stop_token& stop) {
    const std::vector<std::string> nodes =
        node_.empty() ? devices::input_nodes() : std::vector<std::string>{node_};
    for (const std::string& node : nodes) {
      if (stop.stop_requested()) break;
      if (auto jack = devices::JackSwitch::open(node, clock_)) return std::move(*jack);
    }
    return std::nullopt;
  }

  // Gone with its device is pulled out: nothing more is meant for one person alone.
  void listen(devices::JackSwitch& jack, bool& told, const std::stop_token& stop) {
    tell(jack.plugged(), told);
    while (!stop.stop_requested()) {
      const auto moved = jack.wait(wake_, kListenFor);
      if (moved) {
        tell(jack.plugged(), told);
      } else if (moved.error().code != devices::ErrorCode::Timeout) {
        spdlog::warn("headset: {}", moved.error().message);
        return tell(false, told);
      }
    }
  }

  void tell(bool plugged, bool& told) {
    if (std::exchange(told, plugged) != plugged) changed_(plugged);
  }

  const std::string node_;
  const std::function<void(bool)> changed_;
  devices::SystemClock clock_;
  const int wake_;
  std::jthread thread_;
};

}  // namespace

std::unique_ptr<HeadsetWatch> HeadsetWatch::create(const Config& config, SimulatedWorld* world,
                                                   std::function<void(bool)> changed) {
  if (world != nullptr) return std::make_unique<SimulatedJack>(world->headset, std::move(changed));
  if (config.headset == HeadsetSource::None) return std::make_unique<NoHeadset>();
  return std::make_unique<KernelJack>(config.headset_node, std::move(changed));
}

}  // namespace yitang::terminal
