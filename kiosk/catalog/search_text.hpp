// Private to the search: what of a text is searched, and words that carry nothing.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace yitang::catalog {

/// Letters and digits in lower case and half width, and ideographs: nothing else of a text is searched.
bool is_searched_letter(char32_t c);
bool is_ideograph(char32_t c);
bool all_ideographs(std::u32string_view text);

/// What of a text is searched. Everything else (blanks, signs, emoji, control characters) only parts words.
struct SearchText {
  std::u32string whole;
  std::vector<std::u32string> words;

  /// The words of `other` only, joined.
  static SearchText of_words(std::vector<std::u32string> words);
};

/// At most `longest` characters and eight words; `text` may be any bytes.
SearchText read_search_text(std::string_view text, std::size_t longest);

/// Words that say nothing about what is looked for.
class Fillers {
 public:
  Fillers() = default;
  explicit Fillers(const std::vector<std::string>& words);

  /// Without fillers: whole words, and at both ends of the text, Chinese or in pinyin. The text itself if
  /// nothing or almost nothing would be left.
  SearchText strip(const SearchText& text) const;
  /// Without Chinese fillers anywhere.
  std::u32string drop_all(std::u32string text) const;

 private:
  std::vector<std::u32string> chinese_;  ///< the longest first
  std::vector<std::u32string> pinyin_;   ///< of the Chinese ones, the longest first
  std::vector<std::u32string> latin_;
};

}  // namespace yitang::catalog
