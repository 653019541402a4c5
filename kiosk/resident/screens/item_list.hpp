// Rows of service items, shared by lists and search.
#pragma once

#include <string>
#include <vector>

#include "kiosk/catalog/search.hpp"
#include "kiosk/resident/screens/layout.hpp"

namespace yitang::resident {

void draw_item_rows(Screen& s, Column& column, const std::vector<const catalog::ServiceItem*>& items);
/// What a search found, with the words that matched where the name did not.
void draw_hit_rows(Screen& s, Column& column, const std::vector<catalog::SearchHit>& hits);
/// In the middle of an empty list: what that means and what to do.
void draw_nothing_here(Screen& s, const ui::Rect& place, const std::string& title, const std::string& text);

}  // namespace yitang::resident
