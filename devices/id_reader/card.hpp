// What an identity card says. Parsed from the 256-byte UTF-16LE text of a read answer; all four layouts.
// Pure functions. A Card is personal data: keep it no longer than needed, wipe() it, never log it.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "devices/transport.hpp"

namespace yitang::devices {

using Date = std::chrono::year_month_day;

enum class CardKind : std::uint8_t {
  Resident,              // resident identity card
  HongKongMacauTaiwan,   // residence permit, type J
  ForeignPermanent2017,  // foreign permanent resident, type I, 15-character number
  ForeignPermanent2023,  // foreign permanent resident, type Y, 18-digit number
};

// GB/T 2261.1
enum class Sex : std::uint8_t { Unknown = 0, Male = 1, Female = 2, NotStated = 9 };

// Oddities for the clerk's log. None of them is a reason to refuse the card: old numbering mistakes exist.
enum class CardWarning : std::uint8_t {
  NumberShape,              // not the characters and length that this kind of card has
  NumberCheckDigit,         // MOD 11-2 does not come out
  NumberBirth,              // date in the number is not the birth date
  NumberSex,                // sequence number says the other sex
  NumberRegion,             // region does not go with the kind of card
  DateUnreadable,           // a date field is neither blank nor a date; it is left empty
  DateOrder,                // birth, issue and expiry are not in this order
  SexUnknownCode,           // code outside the standard; taken as unknown
  NationUnknownCode,        // code outside the standard; the code is kept
  NameMayBeCut,             // the name fills its field
  FieldBlank,               // name or number is blank
  NewestAddressUnreadable,  // there is one, but its characters are broken
  ValidityTerm,             // not a term of validity that is given at this age
};

// Texts are UTF-8, trimmed. Private-use code points and CJK extensions are kept as they are.
struct Card {
  CardKind kind = CardKind::Resident;
  std::string name;        // to show: the Chinese name if there is one, else the Latin name
  std::string latin_name;  // foreign cards only; may be cut at 60 (2017) or 46 (2023) characters
  Sex sex = Sex::Unknown;
  std::string nation_code;  // two digits GB/T 3304, or three letters for foreign cards; empty on type J
  std::string nation;       // Chinese name of the code; empty if unknown or foreign
  std::optional<Date> birth;
  std::string address;
  std::string newest_address;  // what was written to the card later; empty if nothing
  std::string number;
  std::string authority;
  std::optional<Date> valid_from;
  std::optional<Date> valid_to;  // last valid day; empty when blank or long-term
  bool long_term = false;        // "长期"

  std::string permit_number;  // type J: travel permit
  std::string issue_count;    // type J: times issued; 2023: times renewed
  std::string card_version;   // 2017
  std::string former_number;  // 2023: link to the 15-character number, as stored

  std::vector<CardWarning> warnings;
};

// `text` must be exactly 256 bytes. Errors: BadArgument (size), Protocol (lone surrogate, control character;
// error.offset is the place in `text`). Never partial data.
[[nodiscard]] Result<Card> parse_card_text(ByteView text);

// The 70 bytes of ReadExtraAddress.
[[nodiscard]] Result<std::string> parse_extra_address(ByteView text);

// After the last valid day. Long-term and blank are never expired. `today` is the local date in China.
[[nodiscard]] bool expired(const Card& card, Date today);
// Before its first valid day (a wrong clock, or a wrong card).
[[nodiscard]] bool not_yet_valid(const Card& card, Date today);

// Whether a resident card is valid for as long as it would be at the age of its holder on the first day:
// under 16 years of age 5 years, to 25 10 years, to 45 20 years, from 46 on without end. A birthday since the
// application is allowed for. True for other kinds of cards, and when a date is unknown.
[[nodiscard]] bool usual_validity_term(const Card& card);

// Citizen number after GB 11643-1999.
[[nodiscard]] char citizen_check_digit(std::string_view first_seventeen);  // '\0' unless 17 digits
[[nodiscard]] bool citizen_number_valid(
    std::string_view number);  // 18 characters, date exists, check digit right

// Chinese name of a GB/T 3304 code, or empty.
[[nodiscard]] std::string_view nation_name(std::string_view code);
// Roman spelling of the same (GB/T 3304, "Han", "Uygur"), or empty.
[[nodiscard]] std::string_view nation_romanised(std::string_view code);

// "990***********2345": first three and last four. Short numbers are hidden wholly.
[[nodiscard]] std::string mask_number(std::string_view number);
// "张**": the first character stays (the first word of a Latin name).
[[nodiscard]] std::string mask_name(std::string_view name);
// A copy for logs of tests and for showing: name, number, birth date, addresses, permits masked.
[[nodiscard]] Card masked(const Card& card);

void wipe(Card& card);

// Stable lower-case names for JSON: "resident", "male", "number-check-digit".
[[nodiscard]] std::string_view name_of(CardKind kind);
[[nodiscard]] std::string_view name_of(Sex sex);
[[nodiscard]] std::string_view name_of(CardWarning warning);

}  // namespace yitang::devices
