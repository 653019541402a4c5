// Names of places that this catalogue knows, for the keyboard to offer.
#pragma once

#include <string>
#include <vector>

#include "kiosk/catalog/catalog.hpp"

namespace yitang::catalog {

/// Chinese names without repetitions: county and township (apart and together), villages, then grids,
/// schools, hospitals, police stations, marriage registries, banks and service points with their addresses.
/// Where a name begins with that of the county or township, what follows is offered as well, if it is longer
/// than two characters: people write the rest after "示例镇" themselves.
std::vector<std::string> place_names(const Catalog& catalog);

}  // namespace yitang::catalog
