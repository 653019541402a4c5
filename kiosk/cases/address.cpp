#include "kiosk/cases/address.hpp"

namespace yitang::cases {

std::string composed_address(const Text& county, const Text& township, const VillageAddress& address) {
  std::string text = county.zh;
  if (!address.village.starts_with(township.zh))
    text += township.zh;  // a town's own community bears its name
  text += address.village;
  if (!address.group.empty()) text += address.group + "组";
  if (!address.house.empty()) text += address.house + "号";
  return text;
}

}  // namespace yitang::cases
