// Bad ratings (levels 1 and 2) are put right: each opens a task with a clock in working days
// (catalogue.json, "rectify_days"), which ends with what was done and what came of calling the person.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/date.hpp"

namespace yitang::office {

/// What came of calling the person.
enum class FollowUp { Reached, Unreachable, Declined, NotNeeded };
std::string_view name_of(FollowUp follow_up);  ///< "reached", "unreachable", "declined", "not_needed"
std::optional<FollowUp> follow_up(std::string_view name);

struct RectifyTask {
  std::string number;  ///< "ZG202611230001"
  std::string case_uid;
  std::string receipt_no;
  std::string item_id;
  std::string department;  ///< code of the lead body of the case
  int level = 0;           ///< 1 or 2
  std::vector<std::string> tags;
  std::string comment;  ///< the person's own words; gone 30 days after the task was closed
  /// Empty while no trusted clock has seen the task.
  std::optional<Date> opened_on;
  std::optional<Date> due;
  /// Working days, of an open task, by a trusted clock only; negative: late.
  std::optional<int> days_left;
  std::optional<Date> closed_on;
  std::string closed_by;
  std::optional<FollowUp> follow_up;
  std::string result;  ///< what was done about it
};

/// How a task ends.
struct RectifyEnd {
  FollowUp follow_up = FollowUp::Reached;
  std::string result;  ///< must not be empty; names nobody: it is kept
};

}  // namespace yitang::office
