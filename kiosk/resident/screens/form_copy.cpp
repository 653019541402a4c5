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

}  // namespace

ui::BannerSpec form_fate_banner(const Screen& s, const std::string& words) {
  const FormCopyState& copy = s.state.form_copy;
  ui::BannerSpec banner;
  banner.id = words + ".state";
  banner.icon = ui::Icon::Printer;
  banner.tone = ui::Tone::Warning;
  switch (copy.fate) {
    case FormFate::Asking:
      banner.tone = ui::Tone::Info;
      banner.title = s.tr(words + ".asking");
      break;
    case FormFate::Printing:
      banner.tone = ui::Tone::Info;
      banner.title = s.tr(words + (copy.printer == FormPrinterReadiness::Busy ? ".queued" : ".printing"));
      banner.text = s.tr(words + ".stay");
      break;
    case FormFate::Waiting:
      banner.title = s.tr(form_trouble_key(copy.printer));
      banner.text = s.tr(words + ".waiting_hint");
      break;
    case FormFate::Printed:
      banner.tone = ui::Tone::Success;
      banner.icon = ui::Icon::CheckCircle;
      banner.title = s.tr(words + ".printed");
      banner.text = s.tr(words + ".take");
      break;
    case FormFate::NotPrinted:
      banner.title = form_printer_well(copy.printer) ? s.tr(words + ".not_printed")
                                                     : s.tr(form_trouble_key(copy.printer));
      banner.text = s.tr(words + ".not_printed_hint");
      break;
    case FormFate::Unknown:
      banner.title = s.tr(words + ".unknown");
      banner.text = s.tr(words + ".unknown_hint");
      break;
  }
  return banner;
}

void draw_form_copy(Screen& s, Column& column) {
  const std::string uid = form_copy_case(s.state);
  if (uid.empty()) return;
  const FormCopyState& copy = s.state.form_copy;
  const bool asked = copy.ticket != 0 && copy.kind == FormKind::Application && copy.case_uid == uid;
  const bool runs = form_copy_runs(s.state) && copy.case_uid == uid;  // this, or the result beside it
  if (!runs) {
    const bool printed = asked && copy.fate == FormFate::Printed;
    const ui::ButtonSpec button = second_button(
        "form_copy.print", s.tr(printed ? "form_copy.again" : "form_copy.print"), ui::Icon::Documents);
    if (ui::button(s.ui, column.take(s.theme().button_height(), s.space().m), button))
      s.send(IntentKind::PrintForm);
  }
  if (!asked) return;
  const ui::BannerSpec banner = form_fate_banner(s, "form_copy");
  ui::banner(s.ui, column.take(ui::banner_height(s.ui, column.width(), banner), s.space().m), banner);
}

}  // namespace yitang::resident
