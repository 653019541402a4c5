#include "ui/widgets/progress.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "ui/widgets/parts.hpp"

namespace yitang::ui {

float stepper_height(const Ui& ui) {
  const Theme& theme = ui.theme();
  return theme.mm(2) + theme.space().s + theme.text(TextStyle::Caption).line_height_px;
}

float stepper(Ui& ui, const Rect& rect, const StepperSpec& spec) {
  const Theme& theme = ui.theme();
  const Colors& c = theme.colors();
  Rect column = rect.with_height(stepper_height(ui));
  Node node;
  node.role = Role::Status;
  node.label = spec.title.empty() ? spec.counter : spec.title;
  node.value = std::to_string(spec.current) + "/" + std::to_string(spec.total);
  node.rect = column;
  ui.describe(std::move(node));
  const Rect bar = column.cut_top(theme.mm(2), theme.space().s);
  const std::vector<Rect> parts_of_bar = bar.columns(std::max(1, spec.total), theme.mm(1.5f));
  for (std::size_t i = 0; i < parts_of_bar.size(); ++i) {
    const bool reached = static_cast<int>(i) < spec.current;
    parts::bar(ui, parts_of_bar[i], reached ? c.primary : c.unreached);
  }
  parts::words(
      ui, column, spec.title,
      {.style = TextStyle::Caption, .color = c.primary, .max_lines = 1, .bold = true, .shrink = true});
  parts::words(ui, column, spec.counter,
               {.style = TextStyle::Caption, .color = c.text_muted, .align = Align::Right, .max_lines = 1});
  return stepper_height(ui);
}

void progress_bar(Ui& ui, const Rect& rect, float fraction, Tone tone) {
  const float radius = rect.h / 2;
  parts::bar(ui, rect,
             ui.theme().two_colors() ? ui.theme().colors().unreached : ui.theme().colors().surface_sunken);
  const float width = std::clamp(fraction, 0.f, 1.f) * rect.w;
  if (width >= 1)
    ui.painter().fill_rounded({rect.x, rect.y, std::max(width, rect.h), rect.h}, radius,
                              ui.theme().tone(tone));
}

void countdown_ring(Ui& ui, const Rect& rect, const CountdownSpec& spec) {
  const Theme& theme = ui.theme();
  const double left = std::max(0.0, spec.seconds_left);
  const double shown = std::ceil(left);
  const float radius = std::min(rect.w, rect.h) / 2, thickness = std::max(theme.mm(1.5f), radius * 0.12f);
  const std::string number = std::to_string(static_cast<int>(shown));
  Node node;
  node.role = Role::Status;
  node.label = spec.label;
  node.value = number;
  node.rect = rect;
  ui.describe(std::move(node));
  const auto fraction = static_cast<float>(std::clamp(shown / std::max(spec.seconds_total, 1.0), 0.0, 1.0));
  const Color color = shown <= 5 ? theme.colors().danger : theme.colors().primary;
  ui.painter().ring(rect.center(), radius, thickness, theme.colors().surface_sunken);
  ui.painter().arc(rect.center(), radius, thickness, fraction, color);
  const bool large = radius > theme.text(TextStyle::Title).size_px;
  parts::words(ui, rect, number,
               {.style = large ? TextStyle::Title : TextStyle::Label,
                .color = theme.colors().text,
                .align = Align::Center,
                .middle = true,
                .max_lines = 1});
  if (left > 0) ui.request_frame_at(ui.now() + std::max(left - (shown - 1), 0.05));
}

void spinner(Ui& ui, const Rect& rect, bool animated, std::string_view label) {
  Node node;
  node.role = Role::Status;
  node.label = std::string(label);
  node.rect = rect;
  ui.describe(std::move(node));
  const Theme& theme = ui.theme();
  const float radius = std::min(rect.w, rect.h) / 2;
  if (!animated) {
    ui.painter().circle(rect.center(), radius, theme.colors().primary_soft);
    ui.painter().icon(rect, Icon::Hourglass, std::round(radius * 1.1f), theme.colors().primary);
    return;
  }
  constexpr int dots = 8;
  constexpr double steps_per_second = 10;
  const int turn = static_cast<int>(std::fmod(ui.now() * steps_per_second, dots));
  for (int i = 0; i < dots; ++i) {
    const float angle = static_cast<float>(i) / dots * 2 * std::numbers::pi_v<float>;
    const Point at{rect.center().x + std::cos(angle) * radius * 0.75f,
                   rect.center().y + std::sin(angle) * radius * 0.75f};
    const float age = static_cast<float>((turn - i + dots) % dots) / dots;
    ui.painter().circle(at, radius * 0.16f,
                        mix(theme.colors().primary, theme.colors().background, age * 0.85f));
  }
  ui.request_frame_at(ui.now() + 1 / steps_per_second);
}

}  // namespace yitang::ui
