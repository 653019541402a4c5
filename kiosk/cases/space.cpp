#include "kiosk/cases/space.hpp"

namespace yitang::cases {

std::string_view name_of(SpaceLevel level) {
  switch (level) {
    case SpaceLevel::Enough: return "enough";
    case SpaceLevel::Low: return "low";
    case SpaceLevel::Critical: return "critical";
  }
  return "enough";
}

Space judge_space(std::uint64_t free_bytes, const SpaceThresholds& thresholds) {
  if (free_bytes < thresholds.critical) return {free_bytes, SpaceLevel::Critical};
  if (free_bytes < thresholds.low) return {free_bytes, SpaceLevel::Low};
  return {free_bytes, SpaceLevel::Enough};
}

}  // namespace yitang::cases
