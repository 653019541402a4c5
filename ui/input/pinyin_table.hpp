// Readings of single characters, from Unihan (kHanyuPinlu, kMandarin, kTGHZ2013, kXHC1983) as shipped in
// Debian's unicode-data; generated at build time by generate_tables.py. Tone-less; ü is written v (nv, lv,
// lve). Pure, read-only, usable from every thread.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace yitang::ui {

struct PinyinReading {
  std::string full;      // "gulouqu"
  std::string initials;  // "glq"
  bool operator==(const PinyinReading&) const = default;
};

/// Spoken forms of a word, the most usual first; characters with several readings multiply, at most `limit`
/// are given. ASCII letters and digits stand for themselves in lower case, everything else is left out. Empty
/// for no such text.
std::vector<PinyinReading> pinyin_of(std::string_view utf8, std::size_t limit = 8);
/// What a search box should do to typed pinyin: lower case, ü, u: and V to v, lue/nue to lve/nve, blanks and
/// ' removed.
std::string normalise_pinyin(std::string_view typed);

/// Readings of one character, the most usual first. Empty when unknown.
std::vector<std::string_view> readings_of(char32_t character);
/// Characters of a syllable, the most usual first: everyday characters, then the 8105 of the national table,
/// then rest.
std::span<const char32_t> characters_of(std::string_view syllable);
/// The most usual characters of each syllable that begins with these letters, for an unfinished syllable.
std::vector<char32_t> characters_beginning_with(std::string_view letters);
bool is_syllable(std::string_view text);
/// True when at least one syllable begins with these letters.
bool is_syllable_prefix(std::string_view text);

}  // namespace yitang::ui
