#include "storage/random.hpp"

#include <sodium.h>

#include <array>

#include "storage/system_error.hpp"

namespace yitang::storage {

Bytes RandomSource::bytes(std::size_t count) {
  Bytes out(count);
  fill(out);
  return out;
}

SecretBytes RandomSource::secret(std::size_t count) {
  SecretBytes out(count);
  fill(out.span());
  return out;
}

SystemRandom::SystemRandom() { require_sodium(); }

void SystemRandom::fill(std::span<std::uint8_t> out) {
  if (!out.empty()) randombytes_buf(out.data(), out.size());
}

SeededRandom::SeededRandom(std::uint64_t seed) : seed_(seed) { require_sodium(); }

void SeededRandom::fill(std::span<std::uint8_t> out) {
  std::array<std::uint8_t, randombytes_SEEDBYTES> seed{};
  for (int i = 0; i < 8; ++i) {
    seed[i] = static_cast<std::uint8_t>(seed_ >> (8 * i));
    seed[8 + i] = static_cast<std::uint8_t>(calls_ >> (8 * i));
  }
  ++calls_;
  if (!out.empty()) randombytes_buf_deterministic(out.data(), out.size(), seed.data());
}

}  // namespace yitang::storage
