// The head of a picture in one of Netpbm's formats: P2 and P5 (grey), P6 (RGB). Pure; any bytes are fine.
// Source: the manual pages pgm(5) and ppm(5) of Netpbm.
#pragma once

#include <cstdint>
#include <optional>

#include "devices/error.hpp"
#include "devices/transport.hpp"

namespace yitang::devices {

// Numbers separated by white space, with comments from '#' to the end of the line.
class PnmTokens {
 public:
  // From behind the format's two letters.
  explicit PnmTokens(ByteView file) : file_(file) {}
  [[nodiscard]] std::size_t at() const { return at_; }

  // Up to a million.
  std::optional<std::uint32_t> number();
  // Exactly one white space separates the head from binary dots.
  bool single_space();

 private:
  void skip_space();
  ByteView file_;
  std::size_t at_ = 2;
};

// Width and height may be 0 or too much for the caller; `most` is the value of the brightest dot, 1 to 65535.
struct PnmHead {
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  std::uint32_t most = 0;
};
// Malformed, with the offset.
[[nodiscard]] Result<PnmHead> read_pnm_head(PnmTokens& tokens);
[[nodiscard]] tl::unexpected<Error> malformed_pnm(const PnmTokens& tokens, const char* reason);

}  // namespace yitang::devices
