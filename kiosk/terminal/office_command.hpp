// What `yitang office` asks of the office: the same whether the command opens the store itself or the running
// terminal does it on its behalf.
#pragma once

#include <string>
#include <string_view>

#include "kiosk/base/error.hpp"

namespace yitang::office {
class Office;
}

namespace yitang::terminal {

enum class OfficeVerb { List, Accept, Supplement, Decide, Close };

struct OfficeCommand {
  OfficeVerb verb = OfficeVerb::List;
  std::string reference;   ///< uid, receipt number or case number
  std::string outcome;     ///< Decide: "approved" or "refused"
  std::string message;     ///< for the applicant
  std::string department;  ///< List: code of one body, "" all
  std::string by = "counter";
};

/// JSON text for standard output: an array of cases for List, else the case as it is now.
Result<std::string> perform(office::Office& office, const OfficeCommand& command);

std::string to_json(const OfficeCommand& command);
/// BadInput for anything else. Pure.
Result<OfficeCommand> office_command_from_json(std::string_view json);

}  // namespace yitang::terminal
