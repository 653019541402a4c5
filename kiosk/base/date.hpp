// Civil dates and times of China. The country has one zone without daylight saving: UTC+8 always.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace yitang {

/// Milliseconds since 1970-01-01T00:00:00Z.
using UnixMillis = std::int64_t;

/// A day of the proleptic Gregorian calendar.
struct Date {
  int year = 1970;
  int month = 1;  ///< 1..12
  int day = 1;    ///< 1..31

  auto operator<=>(const Date&) const = default;  // NOLINT(modernize-use-nullptr): clang-tidy 14 misreads it

  /// Days since 1970-01-01; negative before.
  std::int64_t to_days() const;
  static Date from_days(std::int64_t days);
  /// The Chinese calendar day in which `when` falls.
  static Date of(UnixMillis when);
  /// Strict "YYYY-MM-DD" or "YYYYMMDD"; nullopt if it is no real day.
  static std::optional<Date> parse(std::string_view text);

  Date plus_days(std::int64_t days) const { return from_days(to_days() + days); }
  /// Same day `years` later; 29 February becomes 28 February in a common year.
  Date plus_years(int years) const;
  /// Whole years from this date (a birth) until `today`; 0 if it lies ahead.
  int years_until(Date today) const;
  int weekday() const;          ///< 0 Sunday .. 6 Saturday
  std::string iso() const;      ///< "2026-11-22"
  std::string compact() const;  ///< "20261122"
};

bool is_valid(Date date);

/// Time of day of `when` in China, "HH:MM".
std::string clock_text(UnixMillis when);
/// "2026-11-22 09:41" in China.
std::string date_time_text(UnixMillis when);
/// Start (00:00 in China) of `day`.
UnixMillis start_of(Date day);

}  // namespace yitang
