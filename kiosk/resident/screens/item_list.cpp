// Service items as rows; also the hits of a search.
#include "kiosk/resident/screens/item_list.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "kiosk/catalog/labels.hpp"
#include "kiosk/resident/screens/pages.hpp"
#include "kiosk/resident/screens/words.hpp"
#include "ui/widgets/list_row.hpp"
#include "ui/widgets/picture.hpp"

namespace yitang::resident {

namespace {

void draw_row(Screen& s, Column& column, ui::ListRowSpec& row, IntentKind kind, const std::string& id) {
  row.title_lines = 3;
  const ui::Rect place = column.take(ui::list_row_height(s.ui, column.width(), row), s.space().m);
  if (ui::list_row(s.ui, place, row)) s.send(kind, id);
}

void draw_item(Screen& s, Column& column, const catalog::ServiceItem& item, const std::string& why) {
  ui::ListRowSpec row;
  row.id = "list.item." + item.id;
  row.title = s.of(item.name);
  row.subtitle = s.of(item.plain);
  if (!why.empty()) row.subtitle += (row.subtitle.empty() ? "" : "\n") + why;
  row.subtitle_lines = 3;
  row.badges = item_badges(s, item);
  if (s.elder()) row.badges.resize(1);
  row.icon = item_icon(s, item);
  row.accent = item_accent(s, item);
  draw_row(s, column, row, IntentKind::OpenItem, item.id);
}

void draw_bundle_row(Screen& s, Column& column, const catalog::Bundle& bundle, std::string subtitle) {
  ui::ListRowSpec row;
  row.id = "list.bundle." + bundle.id;
  row.title = s.of(bundle.name);
  row.subtitle = std::move(subtitle);
  const std::size_t items = s.context.catalog.items_of(bundle).size();
  row.badges.push_back(
      {.text = s.tr("list.bundle", {{"count", std::to_string(items)}}), .tone = ui::Tone::Info});
  row.icon = ui::Icon::List;
  row.accent = ui::Accent::Gold;
  draw_row(s, column, row, IntentKind::OpenBundle, bundle.id);
}

// Why it is listed, if the name does not tell. Of no use to whoever reads the other language.
std::string matched_words(const Screen& s, const catalog::SearchHit& hit, const Text& name) {
  if (hit.matched.empty() || s.of(name).find(hit.matched) != std::string::npos) return {};
  const bool chinese =
      std::any_of(hit.matched.begin(), hit.matched.end(), [](char c) { return (c & 0x80) != 0; });
  if (chinese != (s.state.language == Language::Chinese)) return {};
  return s.tr("search.matched", {{"words", hit.matched}});
}

}  // namespace

void draw_item_rows(Screen& s, Column& column, const std::vector<const catalog::ServiceItem*>& items) {
  for (const catalog::ServiceItem* item : items) draw_item(s, column, *item, {});
}

void draw_hit_rows(Screen& s, Column& column, const std::vector<catalog::SearchHit>& hits) {
  for (const catalog::SearchHit& hit : hits) {
    if (const catalog::ServiceItem* item = hit.item())
      draw_item(s, column, *item, matched_words(s, hit, item->name));
    if (const catalog::Bundle* bundle = hit.bundle())
      draw_bundle_row(s, column, *bundle, matched_words(s, hit, bundle->name));
    if (const catalog::ListEntry* entry = hit.list_entry()) draw_list_entry_row(s, column, *entry, true);
  }
}

void draw_nothing_here(Screen& s, const ui::Rect& place, const std::string& title, const std::string& text) {
  const Stage made =
      stage(s, place, {.title = title, .text = text, .picture_height = s.theme().icon_large() * 2});
  ui::icon(s.ui, made.picture, ui::Icon::Search, made.picture.h * 0.8F, s.colors().border_strong);
}

void draw_item_list(Screen& s) {
  if (s.state.browse.items.empty() && s.state.browse.bundles.empty()) {
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
    for (const catalog::Bundle* bundle : s.state.browse.bundles) draw_bundle_row(s, column, *bundle, {});
    draw_item_rows(s, column, s.state.browse.items);
  });
}

}  // namespace yitang::resident
