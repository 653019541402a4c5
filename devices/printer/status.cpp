#include "devices/printer/status.hpp"

namespace yitang::devices {
namespace {

PaperState paper_of(bool near_end, bool out, StatusQuirks quirks) {
  if (out) return PaperState::Out;
  return near_end != quirks.near_end_inverted ? PaperState::NearEnd : PaperState::Ok;
}

}  // namespace

bool PrinterStatus::ready() const {
  return known && online && !cover_open && paper != PaperState::Out && !cutter_error && !mechanical_error &&
         !unrecoverable_error && !feed_button;
}

bool apply_real_time_status(PrinterStatus& status, StatusQuestion question, std::uint8_t answer,
                            StatusQuirks quirks) {
  if ((answer & 0x93U) != 0x12U) return false;
  switch (question) {
    case StatusQuestion::Printer: status.online = (answer & 0x08U) == 0; break;
    case StatusQuestion::OfflineCause:
      status.cover_open = (answer & 0x04U) != 0;
      status.feed_button = (answer & 0x08U) != 0;
      break;
    case StatusQuestion::ErrorCause:
      status.mechanical_error = (answer & 0x04U) != 0;
      status.cutter_error = (answer & 0x08U) != 0;
      status.unrecoverable_error = (answer & 0x20U) != 0;
      status.cooling = (answer & 0x40U) != 0;
      break;
    case StatusQuestion::Paper:
      status.paper = paper_of((answer & 0x0CU) != 0, (answer & 0x60U) != 0, quirks);
      break;
  }
  status.known = true;
  return true;
}

bool apply_automatic_status(PrinterStatus& status, const std::array<std::uint8_t, 4>& answer,
                            StatusQuirks quirks) {
  if ((answer[0] & 0x93U) != 0x10U) return false;
  for (std::size_t i = 1; i < answer.size(); ++i) {
    if ((answer[i] & 0x90U) != 0) return false;
  }
  status.known = true;
  status.online = (answer[0] & 0x08U) == 0;
  status.cover_open = (answer[0] & 0x20U) != 0;
  status.feed_button = (answer[0] & 0x40U) != 0;
  status.mechanical_error = (answer[1] & 0x04U) != 0;
  status.cutter_error = (answer[1] & 0x08U) != 0;
  status.unrecoverable_error = (answer[1] & 0x20U) != 0;
  status.cooling = (answer[1] & 0x40U) != 0;
  status.paper = paper_of((answer[2] & 0x03U) != 0, (answer[2] & 0x0CU) != 0, quirks);
  return true;
}

bool apply_paper_sensor(PrinterStatus& status, std::uint8_t answer, StatusQuirks quirks) {
  if ((answer & 0x90U) != 0) return false;
  status.paper = paper_of((answer & 0x03U) != 0, (answer & 0x0CU) != 0, quirks);
  return true;
}

void apply_port_status(PrinterStatus& status, std::uint8_t answer) {
  const bool empty = (answer & 0x20U) != 0;
  const bool selected = (answer & 0x10U) != 0;
  const bool no_error = (answer & 0x08U) != 0;
  status.known = true;
  status.online = selected && no_error && !empty;
  if (empty) {
    status.paper = PaperState::Out;
  } else if (status.paper == PaperState::Out || status.paper == PaperState::Unknown) {
    status.paper = PaperState::Ok;
  }
}

}  // namespace yitang::devices
