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

enum class OfficeVerb { List, Accept, Supplement, Decide, Close, RectifyList, RectifyClose, Show };

struct OfficeCommand {
  OfficeVerb verb = OfficeVerb::List;
  std::string reference;   ///< uid, receipt number or case number; RectifyClose: also the task's number
  std::string outcome;     ///< Decide: "approved" or "refused"
  std::string message;     ///< for the applicant
  std::string department;  ///< List, RectifyList: code of one body, "" all
  std::string by = "counter";
  std::string materials{};   ///< Supplement: codes of what is wanted, with commas between them
  std::string cites{};       ///< Supplement: number of the first notice of the case
  std::string shelf{};       ///< Decide, Close: where the result lies to be fetched
  std::string courier_no{};  ///< Decide, Close: number of the parcel
  std::string follow_up{};   ///< RectifyClose: what came of calling the person, see office/rectify.hpp
  std::string open_only{};   ///< RectifyList: "yes" leaves out closed tasks
  std::string result{};      ///< Decide, Close: the result's sheet, JSON as cases/result_document.hpp has it
  std::string role{};        ///< Show: of the person who reads, see Office::show()
};

/// JSON text for standard output: an array of cases for List, of tasks for RectifyList, what was handed in
/// for Show (pictures by digest only), else the case or task as it is now. `message` of RectifyClose is what
/// was done.
Result<std::string> perform(office::Office& office, const OfficeCommand& command);

std::string to_json(const OfficeCommand& command);
/// BadInput for anything else. Pure.
Result<OfficeCommand> office_command_from_json(std::string_view json);

}  // namespace yitang::terminal
