#pragma once
#include <string>
#include <vector>

#include "ui/context.hpp"

namespace yitang::ui {

struct ChoiceOption {
  std::string id = {};
  std::string title = {};
  std::string text = {};
  Icon icon = Icon::None;
  bool enabled = true;
};

struct ChoiceSpec {
  std::string id = {};
  std::vector<ChoiceOption> options = {};
  int selected = -1;
  int columns = 1;
  bool error = false;  // nothing chosen but needed
};

// One of several, as big cards. Returns the index tapped in this frame, or -1. Height: choice_height().
int choice(Ui& ui, const Rect& rect, const ChoiceSpec& spec);
float choice_height(const Ui& ui, float width, const ChoiceSpec& spec);

struct CheckboxSpec {
  std::string id = {};
  std::string label = {};
  std::string text = {};
  std::string spoken = {};  // instead of the label, where that names somebody
  bool checked = false;
  bool enabled = true;
  bool error = false;
};
// A consent line with a big box; the whole row can be tapped. True when tapped (the caller flips the value).
bool checkbox(Ui& ui, const Rect& rect, const CheckboxSpec& spec);
float checkbox_height(const Ui& ui, float width, const CheckboxSpec& spec);

// Two or three short options in one bar (text size, language). Returns the index tapped or -1.
struct SegmentSpec {
  std::string id = {};
  std::vector<std::string> labels = {};
  int selected = 0;
};
int segments(Ui& ui, const Rect& rect, const SegmentSpec& spec);

// Five faces to rate with; `selected` 1..5 or 0. Returns the level tapped or 0. Labels: five words, worst
// first.
struct RatingSpec {
  std::string id = {};
  std::vector<std::string> labels = {};
  int selected = 0;
};
int rating(Ui& ui, const Rect& rect, const RatingSpec& spec);
float rating_height(const Ui& ui);

}  // namespace yitang::ui
