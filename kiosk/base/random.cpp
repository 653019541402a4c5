#include "kiosk/base/random.hpp"

#include <sodium.h>

#include <array>
#include <cstring>
#include <mutex>

namespace yitang {
namespace {

class SystemRandom final : public Random {
 public:
  void fill(std::span<std::uint8_t> out) override { randombytes_buf(out.data(), out.size()); }
};

class SeededRandom final : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed) {
    static_assert(randombytes_SEEDBYTES >= sizeof seed);
    std::memcpy(seed_.data(), &seed, sizeof seed);
  }
  void fill(std::span<std::uint8_t> out) override {
    const std::lock_guard lock(mutex_);
    ++counter_;
    std::memcpy(seed_.data() + sizeof(std::uint64_t), &counter_, sizeof counter_);
    randombytes_buf_deterministic(out.data(), out.size(), seed_.data());
  }

 private:
  std::mutex mutex_;
  std::uint64_t counter_ = 0;
  std::array<unsigned char, randombytes_SEEDBYTES> seed_{};
};

}  // namespace

std::string Random::text(std::size_t length, std::string_view alphabet) {
  std::string result;
  const unsigned limit = 256U - 256U % static_cast<unsigned>(alphabet.size());  // reject the uneven rest
  while (result.size() < length) {
    std::array<std::uint8_t, 32> bytes{};
    fill(bytes);
    for (const std::uint8_t byte : bytes) {
      if (byte < limit && result.size() < length) result += alphabet[byte % alphabet.size()];
    }
  }
  return result;
}

std::uint64_t Random::number() {
  std::array<std::uint8_t, 8> bytes{};
  fill(bytes);
  std::uint64_t value = 0;
  std::memcpy(&value, bytes.data(), bytes.size());
  return value;
}

std::unique_ptr<Random> system_random() {
  static const int ready =
      sodium_init();  // idempotent and thread-safe; a failure leaves the kernel's generator
  static_cast<void>(ready);
  return std::make_unique<SystemRandom>();
}

std::unique_ptr<Random> seeded_random(std::uint64_t seed) {
  static const int ready = sodium_init();
  static_cast<void>(ready);
  return std::make_unique<SeededRandom>(seed);
}

}  // namespace yitang
