#include "tests/unit/ui/ui_support.hpp"

#include <stdexcept>
#include <string>
#include <utility>

namespace yitang::ui::testing {

TestPage::TestPage(Draw draw, Density density, int width, int height)
    : draw_(std::move(draw)), surface_(width, height) {
  auto ui = Ui::create({.metrics = {width, height, 0.248f}, .density = density, .fonts = {}});
  if (!ui) throw std::runtime_error(ui.error().message);
  ui_ = std::move(*ui);
}

FrameResult TestPage::frame(double seconds_later) {
  now_ += seconds_later;
  ui_->begin_frame(now_);
  draw_(*ui_);
  return ui_->end_frame(surface_.view());
}

void TestPage::down(Point p) { ui_->push(PointerEvent{PointerEvent::Kind::Down, p.x, p.y, now_}); }
void TestPage::move(Point p) { ui_->push(PointerEvent{PointerEvent::Kind::Move, p.x, p.y, now_}); }
void TestPage::up(Point p) { ui_->push(PointerEvent{PointerEvent::Kind::Up, p.x, p.y, now_}); }

void TestPage::tap(Point p) {
  down(p);
  frame();
  up(p);
  frame();
}

void TestPage::tap(std::string_view id) {
  const Node* node = ui_->semantics().find_by_id(id);
  if (node == nullptr) throw std::runtime_error("no such widget: " + std::string(id));
  tap(node->visible.center());
}

void TestPage::settle() {
  for (int i = 0; i < 500; ++i) {
    const FrameResult result = frame();
    if (!result.next_frame_at || *result.next_frame_at > now_ + 0.1) return;
  }
  throw std::runtime_error("the page never comes to rest");
}

}  // namespace yitang::ui::testing
