// What a piece of writing looks like, whatever the order, direction and joining of its strokes: how much line
// of each slope lies in each part of it. Internal to handwriting; pure.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "ui/input/handwriting.hpp"

namespace yitang::ui {

constexpr std::size_t shape_cells = 8;   // along each side
constexpr std::size_t shape_slopes = 6;  // between 0 and 180 degrees
constexpr std::size_t shape_size = shape_cells * shape_cells * shape_slopes;

/// Unit length but for rounding: two shapes are alike when the product of their values is large (like()).
using InkShape = std::array<std::uint8_t, shape_size>;

/// Size, place and uneven proportions do not matter: crowded parts are spread. Strokes without points and
/// values that are not numbers are left out; no ink gives all zeros. `lines` says how many lines of the
/// drawing stand for one stroke: 1 for ink, 2 for the outline of a printed character.
InkShape shape_of(const PenStrokes& strokes, int lines = 1);

/// 1 for the same shape, 0 for nothing in common.
float alike(const InkShape& a, const std::uint8_t* b);

}  // namespace yitang::ui
