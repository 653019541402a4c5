#pragma once
#include <string>
#include <vector>

#include "ui/context.hpp"
#include "ui/widgets/badge.hpp"

namespace yitang::ui {

struct ListRowSpec {
  std::string id = {};
  std::string title = {};
  std::string subtitle = {};
  std::vector<BadgeSpec> badges = {};
  Icon icon = Icon::None;
  Accent accent = Accent::Blue;
  std::string trailing = {};    // short text before the chevron, such as a date
  bool trailing_leads = false;  // `trailing` names what a tap does, and looks like it
  bool chevron = true;
  bool enabled = true;
  int title_lines = 2;
  int subtitle_lines = 2;
  std::string spoken = {};
};

// A card that leads somewhere. True when tapped.
bool list_row(Ui& ui, const Rect& rect, const ListRowSpec& spec);
float list_row_height(const Ui& ui, float width, const ListRowSpec& spec);

// A plain white card with a soft shadow; returns the rectangle inside its padding.
Rect card(Ui& ui, const Rect& rect, Elevation elevation = Elevation::Card);
float card_padding(const Ui& ui);

}  // namespace yitang::ui
