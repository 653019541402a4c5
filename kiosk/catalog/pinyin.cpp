#include "kiosk/catalog/pinyin.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>

namespace yitang::catalog {
namespace {
#include "pinyin_table.inc"
}  // namespace

std::vector<std::string_view> pinyin_of(char32_t character) {
  std::vector<std::string_view> readings;
  if (character < kFirstCharacter || character - kFirstCharacter >= std::size(kReadings)) return readings;
  for (const std::uint16_t syllable : kReadings[character - kFirstCharacter]) {
    if (syllable != 0) readings.push_back(kSyllables[syllable]);
  }
  return readings;
}

bool is_syllable(std::string_view letters) {
  return !letters.empty() && std::binary_search(std::begin(kSyllables), std::end(kSyllables), letters);
}

}  // namespace yitang::catalog
