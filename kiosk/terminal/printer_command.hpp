// What the running terminal answers to `yitang printer` of another process.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "kiosk/base/error.hpp"

namespace yitang::cases {
class CaseStore;
}
namespace yitang::terminal {

class PrintService;

/// Reprint: the receipt of a case, once more, as a clerk asks for it.
enum class PrinterVerb { Status, NewRoll, Reprint };

struct PrinterCommand {
  PrinterVerb verb = PrinterVerb::Status;
  std::string receipt_no;  ///< Reprint
};

std::string to_json(const PrinterCommand& command);
/// Nothing: the request is for somebody else. BadInput for anything else that is wrong. Pure.
std::optional<Result<PrinterCommand>> printer_command_from_json(std::string_view json);

struct PrinterAnswer {
  PrintService& printing;
  /// Runs work on the store's thread, sooner or later.
  std::function<void(std::function<void(cases::CaseStore&)>)> with_store;
  std::chrono::milliseconds patience{8000};

  /// One line of JSON as ControlAnswer gives it. Call on a thread that may block, not on the printer's or the
  /// store's.
  std::string operator()(const Result<PrinterCommand>& command) const;
};

}  // namespace yitang::terminal
