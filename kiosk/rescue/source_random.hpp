// The store's randomness drawn from the caller's source, so that whoever passes one in decides all of it.
#pragma once

#include "kiosk/base/random.hpp"
#include "storage/random.hpp"

namespace yitang::rescue {

/// Borrows the source. One thread only, as the source.
class SourceRandom final : public Random {
 public:
  explicit SourceRandom(storage::RandomSource& source) : source_(source) {}
  void fill(std::span<std::uint8_t> out) override { source_.fill(out); }

 private:
  storage::RandomSource& source_;
};

}  // namespace yitang::rescue
