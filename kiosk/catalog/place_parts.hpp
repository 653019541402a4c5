// Private to the parsers of queues.json and slots.json: what both have.
#pragma once

#include <string_view>
#include <vector>

#include "kiosk/catalog/json_node.hpp"
#include "kiosk/catalog/queues.hpp"

namespace yitang::catalog {

/// Small letters, digits and '-', a letter first, at most 24.
bool is_place_id(std::string_view id);
/// [{"from": "08:30", "until": "12:00"}, ...], ascending; faults are kept with their place.
std::vector<WorkHours> read_stretches(const Node& list);

}  // namespace yitang::catalog
