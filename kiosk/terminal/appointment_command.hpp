// What the staff does with appointments, until there is a page for it: as `yitang appointment` asks the
// running terminal, or does it itself.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "kiosk/base/error.hpp"
#include "kiosk/catalog/catalog.hpp"
#include "kiosk/terminal/store_answer.hpp"

namespace yitang::cases {
class CaseStore;
}

namespace yitang::terminal {

enum class AppointmentVerb {
  List,    ///< of one day, or from today on
  Cancel,  ///< its place is free again
};

struct AppointmentCommand {
  AppointmentVerb verb = AppointmentVerb::List;
  std::string day;      ///< List: "2026-11-25", "" for all that are to come
  std::string receipt;  ///< Cancel: number of the receipt
};

/// One line of JSON, {"ask":"appointment", ...}, and back. BadInput for anything else; any bytes may come.
std::string to_json(const AppointmentCommand& command);
Result<AppointmentCommand> appointment_command_from_json(std::string_view text);

/// JSON for the staff: names masked, restricted items by their public name, nothing of what was handed in.
/// BadInput for a day that is none, NotFound for a receipt without an appointment, Refused for one that is
/// over. On the store's thread.
Result<std::string> perform(cases::CaseStore& store, const catalog::Catalog& catalog,
                            const AppointmentCommand& command);

/// The running terminal's side. Call on a thread that may block, not on the store's.
struct AppointmentAnswer {
  WithStore with_store;
  const catalog::Catalog& catalog;
  std::chrono::milliseconds patience{8000};

  Result<std::string> operator()(const AppointmentCommand& command) const;
};

}  // namespace yitang::terminal
