// Handing in what the office still wants: the list, and the word that it was taken.
#include <algorithm>
#include <string>
#include <vector>

#include "kiosk/resident/screens/layout.hpp"
#include "kiosk/resident/screens/pages.hpp"
#include "kiosk/resident/screens/printer_words.hpp"
#include "kiosk/resident/screens/spoken.hpp"
#include "kiosk/resident/screens/words.hpp"
#include "ui/widgets/banner.hpp"
#include "ui/widgets/key_values.hpp"
#include "ui/widgets/list_row.hpp"

namespace yitang::resident {
namespace {

using cases::MaterialNeed;

bool has_all(const MaterialNeed& need) { return need.have_pages >= need.least_pages; }

void draw_supplement_foot(Screen& s) {
  const auto& all = s.state.materials;
  const auto next = std::find_if_not(all.begin(), all.end(), has_all);
  if (next != all.end()) {
    if (foot(s, main_button("supplement.shoot", s.tr("materials.shoot"), ui::Icon::Camera)) == Foot::Main)
      s.send(IntentKind::OpenMaterial, next->material->code);
  } else if (!s.state.pictures_too_large &&
             foot(s, main_button("supplement.submit", s.tr("supplement.submit"), ui::Icon::Check)) ==
                 Foot::Main) {
    s.send(IntentKind::Submit);
  }
}

void draw_wanted(Screen& s, Column& column, const MaterialNeed& need) {
  const bool done = has_all(need);
  ui::ListRowSpec row;
  row.id = "material." + need.material->code;
  row.title = s.of(need.material->name);
  row.badges = {{.text = done ? s.tr("materials.pages", {{"count", std::to_string(need.have_pages)}})
                              : s.tr("materials.to_scan"),
                 .tone = done ? ui::Tone::Success : ui::Tone::Warning,
                 .icon = done ? ui::Icon::Check : ui::Icon::Camera}};
  row.icon = done ? ui::Icon::CheckCircle : ui::Icon::Camera;
  row.accent = done ? ui::Accent::Green : ui::Accent::Orange;
  row.title_lines = 3;
  if (ui::list_row(s.ui, column.take(ui::list_row_height(s.ui, column.width(), row), s.space().m), row))
    s.send(IntentKind::OpenMaterial, need.material->code);
}

void draw_pairs_of(Screen& s, Column& column, const std::vector<ui::KeyValue>& rows) {
  card_around(s, column, ui::key_values_height(s.ui, column.width() - 2 * ui::card_padding(s.ui), rows),
              s.space().l, [&](const ui::Rect& inside) { ui::key_values(s.ui, inside, rows); });
}

// What the office said to it, in its own words.
void draw_words(Screen& s, Column& column) {
  const auto& notices = s.state.query.detail->notices;
  if (notices.empty() || notices.back().message.empty()) return;
  ui::BannerSpec banner;
  banner.id = "supplement.words";
  banner.personal = true;
  banner.icon = ui::Icon::Bell;
  banner.title = s.tr("query_case.news");
  banner.text = notices.back().message;
  ui::banner(s.ui, column.take(ui::banner_height(s.ui, column.width(), banner), s.space().m), banner);
}

void draw_too_large(Screen& s, Column& column) {
  ui::BannerSpec banner;
  banner.id = "supplement.too_large";
  banner.tone = ui::Tone::Warning;
  banner.title = s.tr("materials.too_large");
  banner.text = s.tr(supplement_hint_key(s.state));
  ui::banner(s.ui, column.take(ui::banner_height(s.ui, column.width(), banner), s.space().m), banner);
}

void draw_not_kept(Screen& s, Column& column) {
  if (!s.state.draft_problem) return;
  ui::BannerSpec banner;
  banner.id = "supplement.not_kept";
  banner.tone = ui::Tone::Warning;
  banner.title = s.tr("submit.not_kept");
  banner.text = s.tr("submit.not_kept_hint", {{"phone", s.context.place.hotline}});
  ui::banner(s.ui, column.take(ui::banner_height(s.ui, column.width(), banner), s.space().m), banner);
}

}  // namespace

void draw_supplement(Screen& s) {
  const cases::Demand* demand = unanswered_demand(s.state);
  if (demand == nullptr) return;
  draw_supplement_foot(s);
  scrolling(s, s.content, "supplement", [&](Column& column) {
    if (s.state.pictures_too_large) {
      draw_too_large(s, column);
    } else if (!s.state.draft_problem) {
      write(s, column, {.text = s.tr(supplement_hint_key(s.state)), .color = s.colors().text_muted},
            s.space().l);
    }
    draw_not_kept(s, column);
    for (const MaterialNeed& need : s.state.materials) draw_wanted(s, column, need);
    draw_words(s, column);
    std::vector<ui::KeyValue> rows;
    rows.push_back({.key = s.tr("notice.number"), .value = demand->number});
    if (!demand->cites.empty()) rows.push_back({.key = s.tr("notice.cites"), .value = demand->cites});
    if (demand->due) rows.push_back({.key = s.tr("notice.due"), .value = date_with_weekday(s, *demand->due)});
    rows.push_back({.key = s.tr("case.number"), .value = s.state.query.detail->row.receipt_no});
    draw_pairs_of(s, column, rows);
    fill_room(s, column, s.content, ui::Illustration::PaperUnderCamera, s.tr("capture.picture"));
  });
}

void draw_supplement_sent(Screen& s) {
  if (!s.state.submit.result || !s.state.query.detail) return;
  const PrintFate fate = s.state.print.fate.value_or(PrintFate::NotPrinted);
  const ui::ButtonSpec done = main_button("supplement.done", s.tr("receipt.done"), ui::Icon::Check);
  const bool again = fate == PrintFate::NotPrinted || fate == PrintFate::Unknown;
  const Foot tapped =
      again ? foot(s, done, second_button("supplement.reprint", s.tr("receipt.reprint"), ui::Icon::Printer))
            : foot(s, done);
  if (tapped == Foot::Main) s.send(IntentKind::FinishReceipt);
  if (tapped == Foot::Second) s.send(IntentKind::Reprint);
  scrolling(s, s.content, "supplement.sent", [&](Column& column) {
    column.skip(s.space().l);
    ui::ResultHeroSpec hero;
    hero.title = s.tr("supplement.taken");
    hero.text = s.tr("supplement.next");
    ui::result_hero(s.ui, column.take(ui::result_hero_height(s.ui, column.width(), hero), s.space().l), hero);
    ui::BannerSpec banner;
    banner.id = "supplement.print";
    banner.icon = ui::Icon::Printer;
    banner.tone = fate == PrintFate::Printed    ? ui::Tone::Success
                  : fate == PrintFate::Printing ? ui::Tone::Info
                                                : ui::Tone::Warning;
    banner.title = s.tr(print_key(fate, "print.slip_failed"));
    ui::banner(s.ui, column.take(ui::banner_height(s.ui, column.width(), banner), s.space().m), banner);
    std::vector<ui::KeyValue> rows;
    rows.push_back(
        {.key = s.tr("case.number"), .value = s.state.query.detail->row.receipt_no, .strong = true});
    if (s.state.draft.supplement)
      rows.push_back({.key = s.tr("notice.number"), .value = s.state.draft.supplement->notice_no});
    for (const cases::MaterialPages& material : s.state.draft.materials) {
      const catalog::Material* known = s.state.item->material(material.code);
      if (known == nullptr) continue;
      rows.push_back({.key = s.of(known->name),
                      .value = s.tr("materials.pages", {{"count", std::to_string(material.pages.size())}})});
    }
    rows.push_back(
        {.key = s.tr("receipt.hotline"), .value = s.context.place.hotline, .icon = ui::Icon::Phone});
    draw_pairs_of(s, column, rows);
  });
}

}  // namespace yitang::resident
