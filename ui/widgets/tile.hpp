#pragma once
#include <string>

#include "ui/context.hpp"

namespace yitang::ui {

struct TileSpec {
  std::string id = {};
  std::string title = {};
  std::string subtitle = {};
  Icon icon = Icon::None;
  Accent accent = Accent::Blue;
  std::string badge = {};   // small mark at the upper right corner
  bool filled = false;      // whole tile in the accent colour: for the few most important ways in
  bool horizontal = false;  // icon at the left instead of on top
  bool enabled = true;
  bool main_action = false;
  std::string spoken = {};
};

// A big card to choose a way in. True when tapped.
bool tile(Ui& ui, const Rect& rect, const TileSpec& spec);

}  // namespace yitang::ui
