// The result's sheet: that it is here, one button, and the truth about the printer.
#include <algorithm>
#include <string>

#include "kiosk/resident/flow/result_copy.hpp"
#include "kiosk/resident/screens/case_parts.hpp"
#include "kiosk/resident/screens/pages.hpp"
#include "ui/widgets/banner.hpp"

namespace yitang::resident {
namespace {

void draw_result_banner(Screen& s, Column& column, ui::BannerSpec banner) {
  banner.personal = true;
  ui::banner(s.ui, column.take(ui::banner_height(s.ui, column.width(), banner), s.space().m), banner);
}

void draw_result_news(Screen& s, Column& column, ui::Tone tone, ui::Icon icon, const std::string& title,
                      const std::string& text) {
  draw_result_banner(s, column,
                     {.id = "result_copy.news", .tone = tone, .title = title, .text = text, .icon = icon});
}

bool is_restricted_here(const Screen& s, const CaseDetail& detail) {
  const auto* item = s.context.catalog.nearest(detail.row.item_id, detail.row.item_version);
  return item != nullptr && item->restricted_to.has_value();
}

void draw_way(Screen& s, Column& column, const CaseDetail& detail, ResultWay way) {
  const std::string& phone = s.context.place.hotline;
  switch (way) {
    case ResultWay::None: return;
    case ResultWay::NotSent:
      return draw_result_news(s, column, ui::Tone::Warning, ui::Icon::Info, s.tr("result_copy.not_sent"),
                              s.tr("result_copy.not_sent_hint", {{"phone", phone}}));
    case ResultWay::NeedsCard:
      return draw_result_news(
          s, column, ui::Tone::Info, ui::Icon::IdCard, s.tr("result_copy.needs_card"),
          s.tr(is_restricted_here(s, detail) ? "result_copy.needs_own_card" : "result_copy.needs_card_hint"));
    case ResultWay::NeedsA4:
      return draw_result_news(s, column, ui::Tone::Info, ui::Icon::Printer, s.tr("result_copy.needs_a4"),
                              s.tr("result_copy.needs_a4_hint", {{"phone", phone}}));
    case ResultWay::UsedUp:
      return draw_result_news(s, column, ui::Tone::Info, ui::Icon::Printer,
                              s.tr("result_copy.used_up", {{"count", std::to_string(detail.result_prints)}}),
                              s.tr("result_copy.used_up_hint"));
    case ResultWay::Offered: {
      const int left = s.state.result_limit - detail.result_prints;
      const std::string words = detail.result_prints > 0 ? "result_copy.more" : "result_copy.ready";
      return draw_result_news(s, column, ui::Tone::Success, ui::Icon::CheckCircle, s.tr(words),
                              s.tr(words + "_hint", {{"left", std::to_string(left)}}));
    }
  }
}

ui::BannerSpec slip_banner(const Screen& s, PrintFate fate) {
  ui::BannerSpec banner{.id = "result_copy.state", .tone = ui::Tone::Warning, .icon = ui::Icon::Printer};
  const auto say = [&](const char* title, const char* text) {
    banner.title = s.tr(title);
    banner.text = s.tr(text);
  };
  switch (fate) {
    case PrintFate::Printing:
      banner.tone = ui::Tone::Info;
      say("result_copy.printing", "result_copy.stay");
      break;
    case PrintFate::WaitingForPaper: say("result_copy.waiting", "result_copy.waiting_hint"); break;
    case PrintFate::Printed:
      banner.tone = ui::Tone::Success;
      banner.icon = ui::Icon::CheckCircle;
      say("result_copy.printed", "result_copy.take_slip");
      break;
    case PrintFate::NotPrinted: say("result_copy.not_printed", "result_copy.not_printed_slip_hint"); break;
    case PrintFate::Unknown: say("result_copy.unknown", "result_copy.unknown_hint"); break;
  }
  return banner;
}

void draw_result_fate(Screen& s, Column& column, const CaseDetail& detail) {
  const FormCopyState& form = s.state.form_copy;
  const bool on_form = form.ticket != 0 && form.kind == FormKind::Result && form.case_uid == detail.row.uid;
  if (on_form) draw_result_banner(s, column, form_fate_banner(s, "result_copy"));
  if (s.state.result_print.fate) draw_result_banner(s, column, slip_banner(s, *s.state.result_print.fate));
}

}  // namespace

bool offers_result(const Screen& s) {
  return result_way(s.state, s.context.catalog) == ResultWay::Offered && !result_runs(s.state);
}

ui::ButtonSpec result_button(const Screen& s) {
  const CaseDetail* detail = result_case(s.state);
  const bool again = detail != nullptr && detail->result_prints > 0;
  return main_button("result_copy.print", s.tr(again ? "result_copy.again" : "result_copy.print"),
                     ui::Icon::Printer);
}

void draw_result_copy(Screen& s, Column& column) {
  const CaseDetail* detail = result_case(s.state);
  if (detail == nullptr) return;
  draw_result_fate(s, column, *detail);
  if (!result_runs(s.state)) draw_way(s, column, *detail, result_way(s.state, s.context.catalog));
}

}  // namespace yitang::resident
