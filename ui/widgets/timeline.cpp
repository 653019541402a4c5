#include "ui/widgets/timeline.hpp"

#include <algorithm>
#include <utility>

#include "ui/widgets/parts.hpp"

namespace yitang::ui {

namespace {

using State = TimelineStep::State;

float dot_size(const Theme& theme) { return theme.mm(theme.elder() ? 13 : 11); }

float words_width(const Ui& ui, float width, const TimelineStep& step) {
  const Theme& theme = ui.theme();
  const float trailing =
      step.trailing.empty() ? 0
                            : measure_text_width(ui, step.trailing, TextStyle::Caption) + 2 + theme.space().m;
  return width - dot_size(theme) - theme.space().m - trailing;
}

float step_height(const Ui& ui, float width, const TimelineStep& step, bool last) {
  const Theme& theme = ui.theme();
  const float words = words_width(ui, width, step);
  float height = measure_text_height(ui, step.title, TextStyle::Label, words);
  if (!step.text.empty()) height += measure_text_height(ui, step.text, TextStyle::Caption, words);
  return std::max(dot_size(theme), height) + (last ? 0 : theme.space().l);
}

void draw_dot(Ui& ui, const Rect& place, const TimelineStep& step, std::size_t number) {
  const Theme& theme = ui.theme();
  const Colors& c = theme.colors();
  const float radius = place.w / 2;
  const bool strong =
      step.state == State::Done || step.state == State::Current || step.state == State::Failed;
  const Color color = step.state == State::Done     ? c.success
                      : step.state == State::Failed ? c.danger
                                                    : c.primary;
  if (strong) {
    ui.painter().circle(place.center(), radius, color);
  } else {
    ui.painter().circle(place.center(), radius, c.primary_soft);
    if (theme.two_colors()) ui.painter().ring(place.center(), radius, parts::hairline(theme), c.border);
  }
  const Color ink = strong ? c.on_primary : c.primary;
  const Icon icon = step.icon != Icon::None       ? step.icon
                    : step.state == State::Done   ? Icon::Check
                    : step.state == State::Failed ? Icon::Cross
                                                  : Icon::None;
  if (icon != Icon::None) {
    ui.painter().icon(place, icon, place.w * 0.6f, ink);
  } else {
    parts::words(
        ui, place, std::to_string(number),
        {.style = TextStyle::Label, .color = ink, .align = Align::Center, .middle = true, .max_lines = 1});
  }
}

}  // namespace

float timeline_height(const Ui& ui, float width, const std::vector<TimelineStep>& steps) {
  float height = 0;
  for (std::size_t i = 0; i < steps.size(); ++i)
    height += step_height(ui, width, steps[i], i + 1 == steps.size());
  return height;
}

float timeline(Ui& ui, const Rect& rect, const std::vector<TimelineStep>& steps) {
  const Theme& theme = ui.theme();
  const Colors& c = theme.colors();
  Rect column = rect;
  column.h = timeline_height(ui, rect.w, steps);
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const TimelineStep& step = steps[i];
    const bool last = i + 1 == steps.size();
    Rect row = column.cut_top(step_height(ui, rect.w, step, last));
    Node node;
    node.role = Role::Text;
    node.label = step.title;
    node.value = step.trailing.empty() ? step.text : step.text + " " + step.trailing;
    node.rect = row;
    node.checked = step.state == State::Done;
    ui.describe(std::move(node));
    const float size = dot_size(theme), line = theme.mm(0.75f);
    const Rect rail = row.cut_left(size, theme.space().m);
    if (!last)
      ui.painter().fill({rail.center().x - line / 2, rail.y + size, line, rail.h - size},
                        step.state == State::Done ? c.success : c.border);
    draw_dot(ui, rail.with_height(size), step, i + 1);
    Rect words = row;
    if (!last) words.cut_bottom(theme.space().l);
    if (!step.trailing.empty()) {
      const Rect side =
          words.cut_right(measure_text_width(ui, step.trailing, TextStyle::Caption) + 2, theme.space().m);
      parts::words(ui, side.with_height(size), step.trailing,
                   {.style = TextStyle::Caption,
                    .color = c.text_muted,
                    .align = Align::Right,
                    .middle = true,
                    .max_lines = 1});
    }
    const float title = measure_text_height(ui, step.title, TextStyle::Label, words.w);
    const float text =
        step.text.empty() ? 0 : measure_text_height(ui, step.text, TextStyle::Caption, words.w);
    Rect lines = words.centered(words.w, title + text);
    const Color ink = step.state == State::Current ? c.primary : c.text;
    parts::words(ui, lines.cut_top(title), step.title, {.style = TextStyle::Label, .color = ink});
    if (text > 0) parts::words(ui, lines, step.text, {.style = TextStyle::Caption, .color = c.text_muted});
  }
  return timeline_height(ui, rect.w, steps);
}

}  // namespace yitang::ui
