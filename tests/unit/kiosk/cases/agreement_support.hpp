// An application with a consent and a commitment: the minimum allowance, complete but for its signature.
#pragma once

#include "cases_support.hpp"
#include "kiosk/cases/agreement.hpp"

namespace yitang::cases::test {

Draft agreed_draft();
/// Signed, as it would be handed in.
Envelope agreed_envelope();

}  // namespace yitang::cases::test
