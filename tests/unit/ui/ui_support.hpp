#pragma once
#include <functional>
#include <memory>
#include <string_view>

#include "ui/context.hpp"

namespace yitang::ui::testing {

// A page without a window: draws with a function, takes fingers and time from the test.
class TestPage {
 public:
  using Draw = std::function<void(Ui&)>;
  explicit TestPage(Draw draw, Density density = Density::Standard, int width = 1080, int height = 1920);

  FrameResult frame(double seconds_later = 0.02);
  void down(Point p);
  void move(Point p);
  void up(Point p);
  void tap(Point p);
  void tap(std::string_view id);  // in the middle of its visible part
  void settle();                  // frames until none is asked for at once

  Ui& ui() { return *ui_; }
  Surface& surface() { return surface_; }
  double now() const { return now_; }

 private:
  Draw draw_;
  std::unique_ptr<Ui> ui_;
  Surface surface_;
  double now_ = 100;
};

}  // namespace yitang::ui::testing
