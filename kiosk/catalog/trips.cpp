#include "kiosk/catalog/trips.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "kiosk/catalog/labels.hpp"

namespace yitang::catalog {
namespace {

bool wants_more(Delivery way, bool phone_known) {
  return way == Delivery::Courier || (way == Delivery::Sms && !phone_known);
}

std::vector<Delivery> those(const std::vector<Delivery>& ways, auto holds) {
  std::vector<Delivery> chosen;
  std::copy_if(ways.begin(), ways.end(), std::back_inserter(chosen), holds);
  return chosen;
}

Text names_of(const std::vector<Delivery>& ways) {
  Text names;
  for (const Delivery way : ways) {
    const Text label = label_of(way);
    names.zh += (names.zh.empty() ? "“" : "、“") + label.zh + "”";
    names.en += (names.en.empty() ? "" : ", ") + label.en;
  }
  return names;
}

// What the ways make of it, without the item's own reason.
Text reason_of_ways(const ServiceItem& item, const std::vector<Delivery>& ways) {
  const auto fetched = those(ways, [&](Delivery way) { return is_fetched_later(item, way); });
  const auto brought = those(ways, [&](Delivery way) { return !is_fetched_later(item, way); });
  if (fetched.empty()) return {};
  const Text away = names_of(fetched);
  if (brought.empty())
    return item.visit_fetches
               ? Text{}
               : Text{"办好后要来取一次结果", "One trip, to fetch the result when it is ready"};
  const Text saved = names_of(brought);
  const bool never = item.visits == 0 || item.visit_fetches;
  return {fmt::format("选{}{}；选{}，办好后要来一次", saved.zh, never ? "就不用再来" : "，不用为结果再来",
                      away.zh),
          fmt::format("No trip for the result: {}. One trip: {}", saved.en, away.en)};
}

}  // namespace

bool prints_result(const ServiceItem& item, const ResultPaper& paper) {
  if (!needs_identity(item)) return paper.slip;
  return paper.a4 || (paper.slip && item.result.on_slip);
}

std::vector<Delivery> ways_here(const ServiceItem& item, std::vector<Delivery> ways,
                                const ResultPaper& paper) {
  if (prints_result(item, paper)) return ways;
  auto left = those(ways, [](Delivery way) { return way != Delivery::Print; });
  return left.empty() ? std::move(ways) : std::move(left);
}

bool is_fetched_later(const ServiceItem& item, Delivery way) {
  if (way == Delivery::Print) return item.case_type != CaseType::Immediate || !needs_identity(item);
  return way == Delivery::Window;
}

int trips_with(const ServiceItem& item, Delivery way) {
  const bool fetched = is_fetched_later(item, way);
  if (item.visit_fetches) return std::max(0, item.visits - (fetched ? 0 : 1));
  return item.visits + (fetched ? 1 : 0);
}

TripRange trips_of(const ServiceItem& item, const std::vector<Delivery>& ways) {
  if (ways.empty()) return {item.visits, item.visits};
  TripRange range{trips_with(item, ways.front()), trips_with(item, ways.front())};
  for (const Delivery way : ways) {
    range.least = std::min(range.least, trips_with(item, way));
    range.most = std::max(range.most, trips_with(item, way));
  }
  return range;
}

Text trips_badge(const TripRange& trips) {
  if (trips.least == trips.most) return visits_badge(trips.most);
  if (trips.least > 0)
    return {fmt::format("跑{}到{}趟", trips.least, trips.most),
            fmt::format("{} to {} trips", trips.least, trips.most)};
  return {"可以一趟不用跑", "Trip avoidable"};
}

Text trips_reason(const ServiceItem& item, const std::vector<Delivery>& ways) {
  const Text of_ways = reason_of_ways(item, ways);
  if (item.visits == 0) {
    if (!of_ways.zh.empty()) return of_ways;
    return {"在本机提交就行，不用再跑窗口", "Submit it here: no need to go to a counter"};
  }
  if (of_ways.zh.empty()) return item.visit_reason;
  Text reason{item.visit_reason.zh + "。" + of_ways.zh, {}};
  if (!item.visit_reason.en.empty()) reason.en = item.visit_reason.en + ". " + of_ways.en;
  return reason;
}

std::optional<Delivery> way_to_begin_with(const ServiceItem& item, const std::vector<Delivery>& ways,
                                          bool phone_known) {
  if (ways.empty()) return std::nullopt;
  const auto keep = those(ways, [&](Delivery way) { return trips_with(item, way) <= item.visits; });
  if (keep.empty()) return ways.front();
  const auto complete =
      std::find_if(keep.begin(), keep.end(), [&](Delivery way) { return !wants_more(way, phone_known); });
  return complete == keep.end() ? std::nullopt : std::optional(*complete);
}

}  // namespace yitang::catalog
