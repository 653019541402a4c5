// Wording, colours and pictograms of closed sets, dates and values, the same on every page.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kiosk/cases/case_record.hpp"
#include "kiosk/cases/form.hpp"
#include "kiosk/catalog/item.hpp"
#include "kiosk/catalog/lists.hpp"
#include "kiosk/resident/screens/screen.hpp"
#include "ui/widgets/badge.hpp"

namespace yitang::resident {

/// Pictogram of a way in; a key that nobody knows gives a neutral one.
ui::Icon group_icon(std::string_view icon_key, std::string_view group_key);
ui::Accent accent_at(std::size_t index);
ui::Icon icon_of(catalog::FourDo value);
ui::Accent accent_of(catalog::FourDo value);
ui::Icon icon_of(catalog::Delivery value);
/// Icon and colour of the function an item belongs to.
ui::Icon item_icon(const Screen& s, const catalog::ServiceItem& item);
ui::Accent item_accent(const Screen& s, const catalog::ServiceItem& item);
/// Trips, four-do class and days.
/// Over the ways in which its result can come at this machine.
catalog::TripRange trips_here(const Screen& s, const catalog::ServiceItem& item);
std::vector<ui::BadgeSpec> item_badges(const Screen& s, const catalog::ServiceItem& item);
/// "当场办结" / "10个工作日".
std::string promise_text(const Screen& s, const catalog::ServiceItem& item);

/// Keys of what a kind of document is called, and its number.
const char* document_key(cases::DocumentKind kind);
const char* document_number_key(cases::DocumentKind kind);
/// Label of a field: the applicant's number is called as on the card that was read.
std::string field_label(const Screen& s, const catalog::FormField& field);

std::string date_text(const Screen& s, Date date);          ///< "2026年12月4日"
std::string short_date_text(const Screen& s, Date date);    ///< "12月4日"
std::string month_text(const Screen& s, Date date);         ///< "2026年12月"
std::string date_with_weekday(const Screen& s, Date date);  ///< "2026年12月4日 星期五"
std::string moment_text(const Screen& s, UnixMillis when);  ///< "12月4日 09:41"
std::string number_text(double value);                      ///< without needless zeros

std::string state_text(const Screen& s, cases::CaseState state, cases::Outcome outcome);
ui::Tone state_tone(cases::CaseState state, cases::Outcome outcome);
ui::Icon state_icon(cases::CaseState state, cases::Outcome outcome);

/// What is wrong with a field, in plain words. `item` finds the name of the field another date is compared
/// with.
std::string problem_text(const Screen& s, const catalog::FormField* field, const cases::FieldProblem& problem,
                         const catalog::ServiceItem* item);

/// The value of a field for reading back, sensitive numbers masked; "" if it is empty.
std::string shown_value(const Screen& s, const catalog::FormField& field, const cases::FormValues& values);
/// Numbers masked unless the person asked for them on this page (ScreenMemory::revealed), then in groups.
std::string shown_id_number(const Screen& s, const std::string& number);
std::string shown_account(const Screen& s, const std::string& number);
std::string shown_phone(const Screen& s, const std::string& number);
/// Name of a column of a table field.
const std::string& column_label(const Screen& s, const catalog::TableColumn& column);
/// Latin letters in capitals, as receipts have them.
std::string upper_case(std::string text);
/// "0018 2345 ...": groups of four, for long numbers read aloud or compared by eye.
std::string grouped(std::string_view digits, std::size_t size = 4);

}  // namespace yitang::resident
