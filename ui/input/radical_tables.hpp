// Read-only tables that generate_radicals.py makes at build time from Debian's unicode-data (Unihan
// kRSUnicode and kTotalStrokes, CJKRadicals.txt; Unicode licence) and from data/. Only radical_table.cpp
// looks at them.
#pragma once

#include <cstdint>
#include <span>

namespace yitang::ui::tables {

/// A shape that a radical takes inside characters. A radical's id is twice its Kangxi number, one more for
/// the simplified radical: 85 is 170, 167' is 335. `second` is 0 for a shape that stands for one radical
/// only.
struct RadicalShape {
  char32_t shape;
  std::uint8_t strokes;
  std::uint16_t first, second;
};

extern const std::span<const RadicalShape> radical_shapes;  // by strokes, then by use in names
extern const std::span<const char32_t> usual_radicals;      // one shape for each radical, by use in names
extern const std::span<const std::uint32_t>
    radical_characters;                                      // strokes beside the radical << 21 | character
extern const std::span<const std::uint32_t> radical_starts;  // where each id's begin; one more at the end

}  // namespace yitang::ui::tables
