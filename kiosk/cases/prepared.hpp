// An application that somebody without a card has filled in for the counter: nothing of it is proven, and
// nothing of it is handed in. A clerk finds it by its reference; the card of the person goes on with it.
//
// The reference says nothing: 15 random characters (74 bits) and a check character of the receipts' alphabet
// and rule, behind "YP1." in the code, in groups of four for the eye ("7KQ4-M2ND-..."). Typing a person's
// number never leads to what is kept for it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/cases/draft.hpp"
#include "kiosk/cases/form.hpp"
#include "kiosk/catalog/calendar.hpp"
#include "kiosk/catalog/item.hpp"

namespace yitang {
class Random;
}

namespace yitang::cases {

inline constexpr std::string_view kPreparedPrefix = "YP1.";

std::string new_prepared_reference(Random& random);
bool is_prepared_reference(std::string_view text);
/// As a clerk types it: with or without the prefix, any case, full-width forms, spaces and hyphens; nullopt
/// if the check fails.
std::optional<std::string> parse_prepared_reference(std::string_view text);
/// "7KQ4-M2ND-0AXT-18RN", for a reference that is one.
std::string readable_reference(std::string_view reference);

/// The end of the working day of the counter that is `days` working days after `today`: no longer than that
/// is it kept.
UnixMillis prepared_until(Date today, int days, const catalog::HolidayCalendar& calendar);
/// Its last day.
Date last_day_of(const PreparedCase& prepared);

/// Name and number, as a person without a card types them. Keys begin with "typed.": they belong to no item
/// and are never handed in.
const std::vector<catalog::FormField>& typed_fields();
const catalog::FormField* typed_field(std::string_view key);
/// Canonical values that check_field() accepted.
Person typed_person(const FormValues& values);
void forget_typed(FormValues& values);

/// The applicant says who they are, and nothing proves it: such an application is never handed in here.
bool is_unproven(const std::optional<Person>& applicant, const std::optional<Agent>& agent);
/// Of the same letters, whatever stands between them: a name as typed and as on the card.
bool same_name(std::string_view left, std::string_view right);

}  // namespace yitang::cases
