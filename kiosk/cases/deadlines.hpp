// By when it is done. Pure.
#pragma once

#include "kiosk/base/date.hpp"
#include "kiosk/catalog/calendar.hpp"
#include "kiosk/catalog/item.hpp"

namespace yitang::cases {

struct Promise {
  Date date;
  bool immediate = false;    ///< decided on the spot: today
  bool provisional = false;  ///< lies in a year whose holidays are not announced: may move
};

/// The clock starts the day after acceptance.
Promise promised_date(const catalog::ServiceItem& item, Date accepted,
                      const catalog::HolidayCalendar& calendar);
/// Last day to hand in what a one-time notice given on `noticed` asks for.
Date supplement_date(const catalog::ServiceItem& item, Date noticed,
                     const catalog::HolidayCalendar& calendar);

/// The promised date after a pause: the clock stood from `stopped` (the day of the notice) until `resumed`
/// (the day on which everything was there). It moves by as many days of its own kind.
Date moved_promise(const catalog::ServiceItem& item, Date promised, Date stopped, Date resumed,
                   const catalog::HolidayCalendar& calendar);

struct Elapsed {
  int used = 0;  ///< working days since acceptance, today included
  int left = 0;  ///< working days until the promised date; negative: late by that many
  bool late() const { return left < 0; }
};
Elapsed elapsed(Date accepted, Date promised, Date today, const catalog::HolidayCalendar& calendar);

}  // namespace yitang::cases
