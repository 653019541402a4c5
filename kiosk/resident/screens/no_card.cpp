// Without a card: what can be done all the same; and at the end the reference under which it waits for the
// counter.
#include <string>
#include <vector>

#include "kiosk/cases/materials.hpp"
#include "kiosk/cases/prepared.hpp"
#include "kiosk/resident/screens/draft_rows.hpp"
#include "kiosk/resident/screens/layout.hpp"
#include "kiosk/resident/screens/pages.hpp"
#include "kiosk/resident/screens/spoken.hpp"
#include "kiosk/resident/screens/words.hpp"
#include "ui/widgets/banner.hpp"
#include "ui/widgets/key_values.hpp"
#include "ui/widgets/list_row.hpp"
#include "ui/widgets/picture.hpp"
#include "ui/widgets/progress.hpp"
#include "ui/widgets/tile.hpp"

namespace yitang::resident {
namespace {

ui::BannerSpec slip_banner(const Screen& s) {
  const PrintFate fate = s.state.print.fate.value_or(PrintFate::NotPrinted);
  ui::BannerSpec banner;
  banner.id = "prepared.print";
  banner.icon = ui::Icon::Printer;
  banner.tone = fate == PrintFate::Printed    ? ui::Tone::Info
                : fate == PrintFate::Printing ? ui::Tone::Info
                                              : ui::Tone::Warning;
  banner.title = s.tr("prepared.not_submitted");
  banner.text = s.tr(prepared_hint_key(s.state));
  return banner;
}

// As the slip has it: to be photographed where none came out.
void draw_reference(Screen& s, Column& column, const cases::PreparedCase& prepared) {
  const float number = s.theme().text(ui::TextStyle::Title).line_height_px;
  const float caption = s.theme().text(ui::TextStyle::Caption).line_height_px;
  const float code = s.theme().mm(s.elder() ? 58 : 80);
  const float height = s.space().l * 3 + caption * 2 + number + s.space().m + code + s.space().s;
  ui::Rect inside = ui::paper_slip(s.ui, column.take(height, s.space().m));
  ui::text(s.ui, inside.cut_top(caption),
           {.text = s.tr("prepared.reference"),
            .style = ui::TextStyle::Caption,
            .color = s.colors().text_muted,
            .align = ui::Align::Center,
            .max_lines = 1});
  ui::text(s.ui, inside.cut_top(number, s.space().m),
           {.text = cases::readable_reference(prepared.reference),
            .style = ui::TextStyle::Title,
            .color = s.colors().primary,
            .align = ui::Align::Center,
            .max_lines = 1,
            .shrink = true});
  const ui::QrMatrix& matrix = receipt_code(s, prepared.reference);
  const ui::Rect place = inside.cut_top(code, s.space().s);
  if (matrix.size > 0) ui::qr_code(s.ui, place.centered(code, code), matrix, s.tr("prepared.code"));
  ui::text(s.ui, inside,
           {.text = s.tr("prepared.code_hint"),
            .style = ui::TextStyle::Caption,
            .color = s.colors().text_muted,
            .align = ui::Align::Center,
            .max_lines = 1,
            .shrink = true});
}

std::string to_bring(const Screen& s) {
  std::string names = s.tr("prepared.bring_document");
  if (s.state.item == nullptr) return names;
  for (const auto& gap : cases::missing(*s.state.item, s.state.draft, Date::of(s.context.now))) {
    if (gap.material->doc_type == "id_card" || gap.reason == cases::MissingReason::NotAnswered) continue;
    names += s.tr("list.comma") + s.of(catalog::proof_name(*gap.material));
  }
  return names;
}

std::vector<ui::KeyValue> counter_steps(const Screen& s, const cases::PreparedCase& prepared) {
  return {{.key = s.tr("prepared.until"),
           .value = date_with_weekday(s, cases::last_day_of(prepared)),
           .icon = ui::Icon::Calendar,
           .tone = ui::Tone::Primary,
           .strong = true},
          {.key = s.tr("prepared.next"), .value = s.tr("prepared.next_counter"), .icon = ui::Icon::People},
          {.key = s.tr("prepared.bring"), .value = to_bring(s), .icon = ui::Icon::Documents},
          {.key = s.tr("prepared.or"), .value = s.tr("prepared.next_card"), .icon = ui::Icon::IdCard},
          {.key = s.tr("receipt.hotline"), .value = s.context.place.hotline, .icon = ui::Icon::Phone}};
}

void draw_kept(Screen& s, const cases::PreparedCase& prepared) {
  const PrintFate fate = s.state.print.fate.value_or(PrintFate::NotPrinted);
  const bool again = fate == PrintFate::NotPrinted || fate == PrintFate::Unknown;
  const ui::ButtonSpec done =
      main_button("prepared.done", s.tr(again ? "prepared.photographed" : "prepared.done"), ui::Icon::Check);
  const Foot tapped =
      again ? foot(s, done, second_button("prepared.reprint", s.tr("receipt.reprint"), ui::Icon::Printer))
            : foot(s, done);
  if (tapped == Foot::Main) s.send(IntentKind::FinishPrepared);
  if (tapped == Foot::Second) s.send(IntentKind::Reprint);
  const ui::BannerSpec banner = slip_banner(s);
  ui::banner(s.ui, s.content.cut_top(ui::banner_height(s.ui, s.content.w, banner), s.space().m), banner);
  const std::vector<ui::KeyValue> rows = counter_steps(s, prepared);
  scrolling(s, s.content, "prepared", [&](Column& column) {
    draw_reference(s, column, prepared);
    card_around(s, column, ui::key_values_height(s.ui, column.width() - 2 * ui::card_padding(s.ui), rows),
                s.space().s, [&](const ui::Rect& inside) { ui::key_values(s.ui, inside, rows); });
  });
}

void draw_keeping_failed(Screen& s) {
  const Foot tapped = foot(s, main_button("prepared.again", s.tr("card.retry"), ui::Icon::Retry),
                           second_button("prepared.call", s.tr("leave.call"), ui::Icon::Call));
  if (tapped == Foot::Main) s.send(IntentKind::TryAgain);
  if (tapped == Foot::Second) s.send(IntentKind::CallStaff);
  const Stage made = stage(s, s.content,
                           {.title = s.tr("prepared.failed"),
                            .text = s.tr("prepared.failed_hint"),
                            .picture_height = s.theme().mm(70)});
  const float side = made.picture.h * 0.9F;
  ui::icon_plate(s.ui, made.picture.centered(side, side), ui::Icon::Warning, ui::Accent::Orange);
}

}  // namespace

void draw_no_card(Screen& s) {
  const float height = s.theme().mm(s.elder() ? 96 : 90);
  ui::TileSpec fill;
  fill.id = "no_card.fill";
  fill.title = s.tr("no_card.fill");
  fill.subtitle = s.tr("no_card.fill_hint");
  fill.icon = ui::Icon::FormEdit;
  fill.accent = ui::Accent::Blue;
  fill.main_action = true;
  ui::TileSpec slip = fill;
  slip.id = "no_card.slip";
  slip.title = s.tr("no_card.slip");
  slip.subtitle = s.tr("no_card.slip_hint");
  slip.icon = ui::Icon::Printer;
  slip.accent = ui::Accent::Teal;
  slip.main_action = false;
  if (ui::tile(s.ui, s.content.cut_top(height, s.space().l), fill)) s.send(IntentKind::FillWithoutCard);
  if (ui::tile(s.ui, s.content.cut_top(height, s.space().l), slip)) s.send(IntentKind::PrintCounterSlip);
  ui::BannerSpec notice;
  notice.id = "no_card.privacy";
  notice.tone = ui::Tone::Neutral;
  notice.icon = ui::Icon::Lock;
  notice.title = s.tr("no_card.privacy_title");
  notice.text = s.tr("no_card.privacy", {{"days", std::to_string(s.state.prepared_days)}});
  ui::banner(s.ui, s.content.cut_top(ui::banner_height(s.ui, s.content.w, notice), s.space().m), notice);
}

void draw_prepared(Screen& s) {
  if (s.state.prepared.view == PreparedView::Failed) return draw_keeping_failed(s);
  if (s.state.prepared.result) return draw_kept(s, *s.state.prepared.result);
  const Stage made =
      stage(s, s.content, {.title = s.tr("prepared.wait"), .picture_height = s.theme().mm(60)});
  ui::spinner(s.ui, made.picture, false, s.tr("prepared.wait"));
}

}  // namespace yitang::resident
