// What a consent is about, one heading and one paragraph each: what, why, how, how long, to whom; its
// version.
#pragma once

#include "kiosk/catalog/agreement.hpp"
#include "kiosk/resident/screens/layout.hpp"

namespace yitang::resident {

void draw_consent_parts(Screen& s, Column& column, const catalog::ConsentText& consent);

}  // namespace yitang::resident
