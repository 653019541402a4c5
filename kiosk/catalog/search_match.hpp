// Private to the search: the runs of text that are searched, and how a query is met by one of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace yitang::catalog {

constexpr std::size_t kMaxSearchQuery =
    60;  ///< characters: so that the places of a query fit the bits of one word

/// One bit for each place of a query: bit `e` is set if the query is met up to there.
using QueryPlaces = std::uint64_t;
constexpr QueryPlaces place_bit(std::size_t place) { return QueryPlaces{1} << place; }

struct SearchCharacter {
  char32_t code = 0;
  std::vector<std::uint16_t> readings;  ///< numbers in SearchTexts::readings
  bool in_chinese = false;              ///< stands in a field that is not all Latin
};

/// One run of text, as numbers of characters. A text that several targets share is kept once.
struct SearchField {
  std::string shown;  ///< as written
  bool latin = false;
  std::vector<std::uint32_t> characters;
  std::vector<bool> inside;  ///< of a word or number: no match begins there
};

/// Every text of a catalogue, each character and each reading once.
class SearchTexts {
 public:
  /// Number of the field; the same for the same words.
  std::uint32_t add(const std::string& words);

  const std::vector<SearchField>& fields() const { return fields_; }
  const std::vector<SearchCharacter>& characters() const { return characters_; }
  const std::vector<std::string_view>& readings() const { return readings_; }

 private:
  std::uint32_t number_of(char32_t c);
  std::uint16_t reading_number(std::string_view reading);

  std::vector<SearchField> fields_;
  std::unordered_map<std::string, std::uint32_t> field_numbers_;
  std::vector<SearchCharacter> characters_;
  std::unordered_map<char32_t, std::uint32_t> character_numbers_;
  std::vector<std::string_view> readings_;
  std::unordered_map<std::string_view, std::uint16_t> reading_numbers_;
};

/// How a query met a field; worth 0 if it did not.
struct FieldMatch {
  int worth = 0;
  bool strong = false;  ///< two characters or more, written out: no accident of initials
};

/// A query without mistakes and, for each character of the catalogue, where it leads: worked out once for
/// each that is met. `texts` must outlive it.
class ExactQuery {
 public:
  ExactQuery(std::u32string text, const SearchTexts& texts);

  const std::u32string& text() const { return text_; }
  FieldMatch match(const SearchField& field);
  /// The query's ideographs in this order, with others between them.
  bool scattered(const SearchField& field) const;

 private:
  using Steps = std::vector<QueryPlaces>;  ///< by start: bit `e` if the character can stand for [start, e)

  std::size_t follow(const SearchField& field, std::size_t start);
  const Steps& steps_of(std::uint32_t number);
  QueryPlaces ends(const SearchCharacter& character, std::size_t start) const;

  std::u32string text_;
  const SearchTexts& texts_;
  bool ideographs_ = false;
  std::vector<Steps> steps_;
};

/// Which pairs of neighbouring ideographs of a query a field holds: both places of each pair are set.
class PairQuery {
 public:
  PairQuery(const std::u32string& text, const SearchTexts& texts);
  QueryPlaces pairs(const SearchField& field) const;

 private:
  std::vector<QueryPlaces> places_;  ///< of each character
};

}  // namespace yitang::catalog
