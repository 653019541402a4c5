#include "kiosk/base/date.hpp"

#include <fmt/format.h>

#include <array>

namespace yitang {
namespace {

constexpr std::int64_t kMillisPerDay = 86'400'000;
constexpr std::int64_t kChinaOffset = 8 * 3'600'000;

constexpr std::int64_t floor_div(std::int64_t value, std::int64_t divisor) {
  return value / divisor - (value % divisor < 0 ? 1 : 0);
}

bool is_leap(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

int days_in_month(int year, int month) {
  constexpr std::array<int, 12> kDays{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : kDays.at(static_cast<std::size_t>(month - 1));
}

}  // namespace

bool is_valid(Date date) {
  return date.year >= 1 && date.year <= 9999 && date.month >= 1 && date.month <= 12 && date.day >= 1 &&
         date.day <= days_in_month(date.year, date.month);
}

// Counts in eras of 400 years that begin on 1 March, so that the leap day is the last day of a year.
std::int64_t Date::to_days() const {
  const std::int64_t shifted_year = year - (month <= 2 ? 1 : 0);
  const std::int64_t era = floor_div(shifted_year, 400);
  const std::int64_t year_of_era = shifted_year - era * 400;
  const std::int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  const std::int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146'097 + day_of_era - 719'468;
}

Date Date::from_days(std::int64_t days) {
  const std::int64_t shifted = days + 719'468;
  const std::int64_t era = floor_div(shifted, 146'097);
  const std::int64_t day_of_era = shifted - era * 146'097;
  const std::int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t month_index = (5 * day_of_year + 2) / 153;
  const int month = static_cast<int>(month_index + (month_index < 10 ? 3 : -9));
  return {static_cast<int>(year_of_era + era * 400 + (month <= 2 ? 1 : 0)), month,
          static_cast<int>(day_of_year - (153 * month_index + 2) / 5 + 1)};
}

Date Date::of(UnixMillis when) { return from_days(floor_div(when + kChinaOffset, kMillisPerDay)); }

std::optional<Date> Date::parse(std::string_view text) {
  std::string digits;
  if (text.size() == 10 && text[4] == '-' && text[7] == '-') {
    digits = std::string(text.substr(0, 4)) + std::string(text.substr(5, 2)) + std::string(text.substr(8, 2));
  } else if (text.size() == 8) {
    digits = std::string(text);
  } else {
    return std::nullopt;
  }
  if (digits.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
  const Date date{std::stoi(digits.substr(0, 4)), std::stoi(digits.substr(4, 2)),
                  std::stoi(digits.substr(6, 2))};
  return is_valid(date) ? std::optional(date) : std::nullopt;
}

Date Date::plus_years(int years) const {
  Date result{year + years, month, day};
  if (!is_valid(result)) result.day = 28;
  return result;
}

int Date::years_until(Date today) const {
  if (*this > today) return 0;
  const bool had_birthday = today.month > month || (today.month == month && today.day >= day);
  return today.year - year - (had_birthday ? 0 : 1);
}

int Date::weekday() const {
  const std::int64_t days = to_days() + 4;  // 1970-01-01 was a Thursday
  return static_cast<int>(days - floor_div(days, 7) * 7);
}

std::string Date::iso() const { return fmt::format("{:04}-{:02}-{:02}", year, month, day); }
std::string Date::compact() const { return fmt::format("{:04}{:02}{:02}", year, month, day); }

std::string clock_text(UnixMillis when) {
  const std::int64_t in_day =
      (when + kChinaOffset) - floor_div(when + kChinaOffset, kMillisPerDay) * kMillisPerDay;
  return fmt::format("{:02}:{:02}", in_day / 3'600'000, in_day / 60'000 % 60);
}

std::string date_time_text(UnixMillis when) { return Date::of(when).iso() + " " + clock_text(when); }

UnixMillis start_of(Date day) { return day.to_days() * kMillisPerDay - kChinaOffset; }

}  // namespace yitang
