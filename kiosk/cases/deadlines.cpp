#include "kiosk/cases/deadlines.hpp"

#include <algorithm>

namespace yitang::cases {

Promise promised_date(const catalog::ServiceItem& item, Date accepted,
                      const catalog::HolidayCalendar& calendar) {
  Promise promise;
  promise.immediate = item.case_type == catalog::CaseType::Immediate || item.promise_days == 0;
  promise.date = accepted;
  if (promise.immediate) return promise;
  promise.date = item.promise_unit == catalog::DayUnit::WorkingDay
                     ? calendar.add_workdays(accepted, item.promise_days)
                     : accepted.plus_days(item.promise_days);
  promise.provisional =
      item.promise_unit == catalog::DayUnit::WorkingDay && calendar.provisional(promise.date.year);
  return promise;
}

Date supplement_date(const catalog::ServiceItem& item, Date noticed,
                     const catalog::HolidayCalendar& calendar) {
  return calendar.add_workdays(noticed, item.supplement_days);
}

Elapsed elapsed(Date accepted, Date promised, Date today, const catalog::HolidayCalendar& calendar) {
  return {std::max(0, calendar.workdays_between(accepted, today)),
          calendar.workdays_between(today, promised)};
}

}  // namespace yitang::cases
