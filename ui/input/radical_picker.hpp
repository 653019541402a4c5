// The way to a character by its radical and the strokes beside it: what has been picked so far and what can
// be picked next. No keys, no drawing. Main thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "ui/input/radical_table.hpp"

namespace yitang::ui {

class RadicalPicker {
 public:
  /// Radicals are shown in groups: 0 are those usual in names, 1 to 8 those with so many strokes, 9 the rest.
  static constexpr int groups = 10;
  static constexpr std::size_t radicals_on_page = 29;
  /// Numbers of strokes beyond this many different ones are picked together, as the last.
  static constexpr std::size_t most_stroke_keys = 27;

  RadicalPicker();

  int group() const { return group_; }
  void show_group(int group);
  /// The radicals of the page shown.
  std::vector<Radical> radicals() const;
  bool has_more_radicals() const;  // more than one page in this group
  void turn_page();                // behind the last page comes the first

  /// False when it is no radical.
  bool pick_radical(char32_t shape);
  std::optional<char32_t> radical() const { return radical_; }
  /// How many strokes the characters of the radical have beside it; the last also stands for all above it.
  const std::vector<int>& stroke_counts() const { return counts_; }
  /// False when no radical is picked or none of its characters has so many.
  bool pick_strokes(int strokes);
  std::optional<int> strokes() const { return strokes_; }
  /// Takes back the strokes, then the radical. False when nothing was picked.
  bool back();
  /// Back to the radicals; the group stays.
  void reset();

  /// UTF-8. Nothing before a radical is picked; then its characters, those of names first; after the strokes
  /// are picked those with just so many, then those with one more or less, because people count differently.
  std::vector<std::string> candidates() const;

 private:
  std::vector<Radical> all_radicals() const;
  bool matches(int strokes, int wanted) const;

  int group_ = 0;
  std::size_t page_ = 0;
  std::optional<char32_t> radical_;
  std::optional<int> strokes_;
  std::vector<RadicalCharacter> characters_;
  std::vector<int> counts_;
};

}  // namespace yitang::ui
