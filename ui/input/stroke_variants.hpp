// Other ways in which the same writing may have been meant. Internal to handwriting; pure.
#pragma once

#include <cstddef>
#include <vector>

#include "ui/input/handwriting.hpp"

namespace yitang::ui {

/// Side of the square into which normalise_strokes() fits the writing.
constexpr float handwriting_square = 300.0F;

/// Moves and scales the writing into the square, keeping its proportions, centred; points lie at even
/// distances. Strokes without points and values that are not numbers are left out.
PenStrokes normalise_strokes(const PenStrokes& strokes);
/// Indices of the sharp corners of a normalised stroke, ends excluded.
std::vector<std::size_t> find_corners(const PenStroke& stroke);
/// Up to `limit` versions with strokes cut where the pen seems to have stayed on the glass on its way to the
/// next stroke: the piece between two corners is taken as that way and left out. First with every such cut at
/// once, then with one cut each, the most plausible first.
std::vector<PenStrokes> split_joined_strokes(const PenStrokes& normalised, std::size_t limit);

}  // namespace yitang::ui
