// What is wrong with a county's files, in the language of the clerk who wrote them. The parsers say their
// reasons in English; this finds the sentence that a reason was made from, and says it in Chinese.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/error.hpp"

namespace yitang::catalog {

class FaultWords {
 public:
  /// Flat JSON objects {"key": "text with {name}"}, strings/en.json and strings/zh.json. BadInput if a text
  /// of one is not in the other, or they are no such objects.
  static Result<FaultWords> from_json(std::string_view english, std::string_view chinese);

  /// The Chinese of a reason; the reason itself if no sentence fits. What stands for {what} and {problem} is
  /// looked up as well, other values stay as the clerk wrote them. Pure; safe from any thread.
  std::string chinese(std::string_view reason) const;
  /// A sentence fits, and all of it is said in Chinese.
  bool knows(std::string_view reason) const;

 private:
  struct Value {
    std::string name;
    std::string_view text;
  };
  struct Sentence {
    std::vector<std::string> pieces;  ///< between the placeholders: one more than `names`
    std::vector<std::string> names;
    std::string chinese;
    std::size_t letters = 0;  ///< of all pieces
  };

  static Sentence sentence_of(std::string_view english, std::string_view chinese);
  static bool fits(const Sentence& sentence, std::string_view reason, std::vector<Value>& values);
  bool knows(std::string_view reason, int depth) const;
  std::string said(std::string_view reason, int depth) const;
  const Sentence* find(std::string_view reason, std::vector<Value>& values) const;

  std::vector<Sentence> sentences_;  ///< those with the most letters first
};

}  // namespace yitang::catalog
