#include "devices/recording/sam_shape.hpp"

#include <algorithm>
#include <array>

#include "devices/id_reader/packet.hpp"

namespace yitang::devices {
namespace {

using Kind = ShapePart::Kind;

constexpr std::array<std::uint8_t, 5> kSamPreamble{0xAA, 0xAA, 0xAA, 0x96, 0x69};

void add_framing(Shape& shape, std::uint8_t byte) {
  if (shape.empty() || shape.back().kind != Kind::Framing) shape.push_back({Kind::Framing, {}, 0, false});
  shape.back().framing.push_back(byte);
}

void add_count(Shape& shape, Kind kind) {
  if (shape.empty() || shape.back().kind != kind) shape.push_back({kind, {}, 0, false});
  ++shape.back().count;
}

}  // namespace

Shape SamShape::take(ByteView bytes) {
  Shape shape;
  for (const std::uint8_t byte : bytes) take_byte(byte, shape);
  return shape;
}

void SamShape::take_byte(std::uint8_t byte, Shape& shape) {
  if (at_ < kSamPreamble.size()) {
    if (byte != kSamPreamble[at_]) {
      at_ = byte == kSamPreamble[0] ? 1 : 0;
      return at_ == 1 ? add_framing(shape, byte) : add_count(shape, Kind::Noise);
    }
    ++at_;
    sum_ = 0;
    return add_framing(shape, byte);
  }
  const std::size_t behind = at_ - kFrameHeader;  // of the body; huge in the length itself
  if (at_ < kFrameHeader) {
    length_ = at_ + 2 == kFrameHeader ? byte : length_ << 8 | byte;
    if (at_ + 1 == kFrameHeader && (length_ <= framing_bytes_ || length_ > kMaxFrameLength)) {
      at_ = 0;  // no length: what follows is no frame
      return add_framing(shape, byte);
    }
  } else if (behind + 1 == length_) {
    shape.push_back({Kind::Check, {}, 1, byte == sum_});
    at_ = 0;
    return;
  }
  sum_ ^= byte;
  ++at_;
  const bool framing = at_ <= kFrameHeader || behind < framing_bytes_;
  return framing ? add_framing(shape, byte) : add_count(shape, Kind::Payload);
}

Bytes SamFiller::fill(const Shape& shape, ByteView content) {
  Bytes bytes;
  for (const ShapePart& part : shape) {
    switch (part.kind) {
      case Kind::Framing:
        for (const std::uint8_t byte : part.framing) {
          frame_.push_back(byte);
          bytes.push_back(byte);
          if (!std::equal(kSamPreamble.rbegin(), kSamPreamble.rend(), frame_.rbegin(),
                          frame_.size() < 5 ? frame_.rend() : frame_.rbegin() + 5))
            continue;
          frame_.assign(kSamPreamble.begin(), kSamPreamble.end());  // whatever began before was no frame
          used_ = 0;
        }
        break;
      case Kind::Payload:
        for (std::size_t i = 0; i < part.count; ++i) {
          const std::uint8_t byte = used_ < content.size() ? content[used_] : 0;
          ++used_;
          frame_.push_back(byte);
          bytes.push_back(byte);
        }
        break;
      case Kind::Check: {
        std::uint8_t sum = 0;
        for (std::size_t i = kSamPreamble.size(); i < frame_.size(); ++i) sum ^= frame_[i];
        bytes.push_back(part.right ? sum : static_cast<std::uint8_t>(~sum));
        frame_.clear();
        used_ = 0;
        break;
      }
      case Kind::Noise: bytes.insert(bytes.end(), part.count, 0x55); break;
    }
  }
  return bytes;
}

}  // namespace yitang::devices
