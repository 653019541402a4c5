// Keys, names and nonces that are the same in every run, so that a crash point is the same one again.
#pragma once

#include <cstdint>

namespace yitang::faults {

/// Before anything uses libsodium. Of this program only.
void make_sodium_deterministic();
/// Begins the sequence anew.
void reseed_sodium(std::uint64_t seed);

}  // namespace yitang::faults
