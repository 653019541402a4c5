// Drawing a number inside the caller's transaction. Private to this folder.
#pragma once

#include <optional>
#include <string>

#include "kiosk/cases/case_store.hpp"
#include "kiosk/cases/store_parts.hpp"

namespace yitang::cases {

struct Drawing {
  std::string queue;
  std::optional<storage::BlindIndex> holder;  ///< keyed digest of whose it is
  std::string visit;                          ///< without a holder
  bool priority = false;
  bool promised = false;  ///< by an appointment: also where the staff gives out no more today
};
/// The live number of this holder or visit, or a new one. Refused: the staff gives out no more.
Result<DrawnTicket> draw_inside(CaseStore& store, StoreParts& parts, const Drawing& wanted);

}  // namespace yitang::cases
