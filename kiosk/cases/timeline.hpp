// How far a case is and when it got there, from what the office said. Pure.
#pragma once

#include <optional>
#include <vector>

#include "kiosk/cases/case_record.hpp"
#include "kiosk/cases/deadlines.hpp"
#include "kiosk/catalog/calendar.hpp"
#include "kiosk/catalog/item.hpp"

namespace yitang::cases {

/// Index of the step of the item's flow at which a case in this state stands; the number of steps when it is
/// over. `step` is the office's word for it, "" if it named none. Where the office said no: at the step it
/// named, else at the decision.
std::size_t step_of(const catalog::ServiceItem& item, CaseState state, Outcome outcome,
                    const std::string& step);

struct Timeline {
  std::size_t now = 0;                         ///< as step_of()
  std::vector<std::optional<Date>> passed_on;  ///< one for each step: the day it was done; empty if it is not
  /// Working days since acceptance and until the promised date; nothing when there is no date or it is over.
  /// Days on which the case waited for the person do not count as used.
  std::optional<Elapsed> days;
  bool waits_for_person = false;  ///< its clock stands
  std::optional<Date> stopped;    ///< since this day
  /// The promised date if everything were handed in today; else the promised date as it is.
  std::optional<Date> promised;
};

/// `notices`: everything the office said about this case, oldest first.
Timeline timeline_of(const catalog::ServiceItem& item, const CaseRow& row, const std::vector<Notice>& notices,
                     Date today, const catalog::HolidayCalendar& calendar);

}  // namespace yitang::cases
