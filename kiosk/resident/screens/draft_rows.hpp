// What has been entered so far, as labels and values: the same lines where it is signed and where it is
// reviewed.
#pragma once

#include <string>
#include <vector>

#include "kiosk/resident/screens/layout.hpp"
#include "kiosk/resident/screens/screen.hpp"
#include "ui/widgets/key_values.hpp"

namespace yitang::resident {

std::string form_part_title(const Screen& s, const cases::FormPage& page);
/// Every field of the page, sensitive values masked, rows of tables one a line. Name and number of a card are
/// left out: person_rows() has them.
std::vector<ui::KeyValue> form_part_rows(const Screen& s, const cases::FormPage& page);
/// Shows what was typed in full, to be compared with the papers, until it is hidden or the page is left.
void draw_reveal(Screen& s, Column& column);
std::vector<ui::KeyValue> person_rows(const Screen& s, const cases::Person& person);
/// Consents and commitments with version and time; empty if none was asked for.
std::vector<ui::KeyValue> agreement_rows(const Screen& s);
std::vector<ui::KeyValue> material_rows(const Screen& s);
std::vector<ui::KeyValue> delivery_rows(const Screen& s, const cases::DeliveryChoice& delivery);
/// Empty if nothing has been chosen.
std::vector<ui::KeyValue> delivery_rows(const Screen& s);

}  // namespace yitang::resident
