// Working days of China: weekends, public holidays and the working weekends that make up for them, as the
// State Council announces them each autumn for the year after.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "kiosk/base/date.hpp"
#include "kiosk/base/error.hpp"
#include "kiosk/catalog/faults.hpp"

namespace yitang::catalog {

/// Immutable after parse(). For a year without data it knows weekends and the holidays with a fixed date.
class HolidayCalendar {
 public:
  /// Knows no announced year.
  HolidayCalendar() = default;
  /// `json` is the content of calendar.json; `file` only names it in errors. Pure; never throws. With `all`
  /// every fault goes there, and what is right of the file is returned.
  static Result<HolidayCalendar> parse(std::string_view json, const std::string& file = "calendar.json",
                                       Faults* all = nullptr);

  bool is_workday(Date day) const;
  /// The working day `count` working days after `day`; `day` itself (the day of acceptance) does not count.
  /// With 0 it is `day` itself. `count` is taken as at most 10 000.
  Date add_workdays(Date day, int count) const;
  /// Working days after `from` up to and including `to`; negative if `to` is earlier.
  int workdays_between(Date from, Date to) const;
  /// True if the arrangement of that year was not announced when the data was made: a promised date in it
  /// may still move.
  bool provisional(int year) const;

 private:
  struct Year {
    bool provisional = true;
    std::set<Date> holidays;
    std::set<Date> workdays;
  };
  std::map<int, Year> years_;
};

}  // namespace yitang::catalog
