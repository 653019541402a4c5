#include "kiosk/cases/prepared.hpp"

#include <algorithm>

#include "kiosk/base/random.hpp"
#include "kiosk/base/text.hpp"
#include "kiosk/cases/receipt_number.hpp"

namespace yitang::cases {
namespace {

constexpr std::size_t kReferenceLength = 16;
constexpr std::size_t kLongestTyped = 200;

std::vector<catalog::FormField> make_typed_fields() {
  catalog::FormField name;
  name.key = "typed.name";
  name.label = {"您的姓名（和身份证上一样）", "Your name, as on your ID card"};
  name.type = catalog::FieldType::Text;
  name.required = true;
  name.validation.person_name = true;
  name.validation.max_length = 30;
  catalog::FormField number;
  number.key = "typed.number";
  number.label = {"您的身份证号（18位）", "Your ID number (18 characters)"};
  number.type = catalog::FieldType::IdNumber;
  number.required = true;
  return {name, number};
}

std::u32string letters_of(std::string_view name) {
  std::u32string letters;
  for (const char32_t point : decode_utf8(to_half_width(name))) {
    const bool between = point == U' ' || point == U'·' || point == U'•' || point == U'・' || point == U'.' ||
                         point == U'-' || point == U'\'' || point == U'‧' || point == U'\u3000';
    if (between) continue;
    letters += point >= U'a' && point <= U'z' ? static_cast<char32_t>(point - U'a' + U'A') : point;
  }
  return letters;
}

}  // namespace

std::string new_prepared_reference(Random& random) {
  return std::string(kPreparedPrefix) +
         with_check_character(random.text(kReferenceLength - 1, kReceiptAlphabet));
}

bool is_prepared_reference(std::string_view text) {
  return text.size() == kPreparedPrefix.size() + kReferenceLength && text.starts_with(kPreparedPrefix) &&
         check_character_fits(text.substr(kPreparedPrefix.size()));
}

std::optional<std::string> parse_prepared_reference(std::string_view text) {
  if (text.size() > kLongestTyped) return std::nullopt;
  std::string all = compact_number(text);
  if (!all.starts_with(kPreparedPrefix)) all.insert(0, kPreparedPrefix);
  if (!is_prepared_reference(all)) return std::nullopt;
  return all;
}

std::string readable_reference(std::string_view reference) {
  std::string groups;
  const std::string_view body = reference.substr(std::min(reference.size(), kPreparedPrefix.size()));
  for (std::size_t i = 0; i < body.size(); ++i) {
    if (i != 0 && i % 4 == 0) groups += '-';
    groups += body[i];
  }
  return groups;
}

UnixMillis prepared_until(Date today, int days, const catalog::HolidayCalendar& calendar) {
  return start_of(calendar.add_workdays(today, days).plus_days(1));
}

Date last_day_of(const PreparedCase& prepared) { return Date::of(prepared.until - 1); }

const std::vector<catalog::FormField>& typed_fields() {
  static const std::vector<catalog::FormField> fields = make_typed_fields();
  return fields;
}

const catalog::FormField* typed_field(std::string_view key) {
  const auto& all = typed_fields();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const auto& field) { return field.key == key; });
  return found == all.end() ? nullptr : &*found;
}

Person typed_person(const FormValues& values) {
  return person_from_number(text_of(values, "typed.number"), std::string(text_of(values, "typed.name")));
}

void forget_typed(FormValues& values) {
  std::erase_if(values, [](const auto& value) { return value.first.starts_with("typed."); });
}

bool is_unproven(const std::optional<Person>& applicant, const std::optional<Agent>& agent) {
  return applicant && applicant->source == PersonSource::Typed && !agent;
}

bool same_name(std::string_view left, std::string_view right) {
  return !left.empty() && letters_of(left) == letters_of(right);
}

}  // namespace yitang::cases
