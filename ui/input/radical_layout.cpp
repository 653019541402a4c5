#include "ui/input/radical_layout.hpp"

#include <string>
#include <utility>

#include "ui/input/grapheme.hpp"

namespace yitang::ui {
namespace {

constexpr std::size_t row_width = 10;
constexpr std::size_t radical_row_count = 3;

KeyboardKey make_key(KeyAction action, std::string id, std::string caption, float span = 1.0F) {
  KeyboardKey key;
  key.action = action;
  key.id = std::move(id);
  key.caption = std::move(caption);
  key.span = span;
  return key;
}

KeyboardRow group_row(const RadicalPicker& picker) {
  KeyboardRow row;
  for (int group = 0; group < RadicalPicker::groups; ++group) {
    const bool last = group == RadicalPicker::groups - 1;
    auto key = make_key(KeyAction::RadicalGroup, "key.radicals." + std::to_string(group),
                        group == 0 ? "" : std::to_string(group) + (last ? "+" : ""));
    key.value = static_cast<char32_t>(group);
    key.active = group == picker.group();
    row.push_back(std::move(key));
  }
  return row;
}

// Keys in rows of ten; a gap at the end keeps short rows at the left.
std::vector<KeyboardRow> in_rows(KeyboardRow keys) {
  std::vector<KeyboardRow> rows(radical_row_count);
  std::size_t row = 0;
  float used = 0;
  for (auto& key : keys) {
    if (used + key.span > static_cast<float>(row_width) + 0.01F) {
      ++row;
      used = 0;
    }
    used += key.span;
    rows[row].push_back(std::move(key));
  }
  for (std::size_t r = 0; r < rows.size(); ++r) {
    float span = 0;
    for (const auto& key : rows[r]) span += key.span;
    const float left = static_cast<float>(row_width) - span;
    if (left > 0.01F) rows[r].push_back(make_key(KeyAction::Gap, "gap." + std::to_string(r), "", left));
  }
  return rows;
}

std::vector<KeyboardRow> radical_choice(const RadicalPicker& picker) {
  KeyboardRow keys;
  for (const Radical& radical : picker.radicals()) {
    std::string shape;
    append_utf8(shape, radical.shape);
    auto key = make_key(KeyAction::PickRadical, "key.radical." + shape, shape);
    key.value = radical.shape;
    keys.push_back(std::move(key));
  }
  if (picker.has_more_radicals()) {
    keys.push_back(make_key(KeyAction::MoreRadicals, "key.radicals.more", ""));
  }
  auto rows = in_rows(std::move(keys));
  rows.insert(rows.begin(), group_row(picker));
  return rows;
}

std::vector<KeyboardRow> stroke_choice(const RadicalPicker& picker) {
  KeyboardRow keys;
  keys.push_back(make_key(KeyAction::RadicalBack, "key.radicals.back", "", 2));
  const auto& counts = picker.stroke_counts();
  for (const int count : counts) {
    const bool with_all_above = counts.size() == RadicalPicker::most_stroke_keys && count == counts.back();
    const std::string number = std::to_string(count);
    auto key =
        make_key(KeyAction::PickStrokes, "key.strokes." + number, number + (with_all_above ? "+" : ""));
    key.value = static_cast<char32_t>(count);
    key.active = picker.strokes() == count;
    keys.push_back(std::move(key));
  }
  return in_rows(std::move(keys));
}

}  // namespace

std::vector<KeyboardRow> radical_rows(const RadicalPicker& picker) {
  return picker.radical() ? stroke_choice(picker) : radical_choice(picker);
}

}  // namespace yitang::ui
