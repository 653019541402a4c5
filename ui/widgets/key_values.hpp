#pragma once
#include <string>
#include <vector>

#include "ui/context.hpp"

namespace yitang::ui {

struct KeyValue {
  std::string key = {};
  std::string value = {};
  Icon icon = Icon::None;
  Tone tone = Tone::Neutral;  // colour of the value
  bool strong = false;
};

// Two columns: keys muted at the left, values wrapped at the right, thin lines between. Returns the height
// used.
float key_values(Ui& ui, const Rect& rect, const std::vector<KeyValue>& rows);
float key_values_height(const Ui& ui, float width, const std::vector<KeyValue>& rows);

}  // namespace yitang::ui
