// What something costs, said the same way on every page. Nothing is ever paid at the terminal.
#pragma once

#include <string>
#include <vector>

#include "kiosk/resident/screens/layout.hpp"
#include "kiosk/resident/screens/screen.hpp"
#include "ui/widgets/key_values.hpp"

namespace yitang::resident {

/// The fee and, of a charge, basis, places and means; before anything was handed in.
std::vector<ui::KeyValue> fee_rows(const Screen& s, const catalog::ServiceItem& item);
/// The same with the number to name when paying.
std::vector<ui::KeyValue> payment_rows(const Screen& s, const catalog::ServiceItem& item,
                                       const std::string& receipt_no);
/// Of the application under way: of each matter of a bundle that costs something.
std::vector<ui::KeyValue> fee_rows_of_application(const Screen& s);
/// Says before anything is begun that it costs something; nothing for what is free. `named`: with its name,
/// among several.
void draw_fee_notice(Screen& s, Column& column, const catalog::ServiceItem& item, bool named = false);

}  // namespace yitang::resident
