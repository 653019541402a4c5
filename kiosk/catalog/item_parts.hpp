// Private to the item parser: the parts of an item that have a grammar of their own.
#pragma once

#include <optional>
#include <string_view>

#include "kiosk/catalog/item.hpp"
#include "kiosk/catalog/json_node.hpp"

namespace yitang::catalog {

FormField parse_field(const Node& node);
Check parse_check(const Node& node);

/// "today", "now", "today+15", "today-180d", "today-3y", "birth+60y".
std::optional<DateBound> parse_date_bound(std::string_view text);
/// "pickup==courier", "age<18".
std::optional<ShowIf> parse_show_if(std::string_view text);

}  // namespace yitang::catalog
