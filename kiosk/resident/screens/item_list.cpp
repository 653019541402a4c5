// Service items as rows; also the hits of a search.
#include "kiosk/resident/screens/item_list.hpp"

#include <string>
#include <utility>

#include "kiosk/catalog/labels.hpp"
#include "kiosk/resident/screens/pages.hpp"
#include "kiosk/resident/screens/words.hpp"
#include "ui/widgets/list_row.hpp"
#include "ui/widgets/picture.hpp"

namespace yitang::resident {

void draw_item_rows(Screen& s, Column& column, const BrowseState& browse) {
  for (std::size_t i = 0; i < browse.items.size(); ++i) {
    const catalog::ServiceItem* item = browse.items[i];
    ui::ListRowSpec row;
    row.id = "list.item." + item->id;
    row.title = s.of(item->name);
    // The words are the catalogue's own, in Chinese: of no use to whoever reads English.
    const bool matched =
        i < browse.matched.size() && item->name.zh.find(browse.matched[i]) == std::string::npos;
    if (matched && s.state.language == Language::Chinese)
      row.subtitle = s.tr("search.matched", {{"words", browse.matched[i]}});
    row.badges = item_badges(s, *item);
    if (s.elder()) row.badges.resize(1);
    row.icon = item_icon(s, *item);
    row.accent = item_accent(s, *item);
    row.title_lines = 3;
    const ui::Rect place = column.take(ui::list_row_height(s.ui, column.width(), row), s.space().m);
    if (ui::list_row(s.ui, place, row)) s.send(IntentKind::OpenItem, item->id);
  }
}

void draw_nothing_here(Screen& s, const ui::Rect& place, const std::string& title, const std::string& text) {
  const Stage made =
      stage(s, place, {.title = title, .text = text, .picture_height = s.theme().icon_large() * 2});
  ui::icon(s.ui, made.picture, ui::Icon::Search, made.picture.h * 0.8F, s.colors().border_strong);
}

void draw_item_list(Screen& s) {
  if (s.state.browse.items.empty()) {
    draw_nothing_here(s, s.content, s.tr("list.empty"), s.tr("list.empty_hint"));
    return;
  }
  scrolling(s, s.content, "list." + s.state.browse.list_id, [&s](Column& column) {
    if (s.state.browse.list_kind == IntentKind::OpenFourDo) {
      if (const auto four_do = catalog::enum_from<catalog::FourDo>(s.state.browse.list_id)) {
        write(s, column, {.text = s.of(catalog::hint_of(*four_do)), .color = s.colors().text_muted},
              s.space().m);
      }
    }
    draw_item_rows(s, column, s.state.browse);
  });
}

}  // namespace yitang::resident
