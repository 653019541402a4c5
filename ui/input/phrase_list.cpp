#include "ui/input/phrase_list.hpp"

#include <algorithm>
#include <optional>
#include <unordered_set>

#include "ui/input/grapheme.hpp"
#include "ui/input/pinyin_table.hpp"
#include "ui/input/typed_letters.hpp"

namespace yitang::ui {
namespace {

std::size_t first_syllable_length(const std::string& text, const std::string& full) {
  for (const auto reading : readings_of(decode_utf8(text, 0).code)) {
    if (full.starts_with(reading)) return reading.size();
  }
  return 1;
}

}  // namespace

void PhraseList::set(const std::vector<std::string>& words) {
  entries_.clear();
  words_ = 0;
  for (const auto& word : words) {
    const auto readings = pinyin_of(word);
    words_ += readings.empty() ? 0 : 1;
    for (const auto& reading : readings) {
      entries_.push_back({reading.full, reading.initials, word, first_syllable_length(word, reading.full)});
    }
  }
}

std::vector<FoundPhrase> PhraseList::find(std::string_view bare) const {
  std::vector<FoundPhrase> found;
  if (bare.empty()) return found;
  const auto kind_of = [&](const Entry& entry) -> std::optional<PhraseMatch> {
    if (entry.full == bare) return PhraseMatch::Whole;
    if (bare.size() >= 2 && entry.initials == bare) return PhraseMatch::Initials;
    if (bare.size() > entry.first_syllable && entry.full.starts_with(bare)) return PhraseMatch::Completion;
    if (bare.starts_with(entry.full) && can_be_cut(bare.substr(entry.full.size())))
      return PhraseMatch::Beginning;
    return std::nullopt;
  };
  for (const auto& entry : entries_) {
    if (const auto kind = kind_of(entry)) {
      const std::size_t letters = *kind == PhraseMatch::Beginning ? entry.full.size() : bare.size();
      found.push_back({entry.text, letters, *kind});
    }
  }
  std::stable_sort(found.begin(), found.end(), [](const FoundPhrase& a, const FoundPhrase& b) {
    if (a.match != b.match) return a.match < b.match;
    return a.match == PhraseMatch::Beginning && a.letters > b.letters;
  });
  std::unordered_set<std::string> seen;
  std::erase_if(found, [&](const FoundPhrase& f) { return !seen.insert(f.text).second; });
  return found;
}

}  // namespace yitang::ui
