#include "ui/widgets/scroll_area.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/widgets/button.hpp"
#include "ui/widgets/parts.hpp"

namespace yitang::ui {

namespace {

constexpr float glide_decay = 4;          // per second: how fast a flick slows down
constexpr float approach = 12;            // per second: how fast a smooth scroll nears its goal
constexpr float slowest_glide = 20;       // px/s: below this it stands
constexpr double resting_seconds = 0.08;  // a finger that stood still this long before it left does not flick
constexpr double frame_seconds = 1.0 / 60;

float limit(const Ui::ScrollState& s) { return std::max(0.f, s.content_height - s.view_height); }

void follow_finger(Ui::ScrollState& s, float delta, double now) {
  s.target = -1;
  if (!s.dragging) {
    s.dragging = true;
    s.velocity = 0;
    s.updated_at = now;
  }
  if (delta == 0) return;
  const double passed = now - s.updated_at;
  if (passed > 0) s.velocity = 0.7f * static_cast<float>(-delta / passed) + 0.3f * s.velocity;
  s.offset -= delta;
  s.updated_at = now;
}

void glide(Ui& ui, Ui::ScrollState& s) {
  const double now = ui.now();
  if (s.dragging) {
    s.dragging = false;
    if (now - s.updated_at > resting_seconds) s.velocity = 0;
    s.updated_at = now;
  }
  const auto passed = static_cast<float>(std::clamp(now - s.updated_at, 0.0, 0.1));
  s.updated_at = now;
  if (s.target >= 0) {
    const float goal = std::clamp(s.target, 0.f, limit(s));
    s.offset += (goal - s.offset) * (1 - std::exp(-approach * passed));
    if (std::fabs(goal - s.offset) < 1) {
      s.offset = goal;
      s.target = -1;
    }
  } else if (std::fabs(s.velocity) > slowest_glide) {
    s.offset += s.velocity * passed;
    s.velocity *= std::exp(-glide_decay * passed);
    if (s.offset < 0 || s.offset > limit(s)) s.velocity = 0;
  } else {
    s.velocity = 0;
  }
  if (s.target >= 0 || s.velocity != 0) ui.request_frame_at(now + frame_seconds);
}

}  // namespace

ScrollArea::ScrollArea(Ui& ui, const Rect& rect, const ScrollSpec& spec) : ui_(ui), spec_(spec), rect_(rect) {
  const Theme& theme = ui.theme();
  Ui::ScrollState& s = ui.scroll_state(spec_.id);
  if (!spec_.more_label.empty() && s.content_height > rect.h) rect_.h -= theme.min_target() + theme.space().s;
  s.view_height = rect_.h;
  Node node;
  node.role = Role::Scroll;
  node.id = spec_.id;
  node.label = spec_.label;
  node.rect = rect_;
  ui.describe(std::move(node));
  if (const auto delta = ui.scroll_drag(spec_.id, rect_)) {
    follow_finger(s, *delta, ui.now());
  } else {
    glide(ui, s);
  }
  s.offset = std::clamp(s.offset, 0.f, limit(s));
  ui.painter().push_clip(rect_.inset(-theme.space().m, 0));  // shadows of cards may reach into the margin
  ui.enter_scroll(spec_.id);
  s.view = rect_;
  content_ = {rect_.x, rect_.y - std::round(s.offset), rect_.w, 1e6f};
}

ScrollArea::~ScrollArea() {
  if (!ended_) end(ui_.scroll_state(spec_.id).content_height);
}

bool ScrollArea::is_visible(const Rect& rect) const { return rect.intersects(rect_); }

void ScrollArea::end(float content_height) {
  ended_ = true;
  ui_.leave_scroll();
  ui_.painter().pop_clip();
  Ui::ScrollState& s = ui_.scroll_state(spec_.id);
  if (s.content_height != content_height) ui_.request_frame();  // the next frame knows the limit
  s.content_height = content_height;
  if (limit(s) <= 0) return;
  draw_fade();
  draw_indicator();
  if (!spec_.more_label.empty()) draw_more_button();
}

void ScrollArea::draw_indicator() {
  const Theme& theme = ui_.theme();
  const Ui::ScrollState& s = ui_.scroll_state(spec_.id);
  const float width = theme.mm(1.25f);
  const Rect track{rect_.right() + theme.mm(1.5f), rect_.y, width, rect_.h};
  const float length = std::max(theme.min_target(), rect_.h * rect_.h / s.content_height);
  const float top = track.y + (track.h - length) * std::clamp(s.offset / limit(s), 0.f, 1.f);
  ui_.painter().fill_rounded(track, width / 2, theme.colors().surface_sunken);
  ui_.painter().fill_rounded(
      {track.x, top, width, length}, width / 2,
      mix(theme.colors().border, theme.colors().border_strong, theme.elder() ? 1.f : 0.6f));
}

// Content fades out where it goes on: nothing looks cut off.
void ScrollArea::draw_fade() {
  constexpr int steps = 8;
  const Theme& theme = ui_.theme();
  const Ui::ScrollState& s = ui_.scroll_state(spec_.id);
  const float step = theme.mm(0.75f);
  if (s.offset >= limit(s) - 1) return;
  for (int i = 0; i < steps; ++i) {
    const float y = rect_.bottom() - step * static_cast<float>(steps - i);
    const auto alpha = static_cast<std::uint8_t>(255 * (i + 1) / (steps + 1));
    ui_.painter().fill({rect_.x - theme.space().m, y, rect_.w + 2 * theme.space().m, step},
                       theme.colors().background.with_alpha(alpha));
  }
}

void ScrollArea::draw_more_button() {
  const Theme& theme = ui_.theme();
  Ui::ScrollState& s = ui_.scroll_state(spec_.id);
  const Rect place{rect_.x, rect_.bottom() + theme.space().s, rect_.w, theme.min_target()};
  const bool at_end = s.offset >= limit(s) - 1;
  ButtonSpec more;
  more.id = spec_.id + ".more";
  more.label = at_end ? spec_.back_label : spec_.more_label;
  more.kind = ButtonKind::Quiet;
  more.icon = at_end ? Icon::ChevronUp : Icon::ChevronDown;
  if (button(ui_, place, more)) {
    s.velocity = 0;
    s.target = at_end ? 0 : std::min(limit(s), s.offset + rect_.h * 0.85f);
    s.updated_at = ui_.now();
    ui_.request_frame();
  }
}

void scroll_to(Ui& ui, std::string_view id, float top, float height) {
  Ui::ScrollState& s = ui.scroll_state(id);
  const float current = s.target >= 0 ? s.target : s.offset;
  if (top >= current && top + height <= current + s.view_height) return;
  s.velocity = 0;
  s.target = std::clamp(top < current ? top : top + height - s.view_height, 0.f, limit(s));
  s.updated_at = ui.now();
  ui.request_frame();
}

void scroll_home(Ui& ui, std::string_view id) { ui.scroll_state(id) = {}; }

bool scroll_is_known(Ui& ui, std::string_view id) { return ui.scroll_state(id).content_height > 0; }

float scroll_offset(Ui& ui, std::string_view id) { return ui.scroll_state(id).offset; }

}  // namespace yitang::ui
