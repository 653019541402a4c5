#include "kiosk/cases/slots.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <numeric>

namespace yitang::cases {
namespace {

constexpr UnixMillis kMinuteMillis = 60'000;
constexpr int kNoon = 12 * 60;

bool has_day(const catalog::SlotPlan& plan, const catalog::HolidayCalendar& calendar, Date day) {
  if (plan.days == catalog::SlotDays::Working && !calendar.is_workday(day)) return false;
  const int weekday = day.weekday() == 0 ? 7 : day.weekday();
  return plan.weekdays.empty() ||
         std::find(plan.weekdays.begin(), plan.weekdays.end(), weekday) != plan.weekdays.end();
}

std::vector<Slot> slots_of_day(const catalog::SlotPlan& plan, Date day) {
  std::vector<Slot> slots;
  for (const catalog::WorkHours& stretch : plan.times) {
    for (int from = stretch.from; from + plan.minutes <= stretch.until; from += plan.minutes)
      slots.push_back({day, from, from + plan.minutes});
  }
  return slots;
}

bool is_in_time(const catalog::SlotPlan& plan, const Slot& slot, UnixMillis now) {
  return begin_of(slot) - plan.notice_minutes * kMinuteMillis >= now;
}

// Slots of one plan lie side by side. Those that were given away before the catalogue divided the day anew do
// not, and whoever has one comes all the same.
int places_left(const catalog::SlotPlan& plan, std::span<const PlacesTaken> taken, const Slot& slot) {
  int left = plan.capacity;
  for (const PlacesTaken& one : taken) {
    const bool meets = one.from < slot.until && std::max(one.until, one.from + 1) > slot.from;
    if (one.day == slot.day && meets) left -= one.count;
  }
  return std::max(0, left);
}

std::optional<int> minutes_of_text(std::string_view text) {
  int hour = 0;
  int minute = 0;
  char rest = 0;
  const bool read =
      text.size() == 5 && std::sscanf(std::string(text).c_str(), "%2d:%2d%c", &hour, &minute, &rest) == 2;
  if (!read || hour < 0 || hour > 23 || minute < 0 || minute > 59) return std::nullopt;
  return hour * 60 + minute;
}

// The smaller the more it matters.
int rank_of(const Appointment& appointment, const catalog::SlotPlan& plan, UnixMillis now) {
  const CheckInTime time = check_in_time(plan, appointment, now);
  const bool there = appointment.state == AppointmentState::CheckedIn;
  if (time == CheckInTime::Now && !there) return 0;
  if (there && time != CheckInTime::Over) return 1;
  if (time == CheckInTime::TooEarly) return 2;
  if (time == CheckInTime::TooLate) return 3;
  return time == CheckInTime::OtherDay ? 4 : 5;
}

}  // namespace

std::string_view name_of(AppointmentState state) {
  constexpr std::array<std::string_view, 4> names{"booked", "checked_in", "cancelled", "missed"};
  return names.at(static_cast<std::size_t>(state));
}

int SlotDay::left() const {
  return std::accumulate(times.begin(), times.end(), 0,
                         [](int sum, const SlotOffer& offer) { return sum + offer.left; });
}

UnixMillis begin_of(const Slot& slot) { return start_of(slot.day) + slot.from * kMinuteMillis; }

std::string time_text(int minutes) { return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60); }

std::string range_text(const Slot& slot) { return time_text(slot.from) + "-" + time_text(slot.until); }

std::vector<SlotDay> slots_on_offer(const catalog::SlotPlan& plan, const catalog::HolidayCalendar& calendar,
                                    std::span<const PlacesTaken> taken, UnixMillis now) {
  std::vector<SlotDay> days;
  const Date today = Date::of(now);
  for (int ahead = plan.first_day; ahead <= plan.last_day; ++ahead) {
    SlotDay day{today.plus_days(ahead), {}};
    if (!has_day(plan, calendar, day.day)) continue;
    for (const Slot& slot : slots_of_day(plan, day.day)) {
      if (is_in_time(plan, slot, now)) day.times.push_back({slot, places_left(plan, taken, slot)});
    }
    if (!day.times.empty()) days.push_back(std::move(day));
  }
  return days;
}

bool may_be_booked(const catalog::SlotPlan& plan, const catalog::HolidayCalendar& calendar, const Slot& slot,
                   UnixMillis now) {
  const Date today = Date::of(now);
  if (slot.day < today.plus_days(plan.first_day) || slot.day > today.plus_days(plan.last_day)) return false;
  const std::vector<Slot> all = slots_of_day(plan, slot.day);
  return has_day(plan, calendar, slot.day) && std::find(all.begin(), all.end(), slot) != all.end() &&
         is_in_time(plan, slot, now);
}

void put_slot(const catalog::ServiceItem& item, const Slot& slot, FormValues& values) {
  if (const auto* day = catalog::slot_field(item, catalog::SlotPart::Day)) values[day->key] = slot.day.iso();
  if (const auto* half = catalog::slot_field(item, catalog::SlotPart::Half))
    values[half->key] = std::string(slot.from < kNoon ? "am" : "pm");
  if (const auto* time = catalog::slot_field(item, catalog::SlotPart::Time))
    values[time->key] = range_text(slot);
}

std::optional<Slot> slot_of(const catalog::ServiceItem& item, const FormValues& values) {
  const auto* day_field = catalog::slot_field(item, catalog::SlotPart::Day);
  const auto* time_field = catalog::slot_field(item, catalog::SlotPart::Time);
  if (day_field == nullptr || time_field == nullptr) return std::nullopt;
  const auto day = Date::parse(text_of(values, day_field->key));
  const std::string_view time = text_of(values, time_field->key);
  if (!day || time.size() != 11) return std::nullopt;
  const auto from = minutes_of_text(time.substr(0, 5));
  const auto until = minutes_of_text(time.substr(6));
  if (!from || !until || *until <= *from) return std::nullopt;
  return Slot{*day, *from, *until};
}

std::optional<WishedDay> wished_day(const catalog::ServiceItem& item, const FormValues& values) {
  const auto* field = catalog::slot_field(item, catalog::SlotPart::Day);
  const auto day = field == nullptr ? std::nullopt : Date::parse(text_of(values, field->key));
  if (!day || slot_of(item, values)) return std::nullopt;
  WishedDay wish{*day, {}};
  const auto* half = catalog::slot_field(item, catalog::SlotPart::Half);
  const catalog::Option* chosen =
      half == nullptr ? nullptr : half->validation.option(text_of(values, half->key));
  if (chosen != nullptr) wish.half = chosen->label;
  return wish;
}

void forget_slot(const catalog::ServiceItem& item, FormValues& values) {
  for (const catalog::SlotPart part :
       {catalog::SlotPart::Day, catalog::SlotPart::Half, catalog::SlotPart::Time}) {
    if (const auto* field = catalog::slot_field(item, part)) values.erase(field->key);
  }
}

UnixMillis opens_at(const catalog::SlotPlan& plan, const Slot& slot) {
  return std::max(start_of(slot.day), begin_of(slot) - plan.check_in_before * kMinuteMillis);
}

CheckInTime check_in_time(const catalog::SlotPlan& plan, const Appointment& appointment, UnixMillis now) {
  const Date today = Date::of(now);
  const bool over =
      appointment.state == AppointmentState::Cancelled || appointment.state == AppointmentState::Missed;
  if (over || appointment.slot.day < today) return CheckInTime::Over;
  if (appointment.slot.day > today) return CheckInTime::OtherDay;
  if (now < opens_at(plan, appointment.slot)) return CheckInTime::TooEarly;
  const UnixMillis last = begin_of(appointment.slot) + plan.check_in_after * kMinuteMillis;
  return now <= last ? CheckInTime::Now : CheckInTime::TooLate;
}

const Appointment* nearest_of(std::span<const Appointment> appointments,
                              std::span<const catalog::SlotPlan> plans, UnixMillis now) {
  const Appointment* best = nullptr;
  int best_rank = 0;
  for (const Appointment& one : appointments) {
    const auto plan = std::find_if(plans.begin(), plans.end(),
                                   [&](const catalog::SlotPlan& known) { return known.id == one.plan; });
    if (plan == plans.end()) continue;
    const int rank = rank_of(one, *plan, now);
    const bool sooner = best != nullptr && rank == best_rank && begin_of(one.slot) < begin_of(best->slot);
    if (best != nullptr && rank >= best_rank && !sooner) continue;
    best = &one;
    best_rank = rank;
  }
  return best;
}

}  // namespace yitang::cases
