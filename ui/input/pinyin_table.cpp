#include "ui/input/pinyin_table.hpp"

#include <algorithm>
#include <cstdint>

#include "ui/input/grapheme.hpp"
#include "ui/input/unicode_tables.hpp"

namespace yitang::ui {
namespace {

constexpr std::uint32_t syllable_bits = 11;

auto find_syllable(std::string_view text) {
  const auto all = tables::syllables;
  return std::lower_bound(all.begin(), all.end(), text, [](const char* syllable, std::string_view wanted) {
    return wanted.compare(syllable) > 0;
  });
}

// What one character adds to the spoken form: its readings, or itself for letters and digits.
std::vector<std::string> spoken_forms(char32_t code) {
  std::vector<std::string> forms;
  if (code >= 0xFF01 && code <= 0xFF5E) code -= 0xFEE0;  // full width
  if (code >= 'A' && code <= 'Z') code += 'a' - 'A';
  if ((code >= 'a' && code <= 'z') || (code >= '0' && code <= '9')) {
    forms.emplace_back(1, static_cast<char>(code));
  } else {
    for (const auto reading : readings_of(code)) forms.emplace_back(reading);
  }
  return forms;
}

}  // namespace

std::vector<std::string_view> readings_of(char32_t character) {
  std::vector<std::string_view> found;
  const auto all = tables::readings;
  const std::uint32_t from = static_cast<std::uint32_t>(character) << syllable_bits;
  for (auto at = std::lower_bound(all.begin(), all.end(), from,
                                  [](std::uint32_t entry, std::uint32_t wanted) {
                                    return entry >> syllable_bits < wanted >> syllable_bits;
                                  });
       at != all.end() && *at >> syllable_bits == character; ++at) {
    found.emplace_back(tables::syllables[*at & ((1U << syllable_bits) - 1)]);
  }
  return found;
}

std::span<const char32_t> characters_of(std::string_view syllable) {
  const auto at = find_syllable(syllable);
  if (at == tables::syllables.end() || syllable != *at) return {};
  const auto index = static_cast<std::size_t>(at - tables::syllables.begin());
  const std::size_t begin = tables::character_starts[index];
  return tables::characters.subspan(begin, tables::character_starts[index + 1] - begin);
}

std::vector<char32_t> characters_beginning_with(std::string_view letters) {
  constexpr std::size_t per_syllable = 12;
  std::vector<char32_t> found;
  if (letters.empty()) return found;
  for (auto at = find_syllable(letters);
       at != tables::syllables.end() && std::string_view(*at).starts_with(letters); ++at) {
    const auto all = characters_of(*at);
    const auto some = all.first(std::min(all.size(), per_syllable));
    found.insert(found.end(), some.begin(), some.end());
  }
  return found;
}

bool is_syllable(std::string_view text) { return !characters_of(text).empty(); }

bool is_syllable_prefix(std::string_view text) {
  const auto at = find_syllable(text);
  return !text.empty() && at != tables::syllables.end() && std::string_view(*at).starts_with(text);
}

std::vector<PinyinReading> pinyin_of(std::string_view utf8, std::size_t limit) {
  std::vector<PinyinReading> result(1);
  for (std::size_t at = 0; at < utf8.size();) {
    const auto character = decode_utf8(utf8, at);
    at += character.bytes;
    if (!character.valid) continue;
    const auto forms = spoken_forms(character.code);
    if (forms.empty()) continue;
    // The usual reading of this character for every form so far, then its next reading for every form, and so
    // on: cutting at the limit loses the least likely combinations.
    std::vector<PinyinReading> longer;
    for (const auto& form : forms) {
      for (const auto& shorter : result) {
        if (longer.size() >= limit) break;
        longer.push_back({shorter.full + form, shorter.initials + form.front()});
      }
    }
    result = std::move(longer);
  }
  if (result.empty() || result.front().full.empty()) return {};
  return result;
}

std::string normalise_pinyin(std::string_view typed) {
  std::string letters;
  for (std::size_t at = 0; at < typed.size();) {
    const auto c = decode_utf8(typed, at);
    at += c.bytes;
    if (c.code == 0xFC || c.code == 0xDC || (c.code == ':' && letters.ends_with('u'))) {
      if (c.code == ':') letters.pop_back();
      letters.push_back('v');
    } else if (c.code >= 'A' && c.code <= 'Z') {
      letters.push_back(static_cast<char>(c.code - 'A' + 'a'));
    } else if ((c.code >= 'a' && c.code <= 'z') || (c.code >= '0' && c.code <= '9')) {
      letters.push_back(static_cast<char>(c.code));
    }
  }
  for (const std::string_view wrong : {"lue", "nue"}) {
    for (auto at = letters.find(wrong); at != std::string::npos; at = letters.find(wrong, at + 1)) {
      letters[at + 1] = 'v';
    }
  }
  return letters;
}

}  // namespace yitang::ui
