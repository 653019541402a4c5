// Photographs one page: picture, straightened sheet, check, JPEG, seal; then tells the flow.
#pragma once

#include <functional>
#include <memory>

#include "devices/camera/camera.hpp"
#include "devices/image/page_jpeg.hpp"
#include "kiosk/base/executor.hpp"
#include "kiosk/resident/flow/events.hpp"
#include "kiosk/terminal/store_service.hpp"

namespace yitang::terminal {

/// What makes a page doubtful. Measured values: see devices/image/quality.hpp and devices/page/glare.hpp.
struct PageRule {
  double least_sharpness = 150;
  double least_brightness = 60;
  double largest_glare = 0.004;  ///< of the page: a patch that covers three words
  devices::PageJpegLimits jpeg;
  int preview_width = 620;
};

class CameraService {
 public:
  /// `camera` is borrowed and may be null: none.
  CameraService(Executor& thread, devices::Camera* camera, StoreService& store,
                std::function<void(resident::Event)> post, PageRule rule = {});
  ~CameraService();
  void capture();
  /// On: looks every second whether there is a camera, and says when that changes; none at first is a change.
  void want(bool on);

 private:
  struct Shared;
  std::shared_ptr<Shared> shared_;
};

}  // namespace yitang::terminal
