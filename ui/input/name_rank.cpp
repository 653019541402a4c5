#include "ui/input/name_rank.hpp"

#include <algorithm>
#include <cstddef>

#include "ui/input/grapheme.hpp"
#include "ui/input/pinyin_table.hpp"
#include "ui/input/unicode_tables.hpp"

namespace yitang::ui {
namespace {

struct Surname {
  std::string text;
  std::vector<std::string> syllables;
};

bool is_one_character(std::string_view text) { return decode_utf8(text, 0).bytes == text.size(); }

// As a surname 单 is Shan and 仇 is Qiu; their everyday readings would only be in the way.
std::vector<std::string> surname_syllables(std::string_view surname) {
  std::vector<std::string> syllables;
  for (const std::string_view line : tables::surname_syllables) {
    const auto blank = line.find(' ');
    if (line.substr(0, blank) == surname) syllables.emplace_back(line.substr(blank + 1));
  }
  if (syllables.empty()) {
    const auto readings = readings_of(decode_utf8(surname, 0).code);
    if (!readings.empty()) syllables.emplace_back(readings.front());
  }
  return syllables;
}

const std::vector<Surname>& all_surnames() {
  static const auto all = [] {
    std::vector<Surname> list;
    for (const char* surname : tables::surnames) {
      if (is_one_character(surname)) list.push_back({surname, surname_syllables(surname)});
    }
    return list;
  }();
  return all;
}

}  // namespace

std::vector<std::string> surnames_of(std::string_view syllable) {
  std::vector<std::string> found;
  const bool whole = is_syllable(syllable);
  for (const auto& surname : all_surnames()) {
    const bool match =
        std::any_of(surname.syllables.begin(), surname.syllables.end(),
                    [&](const std::string& s) { return whole ? s == syllable : s.starts_with(syllable); });
    if (match) found.push_back(surname.text);
  }
  return found;
}

std::vector<std::string> given_name_characters_of(std::string_view syllable) {
  std::vector<std::string> found;
  for (const char32_t character : tables::given_names) {
    const auto readings = readings_of(character);
    if (std::find(readings.begin(), readings.end(), syllable) == readings.end()) continue;
    append_utf8(found.emplace_back(), character);
  }
  return found;
}

std::vector<std::string> compound_surnames() {
  std::vector<std::string> found;
  for (const std::string_view surname : tables::surnames) {
    if (!is_one_character(surname)) found.emplace_back(surname);
  }
  return found;
}

}  // namespace yitang::ui
