#include "ui/input/pinyin.hpp"

#include <algorithm>
#include <cstdint>
#include <unordered_set>
#include <utility>

#include "ui/input/grapheme.hpp"
#include "ui/input/name_rank.hpp"
#include "ui/input/phrase_list.hpp"
#include "ui/input/pinyin_dictionary.hpp"
#include "ui/input/pinyin_table.hpp"
#include "ui/input/typed_letters.hpp"

namespace yitang::ui {
namespace {

std::string to_utf8(char32_t code) {
  std::string text;
  append_utf8(text, code);
  return text;
}

bool is_one_character(std::string_view text) { return decode_utf8(text, 0).bytes == text.size(); }

// A list without duplicates that stops at its limit.
class Ranking {
 public:
  explicit Ranking(std::size_t limit) : limit_(limit) {}
  void add(std::string text, std::size_t letters) {
    if (list_.size() >= limit_ || letters == 0 || !seen_.insert(text).second) return;
    list_.push_back({std::move(text), letters});
  }
  std::vector<PinyinCandidate> take() { return std::move(list_); }

 private:
  std::size_t limit_;
  std::unordered_set<std::string> seen_;
  std::vector<PinyinCandidate> list_;
};

struct Query {
  std::string letters;  // with separators
  TypedLetters typed;
  std::vector<std::size_t> first_syllables;
  PinyinHint hint = PinyinHint::General;

  bool one_syllable() const {
    return !first_syllables.empty() && first_syllables.front() == typed.bare.size();
  }
  std::string_view syllable(std::size_t length) const {
    return std::string_view(typed.bare).substr(0, length);
  }
};

class Engine final : public PinyinEngine {
 public:
  explicit Engine(std::unique_ptr<PinyinDictionary> dictionary) : dictionary_(std::move(dictionary)) {
    compound_surnames_.set(compound_surnames());
  }

  std::vector<PinyinCandidate> candidates(std::string_view letters, PinyinHint hint,
                                          std::size_t limit) override {
    Query query{sanitise_letters(letters), {}, {}, hint};
    query.typed = strip_separators(query.letters);
    if (query.typed.bare.empty() || limit == 0) return {};
    query.first_syllables = first_syllable_lengths(query.letters);

    std::vector<PinyinCandidate> words;
    if (dictionary_) words = dictionary_->look_up(query.letters);
    Ranking ranking(limit);
    add_place_names(ranking, query, words);
    if (hint != PinyinHint::General) add_names(ranking, query, words);
    for (auto& word : words) ranking.add(std::move(word.text), word.letters);
    add_single_characters(ranking, query);
    return ranking.take();
  }

  void set_phrases(const std::vector<std::string>& words) override { places_.set(words); }

 private:
  // Typed in full or by initials, a word of this place is what is meant. Otherwise the best guess goes before
  // it.
  void add_place_names(Ranking& ranking, const Query& query,
                       const std::vector<PinyinCandidate>& words) const {
    constexpr std::size_t most_completions = 4;
    if (query.hint != PinyinHint::General) return;
    bool best_guess_added = false;
    std::size_t completions = 0;
    for (auto& phrase : places_.find(query.typed.bare)) {
      const bool certain = phrase.match == PhraseMatch::Whole || phrase.match == PhraseMatch::Initials;
      if (!certain && !std::exchange(best_guess_added, true) && !words.empty()) {
        ranking.add(words.front().text, words.front().letters);
      }
      if (phrase.match == PhraseMatch::Completion && ++completions > most_completions) continue;
      ranking.add(std::move(phrase.text), query.typed.typed_bytes(phrase.letters));
    }
  }

  void add_names(Ranking& ranking, const Query& query, const std::vector<PinyinCandidate>& words) const {
    constexpr std::size_t most_whole_words = 2;
    if (query.hint == PinyinHint::NameStart) {
      for (auto& found : compound_surnames_.find(query.typed.bare)) {
        if (found.match == PhraseMatch::Initials)
          continue;  // "oy" alone is more often the beginning of other names
        ranking.add(std::move(found.text), query.typed.typed_bytes(found.letters));
      }
    }
    std::size_t whole_words = 0;
    for (const auto& word : words) {
      if (query.one_syllable() || whole_words == most_whole_words) break;
      if (word.letters != query.letters.size() || is_one_character(word.text)) continue;
      ranking.add(word.text, word.letters);
      ++whole_words;
    }
    if (query.first_syllables.empty() && query.hint == PinyinHint::NameStart) {
      for (auto& surname : surnames_of(query.typed.bare))
        ranking.add(std::move(surname), query.letters.size());
    }
    for (const std::size_t length : query.first_syllables) {
      const std::size_t bytes = query.typed.typed_bytes(length);
      const auto syllable = query.syllable(length);
      auto first = surnames_of(syllable);
      auto second = given_name_characters_of(syllable);
      if (query.hint == PinyinHint::NameRest) std::swap(first, second);
      for (auto& text : first) ranking.add(std::move(text), bytes);
      for (auto& text : second) ranking.add(std::move(text), bytes);
    }
  }

  // Every character that Unihan knows for the first syllable: what makes rare names writable.
  static void add_single_characters(Ranking& ranking, const Query& query) {
    for (const std::size_t length : query.first_syllables) {
      const std::size_t bytes = query.typed.typed_bytes(length);
      for (const char32_t code : characters_of(query.syllable(length))) ranking.add(to_utf8(code), bytes);
    }
    if (query.first_syllables.empty()) {
      for (const char32_t code : characters_beginning_with(query.typed.bare)) {
        ranking.add(to_utf8(code), query.letters.size());
      }
    }
  }

  std::unique_ptr<PinyinDictionary> dictionary_;
  PhraseList places_;
  PhraseList compound_surnames_;
};

}  // namespace

Result<std::unique_ptr<PinyinEngine>> open_pinyin(const PinyinOptions& options) {
  return PinyinDictionary::open(options).map(
      [](std::unique_ptr<PinyinDictionary> dictionary) -> std::unique_ptr<PinyinEngine> {
        return std::make_unique<Engine>(std::move(dictionary));
      });
}

std::unique_ptr<PinyinEngine> make_character_pinyin() { return std::make_unique<Engine>(nullptr); }

}  // namespace yitang::ui
