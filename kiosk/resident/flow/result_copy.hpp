// The result's sheet on the page: whether it is there, and what stands between the person and it. Pure.
#pragma once

#include "kiosk/resident/flow/state.hpp"

namespace yitang::resident {

/// The case on this page whose result can be looked at for printing: the one that is open, or the one that
/// was just handed in and answered. Null: none. Borrows.
const CaseDetail* result_case(const ResidentState& state);
/// What stands between a person and the sheet of that case's result.
enum class ResultWay {
  None,       ///< there is no result, or it is none to be printed
  NotSent,    ///< printing was chosen, and the office has sent nothing to print
  NeedsCard,  ///< somebody without the card of the applicant, or of who handed it in
  NeedsA4,    ///< not on the narrow paper, and there is no other here
  UsedUp,     ///< printed as often as it may be
  Offered,
};
ResultWay result_way(const ResidentState& state, const catalog::Catalog& catalog);
/// On slips: there is no printer of A4 forms.
inline bool result_on_slip(const ResidentState& state) { return !state.paper.a4; }
/// Its sheet is on the way, or was asked for: a second tap would print it twice.
bool result_runs(const ResidentState& state);

}  // namespace yitang::resident
