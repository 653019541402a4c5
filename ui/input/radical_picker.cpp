#include "ui/input/radical_picker.hpp"

#include <algorithm>
#include <limits>
#include <set>

#include "ui/input/grapheme.hpp"

namespace yitang::ui {
namespace {

std::string as_utf8(char32_t code) {
  std::string text;
  append_utf8(text, code);
  return text;
}

}  // namespace

RadicalPicker::RadicalPicker() = default;

std::vector<Radical> RadicalPicker::all_radicals() const {
  if (group_ == 0) return usual_radicals(radicals_on_page);
  const bool last = group_ == groups - 1;
  return radicals_with_strokes(group_, last ? std::numeric_limits<int>::max() : group_);
}

void RadicalPicker::show_group(int group) {
  group_ = std::clamp(group, 0, groups - 1);
  page_ = 0;
  reset();
}

std::vector<Radical> RadicalPicker::radicals() const {
  const auto all = all_radicals();
  const auto begin = std::min(all.size(), page_ * radicals_on_page);
  const auto end = std::min(all.size(), begin + radicals_on_page);
  return {all.begin() + static_cast<std::ptrdiff_t>(begin), all.begin() + static_cast<std::ptrdiff_t>(end)};
}

bool RadicalPicker::has_more_radicals() const { return all_radicals().size() > radicals_on_page; }

void RadicalPicker::turn_page() {
  ++page_;
  if (page_ * radicals_on_page >= all_radicals().size()) page_ = 0;
}

bool RadicalPicker::pick_radical(char32_t shape) {
  auto characters = characters_with_radical(shape);
  if (characters.empty()) return false;
  characters_ = std::move(characters);
  radical_ = shape;
  strokes_.reset();
  std::set<int> counts;
  for (const auto& character : characters_) counts.insert(character.strokes);
  counts_.assign(counts.begin(), counts.end());
  if (counts_.size() > most_stroke_keys) counts_.resize(most_stroke_keys);
  return true;
}

bool RadicalPicker::pick_strokes(int strokes) {
  if (!radical_ || !std::binary_search(counts_.begin(), counts_.end(), strokes)) return false;
  strokes_ = strokes;
  return true;
}

bool RadicalPicker::back() {
  if (strokes_) {
    strokes_.reset();
    return true;
  }
  if (!radical_) return false;
  reset();
  return true;
}

void RadicalPicker::reset() {
  radical_.reset();
  strokes_.reset();
  characters_.clear();
  counts_.clear();
}

bool RadicalPicker::matches(int strokes, int wanted) const {
  return strokes == wanted || (wanted == counts_.back() && strokes > wanted);
}

std::vector<std::string> RadicalPicker::candidates() const {
  std::vector<std::string> found;
  if (!strokes_) {
    for (const auto& character : characters_) found.push_back(as_utf8(character.code));
    return found;
  }
  for (const auto& character : characters_) {
    if (matches(character.strokes, *strokes_)) found.push_back(as_utf8(character.code));
  }
  for (const auto& character : characters_) {
    const bool near = character.strokes == *strokes_ - 1 || character.strokes == *strokes_ + 1;
    if (near && !matches(character.strokes, *strokes_)) found.push_back(as_utf8(character.code));
  }
  return found;
}

}  // namespace yitang::ui
