#include "ui/widgets/signature_pad.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/widgets/parts.hpp"

namespace yitang::ui {

namespace {

constexpr float least_step_mm = 0.25f;  // closer points add nothing but noise

void draw_grid(Ui& ui, const Rect& rect) {
  const Theme& theme = ui.theme();
  const Color color = mix(theme.colors().border, theme.colors().danger, 0.25f);
  const float dash = theme.mm(2);
  for (float x = rect.x + dash; x < rect.right() - dash; x += 2 * dash)
    ui.painter().fill({x, rect.center().y, dash, 1}, color);
  for (float y = rect.y + dash; y < rect.bottom() - dash; y += 2 * dash)
    ui.painter().fill({rect.center().x, y, 1, dash}, color);
}

// A point of a Catmull-Rom curve between b and c.
Point between(Point a, Point b, Point c, Point d, float t) {
  const auto axis = [t](float p0, float p1, float p2, float p3) {
    return 0.5f * (2 * p1 + (p2 - p0) * t + (2 * p0 - 5 * p1 + 4 * p2 - p3) * t * t +
                   (3 * p1 - p0 - 3 * p2 + p3) * t * t * t);
  };
  return {axis(a.x, b.x, c.x, d.x), axis(a.y, b.y, c.y, d.y)};
}

std::vector<Point> smoothed(const std::vector<Point>& raw) {
  if (raw.size() < 3) return raw;
  std::vector<Point> curve{raw.front()};
  for (std::size_t i = 0; i + 1 < raw.size(); ++i) {
    const Point before = raw[i == 0 ? 0 : i - 1], after = raw[std::min(i + 2, raw.size() - 1)];
    const float length = std::hypot(raw[i + 1].x - raw[i].x, raw[i + 1].y - raw[i].y);
    const int steps = std::clamp(static_cast<int>(length / 5), 1, 8);
    for (int s = 1; s <= steps; ++s)
      curve.push_back(
          between(before, raw[i], raw[i + 1], after, static_cast<float>(s) / static_cast<float>(steps)));
  }
  return curve;
}

void add_point(const Ui& ui, const Rect& rect, Ink& ink, Point p) {
  const Point inside{std::clamp((p.x - rect.x) / rect.w, 0.f, 1.f),
                     std::clamp((p.y - rect.y) / rect.h, 0.f, 1.f)};
  InkStroke& stroke = ink.strokes.back();
  if (!stroke.empty()) {
    const float moved =
        std::hypot((inside.x - stroke.back().x) * rect.w, (inside.y - stroke.back().y) * rect.h);
    if (moved < ui.theme().mm(least_step_mm)) return;
  }
  stroke.push_back({inside.x, inside.y, static_cast<float>(ui.now() - ink.started_at)});
}

void draw_ground(Ui& ui, const Rect& rect, const Ink& ink, const SignaturePadSpec& spec, bool active) {
  const Theme& theme = ui.theme();
  const Colors& c = theme.colors();
  ui.painter().fill_rounded(rect, theme.radius().card, spec.enabled ? c.surface : c.surface_sunken);
  ui.painter().stroke_rounded(rect, theme.radius().card, parts::border(theme),
                              active ? c.primary : c.border_strong);
  if (spec.grid && !ink.empty()) draw_grid(ui, rect);  // until then the prompt stands there
  if (ink.empty() && !spec.prompt.empty()) {
    parts::words(
        ui, rect.inset(theme.space().l), spec.prompt,
        {.style = TextStyle::Heading, .color = c.text_disabled, .align = Align::Center, .middle = true});
  }
  if (!spec.grid) {
    const float line = rect.bottom() - rect.h * 0.2f;
    ui.painter().fill(
        {rect.x + theme.space().xl, line, rect.w - 2 * theme.space().xl, parts::hairline(theme)}, c.border);
  }
}

}  // namespace

bool signature_pad(Ui& ui, const Rect& rect, Ink& ink, const SignaturePadSpec& spec) {
  const Interaction touch = ui.interact(spec.id, rect, spec.enabled);
  Node node;
  node.role = Role::SignaturePad;
  node.id = spec.id;
  node.label = spec.label;
  node.spoken = spec.spoken;
  node.value = std::to_string(ink.strokes.size());
  node.rect = rect;
  node.enabled = spec.enabled;
  ui.describe(std::move(node));
  if (touch.went_down) {
    ui.keep_pointer();
    if (ink.empty()) ink.started_at = ui.now();
    ink.strokes.emplace_back();
  }
  const bool drawing = touch.pointer.has_value() && !ink.empty();
  if (drawing) {
    for (const Point& p : ui.pointer_path()) add_point(ui, rect, ink, p);
  }
  draw_ground(ui, rect, ink, spec, drawing);
  draw_ink(ui, rect, ink, ui.theme().colors().text, spec.pen_mm);
  return drawing && !ui.pointer_is_down();
}

void draw_ink(Ui& ui, const Rect& rect, const Ink& ink, Color color, float pen_mm) {
  const float thickness = std::max(2.f, pen_mm / ui.theme().metrics().mm_per_px);
  ui.painter().push_clip(rect);
  for (const InkStroke& stroke : ink.strokes) {
    std::vector<Point> raw;
    raw.reserve(stroke.size());
    for (const InkPoint& p : stroke) raw.push_back({rect.x + p.x * rect.w, rect.y + p.y * rect.h});
    if (raw.empty()) continue;
    const std::vector<Point> curve = smoothed(raw);
    if (curve.size() > 1) ui.painter().polyline(curve, thickness, color);
    ui.painter().circle(curve.front(), thickness / 2, color);
    ui.painter().circle(curve.back(), thickness / 2, color);
  }
  ui.painter().pop_clip();
}

}  // namespace yitang::ui
