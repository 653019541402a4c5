#include "kiosk/catalog/search.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <unordered_map>

#include "kiosk/base/text.hpp"
#include "kiosk/catalog/pinyin.hpp"

namespace yitang::catalog {
namespace {

constexpr std::size_t kMaxQuery = 60;  ///< so that the places of a query fit the bits of one word
constexpr int kNameWeight = 1000;
constexpr int kEverydayWeight = 800;
constexpr int kTagWeight = 350;  // the best of them stays below a name, wherever the name matches
constexpr int kDepartmentWeight = 300;
constexpr int kStartBonus = 200;
constexpr int kCoverageBonus = 300;
constexpr int kWholeSyllableBonus = 100;
constexpr int kSplitPenalty = 300;
constexpr int kScatteredScore = 200;

using Bits = std::uint64_t;
constexpr Bits bit(std::size_t place) { return Bits{1} << place; }

bool is_letter_or_digit(char32_t c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }
bool is_ideograph(char32_t c) { return c >= 0x3400 && c != 0xFFFD && (c < 0xFF00 || c > 0xFFEF); }

// Only what carries meaning: letters and digits in lower case, ideographs.
std::u32string normalise(std::string_view text) {
  std::u32string result;
  for (const char32_t c : decode_utf8(lower_ascii(to_half_width(text)))) {
    if (is_letter_or_digit(c) || is_ideograph(c)) result += c;
  }
  return result;
}

struct Character {
  char32_t code = 0;
  std::vector<std::string_view> readings;
};

// One run of text of one item, as numbers of characters.
struct Field {
  int weight = 0;
  std::string shown;  ///< the words, for SearchHit::matched; empty for the name
  std::vector<std::uint32_t> characters;
};

struct Entry {
  const ServiceItem* item = nullptr;
  std::vector<Field> fields;
};

struct Match {
  int score = 0;
  const Field* field = nullptr;
};

// A query and, for each character of the catalogue, where it leads: bit `e` of steps[start] is set if the
// character can stand for query[start, e). Worked out once for each character that is met.
class Query {
 public:
  Query(std::u32string text, const std::vector<Character>& characters)
      : text_(std::move(text)), characters_(characters), steps_(characters.size()) {}

  const std::u32string& text() const { return text_; }

  Match best(const Field& field) {
    Match match;
    const std::size_t size = field.characters.size();
    for (std::size_t start = 0; start < size; ++start) {
      const std::size_t used = follow(field, start);
      if (used == 0) continue;
      const int coverage = static_cast<int>(kCoverageBonus * used / size);
      const int spelt = static_cast<int>(
          std::min<std::size_t>(kWholeSyllableBonus, kWholeSyllableBonus * text_.size() / (used * 3)));
      const int score = field.weight + (start == 0 ? kStartBonus : 0) + coverage + spelt;
      if (score > match.score) match = {score, &field};
    }
    return match;
  }

  // The query's ideographs in this order, with others between them.
  bool scattered(const Field& field) const {
    std::size_t at = 0;
    for (const std::uint32_t character : field.characters) {
      if (at < text_.size() && characters_[character].code == text_[at]) ++at;
    }
    return at == text_.size();
  }

 private:
  using Steps = std::vector<Bits>;

  // How many characters from `start` the whole query takes; 0 if it does not match there.
  std::size_t follow(const Field& field, std::size_t start) {
    Bits reached = bit(0);
    for (std::size_t at = start; at < field.characters.size(); ++at) {
      const Steps& steps = steps_of(field.characters[at]);
      Bits next = 0;
      for (Bits rest = reached; rest != 0; rest &= rest - 1)
        next |= steps[static_cast<std::size_t>(__builtin_ctzll(rest))];
      if ((next & bit(text_.size())) != 0) return at - start + 1;
      if (next == 0) return 0;
      reached = next;
    }
    return 0;
  }

  const Steps& steps_of(std::uint32_t number) {
    Steps& steps = steps_[number];
    if (steps.empty()) {
      steps.resize(text_.size());
      for (std::size_t start = 0; start < text_.size(); ++start)
        steps[start] = ends(characters_[number], start);
    }
    return steps;
  }

  Bits ends(const Character& character, std::size_t start) const {
    Bits result = character.code == text_[start] ? bit(start + 1) : 0;
    for (const std::string_view reading : character.readings) {
      std::size_t same = 0;
      while (same < reading.size() && start + same < text_.size() &&
             text_[start + same] == static_cast<char32_t>(reading[same]))
        ++same;
      if (same == 0) continue;
      result |= bit(start + 1);  // the initial
      const bool two_letters = reading.size() > 1 && reading[1] == 'h';
      if (two_letters && same >= 2) result |= bit(start + 2);         // zh, ch, sh
      if (same == reading.size()) result |= bit(start + same);        // the whole syllable
      if (start + same == text_.size()) result |= bit(text_.size());  // as far as typed
    }
    return result;
  }

  std::u32string text_;
  const std::vector<Character>& characters_;
  std::vector<Steps> steps_;
};

}  // namespace

struct SearchIndex::Impl {
  std::vector<Character> characters;
  std::unordered_map<char32_t, std::uint32_t> numbers;
  std::vector<Entry> entries;

  std::uint32_t number_of(char32_t c) {
    const auto [found, added] = numbers.try_emplace(c, static_cast<std::uint32_t>(characters.size()));
    if (added) characters.push_back({c, pinyin_of(c)});
    return found->second;
  }

  void add_field(Entry& entry, int weight, const std::string& words, bool is_name) {
    Field field{weight, is_name ? std::string() : words, {}};
    for (const char32_t c : normalise(words)) field.characters.push_back(number_of(c));
    if (!field.characters.empty()) entry.fields.push_back(std::move(field));
  }

  static Match best(const Entry& entry, Query& query) {
    Match match;
    for (const Field& field : entry.fields) {
      const Match candidate = query.best(field);
      if (candidate.score > match.score) match = candidate;
    }
    return match;
  }

  // Words apart: each must be found somewhere in the item.
  static Match best_of_words(const Entry& entry, std::vector<Query>& words) {
    Match worst;
    if (words.size() < 2) return worst;
    for (Query& word : words) {
      const Match match = best(entry, word);
      if (match.score == 0) return {};
      if (!worst.field || match.score < worst.score) worst = match;
    }
    worst.score = std::max(1, worst.score - kSplitPenalty);
    return worst;
  }
};

SearchIndex::SearchIndex(const std::vector<SearchEntry>& entries) : impl_(std::make_unique<Impl>()) {
  for (const SearchEntry& source : entries) {
    Entry entry{source.item, {}};
    impl_->add_field(entry, kNameWeight, source.item->name.zh, true);
    impl_->add_field(entry, kNameWeight, source.item->name.en, true);
    for (const std::string& words : source.everyday) impl_->add_field(entry, kEverydayWeight, words, false);
    for (const std::string& words : source.tags) impl_->add_field(entry, kTagWeight, words, false);
    impl_->add_field(entry, kDepartmentWeight, source.item->department.zh, false);
    impl_->entries.push_back(std::move(entry));
  }
}

SearchIndex::~SearchIndex() = default;
SearchIndex::SearchIndex(SearchIndex&&) noexcept = default;
SearchIndex& SearchIndex::operator=(SearchIndex&&) noexcept = default;

std::vector<SearchHit> SearchIndex::find(std::string_view query_text, std::size_t limit) const {
  std::u32string whole = normalise(query_text.substr(0, 16 * kMaxQuery));
  whole.resize(std::min(whole.size(), kMaxQuery));
  if (whole.empty() || limit == 0) return {};
  std::vector<Query> words;
  for (const std::string& part : split(to_half_width(query_text.substr(0, 16 * kMaxQuery)), ' ')) {
    std::u32string word = normalise(part);
    word.resize(std::min(word.size(), kMaxQuery));
    if (!word.empty() && words.size() < 8) words.emplace_back(std::move(word), impl_->characters);
  }
  const bool ideographs = whole.size() >= 2 &&
                          std::all_of(whole.begin(), whole.end(), [](char32_t c) { return is_ideograph(c); });
  Query query(std::move(whole), impl_->characters);

  std::vector<SearchHit> hits;
  for (const Entry& entry : impl_->entries) {
    Match match = Impl::best(entry, query);
    if (match.score == 0) match = Impl::best_of_words(entry, words);
    if (match.score == 0 && ideographs && !entry.fields.empty() && query.scattered(entry.fields.front()))
      match = {kScatteredScore, &entry.fields.front()};
    if (match.score > 0) hits.push_back({entry.item, match.score, match.field->shown});
  }
  std::stable_sort(hits.begin(), hits.end(),
                   [](const SearchHit& a, const SearchHit& b) { return a.score > b.score; });
  if (hits.size() > limit) hits.resize(limit);
  return hits;
}

}  // namespace yitang::catalog
