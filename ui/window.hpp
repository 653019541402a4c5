#pragma once
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "ui/error.hpp"
#include "ui/events.hpp"
#include "ui/geometry.hpp"
#include "ui/surface.hpp"

namespace yitang::ui {

struct CloseEvent {};
// The picture on the screen may be gone (window uncovered, mode change): draw in full.
struct RedrawEvent {};
using WindowEvent = std::variant<PointerEvent, KeyEvent, TextEvent, CloseEvent, RedrawEvent>;

struct WindowOptions {
  std::string title = "Yitang";
  int width_px = 1080, height_px = 1920;  // of the page
  bool fullscreen = false;
  bool hide_cursor = false;  // touch screens
};

// The page on a real screen. If the display is smaller than the page, the page is shown scaled down, keeping
// its shape, and pointer positions are scaled back. All calls on the thread that opened it, except wake().
class Window {
 public:
  // Error: WindowFailed.
  static Result<std::unique_ptr<Window>> open(const WindowOptions& options);
  ~Window();
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;

  // Sleeps until an event, a wake() or the timeout (negative: no timeout); takes no CPU meanwhile. Returns
  // what happened.
  std::vector<WindowEvent> wait(double timeout_seconds);
  // Ends a wait() from any thread.
  void wake();
  // Draw here, then present() the parts that changed. Valid until the next wait().
  SurfaceView frame();
  void present(const std::vector<PixelRect>& dirty);
  // Seconds on a steady clock, the one of the events' times.
  double now() const;

 private:
  struct State;
  explicit Window(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace yitang::ui
