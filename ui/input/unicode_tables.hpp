// Read-only tables that generate_tables.py makes at build time from Debian's unicode-data (Unicode licence)
// and from the lists in data/. Only grapheme.cpp, pinyin_table.cpp and name_rank.cpp look at them.
#pragma once

#include <cstdint>
#include <span>

namespace yitang::ui::tables {

enum class GraphemeBreak : std::uint8_t {
  Other,
  CR,
  LF,
  Control,
  Extend,
  ZWJ,
  RegionalIndicator,
  Prepend,
  SpacingMark,
  L,
  V,
  T,
  LV,
  LVT,
  ExtendedPictographic,
};
struct BreakRange {
  char32_t first, last;
  GraphemeBreak property;
};

// Indic_Conjunct_Break, since Unicode 15.1.
enum class Conjunct : std::uint8_t { None, Consonant, Linker, Extend };
struct ConjunctRange {
  char32_t first, last;
  Conjunct kind;
};

extern const std::span<const BreakRange> grapheme_breaks;  // sorted, no overlap
extern const std::span<const ConjunctRange> conjuncts;     // sorted, no overlap
extern const std::span<const char* const> syllables;       // sorted, tone-less, v for ü
extern const std::span<const std::uint32_t> readings;  // character << 11 | index of syllable; by character
extern const std::span<const char32_t> characters;     // those of each syllable, the most usual first
extern const std::span<const std::uint32_t>
    character_starts;                                // where each syllable's begin; one more at the end
extern const std::span<const char* const> surnames;  // the most frequent first
extern const std::span<const char* const> surname_syllables;  // "单 shan": how it is read as a surname
extern const std::span<const char32_t> given_names;           // the most frequent first

}  // namespace yitang::ui::tables
