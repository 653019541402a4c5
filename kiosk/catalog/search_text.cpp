#include "kiosk/catalog/search_text.hpp"

#include <algorithm>

#include "kiosk/base/text.hpp"
#include "kiosk/catalog/pinyin.hpp"

namespace yitang::catalog {
namespace {

constexpr std::size_t kMostWords = 8;
constexpr std::size_t kLeastCharacters = 2;  ///< that a query without fillers still has
constexpr std::size_t kLeastLetters = 4;

bool enough(std::u32string_view text) {
  if (text.empty()) return false;
  return text.size() >= (is_ideograph(text.front()) ? kLeastCharacters : kLeastLetters);
}

void longest_first(std::vector<std::u32string>& words) {
  std::stable_sort(words.begin(), words.end(),
                   [](const std::u32string& a, const std::u32string& b) { return a.size() > b.size(); });
}

std::u32string pinyin_of_words(std::u32string_view words) {
  std::u32string letters;
  for (const char32_t c : words) {
    const auto readings = pinyin_of(c);
    if (readings.empty()) return {};
    letters.append(readings.front().begin(), readings.front().end());
  }
  return letters;
}

// Takes one of these words off either end.
bool strip_once(std::u32string& text, const std::vector<std::u32string>& from) {
  for (const std::u32string& filler : from) {
    if (text.size() <= filler.size()) continue;
    const std::u32string_view rest(text);
    if (rest.substr(0, filler.size()) == filler && enough(rest.substr(filler.size()))) {
      text.erase(0, filler.size());
      return true;
    }
    if (rest.substr(rest.size() - filler.size()) == filler &&
        enough(rest.substr(0, rest.size() - filler.size()))) {
      text.resize(text.size() - filler.size());
      return true;
    }
  }
  return false;
}

}  // namespace

bool is_searched_letter(char32_t c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

bool is_ideograph(char32_t c) {
  return c == 0x3007 || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x4E00 && c <= 0x9FFF) ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFD);
}

bool all_ideographs(std::u32string_view text) { return std::all_of(text.begin(), text.end(), is_ideograph); }

SearchText SearchText::of_words(std::vector<std::u32string> words) {
  SearchText text;
  for (const std::u32string& word : words) text.whole += word;
  text.words = std::move(words);
  return text;
}

SearchText read_search_text(std::string_view text, std::size_t longest) {
  SearchText read;
  bool inside = false;
  // Nobody types more blanks and signs than this between so few characters.
  for (const char32_t c : decode_utf8(lower_ascii(to_half_width(text.substr(0, 16 * longest))))) {
    const bool counts = is_searched_letter(c) || is_ideograph(c);
    if (counts && read.whole.size() == longest) break;
    if (counts && !inside && read.words.size() < kMostWords) read.words.emplace_back();
    if (counts) {
      read.whole += c;
      read.words.back() += c;
    }
    inside = counts;
  }
  return read;
}

Fillers::Fillers(const std::vector<std::string>& words) {
  for (const std::string& word : words) {
    const SearchText text = read_search_text(word, 20);
    if (text.whole.empty()) continue;
    if (!all_ideographs(text.whole)) {
      latin_.insert(latin_.end(), text.words.begin(), text.words.end());
      continue;
    }
    chinese_.push_back(text.whole);
    if (auto letters = pinyin_of_words(text.whole); !letters.empty()) pinyin_.push_back(std::move(letters));
  }
  longest_first(chinese_);
  longest_first(pinyin_);
}

SearchText Fillers::strip(const SearchText& text) const {
  std::vector<std::u32string> kept;
  for (std::u32string word : text.words) {
    const auto is_word = [&word](const std::vector<std::u32string>& list) {
      return std::find(list.begin(), list.end(), word) != list.end();
    };
    if (is_word(latin_) || is_word(chinese_) || is_word(pinyin_)) continue;
    const bool letters = std::all_of(word.begin(), word.end(), is_searched_letter);
    // Who parts words needs no help, and English ones may begin like a syllable.
    const bool whole = letters && text.words.size() > 1;
    while (!whole && strip_once(word, letters ? pinyin_ : chinese_)) continue;
    kept.push_back(std::move(word));
  }
  SearchText rest = SearchText::of_words(std::move(kept));
  return enough(rest.whole) ? rest : text;
}

std::u32string Fillers::drop_all(std::u32string text) const {
  for (const std::u32string& filler : chinese_) {
    for (std::size_t at = text.find(filler); at != std::u32string::npos; at = text.find(filler, at))
      text.erase(at, filler.size());
  }
  return text;
}

}  // namespace yitang::catalog
