// What of a card reader's bytes may be written down: framing, length, command and status; of everything else
// only how much it was. Personal data cannot get into a recording because no byte of a payload ever leaves
// this file.
#pragma once

#include <cstdint>
#include <vector>

#include "devices/transport.hpp"

namespace yitang::devices {

struct ShapePart {
  enum class Kind : std::uint8_t {
    Framing,  // `framing`: preamble, length, and command or status
    Payload,  // `count` bytes of content
    Check,    // the checksum, which depends on the content: only whether it was `right`
    Noise,    // `count` bytes that belong to no frame
  };
  Kind kind = Kind::Noise;
  Bytes framing;
  std::size_t count = 0;
  bool right = false;
  friend bool operator==(const ShapePart&, const ShapePart&) = default;
};
using Shape = std::vector<ShapePart>;

// Bytes of one direction in the order in which they came, on whatever pipes.
class SamShape {
 public:
  enum class Side : std::uint8_t { Request, Answer };
  explicit SamShape(Side side) : framing_bytes_(side == Side::Request ? 2 : 3) {}
  [[nodiscard]] Shape take(ByteView bytes);

 private:
  void take_byte(std::uint8_t byte, Shape& shape);

  std::size_t framing_bytes_;  // behind the length
  std::size_t at_ = 0;         // in the frame
  std::size_t length_ = 0;
  std::uint8_t sum_ = 0;
};

// The other way round: bytes of this shape. Content comes from `content`, from its beginning for each frame;
// what it does not have is 0. Checksums fit, or do not, as recorded.
class SamFiller {
 public:
  [[nodiscard]] Bytes fill(const Shape& shape, ByteView content);

 private:
  Bytes frame_;
  std::size_t used_ = 0;  // of the content, in this frame
};

}  // namespace yitang::devices
