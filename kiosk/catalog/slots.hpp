// Places for appointments: at which times of which days how many people may come. Plain data.
#pragma once

#include <string>
#include <vector>

#include "kiosk/base/language.hpp"
#include "kiosk/catalog/queues.hpp"

namespace yitang::catalog {

/// The days on which a plan has times.
enum class SlotDays {
  Working,  ///< by the holiday calendar, working weekends too
  All,
};

/// One slot after the other, of the same length and with the same number of places. It belongs to one service
/// point, and only the terminal there gives its places out: so no two people get the same one, also without
/// a network.
struct SlotPlan {
  std::string id;     ///< "mediation": small letters, digits, '-'; kept in the store and in the audit log
  std::string point;  ///< where people are to come
  std::string queue;  ///< of that point: its window, and the numbers for those who report there
  std::vector<std::string> items;  ///< for which places are given out
  SlotDays days = SlotDays::Working;
  std::vector<int> weekdays;     ///< of those days only these, 1 Monday .. 7 Sunday; empty: all of them
  std::vector<WorkHours> times;  ///< ascending, each a whole number of slots
  int minutes = 30;              ///< of one slot
  int capacity = 1;              ///< people in one slot
  int first_day = 1;             ///< days from today on which places may be had: 0 is today
  int last_day = 14;
  int notice_minutes = 60;   ///< a slot that begins sooner is not given out any more
  int check_in_before = 30;  ///< minutes before its beginning from which one may report
  int check_in_after = 15;   ///< minutes after it until which one is seen to first
  Text bring;                ///< what to take along; it stands on slips, so it says nothing of the matter
};

}  // namespace yitang::catalog
