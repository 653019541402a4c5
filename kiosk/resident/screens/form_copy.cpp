// The application on A4: one button, and beside it the truth about the printer.
#include <string>

#include "kiosk/resident/screens/layout.hpp"
#include "kiosk/resident/screens/pages.hpp"
#include "ui/widgets/banner.hpp"

namespace yitang::resident {
namespace {

const char* form_trouble_key(FormPrinterReadiness readiness) {
  switch (readiness) {
    case FormPrinterReadiness::Ready:
    case FormPrinterReadiness::Busy: return "form_copy.stopped";
    case FormPrinterReadiness::NoPaper: return "form_copy.no_paper";
    case FormPrinterReadiness::CoverOpen: return "form_copy.cover_open";
    case FormPrinterReadiness::Jammed: return "form_copy.jammed";
    case FormPrinterReadiness::TonerOut: return "form_copy.toner_out";
    case FormPrinterReadiness::Stopped: return "form_copy.stopped";
    case FormPrinterReadiness::Absent: return "form_copy.absent";
  }
  return "form_copy.stopped";
}

bool form_printer_well(FormPrinterReadiness readiness) {
  return readiness == FormPrinterReadiness::Ready || readiness == FormPrinterReadiness::Busy;
}

ui::BannerSpec fate_banner(const Screen& s) {
  const FormCopyState& copy = s.state.form_copy;
  ui::BannerSpec banner;
  banner.id = "form_copy.state";
  banner.icon = ui::Icon::Printer;
  banner.tone = ui::Tone::Warning;
  switch (copy.fate) {
    case FormFate::Asking:
      banner.tone = ui::Tone::Info;
      banner.title = s.tr("form_copy.asking");
      break;
    case FormFate::Printing:
      banner.tone = ui::Tone::Info;
      banner.title =
          s.tr(copy.printer == FormPrinterReadiness::Busy ? "form_copy.queued" : "form_copy.printing");
      banner.text = s.tr("form_copy.stay");
      break;
    case FormFate::Waiting:
      banner.title = s.tr(form_trouble_key(copy.printer));
      banner.text = s.tr("form_copy.waiting_hint");
      break;
    case FormFate::Printed:
      banner.tone = ui::Tone::Success;
      banner.icon = ui::Icon::CheckCircle;
      banner.title = s.tr("form_copy.printed");
      banner.text = s.tr("form_copy.take");
      break;
    case FormFate::NotPrinted:
      banner.title =
          s.tr(form_printer_well(copy.printer) ? "form_copy.not_printed" : form_trouble_key(copy.printer));
      banner.text = s.tr("form_copy.not_printed_hint");
      break;
    case FormFate::Unknown:
      banner.title = s.tr("form_copy.unknown");
      banner.text = s.tr("form_copy.unknown_hint");
      break;
  }
  return banner;
}

}  // namespace

void draw_form_copy(Screen& s, Column& column) {
  const std::string uid = form_copy_case(s.state);
  if (uid.empty()) return;
  const bool asked = s.state.form_copy.ticket != 0 && s.state.form_copy.case_uid == uid;
  if (!asked || !form_copy_runs(s.state)) {
    const bool printed = asked && s.state.form_copy.fate == FormFate::Printed;
    const ui::ButtonSpec button = second_button(
        "form_copy.print", s.tr(printed ? "form_copy.again" : "form_copy.print"), ui::Icon::Documents);
    if (ui::button(s.ui, column.take(s.theme().button_height(), s.space().m), button))
      s.send(IntentKind::PrintForm);
  }
  if (!asked) return;
  const ui::BannerSpec banner = fate_banner(s);
  ui::banner(s.ui, column.take(ui::banner_height(s.ui, column.width(), banner), s.space().m), banner);
}

}  // namespace yitang::resident
