// Queues for the windows of a service point: what a number is drawn for, and when. Plain data.
#pragma once

#include <string>
#include <vector>

#include "kiosk/base/language.hpp"

namespace yitang::catalog {

/// A stretch of work without a break, minutes after midnight in China; `until` is no minute of work any more.
struct WorkHours {
  int from = 0;
  int until = 0;
};

struct Queue {
  std::string id;      ///< "general": small letters, digits, '-'; kept in the store and in the audit log
  std::string prefix;  ///< one capital letter before the number; no other queue of this point has it
  std::string point;   ///< service point in whose hall the windows are; only its terminal gives numbers out
  Text name;           ///< what is done there
  Text window;         ///< where to go when called
  std::vector<WorkHours> hours;  ///< of every working day, ascending, at least one
  int near_closing = 20;         ///< minutes before the end of work from which a number comes with a warning
  int minutes_each = 10;         ///< that one person takes, about
  std::vector<std::string> items;        ///< that have to be done there
  std::vector<std::string> departments;  ///< their codes: every other item of theirs that needs a trip
};

}  // namespace yitang::catalog
