// Ways in: search, service function, life event or theme, four-do class, progress.
#include <array>
#include <string>

#include "kiosk/catalog/labels.hpp"
#include "kiosk/resident/screens/layout.hpp"
#include "kiosk/resident/screens/pages.hpp"
#include "kiosk/resident/screens/words.hpp"
#include "ui/widgets/choice.hpp"
#include "ui/widgets/picture.hpp"
#include "ui/widgets/text_field.hpp"
#include "ui/widgets/tile.hpp"

namespace yitang::resident {
namespace {

constexpr std::array<catalog::FourDo, 4> four_do_classes{catalog::FourDo::AtOnce, catalog::FourDo::Online,
                                                         catalog::FourDo::Nearby, catalog::FourDo::OneGo};

// Looks like a field and opens the search page.
void draw_search_bar(Screen& s, const ui::Rect& rect) {
  const ui::Colors& colors = s.colors();
  const ui::Interaction touch = s.ui.interact("home.search", rect);
  const float radius = rect.h / 2;
  s.ui.painter().shadow(rect, radius, ui::Elevation::Card, s.theme());
  s.ui.painter().fill_rounded(rect, radius, touch.pressed ? colors.primary_soft : colors.surface);
  s.ui.painter().stroke_rounded(rect, radius, s.theme().mm(0.5F), colors.primary);
  ui::Rect inside = rect.inset(s.space().l, 0);
  const float icon = s.theme().icon_medium();
  ui::icon(s.ui, inside.cut_left(icon, s.space().m), ui::Icon::Search, icon, colors.primary);
  ui::text(s.ui, inside,
           {.text = s.tr("home.search"),
            .color = colors.placeholder,
            .middle = true,
            .max_lines = 1,
            .silent = true,
            .shrink = true});
  ui::Node node;
  node.role = ui::Role::Button;
  node.id = "home.search";
  node.label = s.tr("home.search");
  node.rect = rect;
  s.ui.describe(node);
  if (touch.clicked) s.send(IntentKind::OpenSearch);
}

void draw_queue_tile(Screen& s, const ui::Rect& rect, bool wide) {
  ui::TileSpec spec;
  spec.id = "home.queues";
  spec.title = s.tr("home.queues");
  if (!s.elder() && wide) spec.subtitle = s.tr("home.queues_hint");
  spec.spoken = s.tr("home.queues") + s.tr("list.comma") + s.tr("home.queues_hint");
  spec.icon = ui::Icon::Receipt;
  spec.accent = ui::Accent::Green;
  spec.filled = true;
  spec.horizontal = wide;
  if (ui::tile(s.ui, rect, spec)) s.send(IntentKind::OpenQueues);
}

void draw_query_tile(Screen& s, const ui::Rect& rect, bool wide) {
  ui::TileSpec spec;
  spec.id = "home.query";
  spec.title = s.tr(s.state.queues_here ? "home.query_short" : "home.query");
  // Beside another tile there is room for one line of it.
  const std::string hint = s.tr("home.query_hint");
  const bool alone = rect.w >= s.content.w;
  const float room = s.state.queues_here ? 0 : rect.w - s.theme().mm(34);
  if (alone || ui::measure_text_width(s.ui, hint, ui::TextStyle::Caption) < room) spec.subtitle = hint;
  spec.icon = ui::Icon::QrCode;
  spec.accent = ui::Accent::Blue;
  spec.filled = true;
  spec.horizontal = wide;
  if (ui::tile(s.ui, rect, spec)) s.send(IntentKind::OpenQuery);
}

// Who is responsible for what.
void draw_lists_tile(Screen& s, const ui::Rect& rect, bool wide) {
  ui::TileSpec spec;
  spec.id = "home.lists";
  spec.title = s.tr("home.lists");
  if (!s.elder() && wide) spec.subtitle = s.tr("home.lists_hint");
  spec.icon = ui::Icon::List;
  spec.accent = ui::Accent::Green;
  spec.horizontal = wide;
  if (ui::tile(s.ui, rect, spec)) s.send(IntentKind::OpenLists);
}

bool has_lists(const Screen& s) { return !s.context.catalog.list_entries().empty(); }
// Large words leave no room for three tiles side by side: the lists stand last on the page then.
bool lists_stand_last(const Screen& s) { return has_lists(s) && s.state.queues_here && s.elder(); }

struct Way {
  std::string id;
  std::string title;
  std::string hint;
  ui::Icon icon;
  IntentKind kind;
  std::string key;
};

std::vector<Way> ways_in(const Screen& s) {
  std::vector<Way> ways;
  if (s.state.browse.by == BrowseBy::Functions) {
    for (const catalog::Group& group : s.context.catalog.functions()) {
      ways.push_back({"home.function." + group.key, s.of(group.name), s.of(group.hint),
                      group_icon(group.icon, group.key), IntentKind::OpenFunction, group.key});
    }
  } else if (s.state.browse.by == BrowseBy::Themes) {
    for (const catalog::Group& theme : s.context.catalog.themes()) {
      if (s.context.catalog.by_theme(theme.key).empty()) continue;
      ways.push_back({"home.theme." + theme.key, s.of(theme.name), s.of(theme.hint),
                      group_icon(theme.icon, theme.key), IntentKind::OpenTheme, theme.key});
    }
  } else {
    for (const catalog::LifeEvent& event : s.context.catalog.life_events()) {
      ways.push_back({"home.life." + event.key, s.of(event.name), s.of(event.hint),
                      group_icon(event.icon, event.key), IntentKind::OpenLifeEvent, event.key});
    }
  }
  return ways;
}

void draw_ways(Screen& s, Column& column) {
  const std::vector<Way> ways = ways_in(s);
  const int per_row = 2;
  const float gap = s.space().m;
  // In Chinese, names fit on one line and all ways fit on the page; in English they need two.
  const bool chinese = s.state.language == Language::Chinese;
  // Themes are many and have no hint.
  const bool many = s.state.browse.by == BrowseBy::Themes;
  const float height = s.theme().mm(!s.elder() ? (many ? 25.0F : 36.0F) : chinese ? 31.0F : 35.0F);
  const int rows = (static_cast<int>(ways.size()) + per_row - 1) / per_row;
  const ui::Rect place = column.take(static_cast<float>(rows) * (height + gap) - gap, s.space().m);
  const auto cells = place.grid(static_cast<int>(ways.size()), per_row, height, gap);
  for (std::size_t i = 0; i < ways.size(); ++i) {
    ui::TileSpec spec;
    spec.id = ways[i].id;
    spec.title = ways[i].title;
    // A name that needs two lines leaves no room for the hint.
    const float room = cells[i].w - s.theme().mm(34);
    const bool one_line = ui::measure_text_width(s.ui, spec.title, ui::TextStyle::Heading) < room;
    if (!s.elder() && one_line) spec.subtitle = ways[i].hint;
    spec.icon = ways[i].icon;
    spec.accent = accent_at(i);
    spec.horizontal = true;
    if (ui::tile(s.ui, cells[i], spec)) s.send(ways[i].kind, ways[i].key);
  }
}

void draw_tabs(Screen& s, Column& column) {
  ui::SegmentSpec tabs;
  tabs.id = "home.tab";
  tabs.labels = {s.tr("home.by_function"), s.tr("home.by_life_event"), s.tr("home.by_theme")};
  tabs.selected = static_cast<int>(s.state.browse.by);
  const int tapped =
      ui::segments(s.ui, column.take(s.theme().button_height() * (s.elder() ? 0.82F : 1), s.space().m), tabs);
  if (tapped == 0) s.send(IntentKind::OpenFunctions);
  if (tapped == 1) s.send(IntentKind::OpenLifeEvents);
  if (tapped == 2) s.send(IntentKind::OpenThemes);
}

void draw_four_do(Screen& s, Column& column) {
  section(s, column, s.tr("home.four_do"));
  const int per_row = 4;
  const float gap = s.space().m;
  const float height = s.theme().mm(s.elder() ? 39 : 40);
  const ui::Rect place = column.take(height);
  const auto cells = place.grid(4, per_row, height, gap);
  for (std::size_t i = 0; i < four_do_classes.size(); ++i) {
    const std::string code(catalog::code_of(four_do_classes[i]));
    ui::TileSpec spec;
    spec.id = "home.fourdo." + code;
    spec.title = s.of(catalog::label_of(four_do_classes[i]));
    spec.icon = icon_of(four_do_classes[i]);
    spec.accent = accent_of(four_do_classes[i]);
    spec.spoken = s.of(catalog::hint_of(four_do_classes[i]));
    if (ui::tile(s.ui, cells[i], spec)) s.send(IntentKind::OpenFourDo, code);
  }
}

// Progress always; numbers for the windows and published lists where there are some.
void draw_ways_below(Screen& s, ui::Rect row) {
  const bool lists = has_lists(s) && !lists_stand_last(s);
  if (!s.state.queues_here) {
    if (lists) draw_lists_tile(s, row.cut_right(row.w * 0.4F, s.space().m), true);
    return draw_query_tile(s, row, true);
  }
  const auto tiles = row.columns(lists ? 3 : 2, s.space().m);
  draw_queue_tile(s, tiles[0], !lists);
  draw_query_tile(s, tiles[1], !lists);
  if (lists) draw_lists_tile(s, tiles[2], false);
}

}  // namespace

void draw_home(Screen& s) {
  draw_search_bar(s, s.content.cut_top(s.theme().button_height() * 1.05F, s.space().m));
  const float query = s.theme().mm(s.elder() ? 32 : 31);
  draw_ways_below(s, s.content.cut_bottom(query + s.space().m, s.space().m).with_height(query));
  constexpr std::array<const char*, 3> ids{"home.functions", "home.life_events", "home.themes"};
  scrolling(s, s.content, ids[static_cast<std::size_t>(s.state.browse.by)], [&s](Column& column) {
    draw_tabs(s, column);
    draw_ways(s, column);
    draw_four_do(s, column);
    if (lists_stand_last(s)) {
      column.skip(s.space().m);
      draw_lists_tile(s, column.take(s.theme().mm(26), s.space().m), true);
    }
  });
}

}  // namespace yitang::resident
