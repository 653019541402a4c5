// A printer that speaks IPP: the network printer itself, or a queue of the print server of this machine.
//
// Create-Job and Send-Document rather than Print-Job: the job's number is known before the first byte of the
// form leaves, so that it can be cancelled whatever happens afterwards. PWG 5100.14 asks both of every
// driverless printer, and CUPS has them.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "devices/form_printer/ipp_exchange.hpp"

namespace yitang::devices {

class IppFormPrinter final : public FormPrinter {
 public:
  explicit IppFormPrinter(FormPrinterAddress address, IppLimits limits = {})
      : address_(std::move(address)), limits_(limits) {}

  [[nodiscard]] FormPrinterState ask() override;
  [[nodiscard]] Result<int> print(ByteView pdf, std::string_view title) override;
  [[nodiscard]] Result<FormJobReport> poll(int job) override;
  [[nodiscard]] Result<void> cancel(int job) override;

 private:
  class Question;
  [[nodiscard]] Result<IppAnswer> exchange(Question& question, ByteView document = {});
  [[nodiscard]] Result<IppAnswer> printer_attributes();

  FormPrinterAddress address_;
  IppLimits limits_;
  int next_request_ = 1;
  // Of our newest jobs, by number: a printer that was switched off and on gives the same numbers to jobs of
  // others.
  std::map<int, std::string> titles_;
};

}  // namespace yitang::devices
