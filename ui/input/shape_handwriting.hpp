// Recognises writing by what it looks like, with printed characters as the examples. Knows far more
// characters than zinnia (all of the national table and Unihan's core, about 20,700) and does not mind in
// which order and how joined the strokes were written. Internal to handwriting.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "ui/input/handwriting.hpp"

namespace yitang::ui {

/// The most alike characters, best first. Empty for no ink. Pure.
std::vector<char32_t> characters_like(const PenStrokes& ink, std::size_t limit);

/// One ranking of two: what both hold ranks before what only one holds. No duplicates, at most `limit`.
std::vector<std::string> merge_rankings(const std::vector<std::string>& first,
                                        const std::vector<std::string>& second, std::size_t limit);

}  // namespace yitang::ui
