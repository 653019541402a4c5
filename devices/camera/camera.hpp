// The document camera above the desk.
#pragma once

#include <cstdint>

#include "devices/error.hpp"
#include "devices/image/image.hpp"

namespace yitang::devices {

enum class CameraState : std::uint8_t { Ready, Disconnected, NoSource };

class Camera {
 public:
  virtual ~Camera() = default;
  Camera() = default;
  Camera(const Camera&) = delete;
  Camera& operator=(const Camera&) = delete;

  [[nodiscard]] virtual CameraState state() const = 0;
  // One full picture of what lies there now. Disconnected, NotFound (nothing to take a picture of),
  // Malformed, Io. Thread: one caller at a time; may take as long as a camera takes.
  virtual Result<Image> capture() = 0;
};

}  // namespace yitang::devices
