// Wording of the closed sets in both languages. Product wording, not county data: a missing one does not
// compile.
#pragma once

#include "kiosk/base/language.hpp"
#include "kiosk/catalog/enums.hpp"

namespace yitang::catalog {

Text label_of(ItemType value);
Text label_of(Audience value);
Text label_of(Level value);
Text label_of(Scope value);
Text label_of(CaseType value);
Text label_of(FourDo value);
Text label_of(KioskMode value);
Text label_of(AgentKind value);
Text label_of(IdentityMethod value);
Text label_of(DocForm value);
Text label_of(Necessity value);
Text label_of(MaterialSource value);
Text label_of(Unit value);
Text label_of(StepKind value);
Text label_of(ResultKind value);
Text label_of(Delivery value);

/// One line that explains a class of the four-do list to a resident.
Text hint_of(FourDo value);
/// "3个工作日" / "3 working days"; 0 is "当场" / "on the spot".
Text days_text(int days, DayUnit unit);
/// "一趟不用跑" / "No trip", "最多跑一趟" / "One trip at most", "需跑2趟" / "2 trips".
Text visits_badge(int visits);

}  // namespace yitang::catalog
