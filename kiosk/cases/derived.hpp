// What an answer already tells about other questions, so that nothing is asked twice. Pure functions over the
// item and the values; keys of one person or account share their first word ("bank.card_no", "bank.name").
#pragma once

#include <string_view>

#include "kiosk/base/date.hpp"
#include "kiosk/cases/values.hpp"
#include "kiosk/catalog/catalog.hpp"

namespace yitang::cases {

/// True if the field is never asked: its value is counted from another one.
bool is_counted(const catalog::FormField& field);

/// Sets every counted field of the item. Call when a table has changed and before a form is checked.
void count_rows(const catalog::ServiceItem& item, FormValues& values);

/// The bank that issued this card, as an option of `field`, the bank's name beside the number; nullptr if it
/// is not known or not among the options.
const catalog::Option* issuer_among(const catalog::Catalog& catalog, const catalog::FormField& field,
                                    std::string_view card_number);
/// The field for the name of the bank beside a card number, or the other way round; nullptr if there is none.
const catalog::FormField* bank_name_of(const catalog::ServiceItem& item, std::string_view card_key);
const catalog::FormField* card_number_of(const catalog::ServiceItem& item, std::string_view bank_key);

/// Fills what the field that was just left tells, where nothing stands yet: the bank of a card number, birth
/// and sex of a citizen number, also within the rows of a table. A value that is not right tells nothing.
void fill_from(const catalog::Catalog& catalog, const catalog::ServiceItem& item, std::string_view key,
               Date today, FormValues& values);
/// Before the value of `key` is changed: takes back what only the old value had told.
void forget_from(const catalog::Catalog& catalog, const catalog::ServiceItem& item, std::string_view key,
                 FormValues& values);

}  // namespace yitang::cases
