#include "kiosk/catalog/calendar.hpp"

#include <algorithm>
#include <utility>

#include "kiosk/catalog/json_node.hpp"

namespace yitang::catalog {
namespace {

constexpr std::size_t kMaxBytes = 1024 * 1024;
constexpr int kCalendarDepth = 8;
constexpr int kMaxCount = 10'000;
constexpr std::int64_t kLongestHoliday = 31;

// The statutory holidays that have the same date every year; the others follow the moon or the sun.
bool is_fixed_holiday(Date day) {
  const std::pair<int, int> key{day.month, day.day};
  return key == std::pair{1, 1} || key == std::pair{5, 1} || key == std::pair{5, 2} ||
         key == std::pair{10, 1} || key == std::pair{10, 2} || key == std::pair{10, 3};
}

Date read_date(const Node& node, int year) {
  const std::string text = node.text();
  if (text.empty()) return {};
  const auto date = Date::parse(text);
  if (!date) {
    node.problem("is no date such as 2026-10-01");
  } else if (date->year != year) {
    node.problem("is not in its year");
  }
  return date.value_or(Date{});
}

std::set<Date> read_holidays(const Node& node, int year) {
  std::set<Date> days;
  for (const Node& span : node.list(50)) {
    const Date from = read_date(span["from"], year);
    const Date to = read_date(span["to"], year);
    if (from.year != year || to.year != year) continue;
    if (to < from || to.to_days() - from.to_days() >= kLongestHoliday) {
      span.problem("must be 1 to 31 days");
      continue;
    }
    for (Date day = from; day <= to; day = day.plus_days(1)) days.insert(day);
  }
  return days;
}

}  // namespace

Result<HolidayCalendar> HolidayCalendar::parse(std::string_view json, const std::string& file, Faults* all) {
  const auto document = parse_json(json, file, kMaxBytes, kCalendarDepth);
  if (!document) return tl::unexpected<Error>(document.error());
  Problems problems;
  const Node root(&*document, file, "", problems);
  const Node schema = root["schema"];
  if (schema && schema.text() != "yitang.calendar/1") schema.problem("is not yitang.calendar/1");
  HolidayCalendar calendar;
  for (const auto& [key, node] : root["years"].members(200)) {
    const auto start = Date::parse(key + "-01-01");
    if (!start) {
      node.problem("is no year");
      break;
    }
    Year year;
    year.provisional = node["provisional"].boolean();
    year.holidays = read_holidays(node["holidays"], start->year);
    for (const Node& day : node["workdays"].list(50)) {
      const Date date = read_date(day, start->year);
      if (year.holidays.contains(date)) day.problem("is a holiday as well");
      year.workdays.insert(date);
    }
    calendar.years_.emplace(start->year, std::move(year));
  }
  if (all != nullptr) {
    all->add(problems.all());
    return calendar;
  }
  if (problems.any()) return problems.unexpected();
  return calendar;
}

bool HolidayCalendar::is_workday(Date day) const {
  const bool weekend = day.weekday() == 0 || day.weekday() == 6;
  const auto year = years_.find(day.year);
  if (year == years_.end()) return !weekend && !is_fixed_holiday(day);
  if (year->second.holidays.contains(day)) return false;
  return !weekend || year->second.workdays.contains(day);
}

Date HolidayCalendar::add_workdays(Date day, int count) const {
  for (int left = std::clamp(count, 0, kMaxCount); left > 0;) {
    day = day.plus_days(1);
    if (is_workday(day)) --left;
  }
  return day;
}

int HolidayCalendar::workdays_between(Date from, Date to) const {
  if (to < from) return -workdays_between(to, from);
  int count = 0;
  for (Date day = from.plus_days(1); day <= to; day = day.plus_days(1)) count += is_workday(day) ? 1 : 0;
  return count;
}

bool HolidayCalendar::provisional(int year) const {
  const auto found = years_.find(year);
  return found == years_.end() || found->second.provisional;
}

}  // namespace yitang::catalog
