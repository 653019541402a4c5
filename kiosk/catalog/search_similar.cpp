#include "kiosk/catalog/search_similar.hpp"

#include <algorithm>

#include "kiosk/catalog/pinyin.hpp"
#include "kiosk/catalog/search_text.hpp"

namespace yitang::catalog {
namespace {

constexpr int kAlikeWorth = 900;  // a little less for each
constexpr int kTypoWorth = 800;
constexpr int kWrongWorth = 700;
constexpr int kAnyWorth = 600;
constexpr int kStartWorth = 50;
constexpr int kCoverageWorth = 50;
constexpr std::size_t kLongestSyllable = 6;
constexpr std::size_t kLeastRightLetters = 5;

bool starts_with(std::string_view text, std::string_view with) { return text.substr(0, with.size()) == with; }

// The same for syllables that differ in zh/z, ch/c, sh/s, n/l, an/ang, en/eng, in/ing.
std::string plain_sound(std::string_view syllable) {
  std::string sound(syllable);
  if (starts_with(sound, "zh") || starts_with(sound, "ch") || starts_with(sound, "sh")) sound.erase(1, 1);
  if (starts_with(sound, "n") && sound.size() > 1) sound[0] = 'l';
  const std::size_t size = sound.size();
  if (size >= 3 && sound.compare(size - 2, 2, "ng") == 0 && sound[size - 3] != 'o') sound.pop_back();
  return sound;
}

// The syllable as those say it who say h for f: "fei" is "hui", "fang" is "huang".
std::string said_with_h(std::string_view syllable) {
  if (!starts_with(syllable, "f")) return std::string(syllable);
  const std::string_view rest = syllable.substr(1);
  if (rest == "ei") return "hui";
  if (rest == "en") return "hun";
  if (rest == "eng") return "hong";
  if (starts_with(rest, "a")) return "hu" + std::string(rest);
  return "h" + std::string(rest);
}

std::string_view without(std::string_view text, std::size_t place, std::string& space) {
  space.assign(text);
  space.erase(place, 1);
  return space;
}

bool same_but_one(std::string_view a, std::string_view b) {
  std::size_t differ = 0;
  std::size_t at = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i] == b[i]) continue;
    if (differ++ == 0) at = i;
  }
  if (differ <= 1) return true;
  return differ == 2 && at + 1 < a.size() && a[at] == b[at + 1] && a[at + 1] == b[at];
}

QueryPlaces moved(std::uint8_t edges, std::size_t place) { return QueryPlaces{edges} << (place + 1); }

std::size_t lowest(QueryPlaces places) { return static_cast<std::size_t>(__builtin_ctzll(places)); }

}  // namespace

bool sounds_alike(std::string_view a, std::string_view b) {
  return a == b || plain_sound(a) == plain_sound(b) ||
         plain_sound(said_with_h(a)) == plain_sound(said_with_h(b));
}

bool one_letter_apart(std::string_view a, std::string_view b) {
  if (a.size() == b.size()) return same_but_one(a, b);
  const std::string_view longer = a.size() > b.size() ? a : b;
  const std::string_view shorter = a.size() > b.size() ? b : a;
  if (longer.size() != shorter.size() + 1) return false;
  std::string space;
  for (std::size_t i = 0; i < longer.size(); ++i) {
    if (without(longer, i, space) == shorter) return true;
  }
  return false;
}

SimilarQuery::SimilarQuery(std::u32string text, const SearchTexts& texts)
    : text_(std::move(text)),
      texts_(texts),
      ideographs_(all_ideographs(text_)),
      edges_(texts.readings().size()) {
  // Of a single character nothing would be right.
  if (text_.size() > kLongest || text_.size() < 2) text_.clear();
  written_.resize(text_.size());
  sounds_.resize(text_.size());
  syllables_.resize(text_.size());
  for (std::size_t start = 0; start < text_.size(); ++start) {
    if (is_ideograph(text_[start])) sounds_[start] = pinyin_of(text_[start]);
    std::string letters;
    for (std::size_t at = start; at < text_.size() && letters.size() < kLongestSyllable; ++at) {
      if (text_[at] < U'a' || text_[at] > U'z') break;
      letters += static_cast<char>(text_[at]);
      const bool syllable = is_syllable(letters);
      written_[start][letters.size() - 1] = {letters, syllable};
      if (syllable) syllables_[start] |= static_cast<std::uint8_t>(1U << (letters.size() - 1));
    }
  }
  if (!text_.empty()) find_hopeful();
}

// From the end of the query backwards, with whatever any character of the Chinese texts could do at each
// place.
void SimilarQuery::find_hopeful() {
  std::vector<Edges> possible(text_.size());
  std::vector<bool> seen(texts_.readings().size());
  const bool sounds_only = std::none_of(text_.begin(), text_.end(), is_ideograph);
  for (const SearchCharacter& character : texts_.characters()) {
    if (!character.in_chinese) continue;
    const bool news = std::any_of(character.readings.begin(), character.readings.end(),
                                  [&seen](std::uint16_t reading) { return !seen[reading]; });
    if (!news && !character.readings.empty() && sounds_only) continue;
    for (const std::uint16_t reading : character.readings) seen[reading] = true;
    for (std::size_t place = 0; place < text_.size(); ++place) {
      const Edges edges = edges_at(character, place);
      possible[place].same |= edges.same;
      possible[place].alike |= edges.alike;
      possible[place].typo |= edges.typo;
      possible[place].other |= edges.other;
      possible[place].begun = possible[place].begun || edges.begun;
    }
  }
  const QueryPlaces end = place_bit(text_.size());
  hopeful_alike_.fill(end);
  hopeful_after_mistake_ = end;
  for (std::size_t place = text_.size(); place-- > 0;) {
    const Edges& edges = possible[place];
    const auto leads = [&](std::uint8_t over, QueryPlaces to) {
      return edges.begun || (moved(over, place) & to) != 0 ? place_bit(place) : 0;
    };
    hopeful_after_mistake_ |= leads(edges.same, hopeful_after_mistake_);
    for (std::size_t made = hopeful_alike_.size(); made-- > 0;) {
      hopeful_alike_[made] |= leads(edges.same, hopeful_alike_[made]);
      if (made + 1 < hopeful_alike_.size())
        hopeful_alike_[made] |= leads(edges.alike, hopeful_alike_[made + 1]);
    }
    const auto mistake = static_cast<std::uint8_t>(edges.typo | edges.other | syllables_[place]);
    hopeful_alike_[0] |= leads(mistake, hopeful_after_mistake_);
    hopeful_alike_[0] |= hopeful_after_mistake_ & place_bit(place);  // a character that the query lacks
    if (is_ideograph(text_[place]) && (hopeful_after_mistake_ & place_bit(place + 1)) != 0)
      hopeful_alike_[0] |= place_bit(place);  // one that it has too many
  }
  beginning_.alike[0] = place_bit(0) & hopeful_alike_[0];
  if (is_ideograph(text_.front())) beginning_.wrong = place_bit(1) & hopeful_after_mistake_;
  first_steps_.resize(texts_.characters().size());
}

const SimilarQuery::FirstStep& SimilarQuery::first_step(std::uint32_t character) {
  FirstStep& first = first_steps_[character];
  if (!first.known) {
    first.known = true;
    first.reached = step(beginning_, texts_.characters()[character], true, &first.begun);
  }
  return first;
}

SimilarQuery::Edges SimilarQuery::edges_between(std::string_view reading, std::size_t start) const {
  Edges edges;
  for (const std::string_view sound : sounds_[start]) {
    if (sounds_alike(reading, sound)) edges.alike |= 1U;
  }
  for (std::size_t i = 0; i < kLongestSyllable; ++i) {
    const Written& written = written_[start][i];
    if (written.letters.empty()) break;
    const auto end = static_cast<std::uint8_t>(1U << i);
    if (written.letters == reading) {
      edges.same |= end;
    } else if (written.syllable && sounds_alike(reading, written.letters)) {
      edges.alike |= end;
    } else if (reading.size() >= 2 && i >= 1 && one_letter_apart(reading, written.letters)) {
      (written.syllable ? edges.other : edges.typo) |= end;
    }
    if (start + i + 1 == text_.size() && starts_with(reading, written.letters)) edges.begun = true;
  }
  return edges;
}

const std::vector<SimilarQuery::Edges>& SimilarQuery::edges_of(std::uint16_t reading) {
  std::vector<Edges>& edges = edges_[reading];
  if (edges.empty()) {
    for (std::size_t start = 0; start < text_.size(); ++start)
      edges.push_back(edges_between(texts_.readings()[reading], start));
  }
  return edges;
}

SimilarQuery::Edges SimilarQuery::edges_at(const SearchCharacter& character, std::size_t place) {
  Edges edges;
  for (const std::uint16_t reading : character.readings) {
    const Edges& of = edges_of(reading)[place];
    edges.same |= of.same;
    edges.alike |= of.alike;
    edges.typo |= of.typo;
    edges.other |= of.other;
    edges.begun = edges.begun || of.begun;
  }
  if (character.code == text_[place]) edges.same |= 1U;
  if (is_ideograph(character.code) && is_ideograph(text_[place])) edges.other |= 1U;
  return edges;
}

SimilarQuery::Reached SimilarQuery::step(const Reached& from, const SearchCharacter& character, bool first,
                                         QueryPlaces* begun) {
  Reached next;
  for (QueryPlaces rest = from.all(); rest != 0; rest &= rest - 1) {
    const std::size_t place = lowest(rest);
    if (place >= text_.size()) break;
    const Edges edges = edges_at(character, place);
    const QueryPlaces same = moved(edges.same, place);
    const auto is_in = [place](QueryPlaces places) { return (places & place_bit(place)) != 0; };
    for (std::size_t made = 0; made < from.alike.size(); ++made) {
      if (!is_in(from.alike[made])) continue;
      next.alike[made] |= same;
      if (made + 1 < from.alike.size()) next.alike[made + 1] |= moved(edges.alike, place);
    }
    if (is_in(from.typo)) next.typo |= same;
    if (is_in(from.wrong)) next.wrong |= same;
    if (is_in(from.any)) next.any |= same;
    if (is_in(from.alike[0])) {
      next.typo |= moved(edges.typo, place);
      next.wrong |= moved(edges.other, place);
      if (!character.readings.empty()) next.any |= moved(syllables_[place], place);
      if (!first) next.wrong |= place_bit(place);  // this character is missing in the query
    }
    if (edges.begun) *begun |= place_bit(place);
  }
  for (QueryPlaces rest = next.alike[0]; rest != 0; rest &= rest - 1) {
    const std::size_t place = lowest(rest);  // one character of the query is too many
    if (place < text_.size() && is_ideograph(text_[place])) next.wrong |= place_bit(place + 1);
  }
  for (std::size_t made = 0; made < next.alike.size(); ++made) next.alike[made] &= hopeful_alike_[made];
  for (QueryPlaces* places : {&next.typo, &next.wrong, &next.any}) *places &= hopeful_after_mistake_;
  return next;
}

// Worth of having come to the end of the query, with so many characters of the text; 0 if not there.
int SimilarQuery::judge(const Reached& reached, std::size_t used) const {
  const auto there = [this](QueryPlaces places) { return (places & place_bit(text_.size())) != 0; };
  for (std::size_t made = 0; made < reached.alike.size(); ++made) {
    // Of a word in characters, one at least is written right.
    if (there(reached.alike[made]) && used >= 2 && (!ideographs_ || made < used))
      return kAlikeWorth - 10 * static_cast<int>(made);
  }
  if (there(reached.typo) && used >= 2) return kTypoWorth;
  if (there(reached.wrong) && used >= 3) return kWrongWorth;
  if (there(reached.any) && used >= 4) return kAnyWorth;
  return 0;
}

int SimilarQuery::follow(const SearchField& field, std::size_t start) {
  Reached reached = beginning_;
  for (std::size_t at = start; at < field.characters.size(); ++at) {
    QueryPlaces begun = 0;
    Reached next;
    if (at == start) {
      const FirstStep& first = first_step(field.characters[at]);
      next = first.reached;
      begun = first.begun;
    } else {
      next = step(reached, texts_.characters()[field.characters[at]], false, &begun);
    }
    const std::size_t used = at - start + 1;
    if (const int worth = judge(next, used); worth > 0) return worth;
    if (begun != 0) {  // as far as typed: the syllable that is only begun does not count
      Reached ended = reached;
      for (QueryPlaces* places : {&ended.alike[0], &ended.alike[1], &ended.alike[2], &ended.alike[3],
                                  &ended.typo, &ended.wrong, &ended.any})
        *places = (*places & begun) != 0 ? place_bit(text_.size()) : 0;
      if (const int worth = judge(ended, used - 1); worth > 0) return worth;
    }
    if (next.all() == 0) return 0;
    reached = next;
  }
  return 0;
}

int SimilarQuery::follow_letters(const SearchField& field, std::size_t start) const {
  const auto letter = [&](std::size_t at) { return texts_.characters()[field.characters[at]].code; };
  if (text_.size() < kLeastRightLetters || letter(start) != text_.front()) return 0;
  // A number with another digit is another number.
  if (!std::all_of(text_.begin(), text_.end(), [](char32_t c) { return c >= U'a' && c <= U'z'; })) return 0;
  QueryPlaces right = place_bit(0);
  QueryPlaces wrong = 0;
  for (std::size_t at = start; at < field.characters.size(); ++at) {
    QueryPlaces same = 0;
    for (std::size_t place = 0; place < text_.size(); ++place) {
      if (text_[place] == letter(at)) same |= place_bit(place);
    }
    const QueryPlaces next = (right & same) << 1U;
    wrong = ((wrong & same) << 1U) | (right << 1U) | (at > start ? right : 0) | (next << 1U);
    right = next;
    if (((right | wrong) & place_bit(text_.size())) != 0) return kWrongWorth;
    if ((right | wrong) == 0) return 0;
  }
  return 0;
}

FieldMatch SimilarQuery::match(const SearchField& field) {
  FieldMatch best;
  if (text_.empty() || (!field.latin && beginning_.all() == 0)) return best;
  const std::size_t size = field.characters.size();
  for (std::size_t start = 0; start < size; ++start) {
    if (field.inside[start]) continue;
    int worth = field.latin ? follow_letters(field, start) : follow(field, start);
    if (worth == 0) continue;
    worth += (start == 0 ? kStartWorth : 0) +
             static_cast<int>(kCoverageWorth * text_.size() / (size + text_.size()));
    if (worth > best.worth) best = {worth, true};
  }
  return best;
}

}  // namespace yitang::catalog
