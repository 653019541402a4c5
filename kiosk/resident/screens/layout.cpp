#include "kiosk/resident/screens/layout.hpp"

#include <algorithm>
#include <utility>

#include "ui/widgets/list_row.hpp"
#include "ui/widgets/scroll_area.hpp"

namespace yitang::resident {

ui::Rect Column::take(float height, float gap) {
  const ui::Rect taken{place_.x, y_, place_.w, height};
  y_ += height + gap;
  return taken;
}

void write(Screen& s, Column& column, const ui::TextSpec& spec, float gap) {
  if (spec.text.empty()) return;
  const float height = ui::measure_text_height(s.ui, spec.text, spec.style, column.width(), spec.max_lines);
  ui::text(s.ui, column.take(height, gap), spec);
}

void section(Screen& s, Column& column, const std::string& title) {
  if (column.used() > 0) column.skip(s.space().l);
  write(s, column, {.text = title, .style = ui::TextStyle::Heading, .heading = true}, s.space().m);
}

ui::ButtonSpec main_button(std::string id, std::string label, ui::Icon icon) {
  ui::ButtonSpec spec;
  spec.id = std::move(id);
  spec.label = std::move(label);
  spec.kind = ui::ButtonKind::Primary;
  spec.icon = icon;
  spec.main_action = true;
  return spec;
}

ui::ButtonSpec second_button(std::string id, std::string label, ui::Icon icon) {
  ui::ButtonSpec spec;
  spec.id = std::move(id);
  spec.label = std::move(label);
  spec.kind = ui::ButtonKind::Secondary;
  spec.icon = icon;
  return spec;
}

Foot foot(Screen& s, const ui::ButtonSpec& main, const std::optional<ui::ButtonSpec>& second) {
  const float gap = s.space().m;
  const float high = s.theme().button_height() * 1.2F;
  const float low = s.theme().button_height();
  ui::Rect& place = s.content;
  if (!second) {
    const ui::Rect row = place.cut_bottom(high + s.space().l, s.space().m);
    return ui::button(s.ui, row.with_height(high), main) ? Foot::Main : Foot::None;
  }
  const float main_width = ui::button_width(s.ui, main);
  const float second_width = ui::button_width(s.ui, *second);
  const float least = place.w * 0.34F;
  const bool side_by_side =
      std::max(second_width, least) + gap + std::max(main_width, place.w * 0.5F) <= place.w;
  Foot tapped = Foot::None;
  if (side_by_side) {
    ui::Rect row = place.cut_bottom(high + s.space().l, s.space().m).with_height(high);
    const ui::Rect left = row.cut_left(std::max(second_width, least), gap);
    if (ui::button(s.ui, left, *second)) tapped = Foot::Second;
    if (ui::button(s.ui, row, main)) tapped = Foot::Main;
    return tapped;
  }
  ui::Rect rows = place.cut_bottom(high + gap + low + s.space().l, s.space().m);
  if (ui::button(s.ui, rows.cut_top(low, gap), *second)) tapped = Foot::Second;
  if (ui::button(s.ui, rows.cut_top(high), main)) tapped = Foot::Main;
  return tapped;
}

void scrolling(Screen& s, const ui::Rect& place, const std::string& id,
               const std::function<void(Column&)>& draw) {
  ui::ScrollArea area(s.ui, place,
                      {.id = id,
                       .label = s.tr("scroll.label"),
                       .more_label = s.tr("scroll.more"),
                       .back_label = s.tr("scroll.back")});
  Column column(area.content());
  draw(column);
  area.end(column.used() + s.space().m);
}

void fill_room(Screen& s, Column& column, const ui::Rect& place, ui::Illustration picture,
               const std::string& label) {
  const float left = place.h - column.used() - 2 * s.space().l;
  if (left < s.theme().mm(s.elder() ? 70 : 75)) return;
  const float side = std::min({left, place.w * 0.62F, s.theme().mm(s.elder() ? 120 : 135)});
  column.skip(s.space().l + (left - side) * 0.4F);
  ui::illustration(s.ui, column.take(side).centered(side, side), picture, label);
}

ui::Rect bottom_sheet(Screen& s, float height) {
  const ui::Rect page = s.ui.page();
  const float end = page.bottom() - s.theme().footer_height();
  s.content.cut_bottom(std::max(0.F, height - (end - s.content.bottom())), s.space().m);
  return {page.x, end - height, page.w, height};
}

void card_around(Screen& s, Column& column, float inner_height, float gap,
                 const std::function<void(const ui::Rect&)>& draw) {
  const float padding = ui::card_padding(s.ui);
  draw(ui::card(s.ui, column.take(inner_height + 2 * padding, gap)));
}

Stage stage(Screen& s, const ui::Rect& place, const StageSpec& spec) {
  const float width = place.w;
  const float title = ui::measure_text_height(s.ui, spec.title, ui::TextStyle::Title, width);
  const float words =
      spec.text.empty() ? 0 : ui::measure_text_height(s.ui, spec.text, ui::TextStyle::Body, width);
  const float needed =
      (spec.picture_height > 0 ? spec.picture_height + s.space().l : 0) + title + s.space().m + words;
  Column column(place);
  column.skip(std::max(s.space().m, (place.h - needed) * 0.35F));
  Stage made;
  if (spec.picture_height > 0) made.picture = column.take(spec.picture_height, s.space().l);
  ui::text(s.ui, column.take(title, s.space().m),
           {.text = spec.title, .style = ui::TextStyle::Title, .align = ui::Align::Center, .heading = true});
  if (words > 0) {
    ui::text(s.ui, column.take(words, s.space().l),
             {.text = spec.text, .color = s.colors().text_muted, .align = ui::Align::Center});
  }
  made.below = {place.x, place.y + column.used(), place.w, std::max(0.F, place.h - column.used())};
  return made;
}

}  // namespace yitang::resident
