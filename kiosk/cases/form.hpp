// The form of an item: which fields are asked, on which pages, prefilled with what, and whether a value is
// right. Pure functions over the item and the values. Wording belongs to the screens: problems are a closed
// set.
//
// Canonical values, by type: text, address, region (province and place in words): as typed, trimmed; enum:
// option code; several options: list of codes; date "2026-11-22"; datetime "2026-11-22 09:41"; time_range
// "09:00-11:30"; integer, decimal, money: ASCII digits without leading zeros or separators; phone, id_number,
// bank_card, uscc: ASCII without spaces, upper case; table: rows of cells in the order of the columns;
// consent, signature_ack: "true" or "".
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/date.hpp"
#include "kiosk/cases/person.hpp"
#include "kiosk/cases/values.hpp"
#include "kiosk/catalog/item.hpp"

namespace yitang::cases {

struct Draft;
struct Envelope;

enum class FieldProblemKind {
  Required,
  TooShort,     ///< limit: characters wanted at least
  TooLong,      ///< limit: characters allowed
  WrongLength,  ///< limit: characters wanted
  NotANumber,
  TooPrecise,    ///< limit: digits after the point allowed
  BelowMinimum,  ///< number
  AboveMaximum,  ///< number
  BadPhone,
  BadIdNumber,  ///< id_fault
  BadBankCard,  ///< mistyped: the check digit does not come out
  BadUscc,
  NotADate,
  NotATime,       ///< datetime, time_range
  DateTooEarly,   ///< date: first allowed day
  DateTooLate,    ///< date: last allowed day
  NotAfterField,  ///< other_key: the date that must be earlier
  NotInList,
  TooFewEntries,   ///< limit: choices or rows wanted
  TooManyEntries,  ///< limit: choices or rows allowed
  PatternMismatch,
  MustBeConfirmed,
  NotAChild,               ///< number of somebody of 14 or over where a child's is wanted
  NotAName,                ///< a person's name with digits, emoji or signs that no name has
  HasForbiddenCharacters,  ///< not UTF-8, control, direction-changing or invisible characters
};

enum class IdNumberFault { Length, Characters, Date, CheckDigit };

struct FieldProblem {
  FieldProblemKind kind = FieldProblemKind::Required;
  std::size_t limit = 0;
  double number = 0;
  Date date{};
  std::string other_key{};
  IdNumberFault id_fault = IdNumberFault::Length;
  int row = -1;  ///< tables: the cell at fault, counted from 0
  int column = -1;
  bool operator==(const FieldProblem&) const = default;
};

/// What rules refer to besides the values.
struct FormContext {
  UnixMillis now = 0;
  std::optional<Date> birth;  ///< the applicant's
  /// Number on the applicant's card, or as the office gave it for a code; "" if there is neither. It is right
  /// in a form whatever its check digit: cards with old numbering mistakes and foreigners' cards of 15
  /// characters exist.
  std::string card_number;
  std::string card_name;  ///< likewise: a name is right as the card has it
  Date today() const { return Date::of(now); }
};
FormContext form_context(const Draft& draft, UnixMillis now);
FormContext form_context(const Envelope& envelope, UnixMillis now);

/// More than any field of a catalogue may hold; longer input is TooLong whatever the item says.
inline constexpr std::size_t kMaxFieldCharacters = 4000;
inline constexpr std::size_t kMaxTableRows = 200;

bool is_shown(const catalog::FormField& field, const FormValues& values, const FormContext& context);

/// The value a prefilled field gets from this person; "" if the source says nothing (then it is asked).
std::string prefilled_value(const catalog::FormField& field, const Person& applicant, Date today);
/// Fills every prefilled field that is empty; name and number of a card replace what is there, an address
/// does not.
void prefill(const catalog::ServiceItem& item, const Person& applicant, Date today, FormValues& values);
/// True if the value is what the card reader, or the office for a code, gave: shown for confirmation, not
/// asked. An address stays correctable.
bool is_verified(const catalog::FormField& field, const FormValues& values, const Person& applicant,
                 Date today);

/// Name and number were typed already, on a page of their own: they are shown, not asked again.
bool is_typed(const Person& applicant);

/// The canonical form of what was typed, as far as that is certain. Never throws, whatever the bytes.
FieldValue normalised(const catalog::FormField& field, const FieldValue& value);

/// Problem of one field that is shown; nullopt if it is right. Takes canonical values.
std::optional<FieldProblem> check_field(const catalog::FormField& field, const FormValues& values,
                                        const FormContext& context);
/// Problems of all shown fields, by key. Values of unknown keys and of hidden fields are ignored.
std::map<std::string, FieldProblem> check_form(const catalog::ServiceItem& item, const FormValues& values,
                                               const FormContext& context);
/// Only the values of fields that are shown: what is signed and sent.
FormValues shown_values(const catalog::ServiceItem& item, const FormValues& values,
                        const FormContext& context);

enum class PageGroup {
  Verified,   ///< from the card: look and confirm
  Contact,    ///< applicant.*, guardian.*, other persons to reach
  Specifics,  ///< what this item needs to know
  Bank,
  Delivery,  ///< courier.*
  Consent,   ///< consents and declarations
};

inline constexpr std::size_t kFieldsOfPage = 3;

/// An appointment: the day is asked as a wish, or it stands on a page of its own with the places that are
/// left (slots.hpp). Its time of day is never asked.
enum class SlotQuestions { Asked, Planned };

struct FormPage {
  std::string id;  ///< stable over changes elsewhere: group and key of the first field
  PageGroup group = PageGroup::Specifics;
  int number = 1;                                 ///< within its group, when a group needs several pages
  std::vector<const catalog::FormField*> fields;  ///< of the item, which must outlive the page
};

/// Pages of the fields shown now, one question group each, at most kFieldsOfPage fields (Verified: all
/// together; a table alone). Nothing is asked twice; counted fields (derived.hpp) stand on no page.
std::vector<FormPage> form_pages(const catalog::ServiceItem& item, const FormValues& values,
                                 const std::optional<Person>& applicant, const FormContext& context,
                                 SlotQuestions slots = SlotQuestions::Asked);

// The check rules, also for other entries than form fields (an agent's number typed by hand).
/// Letters of any script, ideographs of all planes and of private use, the points, hyphens and apostrophes
/// that names have between them; a space inside. No digits, emoji or other signs.
bool is_person_name(std::string_view name);
std::optional<IdNumberFault> id_number_fault(std::string_view number, Date today);
bool passes_luhn(std::string_view digits);
bool is_uscc(std::string_view code);  ///< GB 32100, 18 characters
/// Birth date in an 18-character citizen number.
std::optional<Date> birth_of(std::string_view citizen_number);
/// A citizen number without anything a card would add.
Person person_from_number(std::string_view citizen_number, std::string name);

}  // namespace yitang::cases
