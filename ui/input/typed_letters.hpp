// What was typed, cut into syllables. Internal to text entry; pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace yitang::ui {

/// Typed letters without separators, and where each letter ends in what was typed.
struct TypedLetters {
  std::string bare;  // a-z only
  std::vector<std::size_t>
      typed_end;  // per letter of `bare`: bytes of the typed text up to and with this letter

  /// Bytes of the typed text that `bare_count` letters use up, separators behind them included.
  std::size_t typed_bytes(std::size_t bare_count) const;
};

/// Keeps a-z and separators; upper case and ü are accepted too. Ends at the first other byte.
std::string sanitise_letters(std::string_view typed);
TypedLetters strip_separators(std::string_view letters);
/// Whether this is a row of syllables, the last of which may be unfinished.
bool can_be_cut(std::string_view bare);
/// Lengths of the possible first syllables, longest first, such that the rest can be cut too.
/// Empty while the first syllable is unfinished.
std::vector<std::size_t> first_syllable_lengths(std::string_view letters);

}  // namespace yitang::ui
