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

Date moved_promise(const catalog::ServiceItem& item, Date promised, Date stopped, Date resumed,
                   const catalog::HolidayCalendar& calendar) {
  if (resumed <= stopped) return promised;
  if (item.promise_unit != catalog::DayUnit::WorkingDay)
    return promised.plus_days(resumed.to_days() - stopped.to_days());
  return calendar.add_workdays(promised, std::max(0, calendar.workdays_between(stopped, resumed)));
}

Elapsed elapsed(Date accepted, Date promised, Date today, const catalog::HolidayCalendar& calendar) {
  return {std::max(0, calendar.workdays_between(accepted, today)),
          calendar.workdays_between(today, promised)};
}

}  // namespace yitang::cases
