// What a place makes public about its cases that have ended: how long they took, how many were in time. Never
// so few that somebody's own case could be told. Plain data.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace yitang::cases {

/// Of a number of cases together.
struct EndedFigure {
  int cases = 0;
  int average_tenths = 0;   ///< tenths of a working day from acceptance to the decision, rounded
  int on_time_percent = 0;  ///< decided by the promised day; rounded down: 100 means all of them
  bool operator==(const EndedFigure&) const = default;
};

struct ItemFigure {
  std::string item_id;
  EndedFigure figure;
  bool operator==(const ItemFigure&) const = default;
};

struct PublishedFigures {
  std::optional<EndedFigure> overall;  ///< none: too few cases have ended
  std::vector<ItemFigure> items;       ///< only those with enough; the most frequent first
  bool operator==(const PublishedFigures&) const = default;
};

}  // namespace yitang::cases
