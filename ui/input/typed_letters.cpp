#include "ui/input/typed_letters.hpp"

#include <algorithm>

#include "ui/input/pinyin_table.hpp"

namespace yitang::ui {
namespace {
constexpr std::size_t longest_syllable = 6;
// Nobody types more before choosing; it bounds the work that a stuck key can cause.
constexpr std::size_t longest_input = 64;
}  // namespace

std::size_t TypedLetters::typed_bytes(std::size_t bare_count) const {
  if (bare_count == 0 || bare.empty()) return 0;
  const std::size_t index = std::min(bare_count, bare.size());
  // A letter's successor tells where the separators between them end.
  return index < bare.size() ? typed_end[index] - 1 : typed_end.back();
}

std::string sanitise_letters(std::string_view typed) {
  std::string letters;
  for (std::size_t at = 0; at < typed.size() && letters.size() < longest_input; ++at) {
    const char c = typed[at];
    if (c >= 'A' && c <= 'Z') {
      letters.push_back(static_cast<char>(c - 'A' + 'a'));
    } else if ((c >= 'a' && c <= 'z') || c == '\'') {
      letters.push_back(c);
    } else {
      break;
    }
  }
  return letters;
}

TypedLetters strip_separators(std::string_view letters) {
  TypedLetters result;
  for (std::size_t at = 0; at < letters.size(); ++at) {
    if (letters[at] == '\'') {
      // Separators at the end belong to the letter before them.
      if (!result.typed_end.empty()) result.typed_end.back() = at + 1;
      continue;
    }
    result.bare.push_back(letters[at]);
    result.typed_end.push_back(at + 1);
  }
  return result;
}

bool can_be_cut(std::string_view bare) {
  std::vector<bool> reachable(bare.size() + 1, false);
  reachable[0] = true;
  for (std::size_t at = 0; at < bare.size(); ++at) {
    if (!reachable[at]) continue;
    const auto rest = bare.substr(at);
    if (rest.size() <= longest_syllable && is_syllable_prefix(rest)) return true;
    for (std::size_t n = 1; n <= std::min(rest.size(), longest_syllable); ++n) {
      // An unfinished syllable in the middle is an initial: "glq" is three of them.
      if (is_syllable(rest.substr(0, n)) || (n <= 2 && is_syllable_prefix(rest.substr(0, n)))) {
        reachable[at + n] = true;
      }
    }
  }
  return reachable[bare.size()];
}

std::vector<std::size_t> first_syllable_lengths(std::string_view letters) {
  const auto separator = letters.find('\'');
  const auto head = letters.substr(0, separator);
  const std::string bare = strip_separators(letters).bare;
  std::vector<std::size_t> lengths;
  for (std::size_t n = std::min(head.size(), longest_syllable); n > 0; --n) {
    const bool whole = n == bare.size();
    if (is_syllable(head.substr(0, n)) && (whole || can_be_cut(std::string_view(bare).substr(n)))) {
      lengths.push_back(n);
    }
  }
  return lengths;
}

}  // namespace yitang::ui
