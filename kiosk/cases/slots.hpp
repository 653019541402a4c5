// Appointments: which places are on offer, and what somebody is told who reports for one. Pure rules; the
// store holds the places (case_store_slots.cpp).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/date.hpp"
#include "kiosk/cases/values.hpp"
#include "kiosk/catalog/calendar.hpp"
#include "kiosk/catalog/item.hpp"
#include "kiosk/catalog/slots.hpp"

namespace yitang::cases {

/// One time of one day, minutes after midnight in China.
struct Slot {
  Date day;
  int from = 0;
  int until = 0;
  bool operator==(const Slot&) const = default;
};

enum class AppointmentState {
  Booked,
  CheckedIn,  ///< came, and has a number for the window
  Cancelled,  ///< its place is free again
  Missed,     ///< nobody came on that day
};
std::string_view name_of(AppointmentState state);

struct Appointment {
  std::string case_uid;
  std::string plan;  ///< see catalog/slots.hpp
  Slot slot;
  AppointmentState state = AppointmentState::Booked;
  std::string ticket;  ///< uid of its number, once it was checked in
  bool operator==(const Appointment&) const = default;
};

/// A place that is wanted together with a case.
struct SlotWish {
  std::string plan;
  Slot slot;
  int capacity = 0;  ///< of the plan
  int last_day = 0;  ///< of the plan
};

/// One appointment for the staff's list.
struct ListedAppointment {
  Appointment appointment;
  std::string receipt_no;
  std::string item_id;
  int item_version = 0;
};

/// Somebody reports for an appointment: the number that is drawn for it.
struct CheckInWish {
  std::string case_uid;
  std::string queue;
  bool priority = true;  ///< false: came too late and takes an ordinary number
};

/// Places of one slot that are given away.
struct PlacesTaken {
  Date day;
  int from = 0;
  int count = 0;
  int until = 0;  ///< 0: of a slot that begins then, however long it is
};

struct SlotOffer {
  Slot slot;
  int left = 0;  ///< places; 0: full, and said so
};
/// A day with at least one slot that has not come too near.
struct SlotDay {
  Date day;
  std::vector<SlotOffer> times;

  int left() const;
};

/// Everything of this plan from now on, full slots too, in order.
std::vector<SlotDay> slots_on_offer(const catalog::SlotPlan& plan, const catalog::HolidayCalendar& calendar,
                                    std::span<const PlacesTaken> taken, UnixMillis now);
/// Whether this plan has such a slot, and it may still be chosen; whoever has its places.
bool may_be_booked(const catalog::SlotPlan& plan, const catalog::HolidayCalendar& calendar, const Slot& slot,
                   UnixMillis now);

UnixMillis begin_of(const Slot& slot);
std::string time_text(int minutes);        ///< "08:30"
std::string range_text(const Slot& slot);  ///< "08:30-09:30"

/// Into the form, as far as it has fields for it: what the office reads.
void put_slot(const catalog::ServiceItem& item, const Slot& slot, FormValues& values);
/// Out of it; nothing if no time stands there: then the day is a wish.
std::optional<Slot> slot_of(const catalog::ServiceItem& item, const FormValues& values);
/// A day without a time: nobody holds a place.
struct WishedDay {
  Date day;
  Text half;  ///< "上午"; empty if the form does not ask
};
std::optional<WishedDay> wished_day(const catalog::ServiceItem& item, const FormValues& values);
void forget_slot(const catalog::ServiceItem& item, FormValues& values);

enum class CheckInTime {
  TooEarly,  ///< today, see opens_at()
  Now,
  TooLate,  ///< today; an ordinary number is what is left
  OtherDay,
  Over,  ///< cancelled or missed, or its day has passed
};
CheckInTime check_in_time(const catalog::SlotPlan& plan, const Appointment& appointment, UnixMillis now);
/// When one may report for it.
UnixMillis opens_at(const catalog::SlotPlan& plan, const Slot& slot);

/// Of several of one person the one that matters most now: to be checked in now, with a number already, later
/// today, missed by a little, another day. Null when there is none.
const Appointment* nearest_of(std::span<const Appointment> appointments,
                              std::span<const catalog::SlotPlan> plans, UnixMillis now);

}  // namespace yitang::cases
