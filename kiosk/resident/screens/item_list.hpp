// Rows of service items, shared by lists and search.
#pragma once

#include <string>
#include <vector>

#include "kiosk/catalog/search.hpp"
#include "kiosk/resident/screens/layout.hpp"

namespace yitang::resident {

void draw_item_rows(Screen& s, Column& column, const std::vector<const catalog::ServiceItem*>& items);
/// What a search found, with the words that matched where the name did not.
/// An entry of a published list; `with_list`: beside others, so that it says which list it is of.
void draw_list_entry_row(Screen& s, Column& column, const catalog::ListEntry& entry, bool with_list);
void draw_hit_rows(Screen& s, Column& column, const std::vector<catalog::SearchHit>& hits);
/// In the middle of an empty list: what that means and what to do.
void draw_nothing_here(Screen& s, const ui::Rect& place, const std::string& title, const std::string& text);

}  // namespace yitang::resident
