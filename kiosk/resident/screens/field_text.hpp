// What a text-like field of a form looks like and which keyboard it wants.
#pragma once

#include <string>

#include "kiosk/catalog/item.hpp"
#include "kiosk/resident/screens/text_entry.hpp"

namespace yitang::resident {

EntrySpec entry_for(const Screen& s, const catalog::FormField& field, std::string value);
/// The same for a cell of a table.
EntrySpec entry_for(const catalog::TableColumn& column, std::string key, std::string value);
/// "申请用地面积（平方米）": the unit stays in sight when an error replaces the hint.
std::string label_with_unit(const Screen& s, const catalog::FormField& field);
std::string field_hint(const Screen& s, const catalog::FormField& field);
/// A doubt about a value that is accepted all the same: the chosen bank is not the card's. "" if none.
std::string field_question(const Screen& s, const catalog::FormField& field);
std::string field_placeholder(const Screen& s, const catalog::FormField& field);
/// "139 0000 1111"; anything that is no mobile number stays as it is.
std::string grouped_id_number(const std::string& number);
std::string grouped_phone(const std::string& number);
/// Long numbers in groups of four, other text as it is.
std::string grouped_for_reading(const catalog::FormField& field, const std::string& value);

}  // namespace yitang::resident
