// What an IPP server answered, as far as it concerns us, and what that means. Pure: bytes in, closed sets
// out.
//
// Sources: RFC 8010 (bytes; decoded by libcups), RFC 8011 5.3 and 5.4 (job-state, printer-state and their
// reasons), PWG 5100.14 (what a driverless printer must have).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "devices/form_printer/form_printer.hpp"

namespace yitang::devices {

// Answers are bytes from outside: larger ones are refused, longer lists are cut off.
inline constexpr std::size_t max_ipp_answer = 1U << 20U;
inline constexpr std::size_t max_ipp_values = 64;

// 0 and empty: not in the answer.
struct IppAnswer {
  int status = 0;      // RFC 8011 appendix B
  int request_id = 0;  // that of the question
  int job_id = 0;
  int job_state = 0;  // 3 pending to 9 completed
  std::string job_name;
  std::vector<std::string> job_state_reasons;
  int printer_state = 0;  // 3 idle, 4 processing, 5 stopped
  std::vector<std::string> printer_state_reasons;
  std::optional<bool> accepting_jobs;
  std::vector<std::string> document_formats;
};

// Protocol: not a whole IPP message.
[[nodiscard]] Result<IppAnswer> parse_ipp_answer(ByteView bytes);

[[nodiscard]] bool succeeded(const IppAnswer& answer);
// Of an answer that is no success.
[[nodiscard]] Error error_of(const IppAnswer& answer);

// What keeps a printer from printing at this moment, by its own reasons; Ready if nothing does. While it is
// not stopped, warnings count for nothing: an empty second tray is no trouble.
[[nodiscard]] FormPrinterState obstacle_of(const IppAnswer& printer);
// The same with warnings.
[[nodiscard]] FormPrinterState warning_of(const IppAnswer& printer);
// Of an answer to Get-Printer-Attributes.
[[nodiscard]] FormPrinterState printer_state_of(const IppAnswer& printer);
// Of an answer to Get-Job-Attributes, with the printer's own as far as it is known.
[[nodiscard]] FormJobReport job_report_of(const IppAnswer& job, const IppAnswer* printer);

}  // namespace yitang::devices
