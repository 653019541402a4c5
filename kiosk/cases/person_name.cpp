// What may stand in a person's name. Wide on purpose: a name on a card is never wrong, and people of all
// scripts live here. Refused is only what is certainly no letter.
#include <algorithm>
#include <iterator>

#include "kiosk/base/text.hpp"
#include "kiosk/cases/form.hpp"

namespace yitang::cases {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};

constexpr Range kLetters[] = {{U'A', U'Z'},       {U'a', U'z'},        {0x00C0, 0x00D6},
                              {0x00D8, 0x00F6},  // Latin with marks, without the signs of × and ÷
                              {0x00F8, 0x1FFF},  // further scripts, Vietnamese, Tibetan, Mongolian
                              {0x2E80, 0x2FDF},  // radicals
                              {0x3005, 0x3007},  // 々 〆 〇
                              {0x3041, 0x30FA},   {0x30FC, 0x31BF},  // kana, bopomofo, jamo
                              {0x3400, 0x4DBF},   {0x4E00, 0xA4CF},  // ideographs, Yi
                              {0xA960, 0xA97F},   {0xAC00, 0xD7FF},  // Hangul
                              {0xE000, 0xFAFF},    // private use of card systems, compatibility ideographs
                              {0x20000, 0x3FFFD},  // ideographs of the supplementary planes
                              {0xE0100, 0xE01EF},  // which form of an ideograph
                              {0xF0000, 0xFFFFD}, {0x100000, 0x10FFFD}};  // private use
/// First of ten digits each, of the scripts among the letters above.
constexpr char32_t kDigits[] = {0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6,
                                0x0C66, 0x0CE6, 0x0D66, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x17E0, 0x1810};
/// Between the parts of a name: 买买提·艾力, O'Brien, Anne-Marie, John A. Smith.
constexpr char32_t kJoints[] = {U' ',   U'-',   U'\'',  U'.',   0x00B7, 0x2010,
                                0x2018, 0x2019, 0x2022, 0x2027, 0x30FB};

/// Invisible ones among the letters: marks of direction, separators, fillers.
constexpr char32_t kInvisible[] = {0x061C, 0x115F, 0x1160, 0x17B4, 0x17B5,
                                   0x180B, 0x180C, 0x180D, 0x180E, 0x3164};

bool is_letter(char32_t c) {
  if (std::find(std::begin(kInvisible), std::end(kInvisible), c) != std::end(kInvisible)) return false;
  const bool digit = std::any_of(std::begin(kDigits), std::end(kDigits),
                                 [c](char32_t first) { return c >= first && c < first + 10; });
  return !digit && std::any_of(std::begin(kLetters), std::end(kLetters),
                               [c](const Range& range) { return c >= range.first && c <= range.last; });
}

bool is_joint(char32_t c) {
  return std::find(std::begin(kJoints), std::end(kJoints), c) != std::end(kJoints);
}

}  // namespace

bool is_person_name(std::string_view name) {
  if (!is_utf8(name)) return false;
  const std::u32string points = decode_utf8(name);
  if (points.empty() || !is_letter(points.front())) return false;
  if (!is_letter(points.back()) && points.back() != U'.') return false;
  return std::all_of(points.begin(), points.end(), [](char32_t c) { return is_letter(c) || is_joint(c); });
}

}  // namespace yitang::cases
