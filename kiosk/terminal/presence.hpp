// Whether somebody stands before the terminal, by the movement that a camera sees. Its pictures are compared
// with the one before, in a grid of 48 by 36 points, and overwritten at once: nobody is recognised, nothing
// is kept.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "devices/camera/video_device.hpp"
#include "devices/camera/video_stream.hpp"
#include "devices/clock.hpp"
#include "devices/image/image.hpp"
#include "kiosk/base/executor.hpp"
#include "kiosk/resident/flow/events.hpp"
#include "kiosk/terminal/simulated_world.hpp"

namespace yitang::terminal {

/// Compares grey pictures. Pure but for the picture it remembers.
class MotionWatch {
 public:
  /// Whether enough of it is unlike the picture before. A lamp that goes on makes everything brighter alike:
  /// that is no movement. Nothing to compare with: true.
  bool moved(const devices::Image& picture);
  void forget();

 private:
  devices::Image before_;
};

class PresenceSource {
 public:
  virtual ~PresenceSource() = default;
  PresenceSource() = default;
  PresenceSource(const PresenceSource&) = delete;
  PresenceSource& operator=(const PresenceSource&) = delete;
  virtual resident::Presence look() = 0;
  /// Nobody asks for a while: close what is open.
  virtual void rest() {}
};

class SimulatedPresence final : public PresenceSource {
 public:
  explicit SimulatedPresence(const SimulatedWorld& world) : world_(world) {}
  resident::Presence look() override {
    return world_.somebody ? resident::Presence::Somebody : resident::Presence::Nobody;
  }

 private:
  const SimulatedWorld& world_;
};

/// Streams small pictures while somebody asks. Unknown: there is no such camera, or it gives no pictures.
class CameraPresence final : public PresenceSource {
 public:
  using Open = std::function<devices::Result<std::unique_ptr<devices::VideoDevice>>(const std::string&)>;
  CameraPresence(std::string path, const devices::Clock& clock, Open open = devices::open_video_device);
  resident::Presence look() override;
  void rest() override;

 private:
  devices::Result<devices::Image> picture();
  std::string path_;
  const devices::Clock& clock_;
  Open open_;
  std::unique_ptr<devices::VideoDevice> device_;
  std::unique_ptr<devices::VideoStream> stream_;  // before the device goes
  MotionWatch motion_;
  devices::TimePoint moved_at_{};
  bool complained_ = false;
};

/// Looks once a second while wanted, on the camera's thread, and posts what has changed.
class PresenceService {
 public:
  PresenceService(Executor& thread, std::unique_ptr<PresenceSource> source,
                  std::function<void(resident::Event)> post);
  ~PresenceService();
  PresenceService(const PresenceService&) = delete;
  PresenceService& operator=(const PresenceService&) = delete;
  void want(bool on);

 private:
  struct Shared;
  std::shared_ptr<Shared> shared_;
};

}  // namespace yitang::terminal
