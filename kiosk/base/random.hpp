// Randomness is passed in, so that a scripted visit gives the same numbers for the same seed.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace yitang {

/// Thread-safe.
class Random {
 public:
  virtual ~Random() = default;
  virtual void fill(std::span<std::uint8_t> out) = 0;
  /// `length` characters of `alphabet` (at most 256 of them), each equally likely.
  std::string text(std::size_t length, std::string_view alphabet);
  std::uint64_t number();
};

/// The operating system's generator (libsodium).
std::unique_ptr<Random> system_random();
/// ChaCha20 stream of the seed: for tests and scripted visits only, never for keys of a real terminal.
std::unique_ptr<Random> seeded_random(std::uint64_t seed);

}  // namespace yitang
