// What the keys of the radical mode lead to.
#pragma once

#include <map>
#include <string>

namespace yitang::ui::testing {

std::string utf8_of(char32_t code);
/// Every character that can be reached by touching a radical that is shown and then a number that is shown;
/// and its best place among the candidates, from 0. Made once.
const std::map<std::string, int>& reach_of_all_keys();

}  // namespace yitang::ui::testing
