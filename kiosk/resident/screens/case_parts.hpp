// Parts of the page of one case: what the office still wants, where the result is, every step with its day.
#pragma once

#include "kiosk/cases/timeline.hpp"
#include "kiosk/resident/screens/layout.hpp"

namespace yitang::resident {

/// The one-time notice: number, last day and everything that is wanted.
void draw_demand(Screen& s, Column& column, const cases::Demand& demand, const catalog::ServiceItem& item);
/// Shelf and parcel number of the result, as the newest answers name them; nothing if none does.
void draw_result_place(Screen& s, Column& column, const std::vector<cases::Notice>& notices);
/// Steps that are done with their days, who has it now and how long that may last, steps to come.
void draw_steps(Screen& s, Column& column, const cases::CaseRow& row, const cases::Timeline& timeline,
                const catalog::ServiceItem& item);

}  // namespace yitang::resident
