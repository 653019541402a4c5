// The number first: it is valid whatever the printer does.
#include <string>
#include <vector>

#include "kiosk/catalog/labels.hpp"
#include "kiosk/catalog/trips.hpp"
#include "kiosk/resident/screens/appointment_words.hpp"
#include "kiosk/resident/screens/fees.hpp"
#include "kiosk/resident/screens/layout.hpp"
#include "kiosk/resident/screens/pages.hpp"
#include "kiosk/resident/screens/words.hpp"
#include "ui/widgets/banner.hpp"
#include "ui/widgets/illustration.hpp"
#include "ui/widgets/key_values.hpp"
#include "ui/widgets/list_row.hpp"
#include "ui/widgets/picture.hpp"

namespace yitang::resident {
namespace {

PrintFate fate_of(const Screen& s) { return s.state.print.fate.value_or(PrintFate::NotPrinted); }

ui::BannerSpec print_banner(const Screen& s) {
  ui::BannerSpec banner;
  banner.id = "receipt.print";
  banner.icon = ui::Icon::Printer;
  switch (fate_of(s)) {
    case PrintFate::Printing:
      banner.tone = ui::Tone::Info;
      banner.title = s.tr("receipt.printing");
      banner.text = s.tr("receipt.printing_hint");
      break;
    case PrintFate::Printed:
      banner.tone = ui::Tone::Success;
      banner.icon = ui::Icon::CheckCircle;
      banner.title = s.tr("receipt.printed");
      banner.text = s.tr("receipt.printed_hint");
      break;
    case PrintFate::WaitingForPaper:
      banner.tone = ui::Tone::Warning;
      banner.title = s.tr("receipt.waiting");
      banner.text = s.tr("receipt.waiting_hint");
      break;
    case PrintFate::NotPrinted:
      banner.tone = ui::Tone::Warning;
      banner.title = s.tr("receipt.not_printed");
      banner.text = s.tr("receipt.photograph");
      break;
    case PrintFate::Unknown:
      banner.tone = ui::Tone::Warning;
      banner.title = s.tr("receipt.unknown");
      banner.text = s.tr("receipt.unknown_hint");
      break;
  }
  return banner;
}

// The slip as it comes out: number large, code to photograph.
void draw_slip(Screen& s, Column& column, const cases::SubmittedCase& result) {
  const float number = s.theme().text(ui::TextStyle::Display).line_height_px;
  const float caption = s.theme().text(ui::TextStyle::Caption).line_height_px;
  const float code = s.theme().mm(s.elder() ? 66 : 96);
  const float margin = s.space().l;
  const float height =
      margin * 2 + caption + number + s.space().m + code + s.space().s + caption + s.space().l;
  ui::Rect inside = ui::paper_slip(s.ui, column.take(height, s.space().m));
  ui::text(s.ui, inside.cut_top(caption),
           {.text = s.tr("case.number"),
            .style = ui::TextStyle::Caption,
            .color = s.colors().text_muted,
            .align = ui::Align::Center,
            .max_lines = 1});
  ui::text(s.ui, inside.cut_top(number, s.space().m),
           {.text = result.receipt_no,
            .style = ui::TextStyle::Display,
            .color = s.colors().primary,
            .align = ui::Align::Center,
            .max_lines = 1,
            .shrink = true});
  const ui::QrMatrix& matrix = receipt_code(s, result.qr_token);
  const ui::Rect place = inside.cut_top(code, s.space().s);
  if (matrix.size > 0) ui::qr_code(s.ui, place.centered(code, code), matrix, s.tr("receipt.code"));
  ui::text(s.ui, inside,
           {.text = s.tr("receipt.code_hint"),
            .style = ui::TextStyle::Caption,
            .color = s.colors().text_muted,
            .align = ui::Align::Center,
            .max_lines = 1,
            .shrink = true});
}

// By the way that was chosen: a result that is printed here later or picked up has to be fetched.
std::string trips_text(const Screen& s) {
  const catalog::ServiceItem& item = *s.state.item;
  const auto& delivery = s.state.draft.delivery;
  const int trips = delivery ? catalog::trips_with(item, delivery->kind) : item.visits;
  const bool printed = delivery && delivery->kind == catalog::Delivery::Print;
  if (trips == 0) return s.tr(printed ? "receipt.printed_now" : "receipt.no_trip");
  const bool besides = trips > item.visits;
  if (item.visits == 0) {
    const bool here = printed && catalog::needs_identity(item);
    return s.tr(here ? "receipt.trip_to_print" : "receipt.trip_for_result");
  }
  const std::string& reason = s.of(item.visit_reason);
  return besides ? s.tr("receipt.and_for_result", {{"reason", reason}}) : reason;
}

std::vector<ui::KeyValue> facts(const Screen& s, const cases::SubmittedCase& result) {
  std::vector<ui::KeyValue> rows;
  const bool immediate = s.state.item != nullptr && s.state.item->case_type == catalog::CaseType::Immediate;
  if (s.state.submit.all.empty()) rows = chosen_appointment_rows(s);
  if (s.state.submit.all.empty()) rows.push_back(promise_row(s, result, immediate));
  if (s.state.item != nullptr && s.state.submit.all.empty()) {
    rows.push_back({.key = s.tr("receipt.trips"), .value = trips_text(s), .icon = ui::Icon::Route});
  }
  if (const auto& delivery = s.state.draft.delivery; delivery && s.state.submit.all.empty()) {
    rows.push_back({.key = s.tr("receipt.delivery"),
                    .value = s.of(catalog::label_of(delivery->kind)),
                    .icon = icon_of(delivery->kind)});
  }
  if (s.state.item != nullptr && s.state.submit.all.empty()) {
    const std::vector<ui::KeyValue> fee = payment_rows(s, *s.state.item, result.receipt_no);
    rows.insert(rows.end(), fee.begin(), fee.end());
  }
  std::string kept;
  for (const cases::MaterialPages& material : s.state.draft.materials) {
    const catalog::Material* known =
        s.state.item != nullptr ? s.state.item->material(material.code) : nullptr;
    if (known == nullptr) continue;
    if (!kept.empty()) kept += s.tr("list.comma");
    kept += s.tr("receipt.kept_of",
                 {{"material", s.of(known->name)}, {"count", std::to_string(material.pages.size())}});
  }
  if (!kept.empty())
    rows.push_back({.key = s.tr("receipt.kept"), .value = kept, .icon = ui::Icon::Documents});
  rows.push_back({.key = s.tr("receipt.hotline"), .value = s.context.place.hotline, .icon = ui::Icon::Phone});
  return rows;
}

// Decided while the person still stands here: printed at once, no other page to look for.
void draw_own_result(Screen& s, Column& column) {
  draw_result_copy(s, column);
  if (!offers_result(s)) return;
  ui::ButtonSpec button = result_button(s);
  button.kind = ui::ButtonKind::Secondary;  // the page's own is below
  button.main_action = false;
  if (ui::button(s.ui, column.take(s.theme().button_height(), s.space().m), button))
    s.send(IntentKind::PrintResult);
}

}  // namespace

const ui::QrMatrix& receipt_code(Screen& s, const std::string& token) {
  auto found = s.memory.codes.find(token);
  if (found == s.memory.codes.end()) {
    found = s.memory.codes.emplace(token, s.context.qr ? s.context.qr(token) : ui::QrMatrix{}).first;
  }
  return found->second;
}

ui::KeyValue promise_row(const Screen& s, const cases::SubmittedCase& result, bool immediate) {
  ui::KeyValue row{.key = s.tr("receipt.promised"), .icon = ui::Icon::Calendar, .strong = true};
  if (!result.promised) {
    row.value = s.tr("receipt.promised_later");
    row.tone = ui::Tone::Warning;
  } else if (immediate) {
    row.value = s.tr("receipt.immediate");
    row.icon = ui::Icon::Clock;
    row.tone = ui::Tone::Success;
  } else {
    row.value = date_with_weekday(s, *result.promised);
    row.tone = ui::Tone::Primary;
  }
  return row;
}

void draw_receipt(Screen& s) {
  if (!s.state.submit.result) return;
  const cases::SubmittedCase& result = *s.state.submit.result;
  const PrintFate fate = fate_of(s);
  const ui::ButtonSpec done = main_button("receipt.done", s.tr("receipt.done"), ui::Icon::Check);
  const bool again = fate == PrintFate::NotPrinted || fate == PrintFate::Unknown;
  const Foot tapped =
      again ? foot(s, done, second_button("receipt.reprint", s.tr("receipt.reprint"), ui::Icon::Printer))
            : foot(s, done);
  if (tapped == Foot::Main) s.send(IntentKind::FinishReceipt);
  if (tapped == Foot::Second) s.send(IntentKind::Reprint);
  const ui::BannerSpec banner = print_banner(s);
  ui::banner(s.ui, s.content.cut_top(ui::banner_height(s.ui, s.content.w, banner), s.space().m), banner);
  const std::vector<ui::KeyValue> rows = facts(s, result);
  scrolling(s, s.content, "receipt", [&](Column& column) {
    if (s.state.submit.all.empty()) {
      draw_own_result(s, column);
      draw_slip(s, column, result);
      draw_form_copy(s, column);
    } else {
      draw_bundle_receipt(s, column);
    }
    card_around(s, column, ui::key_values_height(s.ui, column.width() - 2 * ui::card_padding(s.ui), rows),
                s.space().s, [&](const ui::Rect& inside) { ui::key_values(s.ui, inside, rows); });
  });
}

}  // namespace yitang::resident
