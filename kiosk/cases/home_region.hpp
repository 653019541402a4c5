// Matters that are decided where somebody is registered, and may be handed in anywhere (scope
// cross_province): which county that is, and what follows from it. Pure.
#pragma once

#include <string_view>
#include <vector>

#include "kiosk/cases/person.hpp"
#include "kiosk/cases/values.hpp"
#include "kiosk/catalog/catalog.hpp"

namespace yitang::cases {

/// Key of the region field that an item of scope cross_province has.
inline constexpr std::string_view kHomeRegion = "home_region";

/// The county in which the number was given out, where the catalogue lists it and nothing stands there yet. A
/// guess: people move, so the question stays on its page.
void fill_home_region(const catalog::Catalog& catalog, const catalog::ServiceItem& item,
                      const Person& applicant, FormValues& values);

/// The home county as answered, in Chinese words, if it is another one than this terminal's; "" otherwise.
std::string_view home_elsewhere(const catalog::ServiceItem& item, const FormValues& values);

/// The ways in which a result can come: of another county's nothing that somebody here has to hand over. All
/// of the item's if none is left.
std::vector<catalog::Delivery> deliveries_for(const catalog::ServiceItem& item, const FormValues& values);

}  // namespace yitang::cases
