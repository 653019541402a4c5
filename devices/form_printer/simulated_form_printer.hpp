// A form printer without a printer: for demonstrations, scripted visits and tests. It prints at the second
// look, as if a sheet took a moment.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <vector>

#include "devices/form_printer/form_printer.hpp"

namespace yitang::devices {

// Calls from any thread: a panel or a test changes its state while the terminal prints.
class SimulatedFormPrinter final : public FormPrinter {
 public:
  // Ready and Busy are well; with anything else but Absent its jobs wait until it is well again. Absent: no
  // call is answered.
  void set_state(FormPrinterState state);
  // It prints on for ever and warns of this; Ready ends that.
  void set_warning(FormPrinterState warning);
  // The next jobs end so instead of Printed.
  void end_with(FormJobState state);

  [[nodiscard]] FormPrinterState ask() override;
  [[nodiscard]] Result<int> print(ByteView pdf, std::string_view title) override;
  [[nodiscard]] Result<FormJobReport> poll(int job) override;
  [[nodiscard]] Result<void> cancel(int job) override;

  // What was sent, in order; and how far the newest job is.
  [[nodiscard]] std::vector<std::vector<std::uint8_t>> documents() const;
  [[nodiscard]] std::vector<std::string> titles() const;
  [[nodiscard]] std::optional<FormJobState> newest_job() const;
  // How many jobs came out whole, and the PDF of the newest of them.
  [[nodiscard]] int printed() const;
  [[nodiscard]] std::vector<std::uint8_t> newest_printed() const;

 private:
  mutable std::mutex mutex_;
  FormPrinterState state_ = FormPrinterState::Ready;
  FormPrinterState warning_ = FormPrinterState::Ready;
  FormJobState end_ = FormJobState::Printed;
  std::map<int, FormJobState> jobs_;
  std::map<int, std::vector<std::uint8_t>> held_;  // documents of jobs that have not ended
  int printed_ = 0;
  std::vector<std::uint8_t> newest_printed_;
  std::vector<std::vector<std::uint8_t>> documents_;
  std::vector<std::string> titles_;
};

}  // namespace yitang::devices
