// Pinyin to Chinese text. An engine keeps nothing of what is typed: no learning, no user dictionary, no file.
// One engine belongs to one thread. A lookup takes about a millisecond.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "ui/error.hpp"

namespace yitang::ui {

enum class PinyinHint {
  General,
  NameStart,  // a person's name, nothing typed yet: surnames first
  NameRest,   // behind the surname: characters usual in given names first
};

struct PinyinCandidate {
  std::string text;         // UTF-8
  std::size_t letters = 0;  // how many bytes of the typed letters this candidate uses up, at least 1
  bool operator==(const PinyinCandidate&) const = default;
};

class PinyinEngine {
 public:
  virtual ~PinyinEngine() = default;
  /// Best first, no duplicates. `letters` is a-z and ' (separator); v stands for ü. Other bytes end the
  /// input.
  virtual std::vector<PinyinCandidate> candidates(std::string_view letters, PinyinHint hint,
                                                  std::size_t limit) = 0;
  /// Words of this place that come first when their pinyin is typed in full, by initials, or (from two
  /// syllables on) in part: village, street, and department names. Replaces the earlier list. Words without
  /// known reading are ignored.
  virtual void set_phrases(const std::vector<std::string>& words) = 0;
};

struct PinyinOptions {
  std::string dictionary_dir;  // empty: where Debian's libpinyin-data lies
};

/// libpinyin for phrases and sentences, Unihan for every single character. InputEngine error without the
/// dictionary.
Result<std::unique_ptr<PinyinEngine>> open_pinyin(const PinyinOptions& options = {});
/// Single characters and the phrase list only: what remains when the dictionary is missing. Cannot fail.
std::unique_ptr<PinyinEngine> make_character_pinyin();

}  // namespace yitang::ui
