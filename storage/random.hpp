#pragma once

#include <cstdint>
#include <span>

#include "storage/bytes.hpp"

namespace yitang::storage {

// Where keys, salts and opaque names come from. Not shared between threads.
class RandomSource {
 public:
  virtual ~RandomSource() = default;
  virtual void fill(std::span<std::uint8_t> out) = 0;

  Bytes bytes(std::size_t count);
  SecretBytes secret(std::size_t count);
};

// The kernel's generator by libsodium. The only one for real data.
class SystemRandom final : public RandomSource {
 public:
  SystemRandom();
  void fill(std::span<std::uint8_t> out) override;
};

// The same bytes for the same seed: for tests and scripted visits, never for real data.
class SeededRandom final : public RandomSource {
 public:
  explicit SeededRandom(std::uint64_t seed);
  void fill(std::span<std::uint8_t> out) override;

 private:
  std::uint64_t seed_;
  std::uint64_t calls_ = 0;
};

}  // namespace yitang::storage
