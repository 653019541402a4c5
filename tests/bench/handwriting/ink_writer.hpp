// Writes characters stroke by stroke, the way they are taught: a few dozen parts drawn as lines, put together
// by what they are made of. Made for tests and measurements; nothing is taken from the fonts or models that
// handwriting is recognised with.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ui/input/handwriting.hpp"

namespace yitang::ui::testing {

struct WrittenCharacter {
  std::string text;
  std::string parts;     // "⿰王月": which parts, and how they stand to each other
  bool in_model = true;  // zinnia's model (GB2312) knows it
};

/// Characters of names, common and rare ones.
const std::vector<WrittenCharacter>& written_characters();
/// Strokes in order, 0 to 100 in both directions, y down. Empty for parts that are not known.
PenStrokes write(std::string_view parts);

}  // namespace yitang::ui::testing
