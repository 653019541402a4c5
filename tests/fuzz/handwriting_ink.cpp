// Anything a finger, a sleeve or a faulty panel can put on the handwriting pad: shapes stay within their
// size, candidates are distinct and never more than asked for.
#include <cstdint>
#include <cstring>
#include <set>

#include "ui/input/ink_shape.hpp"
#include "ui/input/shape_handwriting.hpp"
#include "ui/input/stroke_variants.hpp"

namespace {

using namespace yitang::ui;

// Two floats a point, as they come; a zero byte before one lifts the pen.
PenStrokes ink_of(const std::uint8_t* data, std::size_t size) {
  PenStrokes ink;
  constexpr std::size_t record = 1 + 2 * sizeof(float);
  for (std::size_t at = 0; at + record <= size; at += record) {
    if (ink.empty() || data[at] == 0) ink.emplace_back();
    PenPoint p;
    std::memcpy(&p.x, data + at + 1, sizeof p.x);
    std::memcpy(&p.y, data + at + 1 + sizeof p.x, sizeof p.y);
    if (data[at] != 1) ink.back().push_back(p);
  }
  return ink;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const PenStrokes ink = ink_of(data, size);
  const InkShape shape = shape_of(ink);
  if (alike(shape, shape.data()) > 1.05F) __builtin_trap();
  for (const auto& variant : split_joined_strokes(normalise_strokes(ink), 3)) {
    if (variant.size() < 2) __builtin_trap();
  }
  const auto found = characters_like(ink, 10);
  if (found.size() > 10 || std::set(found.begin(), found.end()).size() != found.size()) __builtin_trap();
  return 0;
}
