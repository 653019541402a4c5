#include "kiosk/terminal/printer_station.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

#include "kiosk/cases/case_store.hpp"

namespace yitang::terminal {

using resident::PrinterReadiness;

namespace {

constexpr std::int64_t kLowPaperMm = 3000;  // a dozen receipts
constexpr int kEjectDots = 96;              // what eject() feeds, without the cut

PrinterReadiness readiness_of(const devices::PrinterStatus& status) {
  if (status.cover_open) return PrinterReadiness::CoverOpen;
  if (status.paper == devices::PaperState::Out) return PrinterReadiness::NoPaper;
  if (!status.ready()) return PrinterReadiness::Fault;
  return status.paper == devices::PaperState::NearEnd ? PrinterReadiness::PaperLow : PrinterReadiness::Ready;
}

// The same after each start, and another for each printer, as far as printers can be told apart.
std::string name_of_printer(const devices::DeviceDescription& printer) {
  if (printer.vendor == 0 && printer.product == 0) return printer.port_path;
  return fmt::format("usb:{:04x}:{:04x} {}", printer.vendor, printer.product,
                     printer.serial.empty() ? printer.port_path : printer.serial);
}

}  // namespace

bool PrinterStation::connect() {
  if (!parts_.out_of_order.empty()) return false;
  if (printer_ && printer_->connected()) return true;
  printer_.reset();
  dropped_ = false;
  auto transport = parts_.open();
  if (!transport) {
    spdlog::warn("printer: {}", devices::name_of(transport.error().code));
    return false;
  }
  if (parts_.choose) model_ = parts_.choose(**transport);
  name_ = name_of_printer((*transport)->description());
  auto opened = devices::Printer::open(std::move(*transport), parts_.device_clock, model_.driver);
  if (!opened) {
    spdlog::warn("printer: {}", opened.error().message);
    return false;
  }
  printer_ = std::move(*opened);
  return true;
}

PrinterReadiness PrinterStation::readiness() {
  if (!parts_.out_of_order.empty()) return PrinterReadiness::Fault;
  if (!connect()) return PrinterReadiness::Absent;
  auto status = printer_->query_status();
  if (!status && status.error().code == devices::ErrorCode::Disconnected && connect()) {
    status = printer_->query_status();  // it was unplugged and is back
  }
  if (status && (status->cutter_error || status->mechanical_error)) status = printer_->recover_from_error();
  if (!status) {
    const bool mute = status.error().code == devices::ErrorCode::Timeout && !model_.driver.status_needed;
    if (mute) return nearly_used_up() ? PrinterReadiness::PaperLow : PrinterReadiness::Ready;
    spdlog::warn("printer: status: {}", status.error().message);
    return status.error().code == devices::ErrorCode::Disconnected ? PrinterReadiness::Absent
                                                                   : PrinterReadiness::Fault;
  }
  if (printer_->take_new_roll()) new_roll();
  const PrinterReadiness state = readiness_of(*status);
  return state == PrinterReadiness::Ready && nearly_used_up() ? PrinterReadiness::PaperLow : state;
}

devices::JobReport PrinterStation::listen() {
  const devices::JobReport report = printer_->poll();
  if (printer_->take_new_roll()) new_roll();
  return report;
}

void PrinterStation::take_records(const std::vector<cases::PrinterRecord>& records) {
  // What happened here since the start is newer.
  for (const cases::PrinterRecord& each : records) records_.try_emplace(each.name, each);
}

bool PrinterStation::unclean() const {
  if (printer_) {
    const auto found = records_.find(name_);
    return found != records_.end() && found->second.unclean;
  }
  return std::any_of(records_.begin(), records_.end(), [](const auto& each) { return each.second.unclean; });
}

bool PrinterStation::clean() {
  if (!record().unclean) return true;
  if (auto ejected = printer_->eject(); !ejected) {
    spdlog::warn("printer: the rest of an earlier slip stays: {}", ejected.error().message);
    return false;
  }
  spdlog::info("printer: the rest of an earlier slip was cut off");
  record().unclean = false;
  const double dots =
      kEjectDots + (model_.page.cutter == devices::Cutter::None ? 0 : model_.head_to_cutter_dots);
  count_paper(static_cast<std::int64_t>(dots * 1000 / model_.dots_per_mm));
  keep();
  return true;
}

void PrinterStation::drop_held() {
  if (!std::exchange(dropped_, true)) (void)printer_->drop_held();
}

void PrinterStation::ended(const cases::PrintEnd& end) {
  record().unclean = end.unclean;
  count_paper(end.fed_um);
}

void PrinterStation::new_roll() {
  spdlog::info("printer: a new roll of paper");
  record().fed_um = 0;
  record().roll_from = parts_.clock.now();
  low_told_ = false;
  keep();
}

PrinterReport PrinterStation::report() {
  PrinterReport report;
  report.out_of_order = parts_.out_of_order;
  report.readiness = readiness();
  report.name = name_;
  report.profile = model_.name;
  report.unclean = unclean();
  report.left_mm = left_mm();
  report.sensor = model_.near_end_sensor;
  return report;
}

cases::PrinterRecord& PrinterStation::record() {
  cases::PrinterRecord& found = records_[name_];
  found.name = name_;
  return found;
}

void PrinterStation::keep() {
  parts_.store.with_store([record = record()](cases::CaseStore& store) {
    if (auto kept = store.keep_printer_record(record); !kept)
      spdlog::error("printer record: {}", describe(kept.error()));
  });
}

std::int64_t PrinterStation::left_mm() {
  if (name_.empty()) return 0;
  return std::max<std::int64_t>(parts_.roll_mm - record().fed_um / 1000, 0);
}

// The printer's own sensor knows better than any estimate.
bool PrinterStation::nearly_used_up() {
  return !model_.near_end_sensor && !name_.empty() && left_mm() < kLowPaperMm;
}

void PrinterStation::count_paper(std::int64_t micrometres) {
  record().fed_um += micrometres;
  if (!nearly_used_up() || std::exchange(low_told_, true)) return;
  spdlog::warn("printer: about {:.1f} m of paper are left", static_cast<double>(left_mm()) / 1000);
}

}  // namespace yitang::terminal
