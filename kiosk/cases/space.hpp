// Room on the store's disk, for the warning that comes before it is full.
#pragma once

#include <cstdint>
#include <string_view>

namespace yitang::cases {

enum class SpaceLevel {
  Enough,
  Low,      ///< a technician should come: some hundreds of cases still fit
  Critical  ///< a technician must come: soon nobody can hand in anything
};
std::string_view name_of(SpaceLevel level);  ///< "enough", "low", "critical"

/// Bytes. A case with scanned materials takes one to six megabytes in the terminal's store, and as much again
/// in the embedded office's until it is erased.
struct SpaceThresholds {
  std::uint64_t low = std::uint64_t{1} << 30;
  std::uint64_t critical = std::uint64_t{128} << 20;
};

struct Space {
  std::uint64_t free_bytes = 0;
  SpaceLevel level = SpaceLevel::Enough;
};

/// Pure.
Space judge_space(std::uint64_t free_bytes, const SpaceThresholds& thresholds = {});

}  // namespace yitang::cases
