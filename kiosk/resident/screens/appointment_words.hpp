// Wording of appointments, shared by their pages.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kiosk/resident/screens/layout.hpp"
#include "ui/widgets/key_values.hpp"

namespace yitang::resident {

/// "11月25日 星期三".
std::string slot_day_text(const Screen& s, Date day);
/// "08:30–09:30".
std::string slot_time_text(const cases::Slot& slot);
/// "11月25日 星期三 08:30–09:30".
std::string slot_text(const Screen& s, const cases::Slot& slot);
/// "还有2个位置" / "约满了".
std::string places_text(const Screen& s, int left);
/// When and where.
std::vector<ui::KeyValue> when_and_where(const Screen& s, const catalog::SlotPlan& plan,
                                         const cases::Slot& slot);
/// When, where and what to bring; of one that is over only when it was and what became of it.
std::vector<ui::KeyValue> appointment_rows(const Screen& s, const catalog::SlotPlan& plan,
                                           const cases::Slot& slot, cases::AppointmentState state);
/// The place that this application has chosen, or the day that is only wished for; none: no rows.
std::vector<ui::KeyValue> chosen_appointment_rows(const Screen& s);
/// The appointment of the open case as a card; nothing if it has none.
void draw_appointment(Screen& s, Column& column);

}  // namespace yitang::resident
