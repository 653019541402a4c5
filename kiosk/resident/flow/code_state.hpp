// Showing who one is by a code of the telephone: what the pages with a card show of it. Part of
// ResidentState.
#pragma once

#include <cstddef>
#include <limits>
#include <vector>

#include "kiosk/base/clock.hpp"
#include "kiosk/catalog/enums.hpp"
#include "kiosk/resident/flow/events.hpp"

namespace yitang::resident {

/// What came of the code that was shown last. The page goes on listening all the same.
enum class CodeTrouble {
  None,
  Expired,      ///< it was shown too late, or twice: the telephone makes a new one
  Unknown,      ///< nobody issued it
  NotAccepted,  ///< not here; `method` says what it is, `ways` what is
  Away,         ///< the office cannot be asked, or did not answer in time
  Strange,      ///< no such code at all, see `strange`
};

struct CodeState {
  std::vector<catalog::IdentityMethod> ways;  ///< that may be shown on this page now; empty: none
  /// The matter takes codes, but two people have to show their cards.
  bool two_people = false;
  CodeTrouble trouble = CodeTrouble::None;
  catalog::IdentityMethod method = catalog::IdentityMethod::MedicalCode;  ///< of the code that was shown last
  StrangeCode strange = StrangeCode::Other;
};

/// Of the terminal: what its scanner tells and its office can say whose it is.
struct CodeSettings {
  std::vector<catalog::IdentityMethod> methods;  ///< empty: nobody is asked for a code
  int office_answers_within = 10;                ///< seconds until it counts as not to be reached
};

inline constexpr SteadyMillis kNeverAgain = std::numeric_limits<SteadyMillis>::max();

/// The question that the office was asked last. Numbers are never given out twice: whoever left has none.
struct CodeQuestion {
  int request = 0;
  SteadyMillis until = -1;  ///< -1: nobody waits for an answer
  std::size_t mark = 0;     ///< tells the code from another one; not the code
  /// A camera reads what is held before it again and again: the same code is not asked about before then.
  SteadyMillis again_at = -1;
};

}  // namespace yitang::resident
