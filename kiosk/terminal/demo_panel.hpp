// Beside the page in a demonstration: lay cards on the reader, pull the paper, unplug devices, play the
// department. Never part of a real terminal.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "kiosk/base/executor.hpp"
#include "kiosk/base/language.hpp"
#include "kiosk/terminal/simulated_world.hpp"
#include "kiosk/terminal/terminal.hpp"
#include "ui/context.hpp"

namespace yitang::terminal {

inline constexpr int kDemoPanelWidth = 380;

class DemoPanel {
 public:
  /// Borrows everything. `camera_thread` owns the scanner of `world`.
  static Result<std::unique_ptr<DemoPanel>> create(Terminal& terminal, SimulatedWorld& world,
                                                   Executor& camera_thread, int height_px);
  ~DemoPanel();

  ui::Ui& ui();
  ui::FrameResult frame(const ui::SurfaceView& target, double now_seconds, Language language);

 private:
  struct Parts;
  explicit DemoPanel(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace yitang::terminal
