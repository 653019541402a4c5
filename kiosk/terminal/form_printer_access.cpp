#include "kiosk/terminal/form_printer_access.hpp"

#include <spdlog/spdlog.h>

#include <string>
#include <utility>

#include "devices/form_printer/ipp_printer.hpp"

namespace yitang::terminal {
namespace {

using devices::DeviceKind;
using devices::FormPrinterState;

class ObservedFormPrinter final : public devices::FormPrinter {
 public:
  ObservedFormPrinter(std::shared_ptr<devices::FormPrinter> printer, devices::DeviceBoard& board)
      : printer_(std::move(printer)), board_(board) {}

  FormPrinterState ask() override {
    const FormPrinterState state = printer_->ask();
    note(state);
    return state;
  }
  devices::Result<int> print(devices::ByteView pdf, std::string_view title) override {
    return printer_->print(pdf, title);
  }
  devices::Result<devices::FormJobReport> poll(int job) override {
    auto report = printer_->poll(job);
    // A warning of a printer that prints may be about another tray.
    if (report && report->state == devices::FormJobState::Waiting) note(report->printer);
    if (report && report->state == devices::FormJobState::Printed) note(FormPrinterState::Ready);
    return report;
  }
  devices::Result<void> cancel(int job) override { return printer_->cancel(job); }

 private:
  void note(FormPrinterState state) {
    const std::string name(devices::name_of(state));
    switch (state) {
      case FormPrinterState::Ready:
      case FormPrinterState::Busy: return board_.works(DeviceKind::FormPrinter, {});
      case FormPrinterState::Absent:
        return board_.not_opened(DeviceKind::FormPrinter, {devices::ErrorCode::NotFound, {}, 0, 0});
      default: return board_.faulty(DeviceKind::FormPrinter, devices::ErrorCode::Io, name);
    }
  }

  std::shared_ptr<devices::FormPrinter> printer_;
  devices::DeviceBoard& board_;
};

}  // namespace

std::shared_ptr<devices::FormPrinter> form_printer(const DeviceConfig& config, SimulatedWorld* world) {
  if (config.form_printer == DeviceSource::Simulated) {
    // It lives as long as the world around the terminal.
    if (world != nullptr) return {std::shared_ptr<void>(), &world->form_printer};
    spdlog::error(
        "devices: form_printer is out of order: simulated devices are for --demo and scripted visits only");
    return nullptr;
  }
  if (config.form_printer != DeviceSource::Network || !config.form_address) return nullptr;
  return std::make_shared<devices::IppFormPrinter>(*config.form_address);
}

std::shared_ptr<devices::FormPrinter> observed(std::shared_ptr<devices::FormPrinter> printer,
                                               devices::DeviceBoard& board) {
  return std::make_shared<ObservedFormPrinter>(std::move(printer), board);
}

}  // namespace yitang::terminal
