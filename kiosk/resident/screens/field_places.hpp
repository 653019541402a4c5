// Places that are chosen, not typed: an address by village, group and house; a province, city or county.
#pragma once

#include "kiosk/catalog/item.hpp"
#include "kiosk/resident/screens/screen.hpp"

namespace yitang::resident {

/// The page of an address field, over the whole content: the card's own address, the villages, the keyboard
/// for other places; then group and house.
void draw_address_picker(Screen& s, const catalog::FormField& field);
/// The page of a region field: level after level, or by the first letters of its pinyin.
void draw_region_picker(Screen& s, const catalog::FormField& field);

/// "浙江省杭州市" in the language of the screen, where the place is listed; else as it was typed.
std::string region_text(const Screen& s, const std::string& value);

/// Takes `value` over and ends the choosing.
void take_place(Screen& s, const catalog::FormField& field, const std::string& value);
/// Goes on with the keyboard, with `value` as a beginning.
void write_place(Screen& s, const catalog::FormField& field, const std::string& value);

}  // namespace yitang::resident
