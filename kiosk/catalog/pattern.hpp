// The pattern language of form fields. Patterns come from catalogue files, so std::regex (which recurses and
// backtracks without bound) is not used: this one takes a small part of the usual notation and matches in
// time linear in the text.
//
// Understood: literal characters; \d \w \s and an escaped punctuation mark; [classes] with ranges and a
// leading ^; the counts ? * + {n} {n,} {n,m} (n, m at most 200); . for any character. A pattern always
// matches the whole text; a leading ^ and a trailing $ are allowed and change nothing. No groups, no
// alternatives.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kiosk/base/error.hpp"

namespace yitang::catalog {

/// Immutable after compile(); cheap to copy.
class Pattern {
 public:
  static constexpr std::size_t kMaxLength = 200;  ///< bytes of notation

  /// BadInput with the reason if the notation is not understood.
  static Result<Pattern> compile(std::string_view notation);
  /// True if the whole of `text` (UTF-8) follows the pattern.
  bool matches(std::string_view text) const;
  const std::string& notation() const { return notation_; }

 private:
  struct Piece {
    bool negated = false;
    std::vector<std::pair<char32_t, char32_t>> ranges;
    int at_least = 1;
    int at_most = 1;  ///< -1: no upper limit
    bool takes(char32_t c) const;
  };
  struct Reader;
  Pattern() = default;

  std::string notation_;
  std::vector<Piece> pieces_;
};

}  // namespace yitang::catalog
