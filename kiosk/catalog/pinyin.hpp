// Readings of Chinese characters for search: toneless, "ü" written "v". Generated at build time from Unihan.
#pragma once

#include <string_view>
#include <vector>

namespace yitang::catalog {

/// Readings of `character`, the most frequent first; empty for anything without a Mandarin reading.
/// The views live as long as the program.
std::vector<std::string_view> pinyin_of(char32_t character);
/// True if some character is read so.
bool is_syllable(std::string_view letters);

}  // namespace yitang::catalog
