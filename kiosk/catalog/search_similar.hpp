// Private to the search: meeting a query with a mistake in it.
//
// Chinese text is met syllable by syllable. Forgiven is one of
// * up to three sounds that are often taken for each other, also as wrong characters of such a sound,
// * one syllable that is none, a letter away from the right one ("shwbao"),
// * one wrong, missing or extra character, or one syllable a letter away, if two others are right,
// * any one wrong syllable, if three others are right.
// English text is met letter by letter; one wrong, missing or extra letter is forgiven from five letters on.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/catalog/search_match.hpp"

namespace yitang::catalog {

/// True if people of the south often take one syllable for the other; also if they are the same.
bool sounds_alike(std::string_view a, std::string_view b);
/// One letter wrong, missing or too many, or two neighbours changed over.
bool one_letter_apart(std::string_view a, std::string_view b);

/// `texts` must outlive it.
class SimilarQuery {
 public:
  static constexpr std::size_t kLongest = 32;  ///< characters; a longer query finds nothing

  SimilarQuery(std::u32string text, const SearchTexts& texts);

  /// Worth of the best match, 0 if there is none.
  FieldMatch match(const SearchField& field);

 private:
  // Where a syllable may lead from a place of the query: bit `i` is the place i + 1 further on.
  struct Edges {
    std::uint8_t same = 0;
    std::uint8_t alike = 0;
    std::uint8_t typo = 0;
    std::uint8_t other = 0;
    bool begun = false;  ///< the query ends within it
  };
  // The places reached, by the mistakes made so far.
  struct Reached {
    std::array<QueryPlaces, 4> alike{};  ///< so many sounds taken for another
    QueryPlaces typo = 0;
    QueryPlaces wrong = 0;
    QueryPlaces any = 0;  ///< a wrong syllable altogether
    QueryPlaces all() const { return alike[0] | alike[1] | alike[2] | alike[3] | typo | wrong | any; }
  };
  // After the first character of a match: the same wherever that character stands.
  struct FirstStep {
    Reached reached;
    QueryPlaces begun = 0;
    bool known = false;
  };
  struct Written {  ///< a piece of the query
    std::string letters;
    bool syllable = false;
  };

  Edges edges_between(std::string_view reading, std::size_t start) const;
  const std::vector<Edges>& edges_of(std::uint16_t reading);
  Edges edges_at(const SearchCharacter& character, std::size_t place);
  int follow(const SearchField& field, std::size_t start);
  Reached step(const Reached& from, const SearchCharacter& character, bool first, QueryPlaces* begun);
  const FirstStep& first_step(std::uint32_t character);
  void find_hopeful();
  int judge(const Reached& reached, std::size_t right) const;
  int follow_letters(const SearchField& field, std::size_t start) const;

  std::u32string text_;
  const SearchTexts& texts_;
  bool ideographs_ = false;
  std::vector<std::array<Written, 6>> written_;        ///< by start, then length - 1
  std::vector<std::vector<std::string_view>> sounds_;  ///< readings of the query's own ideographs
  std::vector<std::uint8_t> syllables_;                ///< by start: where some syllable may end
  std::vector<std::vector<Edges>> edges_;              ///< by reading, then start; empty until needed
  // The places from which the end can be come to in any Chinese text of the catalogue, by the sounds already
  // taken for another, and after any other mistake. Others need not be followed.
  std::array<QueryPlaces, 4> hopeful_alike_{};
  QueryPlaces hopeful_after_mistake_ = 0;
  Reached beginning_;
  std::vector<FirstStep> first_steps_;  ///< by character
};

}  // namespace yitang::catalog
