#include "devices/form_printer/form_printer.hpp"

namespace yitang::devices {

std::string_view name_of(FormPrinterState state) {
  switch (state) {
    case FormPrinterState::Ready: return "ready";
    case FormPrinterState::Busy: return "busy";
    case FormPrinterState::Absent: return "absent";
    case FormPrinterState::NoPaper: return "no paper";
    case FormPrinterState::CoverOpen: return "cover open";
    case FormPrinterState::Jammed: return "jammed";
    case FormPrinterState::TonerOut: return "toner out";
    case FormPrinterState::Stopped: return "stopped";
    case FormPrinterState::Unsuitable: return "unsuitable";
  }
  return "unknown";
}

std::string_view name_of(FormJobState state) {
  switch (state) {
    case FormJobState::Pending: return "pending";
    case FormJobState::Printing: return "printing";
    case FormJobState::Waiting: return "waiting";
    case FormJobState::Printed: return "printed";
    case FormJobState::Failed: return "failed";
    case FormJobState::Cancelled: return "cancelled";
    case FormJobState::Unknown: return "unknown";
  }
  return "unknown";
}

}  // namespace yitang::devices
