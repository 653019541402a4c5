// Published figures: average days and the share of cases that were in time, from the office's own store.
#pragma once

#include <string>
#include <vector>

#include "kiosk/base/date.hpp"
#include "kiosk/cases/published_figures.hpp"
#include "kiosk/catalog/calendar.hpp"

namespace yitang::office {

/// Fewer cases than this are never published, neither of an item nor together.
inline constexpr int kLeastPublishedCases = 5;
/// Cases that ended longer ago than this do not count.
inline constexpr int kPublishedDays = 365;

/// A case that was decided.
struct EndedCase {
  std::string item_id;
  Date accepted;
  Date ended;
  Date promised;
};

/// Pure. Items with fewer than `least` cases are left out; their cases count in the overall figure only if
/// together they are at least as many, because otherwise the difference to the published items would tell of
/// them.
cases::PublishedFigures figures_of(const std::vector<EndedCase>& ended,
                                   const catalog::HolidayCalendar& calendar,
                                   int least = kLeastPublishedCases);

}  // namespace yitang::office
