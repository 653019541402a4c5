#include "tests/unit/ui/radical_reach_support.hpp"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "ui/input/grapheme.hpp"
#include "ui/input/radical_picker.hpp"

namespace yitang::ui::testing {
namespace {

void add_characters(RadicalPicker& picker, char32_t shape, std::map<std::string, int>& place) {
  if (!picker.pick_radical(shape)) return;
  for (const int strokes : std::vector(picker.stroke_counts())) {
    picker.pick_strokes(strokes);
    int at = 0;
    for (auto& text : picker.candidates()) {
      const auto [entry, first] = place.try_emplace(std::move(text), at);
      entry->second = std::min(entry->second, at);
      ++at;
    }
  }
  picker.reset();
}

std::map<std::string, int> walk_all_keys() {
  std::map<std::string, int> place;
  RadicalPicker picker;
  for (int group = 0; group < RadicalPicker::groups; ++group) {
    picker.show_group(group);
    std::set<char32_t> seen;
    while (seen.insert(picker.radicals().front().shape).second) {
      for (const Radical& radical : picker.radicals()) add_characters(picker, radical.shape, place);
      picker.turn_page();
    }
  }
  return place;
}

}  // namespace

std::string utf8_of(char32_t code) {
  std::string text;
  append_utf8(text, code);
  return text;
}

const std::map<std::string, int>& reach_of_all_keys() {
  static const auto reach = walk_all_keys();
  return reach;
}

}  // namespace yitang::ui::testing
