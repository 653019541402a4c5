#include "kiosk/catalog/search_match.hpp"

#include <algorithm>

#include "kiosk/base/text.hpp"
#include "kiosk/catalog/pinyin.hpp"
#include "kiosk/catalog/search_text.hpp"

namespace yitang::catalog {
namespace {

constexpr int kStartBonus = 200;
constexpr int kCoverageBonus = 300;
constexpr int kWholeSyllableBonus = 100;

}  // namespace

std::uint32_t SearchTexts::add(const std::string& words) {
  const auto [found, added] = field_numbers_.try_emplace(words, static_cast<std::uint32_t>(fields_.size()));
  if (!added) return found->second;
  SearchField field;
  field.shown = words;
  field.latin = true;
  bool in_word = false;
  for (const char32_t c : decode_utf8(lower_ascii(to_half_width(words)))) {
    const bool letter = is_searched_letter(c);
    if (letter || is_ideograph(c)) {
      field.characters.push_back(number_of(c));
      field.inside.push_back(letter && in_word);
      if (!letter) field.latin = false;
    }
    in_word = letter;
  }
  for (const std::uint32_t number : field.characters)
    characters_[number].in_chinese = characters_[number].in_chinese || !field.latin;
  fields_.push_back(std::move(field));
  return found->second;
}

std::uint32_t SearchTexts::number_of(char32_t c) {
  const auto [found, added] =
      character_numbers_.try_emplace(c, static_cast<std::uint32_t>(characters_.size()));
  if (added) {
    SearchCharacter character{c, {}, false};
    for (const std::string_view reading : pinyin_of(c)) character.readings.push_back(reading_number(reading));
    characters_.push_back(std::move(character));
  }
  return found->second;
}

std::uint16_t SearchTexts::reading_number(std::string_view reading) {
  const auto [found, added] =
      reading_numbers_.try_emplace(reading, static_cast<std::uint16_t>(readings_.size()));
  if (added) readings_.push_back(reading);
  return found->second;
}

ExactQuery::ExactQuery(std::u32string text, const SearchTexts& texts)
    : text_(std::move(text)),
      texts_(texts),
      ideographs_(all_ideographs(text_)),
      steps_(texts.characters().size()) {}

FieldMatch ExactQuery::match(const SearchField& field) {
  FieldMatch best;
  const std::size_t size = field.characters.size();
  for (std::size_t start = 0; start < size; ++start) {
    if (field.inside[start]) continue;
    const std::size_t used = follow(field, start);
    if (used == 0) continue;
    const int coverage = static_cast<int>(kCoverageBonus * used / size);
    const int spelt = static_cast<int>(
        std::min<std::size_t>(kWholeSyllableBonus, kWholeSyllableBonus * text_.size() / (used * 3)));
    const int worth = 1 + (start == 0 ? kStartBonus : 0) + coverage + spelt;
    if (worth <= best.worth) continue;
    best.worth = worth;
    best.strong = used >= 2 && (field.latin || ideographs_ || text_.size() >= 2 * used);
  }
  return best;
}

bool ExactQuery::scattered(const SearchField& field) const {
  std::size_t at = 0;
  for (const std::uint32_t character : field.characters) {
    if (at < text_.size() && texts_.characters()[character].code == text_[at]) ++at;
  }
  return at == text_.size();
}

// How many characters from `start` the whole query takes; 0 if it does not match there.
std::size_t ExactQuery::follow(const SearchField& field, std::size_t start) {
  QueryPlaces reached = place_bit(0);
  for (std::size_t at = start; at < field.characters.size(); ++at) {
    const Steps& steps = steps_of(field.characters[at]);
    QueryPlaces next = 0;
    for (QueryPlaces rest = reached; rest != 0; rest &= rest - 1)
      next |= steps[static_cast<std::size_t>(__builtin_ctzll(rest))];
    if ((next & place_bit(text_.size())) != 0) return at - start + 1;
    if (next == 0) return 0;
    reached = next;
  }
  return 0;
}

const ExactQuery::Steps& ExactQuery::steps_of(std::uint32_t number) {
  Steps& steps = steps_[number];
  if (steps.empty()) {
    steps.resize(text_.size());
    for (std::size_t start = 0; start < text_.size(); ++start)
      steps[start] = ends(texts_.characters()[number], start);
  }
  return steps;
}

QueryPlaces ExactQuery::ends(const SearchCharacter& character, std::size_t start) const {
  QueryPlaces result = character.code == text_[start] ? place_bit(start + 1) : 0;
  for (const std::uint16_t number : character.readings) {
    const std::string_view reading = texts_.readings()[number];
    std::size_t same = 0;
    while (same < reading.size() && start + same < text_.size() &&
           text_[start + same] == static_cast<char32_t>(reading[same]))
      ++same;
    if (same == 0) continue;
    result |= place_bit(start + 1);  // the initial
    const bool two_letters = reading.size() > 1 && reading[1] == 'h';
    if (two_letters && same >= 2) result |= place_bit(start + 2);         // zh, ch, sh
    if (same == reading.size()) result |= place_bit(start + same);        // the whole syllable
    if (start + same == text_.size()) result |= place_bit(text_.size());  // as far as typed
  }
  return result;
}

PairQuery::PairQuery(const std::u32string& text, const SearchTexts& texts)
    : places_(texts.characters().size()) {
  for (std::size_t number = 0; number < places_.size(); ++number) {
    for (std::size_t place = 0; place < text.size(); ++place) {
      if (texts.characters()[number].code == text[place]) places_[number] |= place_bit(place);
    }
  }
}

QueryPlaces PairQuery::pairs(const SearchField& field) const {
  QueryPlaces held = 0;
  QueryPlaces before = 0;
  for (const std::uint32_t character : field.characters) {
    const QueryPlaces here = places_[character];
    const QueryPlaces second = here & (before << 1U);
    held |= second | (second >> 1U);
    before = here;
  }
  return held;
}

}  // namespace yitang::catalog
