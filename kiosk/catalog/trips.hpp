// How often somebody has to come for an item: by the ways in which its result can reach them here, and why.
// Pure.
#pragma once

#include <optional>
#include <vector>

#include "kiosk/catalog/item.hpp"

namespace yitang::catalog {

/// What a terminal can put a result on. As it stands: a terminal of which nothing is known can do both.
struct ResultPaper {
  bool a4 = true;
  bool slip = true;
  bool operator==(const ResultPaper&) const = default;
};

/// Whether "printed at the terminal" can be kept. Of what needs no card there is no sheet of its own: the
/// slip of its progress says how it ended.
bool prints_result(const ServiceItem& item, const ResultPaper& paper);

/// `ways` without printing where that cannot be kept; all of them if nothing else is left.
std::vector<Delivery> ways_here(const ServiceItem& item, std::vector<Delivery> ways,
                                const ResultPaper& paper);

/// Somebody comes once more for it: what is decided on the spot is printed on the spot.
bool is_fetched_later(const ServiceItem& item, Delivery way);
/// Trips at most, if the result comes so: those of the item, and that for the result if it is none of them.
int trips_with(const ServiceItem& item, Delivery way);

struct TripRange {
  int least = 0;
  int most = 0;
  bool operator==(const TripRange&) const = default;
};
/// Over these ways; the item's own trips if there are none.
TripRange trips_of(const ServiceItem& item, const std::vector<Delivery>& ways);
/// "一趟不用跑", "可以一趟不用跑", "跑1到2趟": what is true of all, and what of some ways.
Text trips_badge(const TripRange& trips);
/// What the trips are for, and which of the ways saves one. Chinese alone where the item's own reason is.
Text trips_reason(const ServiceItem& item, const std::vector<Delivery>& ways);

/// The way to begin with: the first that keeps the item's trips and wants nothing to be entered. If those
/// that keep them all want something, none: the person chooses. If none keeps them: the first. An address is
/// always the person's to say, the card's may be another one; a phone is not if it is `phone_known`.
std::optional<Delivery> way_to_begin_with(const ServiceItem& item, const std::vector<Delivery>& ways,
                                          bool phone_known);

}  // namespace yitang::catalog
