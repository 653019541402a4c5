// Nobody is here: one calm invitation. All of its picture and words are the button; below it, what is made
// public.
#include <array>
#include <string>

#include "kiosk/base/date.hpp"
#include "kiosk/resident/screens/layout.hpp"
#include "kiosk/resident/screens/pages.hpp"
#include "kiosk/resident/screens/pictures.hpp"
#include "kiosk/resident/screens/words.hpp"
#include "ui/widgets/list_row.hpp"
#include "ui/widgets/picture.hpp"
#include "ui/widgets/text.hpp"

namespace yitang::resident {
namespace {

struct Offer {
  ui::Icon icon;
  ui::Accent accent;
  const char* key;
};
constexpr std::array<Offer, 3> offers{{{ui::Icon::FormEdit, ui::Accent::Blue, "idle.offer_apply"},
                                       {ui::Icon::Search, ui::Accent::Green, "idle.offer_progress"},
                                       {ui::Icon::List, ui::Accent::Orange, "idle.offer_guide"}}};

// Name of the place at the left, time at the right.
void draw_top(Screen& s, ui::Rect bar) {
  const ui::TextMetrics& title = s.theme().text(ui::TextStyle::Title);
  const float icon = s.theme().icon_large();
  ui::icon(s.ui, bar.cut_left(icon, s.space().m), ui::Icon::Logo, icon, s.colors().primary);
  const std::string clock = clock_text(s.context.now);
  const float clock_width =
      std::max(ui::measure_text_width(s.ui, clock, ui::TextStyle::Title),
               ui::measure_text_width(s.ui, date_text(s, Date::of(s.context.now)), ui::TextStyle::Caption));
  ui::Rect right = bar.cut_right(clock_width + s.space().s, s.space().m);
  const float caption = s.theme().text(ui::TextStyle::Caption).line_height_px;
  const float block = title.line_height_px + caption;
  ui::Rect left = bar.centered(bar.w, block);
  right = right.centered(right.w, block);
  ui::text(s.ui, left.cut_top(title.line_height_px),
           {.text = s.tr("app.name"), .style = ui::TextStyle::Title, .max_lines = 1, .heading = true});
  ui::text(s.ui, left,
           {.text = s.of(s.context.place.name),
            .style = ui::TextStyle::Caption,
            .color = s.colors().text_muted,
            .max_lines = 1,
            .shrink = true});
  ui::text(s.ui, right.cut_top(title.line_height_px),
           {.text = clock, .style = ui::TextStyle::Title, .align = ui::Align::Right, .max_lines = 1});
  ui::text(s.ui, right,
           {.text = date_text(s, Date::of(s.context.now)),
            .style = ui::TextStyle::Caption,
            .color = s.colors().text_muted,
            .align = ui::Align::Right,
            .max_lines = 1});
}

void draw_offers(Screen& s, const ui::Rect& row) {
  const auto cells = row.columns(static_cast<int>(offers.size()), s.space().m);
  for (std::size_t i = 0; i < offers.size(); ++i) {
    ui::Rect cell = cells[i];
    const float plate = s.theme().icon_large() * 1.15F;
    ui::icon_plate(s.ui, cell.cut_top(plate, s.space().s).centered(plate, plate), offers[i].icon,
                   offers[i].accent);
    ui::text(s.ui, cell,
             {.text = s.tr(offers[i].key),
              .style = ui::TextStyle::Label,
              .align = ui::Align::Center,
              .max_lines = 2});
  }
}

// Looks like a button; the area around it listens as well.
void draw_invitation(Screen& s, const ui::Rect& pill, bool pressed) {
  const ui::Colors& colors = s.colors();
  if (!pressed) s.ui.painter().shadow(pill, pill.h / 2, ui::Elevation::Raised, s.theme());
  s.ui.painter().fill_rounded(pill, pill.h / 2, pressed ? colors.primary_pressed : colors.primary);
  ui::text(s.ui, pill,
           {.text = s.tr("idle.begin"),
            .style = ui::TextStyle::Title,
            .color = colors.on_primary,
            .align = ui::Align::Center,
            .middle = true,
            .max_lines = 1,
            .silent = true,
            .shrink = true});
}

// What is made public, for everybody to read without a card: lists, and how fast cases were decided here.
void draw_public(Screen& s, ui::Rect& page) {
  const std::string figures = figures_text(s);
  if (s.context.catalog.list_entries().empty() && figures.empty()) return;
  ui::ListRowSpec row;
  row.id = "idle.lists";
  row.title = s.tr("idle.lists");
  row.subtitle = figures.empty() ? s.tr("idle.lists_hint") : figures;
  row.icon = ui::Icon::List;
  row.accent = ui::Accent::Green;
  const ui::Rect place = page.cut_bottom(ui::list_row_height(s.ui, page.w, row), s.space().l);
  if (ui::list_row(s.ui, place, row)) s.send(IntentKind::OpenLists);
}

// Which machine this is, for whoever calls the number above; and what a technician must see to before a
// person is turned away by it.
void draw_terminal(Screen& s, const ui::Rect& line) {
  const bool enough = s.state.room == cases::SpaceLevel::Enough;
  const bool critical = s.state.room == cases::SpaceLevel::Critical;
  const char* key = enough ? "idle.terminal" : critical ? "idle.room_critical" : "idle.room_low";
  const ui::Color warned = critical ? s.colors().danger : s.colors().warning;
  ui::text(s.ui, line,
           {.text = s.tr(key, {{"code", s.context.place.terminal}}),
            .style = ui::TextStyle::Caption,
            .color = enough ? s.colors().text_muted : warned,
            .max_lines = 1,
            .bold = !enough,
            .shrink = true});
}

void draw_bottom(Screen& s, ui::Rect bar) {
  const bool english = s.state.language == Language::English;
  ui::ButtonSpec language;
  language.id = "idle.language";
  language.label = s.tr("frame.language");
  language.icon = ui::Icon::Globe;
  const float width = ui::button_width(s.ui, language);
  const ui::Rect place = bar.cut_right(width, s.space().m);
  if (ui::button(s.ui, place.centered(place.w, s.theme().button_height()), language)) {
    s.send(IntentKind::SetLanguage, english ? "zh" : "en");
  }
  const float icon = s.theme().icon_medium();
  ui::icon(s.ui, bar.cut_left(icon, s.space().s), ui::Icon::Phone, icon, s.colors().text_muted);
  const float line = s.theme().text(ui::TextStyle::Caption).line_height_px;
  ui::Rect words = bar.centered(bar.w, 2 * line);
  ui::text(s.ui, words.cut_top(line),
           {.text = s.tr("idle.hotline", {{"phone", s.context.place.hotline}}),
            .style = ui::TextStyle::Caption,
            .max_lines = 1,
            .bold = true,
            .shrink = true});
  draw_terminal(s, words);
}

}  // namespace

void draw_idle(Screen& s) {
  const ui::Colors& colors = s.colors();
  ui::Rect page = s.ui.page();
  s.ui.painter().fill(page, colors.surface);
  page = page.inset(s.theme().page_margin(), s.space().l);
  draw_top(s, page.cut_top(s.theme().header_height() * 1.3F, s.space().m));
  draw_bottom(s, page.cut_bottom(s.theme().footer_height(), s.space().m));
  draw_public(s, page);

  const ui::Interaction touch = s.ui.interact("idle.begin", page);
  ui::Node node;
  node.role = ui::Role::Button;
  node.id = "idle.begin";
  node.label = s.tr("idle.begin");
  node.spoken = s.tr("idle.spoken");
  node.rect = page;
  node.main_action = true;
  s.ui.describe(node);

  ui::Rect place = page;
  const float offer_text = 2 * s.theme().text(ui::TextStyle::Label).line_height_px;
  draw_offers(s, place.cut_bottom(s.theme().icon_large() * 1.15F + s.space().s + offer_text, s.space().xl));
  const float pill = s.theme().button_height() * 1.6F;
  const ui::Rect invitation = place.cut_bottom(pill, s.space().l);
  draw_invitation(s, invitation.centered(invitation.w * 0.86F, pill), touch.pressed);
  const float words = ui::measure_text_height(s.ui, s.tr("idle.subtitle"), ui::TextStyle::Heading, place.w);
  const ui::Rect subtitle = place.cut_bottom(words, s.space().s);
  const float title = ui::measure_text_height(s.ui, s.tr("idle.title"), ui::TextStyle::Display, place.w);
  ui::text(s.ui, place.cut_bottom(title, s.space().m),
           {.text = s.tr("idle.title"),
            .style = ui::TextStyle::Display,
            .color = colors.primary,
            .align = ui::Align::Center});
  ui::text(s.ui, subtitle,
           {.text = s.tr("idle.subtitle"),
            .style = ui::TextStyle::Heading,
            .color = colors.text_muted,
            .align = ui::Align::Center});
  touch_picture(s, place.centered(place.w, place.h * 0.94F));
  if (touch.clicked) s.send(IntentKind::Wake);
}

}  // namespace yitang::resident
