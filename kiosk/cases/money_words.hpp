// Sums as people check them: in capital Chinese figures as on bank slips, and with separators.
#pragma once

#include <string>
#include <string_view>

namespace yitang::cases {

/// "1500.50" -> "壹仟伍佰元伍角", by the rules of the People's Bank for filling in slips (支付结算办法, annex
/// 1): 整 after whole yuan and after jiao alone is left out, zeros between figures are read once. "" for
/// anything that is no canonical sum of at most 12 figures before the point and two behind.
std::string money_in_chinese(std::string_view canonical);

/// "1500.5" -> "1,500.50"; "" likewise.
std::string money_with_separators(std::string_view canonical);

}  // namespace yitang::cases
