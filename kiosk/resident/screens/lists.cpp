// What is made public: lists, their entries, and how long cases took that ended here. No card, no names.
#include <array>
#include <string>
#include <vector>

#include "kiosk/resident/screens/frame.hpp"
#include "kiosk/resident/screens/item_list.hpp"
#include "kiosk/resident/screens/layout.hpp"
#include "kiosk/resident/screens/pages.hpp"
#include "kiosk/resident/screens/words.hpp"
#include "ui/widgets/banner.hpp"
#include "ui/widgets/key_values.hpp"
#include "ui/widgets/list_row.hpp"

namespace yitang::resident {
namespace {

struct ListLook {
  ui::Icon icon;
  ui::Accent accent;
};

ListLook look_of(catalog::ListKind kind) {
  switch (kind) {
    case catalog::ListKind::PowerDuty: return {ui::Icon::Scales, ui::Accent::Blue};
    case catalog::ListKind::Territory: return {ui::Icon::MapPin, ui::Accent::Green};
    case catalog::ListKind::VillageAffairs: return {ui::Icon::People, ui::Accent::Orange};
    case catalog::ListKind::VillageNoProof: break;
  }
  return {ui::Icon::CrossCircle, ui::Accent::Red};
}

// Tenths of a day as people write them: "3.2", "3".
std::string days_of(const cases::EndedFigure& figure) {
  std::string text = std::to_string(figure.average_tenths / 10);
  const int rest = figure.average_tenths % 10;
  return rest == 0 ? text : text + "." + std::to_string(rest);
}

std::string figure_text(const Screen& s, const cases::EndedFigure& figure, const std::string& key) {
  const bool same_day = figure.average_tenths == 0;
  return s.tr(same_day ? key + "_same_day" : key, {{"count", std::to_string(figure.cases)},
                                                   {"days", days_of(figure)},
                                                   {"percent", std::to_string(figure.on_time_percent)}});
}

void draw_list_row(Screen& s, Column& column, catalog::ListKind kind) {
  const std::size_t count = s.context.catalog.list_entries(kind).size();
  if (count == 0) return;
  const std::string key = list_key(kind);
  ui::ListRowSpec row;
  row.id = "lists.kind." + std::string(catalog::code_of(kind));
  row.title = s.tr(key);
  row.subtitle = s.tr(key + "_hint");
  row.badges.push_back(
      {.text = s.tr("lists.count", {{"count", std::to_string(count)}}), .tone = ui::Tone::Info});
  row.icon = look_of(kind).icon;
  row.accent = look_of(kind).accent;
  row.title_lines = 3;
  const ui::Rect place = column.take(ui::list_row_height(s.ui, column.width(), row), s.space().m);
  if (ui::list_row(s.ui, place, row)) s.send(IntentKind::OpenList, std::string(catalog::code_of(kind)));
}

void draw_rows_in_card(Screen& s, Column& column, const std::vector<ui::KeyValue>& rows) {
  const float height = ui::key_values_height(s.ui, column.width() - 2 * ui::card_padding(s.ui), rows);
  card_around(s, column, height, s.space().m,
              [&](const ui::Rect& inside) { ui::key_values(s.ui, inside, rows); });
}

void draw_published_figures(Screen& s, Column& column) {
  section(s, column, s.tr("lists.figures_title"));
  const cases::PublishedFigures& figures = s.state.figures;
  if (!figures.overall && figures.items.empty()) {
    write(s, column, {.text = s.tr("lists.figures_few"), .color = s.colors().text_muted}, s.space().m);
    return;
  }
  std::vector<ui::KeyValue> rows;
  if (figures.overall) {
    rows.push_back({.key = s.tr("lists.figures_all"),
                    .value = figure_text(s, *figures.overall, "lists.figure"),
                    .strong = true});
  }
  for (const cases::ItemFigure& one : figures.items) {
    const catalog::ServiceItem* item = s.context.catalog.nearest(one.item_id, 0);
    if (item != nullptr)
      rows.push_back({.key = s.of(item->name), .value = figure_text(s, one.figure, "lists.figure")});
  }
  draw_rows_in_card(s, column, rows);
  write(s, column,
        {.text = s.tr("lists.figures_note"), .style = ui::TextStyle::Caption, .color = s.colors().text_muted},
        s.space().m);
}

void draw_complaints(Screen& s, Column& column) {
  ui::BannerSpec banner;
  banner.icon = ui::Icon::Phone;
  banner.title = s.tr("lists.complaints", {{"phone", s.context.place.hotline}});
  banner.text = s.tr("lists.complaints_hint");
  ui::banner(s.ui, column.take(ui::banner_height(s.ui, column.width(), banner), s.space().m), banner);
}

}  // namespace

std::string figures_text(const Screen& s) {
  return s.state.figures.overall ? figure_text(s, *s.state.figures.overall, "lists.figures") : std::string();
}

void draw_list_entry_row(Screen& s, Column& column, const catalog::ListEntry& entry, bool with_list) {
  ui::ListRowSpec row;
  row.id = "lists.entry." + entry.id;
  row.title = s.of(entry.name);
  if (with_list) {
    row.badges.push_back({.text = s.tr(list_key(entry.kind)), .tone = ui::Tone::Neutral});
  } else {
    row.subtitle = s.of(entry.responsible);
  }
  row.icon = look_of(entry.kind).icon;
  row.accent = look_of(entry.kind).accent;
  row.title_lines = 3;
  const ui::Rect place = column.take(ui::list_row_height(s.ui, column.width(), row), s.space().m);
  if (ui::list_row(s.ui, place, row)) s.send(IntentKind::OpenListEntry, entry.id);
}

void draw_lists(Screen& s) {
  scrolling(s, s.content, "lists", [&s](Column& column) {
    for (const catalog::ListKind kind : catalog::kListKinds) draw_list_row(s, column, kind);
    draw_published_figures(s, column);
    draw_complaints(s, column);
  });
}

void draw_list_entries(Screen& s) {
  const std::string id = "lists." + std::string(catalog::code_of(s.state.lists.kind));
  scrolling(s, s.content, id, [&s](Column& column) {
    for (const catalog::ListEntry* entry : s.state.lists.entries)
      draw_list_entry_row(s, column, *entry, false);
  });
}

void draw_list_entry(Screen& s) {
  const catalog::ListEntry* entry = s.state.lists.entry;
  if (entry == nullptr) return;
  const catalog::ServiceItem* item = s.state.lists.item;
  if (item != nullptr) {
    ui::ButtonSpec apply = main_button("lists.item", s.tr("lists.open_item"), ui::Icon::Forward);
    apply.icon_right = true;
    if (foot(s, apply) == Foot::Main) s.send(IntentKind::OpenItem, item->id);
  }
  scrolling(s, s.content, "lists.entry." + entry->id, [&](Column& column) {
    write(s, column, {.text = s.of(entry->text)}, s.space().l);
    std::vector<ui::KeyValue> rows;
    rows.push_back({.key = s.tr("lists.responsible"), .value = s.of(entry->responsible), .strong = true});
    std::string assisting;
    for (const Text& body : entry->assisting)
      assisting += (assisting.empty() ? "" : s.tr("list.comma")) + s.of(body);
    if (!assisting.empty()) rows.push_back({.key = s.tr("lists.assisting"), .value = assisting});
    rows.push_back({.key = s.tr("lists.basis"), .value = s.of(entry->basis)});
    rows.push_back({.key = s.tr("lists.phone"), .value = entry->phone, .strong = true});
    if (item != nullptr) rows.push_back({.key = s.tr("lists.item"), .value = s.of(item->name)});
    draw_rows_in_card(s, column, rows);
    if (!entry->basis.translated(s.state.language)) {
      write(s, column,
            {.text = s.tr("lists.untranslated"),
             .style = ui::TextStyle::Caption,
             .color = s.colors().text_muted},
            s.space().m);
    }
    draw_complaints(s, column);
  });
}

}  // namespace yitang::resident
