// libpinyin behind a small wall: phrases and sentences for typed letters. Internal to text entry; one thread.
// Nothing is learned or saved: candidates are never "trained", and the user folder that the library insists
// on is empty, private and removed as soon as the library has looked into it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "ui/error.hpp"
#include "ui/input/pinyin.hpp"

namespace yitang::ui {

class PinyinDictionary {
 public:
  static Result<std::unique_ptr<PinyinDictionary>> open(const PinyinOptions& options);
  ~PinyinDictionary();
  PinyinDictionary(const PinyinDictionary&) = delete;
  PinyinDictionary& operator=(const PinyinDictionary&) = delete;

  /// Best first: the whole sentence, then phrases, then single characters. `letters`: a-z and '.
  std::vector<PinyinCandidate> look_up(const std::string& letters);

 private:
  struct Handles;
  explicit PinyinDictionary(std::unique_ptr<Handles> handles);
  std::unique_ptr<Handles> handles_;
};

}  // namespace yitang::ui
