#include "ui/widgets/page_frame.hpp"

#include <algorithm>
#include <utility>

#include "ui/widgets/button.hpp"
#include "ui/widgets/parts.hpp"

namespace yitang::ui {

namespace {

struct HeaderTool {
  const char* id;
  Icon icon;
  const std::string* label;
  bool on;
  FrameAction action;
};

// Pictogram over a small label; the switched-on state has a ground of its own.
bool header_tool(Ui& ui, const Rect& rect, const HeaderTool& tool) {
  const Theme& theme = ui.theme();
  const Colors& c = theme.colors();
  const Interaction touch = ui.interact(tool.id, rect);
  Node node;
  node.role = Role::Button;
  node.id = tool.id;
  node.label = *tool.label;
  node.rect = rect;
  node.checked = tool.on;
  ui.describe(std::move(node));
  if (touch.pressed || tool.on) ui.painter().fill_rounded(rect, theme.radius().button, c.primary_soft);
  if (tool.on) ui.painter().stroke_rounded(rect, theme.radius().button, parts::hairline(theme), c.primary);
  const float side = theme.icon_small(), line = theme.text(TextStyle::Caption).line_height_px;
  Rect column = rect.centered(rect.w - 2 * theme.space().xs, std::min(rect.h, side + line));
  ui.painter().icon(column.cut_top(side), tool.icon, side, c.primary);
  parts::words(ui, column, *tool.label,
               {.style = TextStyle::Caption,
                .color = tool.on ? c.primary : c.text,
                .align = Align::Center,
                .middle = true,
                .max_lines = 1,
                .shrink = true});
  return touch.clicked;
}

float tool_width(const Ui& ui, const HeaderTool& tool) {
  const Theme& theme = ui.theme();
  return std::max(theme.min_target() * 1.6f, measure_text_width(ui, *tool.label, TextStyle::Caption) +
                                                 2 * theme.space().s + 2 * theme.space().xs);
}

void draw_clock(Ui& ui, Rect& row, const PageFrameSpec& spec) {
  if (spec.clock.empty()) return;
  const Theme& theme = ui.theme();
  const float width = std::max(measure_text_width(ui, spec.clock, TextStyle::Label),
                               measure_text_width(ui, spec.date, TextStyle::Caption)) +
                      2;
  const Rect place = row.cut_right(width, theme.space().m);
  const float first = theme.text(TextStyle::Label).line_height_px,
              second = spec.date.empty() ? 0 : theme.text(TextStyle::Caption).line_height_px;
  Rect column = place.centered(place.w, first + second);
  TextSpec clock;
  clock.text = spec.clock;
  clock.style = TextStyle::Label;
  clock.align = Align::Right;
  text(ui, column.cut_top(first), clock);
  parts::words(ui, column, spec.date,
               {.style = TextStyle::Caption,
                .color = theme.colors().text_muted,
                .align = Align::Right,
                .max_lines = 1});
}

void draw_brand(Ui& ui, Rect row, const PageFrameSpec& spec) {
  const Theme& theme = ui.theme();
  const float side = theme.mm(15);
  const Rect mark = row.cut_left(side, theme.space().m).centered(side, side);
  ui.painter().fill_rounded(mark, side * 0.28f, theme.colors().primary);
  ui.painter().icon(mark, Icon::Logo, side * 0.68f, theme.colors().on_primary);
  const float first = theme.text(TextStyle::Heading).line_height_px;
  const float second = spec.place_name.empty() ? 0 : theme.text(TextStyle::Caption).line_height_px;
  Rect column = row.centered(row.w, first + second);
  TextSpec name;
  name.text = spec.product_name;
  name.style = TextStyle::Heading;
  name.max_lines = 1;
  name.shrink = true;
  text(ui, column.cut_top(first), name);
  parts::words(
      ui, column, spec.place_name,
      {.style = TextStyle::Caption, .color = theme.colors().text_muted, .max_lines = 1, .shrink = true});
}

FrameAction draw_header(Ui& ui, const Rect& bar, const PageFrameSpec& spec) {
  const Theme& theme = ui.theme();
  ui.painter().fill(bar, theme.colors().surface);
  ui.painter().fill({bar.x, bar.bottom() - 1, bar.w, parts::hairline(theme)}, theme.colors().border);
  Rect row = bar.inset(theme.page_margin(), theme.space().s);
  draw_clock(ui, row, spec);
  FrameAction action = FrameAction::None;
  const HeaderTool tools[] = {
      {"frame.language", Icon::Globe, &spec.language_label, false, FrameAction::Language},
      {"frame.look", Icon::TextSize, &spec.look_label, spec.look_changed, FrameAction::Look},
      {"frame.sound", spec.sound_on ? Icon::Volume : Icon::VolumeOff, &spec.sound_label, spec.sound_on,
       FrameAction::Sound},
  };
  for (const HeaderTool& tool : tools) {
    if (tool.label->empty() || (tool.action == FrameAction::Sound && !spec.show_sound)) continue;
    if (header_tool(ui, row.cut_right(tool_width(ui, tool), theme.space().s), tool)) action = tool.action;
  }
  row.cut_right(0, theme.space().m);  // a name that fills its place still stands apart from the tools
  draw_brand(ui, row, spec);
  return action;
}

FrameAction draw_footer(Ui& ui, const Rect& bar, const PageFrameSpec& spec) {
  const Theme& theme = ui.theme();
  ui.painter().fill(bar, theme.colors().surface);
  ui.painter().fill({bar.x, bar.y, bar.w, parts::hairline(theme)}, theme.colors().border);
  // Three places that never move, so that a hand finds them again.
  const std::vector<Rect> places =
      bar.inset(theme.page_margin(), theme.space().m).columns(3, theme.space().m);
  struct FooterButton {
    const char* id;
    Icon icon;
    const std::string* label;
    FrameAction action;
  };
  const FooterButton buttons[] = {{"frame.back", Icon::Back, &spec.back_label, FrameAction::Back},
                                  {"frame.home", Icon::Home, &spec.home_label, FrameAction::Home},
                                  {"frame.call", Icon::Call, &spec.call_staff_label, FrameAction::CallStaff}};
  FrameAction action = FrameAction::None;
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (buttons[i].label->empty()) continue;
    ButtonSpec look;
    look.id = buttons[i].id;
    look.label = *buttons[i].label;
    look.icon = buttons[i].icon;
    look.kind = ButtonKind::Secondary;
    if (button(ui, places[i], look)) action = buttons[i].action;
  }
  return action;
}

void draw_status(Ui& ui, const Rect& strip, const PageFrameSpec& spec) {
  ui.painter().fill(strip, ui.theme().tone_soft(spec.status_tone));
  TextSpec words;
  words.text = spec.status_text;
  words.style = TextStyle::Caption;
  words.color = ui.theme().tone(spec.status_tone);
  words.align = Align::Center;
  words.middle = true;
  words.max_lines = 1;
  text(ui, strip.inset(ui.theme().page_margin(), 0), words);
}

void draw_title(Ui& ui, Rect& content, const PageFrameSpec& spec) {
  const Theme& theme = ui.theme();
  TextSpec title;
  title.text = spec.title;
  title.style = TextStyle::Title;
  title.heading = true;
  content.cut_top(text(ui, content, title), spec.subtitle.empty() ? theme.space().m : theme.space().xs);
  if (spec.subtitle.empty()) return;
  TextSpec subtitle;
  subtitle.text = spec.subtitle;
  subtitle.color = theme.colors().text_muted;
  content.cut_top(text(ui, content, subtitle), theme.space().l);
}

}  // namespace

PageFrame page_frame(Ui& ui, const PageFrameSpec& spec) {
  const Theme& theme = ui.theme();
  PageFrame frame;
  Rect page = ui.page();
  ui.painter().fill(page, theme.colors().background);
  frame.action = draw_header(ui, page.cut_top(theme.header_height()), spec);
  if (!spec.status_text.empty())
    draw_status(ui, page.cut_top(theme.text(TextStyle::Caption).line_height_px + theme.space().s), spec);
  const bool footer = !spec.back_label.empty() || !spec.home_label.empty() || !spec.call_staff_label.empty();
  if (footer) {
    const FrameAction action = draw_footer(ui, page.cut_bottom(theme.footer_height()), spec);
    if (action != FrameAction::None) frame.action = action;
  }
  frame.content = page.inset(theme.page_margin(), theme.space().l);
  if (!spec.title.empty()) draw_title(ui, frame.content, spec);
  return frame;
}

Rect action_bar(const Ui& ui, Rect& content) {
  return content.cut_bottom(ui.theme().button_height(), ui.theme().space().l);
}

}  // namespace yitang::ui
