// The two languages of the product. Chinese is the one with legal force; English is a convenience.
#pragma once

#include <string>

namespace yitang {

enum class Language { Chinese, English };

/// One piece of wording in both languages, UTF-8. `en` may be empty where the data has no translation.
struct Text {
  std::string zh;
  std::string en;

  /// The wording in `language`, or the Chinese if there is no translation.
  const std::string& of(Language language) const {
    return language == Language::English && !en.empty() ? en : zh;
  }
  /// False if of(language) would fall back to Chinese.
  bool translated(Language language) const { return language == Language::Chinese || !en.empty(); }
  bool operator==(const Text&) const = default;
};

}  // namespace yitang
