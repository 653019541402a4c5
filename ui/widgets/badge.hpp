#pragma once
#include <string>
#include <vector>

#include "ui/context.hpp"

namespace yitang::ui {

struct BadgeSpec {
  std::string text = {};
  Tone tone = Tone::Neutral;
  Icon icon = Icon::None;
  bool solid = false;  // white on the strong colour
};

// Width and height of one badge, px.
Rect badge_size(const Ui& ui, const BadgeSpec& spec);
// Draws at the top left of `rect`; returns the width used.
float badge(Ui& ui, const Rect& rect, const BadgeSpec& spec);
// A row of badges, wrapped to the width; returns the height used.
float badges(Ui& ui, const Rect& rect, const std::vector<BadgeSpec>& specs, float scale_gap = 1);
float badges_height(const Ui& ui, float width, const std::vector<BadgeSpec>& specs);

struct ChipSpec {
  std::string id = {};
  std::string text = {};
  bool selected = false;
  Icon icon = Icon::None;
  bool enabled = true;
};
// A tappable filter or tag, min_target() high; true when tapped.
bool chip(Ui& ui, const Rect& rect, const ChipSpec& spec);
float chip_width(const Ui& ui, const ChipSpec& spec);
// Chips wrapped into lines; returns the index tapped or -1. `used_height` may be null.
int chips(Ui& ui, const Rect& rect, const std::vector<ChipSpec>& specs, float* used_height = nullptr);
float chips_height(const Ui& ui, float width, const std::vector<ChipSpec>& specs);

}  // namespace yitang::ui
