// A camera that paints a page of a document: grey paper on a dark desk, a heading, lines of print, the page
// number and a seal. Deterministic: the same page with the same settings is the same picture.
#pragma once

#include <cstdint>

#include "devices/camera/camera.hpp"

namespace yitang::devices {

struct SimulatedCameraSettings {
  int width = 1240;   // dots of the picture
  int height = 1754;  // A4 at 150 dpi
  std::uint32_t seed = 1;
};

class SimulatedCamera final : public Camera {
 public:
  explicit SimulatedCamera(SimulatedCameraSettings settings = {}) : settings_(settings) {}

  [[nodiscard]] CameraState state() const override;
  Result<Image> capture() override;

  // What lies on the desk: page 1 to 999, or 0 for nothing (an empty desk is a picture too).
  void put_page(int number) { page_ = number; }
  void set_plugged(bool plugged) { plugged_ = plugged; }
  void set_blur(int radius_dots) { blur_ = radius_dots; }  // 0 to 32; 3 cannot be read any more
  void set_dark(bool dark) { dark_ = dark; }
  void fail_next(ErrorCode code) {
    next_failure_ = code;
    has_failure_ = true;
  }

 private:
  SimulatedCameraSettings settings_;
  int page_ = 1;
  int blur_ = 0;
  bool plugged_ = true;
  bool dark_ = false;
  bool has_failure_ = false;
  ErrorCode next_failure_ = ErrorCode::Io;
};

}  // namespace yitang::devices
