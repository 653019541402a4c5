#include "deterministic_random.hpp"

#include <sodium.h>

#include <cstring>

namespace yitang::faults {
namespace {

std::uint64_t state = 1;

std::uint32_t next() {  // SplitMix64, the upper half
  std::uint64_t z = (state += 0x9e3779b97f4a7c15ULL);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
  return static_cast<std::uint32_t>((z ^ (z >> 31)) >> 32);
}

void fill(void* out, const std::size_t size) {
  auto* bytes = static_cast<std::uint8_t*>(out);
  for (std::size_t at = 0; at < size; at += sizeof(std::uint32_t)) {
    const std::uint32_t number = next();
    std::memcpy(bytes + at, &number, size - at < sizeof number ? size - at : sizeof number);
  }
}

const char* name() { return "deterministic"; }

randombytes_implementation implementation{name, next, nullptr, nullptr, fill, nullptr};

}  // namespace

void make_sodium_deterministic() { randombytes_set_implementation(&implementation); }

void reseed_sodium(std::uint64_t seed) { state = seed; }

}  // namespace yitang::faults
