// Characters by radical and strokes, for whoever knows how a character looks but not how it sounds. From
// Unihan (kRSUnicode, kTotalStrokes) as shipped in Debian's unicode-data: every unified ideograph up to
// extension F, the whole national table of 8105 among them. Pure, read-only, usable from every thread.
#pragma once

#include <cstddef>
#include <vector>

namespace yitang::ui {

/// A radical as people see it in a character: 氵 has 3 strokes, 水 has 4, both are the same radical.
struct Radical {
  char32_t shape = 0;
  int strokes = 0;
};

/// Radicals of the characters that names are made of, the most used first. One shape for each radical.
std::vector<Radical> usual_radicals(std::size_t limit);
/// Shapes written with `from` to `to` strokes, by strokes; of equal strokes those most used in names first.
std::vector<Radical> radicals_with_strokes(int from, int to);

struct RadicalCharacter {
  char32_t code = 0;
  int strokes = 0;  // beside the radical
};
/// Characters under this shape's radical, those of names first, then everyday ones, then the rest. Empty for
/// a character that is no radical.
std::vector<RadicalCharacter> characters_with_radical(char32_t shape);

}  // namespace yitang::ui
