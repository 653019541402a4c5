// An address composed from what was chosen, as the office writes it. Pure.
#pragma once

#include <string>
#include <string_view>

#include "kiosk/base/language.hpp"

namespace yitang::cases {

/// A group and a house within a village of this township; both are digits, or empty where there is none.
struct VillageAddress {
  std::string village;  ///< Chinese name, with or without the township before it
  std::string group;
  std::string house;
};

/// "示例县示例镇示例一村3组12号". Chinese whatever the language of the screen: it is what the office reads.
std::string composed_address(const Text& county, const Text& township, const VillageAddress& address);

}  // namespace yitang::cases
