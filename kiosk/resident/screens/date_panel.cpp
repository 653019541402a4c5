#include "kiosk/resident/screens/date_panel.hpp"

#include <algorithm>
#include <cstdio>
#include <vector>

#include "kiosk/cases/values.hpp"
#include "kiosk/resident/screens/layout.hpp"
#include "kiosk/resident/screens/words.hpp"
#include "ui/widgets/text.hpp"

namespace yitang::resident {
namespace {

using Type = catalog::FieldType;

int days_in(int year, int month) {
  for (int day = 31; day > 28; --day) {
    if (is_valid({year, month, day})) return day;
  }
  return 28;
}

std::string two(int value) {
  char text[8];
  std::snprintf(text, sizeof text, "%02d", value);
  return text;
}

struct Wheel {
  std::string id;
  std::string label;
  std::string shown;
  int* value = nullptr;
  int step = 1;
  int from = 0;
  int to = 0;
  bool around = false;  ///< goes on at the other end
};

void turn(Wheel& wheel, int by) {
  const int next = *wheel.value + by;
  if (wheel.around) {
    const int count = wheel.to - wheel.from + wheel.step;
    *wheel.value = wheel.from + ((next - wheel.from) % count + count) % count;
  } else {
    *wheel.value = std::clamp(next, wheel.from, wheel.to);
  }
}

// One plus or minus key. A finger that stays goes on turning.
bool turn_key(Screen& s, const ui::Rect& rect, const std::string& id, ui::Icon icon,
              const std::string& label) {
  const ui::Colors& colors = s.colors();
  const ui::Interaction touch = s.ui.interact(id, rect);
  ui::Node node;
  node.role = ui::Role::Button;
  node.id = id;
  node.label = label;
  node.rect = rect;
  s.ui.describe(node);
  s.ui.painter().fill_rounded(rect, s.theme().radius().button,
                              touch.pressed ? colors.primary_soft : colors.surface);
  s.ui.painter().stroke_rounded(rect, s.theme().radius().button, s.theme().mm(0.4F), colors.border_strong);
  s.ui.painter().icon(rect, icon, s.theme().icon_medium(), colors.primary);
  if (touch.clicked && touch.held_seconds < 0.6F) return true;
  if (!touch.pressed || touch.held_seconds < 0.6F) return false;
  constexpr double pause = 0.12;
  s.ui.request_frame_at(s.ui.now() + pause);
  if (s.ui.now() - s.memory.date.turned_at < pause * 0.8) return false;
  s.memory.date.turned_at = s.ui.now();
  return true;
}

// A finger on the number turns it like a drum: down for what comes before, one step for each line.
void drag_wheel(Screen& s, const ui::Rect& rect, Wheel& wheel) {
  DateEntry& entry = s.memory.date;
  const ui::Interaction touch = s.ui.interact(wheel.id, rect);
  if (!touch.pointer) {
    if (entry.dragged == wheel.id) entry.dragged.clear();
    return;
  }
  s.ui.keep_pointer();
  if (touch.went_down || entry.dragged != wheel.id) {
    entry.dragged = wheel.id;
    entry.dragged_from = touch.pointer->y;
    return;
  }
  const float line = s.theme().text(ui::TextStyle::Title).line_height_px;
  const int steps = static_cast<int>((entry.dragged_from - touch.pointer->y) / line);
  if (steps == 0) return;
  turn(wheel, steps * wheel.step);
  entry.dragged_from -= static_cast<float>(steps) * line;
  s.ui.request_frame();
}

void draw_wheel(Screen& s, ui::Rect place, Wheel& wheel) {
  const float key = s.theme().mm(s.elder() ? 19 : 17);
  const float line = s.theme().text(ui::TextStyle::Caption).line_height_px;
  ui::text(s.ui, place.cut_top(line, s.space().s),
           {.text = wheel.label,
            .style = ui::TextStyle::Caption,
            .color = s.colors().text_muted,
            .align = ui::Align::Center,
            .max_lines = 1,
            .shrink = true});
  if (turn_key(s, place.cut_top(key, s.space().xs), wheel.id + ".up", ui::Icon::Plus,
               s.tr("date.more", {{"what", wheel.label}})))
    turn(wheel, wheel.step);
  const float value = s.theme().text(ui::TextStyle::Title).line_height_px * 1.2F;
  const ui::Rect drum = place.cut_top(value, s.space().xs);
  const bool turning = s.memory.date.dragged == wheel.id;
  if (turning) s.ui.painter().fill_rounded(drum, s.theme().radius().button, s.colors().primary_soft);
  drag_wheel(s, drum, wheel);
  ui::text(s.ui, drum,
           {.text = wheel.shown,
            .style = ui::TextStyle::Title,
            .align = ui::Align::Center,
            .middle = true,
            .max_lines = 1,
            .shrink = true});
  if (turn_key(s, place.cut_top(key), wheel.id + ".down", ui::Icon::Minus,
               s.tr("date.less", {{"what", wheel.label}})))
    turn(wheel, -wheel.step);
}

float wheels_height(const Screen& s) {
  const float key = s.theme().mm(s.elder() ? 19 : 17);
  return s.theme().text(ui::TextStyle::Caption).line_height_px + s.space().s + 2 * (key + s.space().xs) +
         s.theme().text(ui::TextStyle::Title).line_height_px * 1.2F;
}

// Takes over the value the field has, else a sensible day to start from.
void begin(Screen& s, const catalog::FormField& field) {
  DateEntry& entry = s.memory.date;
  if (entry.key == field.key) return;
  entry = {};
  entry.key = field.key;
  const std::string text(cases::text_of(s.state.draft.values, field.key));
  Date start = Date::of(s.context.now);
  const auto& birth = s.state.draft.applicant ? s.state.draft.applicant->birth : std::nullopt;
  if (field.validation.earliest)
    start = std::max(start, field.validation.earliest->resolve(start, birth).value_or(start));
  if (field.validation.latest)
    start = std::min(start, field.validation.latest->resolve(Date::of(s.context.now), birth).value_or(start));
  if (const auto chosen = Date::parse(text.substr(0, 10))) start = *chosen;
  entry.year = start.year;
  entry.month = start.month;
  entry.day = field.validation.by_month ? 1 : start.day;
  int a = 9, b = 0, c = 17, d = 0;
  if (field.type == Type::DateTime && text.size() >= 16) std::sscanf(text.c_str() + 11, "%d:%d", &a, &b);
  if (field.type == Type::TimeRange) std::sscanf(text.c_str(), "%d:%d-%d:%d", &a, &b, &c, &d);
  entry.hour = a;
  entry.minute = b;
  entry.to_hour = c;
  entry.to_minute = d;
}

std::vector<Wheel> wheels_of(Screen& s, const catalog::FormField& field) {
  const Type type = field.type;
  DateEntry& e = s.memory.date;
  std::vector<Wheel> wheels;
  if (type != Type::TimeRange) {
    wheels.push_back({"date.year", s.tr("date.year"), std::to_string(e.year), &e.year, 1, 1900, 2100, false});
    wheels.push_back({"date.month", s.tr("date.month"), s.tr("month." + std::to_string(e.month)), &e.month, 1,
                      1, 12, true});
    if (!field.validation.by_month)
      wheels.push_back({"date.day", s.tr("date.day_label"), std::to_string(e.day), &e.day, 1, 1,
                        days_in(e.year, e.month), true});
  }
  if (type == Type::DateTime) {
    wheels.push_back({"date.hour", s.tr("date.hour"), two(e.hour), &e.hour, 1, 0, 23, true});
    wheels.push_back({"date.minute", s.tr("date.minute"), two(e.minute), &e.minute, 1, 0, 59, true});
  }
  if (type == Type::TimeRange) {
    wheels.push_back({"date.hour", s.tr("date.from_hour"), two(e.hour), &e.hour, 1, 0, 23, true});
    wheels.push_back({"date.minute", s.tr("date.minute"), two(e.minute), &e.minute, 15, 0, 45, true});
    wheels.push_back({"date.to_hour", s.tr("date.to_hour"), two(e.to_hour), &e.to_hour, 1, 0, 23, true});
    wheels.push_back(
        {"date.to_minute", s.tr("date.minute"), two(e.to_minute), &e.to_minute, 15, 0, 45, true});
  }
  return wheels;
}

std::string value_of(const DateEntry& e, Type type) {
  std::string day = Date{e.year, e.month, std::min(e.day, days_in(e.year, e.month))}.iso();
  if (type == Type::Date) return day;
  if (type == Type::DateTime) return day + " " + two(e.hour) + ":" + two(e.minute);
  return two(e.hour) + ":" + two(e.minute) + "-" + two(e.to_hour) + ":" + two(e.to_minute);
}

// Ten years at once: a birthday is far away.
void draw_decades(Screen& s, ui::Rect& place) {
  const float height = s.theme().button_height();
  const auto cells = place.cut_bottom(height, s.space().m).columns(2, s.space().m);
  ui::ButtonSpec back = second_button("date.decade.down", s.tr("date.ten_back"));
  ui::ButtonSpec on = second_button("date.decade.up", s.tr("date.ten_on"));
  if (ui::button(s.ui, cells[0], back)) s.memory.date.year = std::max(1900, s.memory.date.year - 10);
  if (ui::button(s.ui, cells[1], on)) s.memory.date.year = std::min(2100, s.memory.date.year + 10);
}

}  // namespace

DateResult draw_date_panel(Screen& s, const catalog::FormField& field, std::string& value) {
  begin(s, field);
  const bool decades = field.type == Type::Date;
  const float button = s.theme().button_height() * 1.1F;
  const float padding = s.space().l;
  const float height = padding * 2 + wheels_height(s) + s.space().m + button + s.space().m +
                       (decades ? s.theme().button_height() + s.space().m : 0);
  const ui::Rect sheet = bottom_sheet(s, height);
  s.ui.painter().fill(sheet, s.colors().surface_sunken);
  s.ui.painter().fill(sheet.with_height(s.theme().mm(0.4F)), s.colors().border);
  ui::Rect inside = sheet.inset(s.theme().page_margin(), padding);

  ui::Rect foot_row = inside.cut_bottom(button, s.space().m);
  ui::ButtonSpec done = main_button("date.done",
                                    s.tr(field.validation.by_month  ? "date.done_month"
                                         : field.type == Type::Date ? "date.done"
                                                                    : "date.done_time"),
                                    ui::Icon::Check);
  const ui::Rect left = foot_row.cut_left(foot_row.w * 0.34F, s.space().m);
  const bool closed = ui::button(s.ui, left, second_button("date.close", s.tr("common.close")));
  const bool chosen = ui::button(s.ui, foot_row, done);
  if (decades) draw_decades(s, inside);
  std::vector<Wheel> wheels = wheels_of(s, field);
  const auto cells = inside.columns(static_cast<int>(wheels.size()), s.space().s);
  for (std::size_t i = 0; i < wheels.size(); ++i) draw_wheel(s, cells[i], wheels[i]);
  s.memory.date.day = std::min(s.memory.date.day, days_in(s.memory.date.year, s.memory.date.month));
  if (!chosen && !closed) return DateResult::None;
  value = value_of(s.memory.date, field.type);
  s.memory.date = {};
  return chosen ? DateResult::Chosen : DateResult::Closed;
}

}  // namespace yitang::resident
