// Words of this place (and compound surnames) found by their pinyin. Internal to text entry; pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace yitang::ui {

enum class PhraseMatch {
  Whole,       // typed in full
  Initials,    // "glq"
  Completion,  // the beginning was typed, into the second syllable at least
  Beginning,   // the word is the beginning of what was typed
};

struct FoundPhrase {
  std::string text;
  std::size_t letters = 0;  // of the bare letters
  PhraseMatch match = PhraseMatch::Whole;
};

class PhraseList {
 public:
  /// Order of words is order of preference. Words without a known reading are left out.
  void set(const std::vector<std::string>& words);
  std::size_t size() const { return words_; }
  /// By kind of match in the order of the enumeration, then by preference. No duplicates.
  std::vector<FoundPhrase> find(std::string_view bare_letters) const;

 private:
  struct Entry {
    std::string full, initials, text;
    std::size_t first_syllable = 0;  // letters of it
  };
  std::vector<Entry> entries_;  // one per reading of a word
  std::size_t words_ = 0;
};

}  // namespace yitang::ui
