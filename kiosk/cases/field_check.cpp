// Whether one value is right. The order of the checks decides which problem is named: form before content.
#include <algorithm>
#include <charconv>
#include <cmath>

#include "kiosk/base/text.hpp"
#include "kiosk/cases/form.hpp"

namespace yitang::cases {
namespace {

using catalog::FieldType;
using catalog::FormField;
using catalog::Validation;
using Kind = FieldProblemKind;
using Found = std::optional<FieldProblem>;

constexpr std::size_t kMaxDigits = 15;  ///< what a double still holds exactly

FieldProblem problem(Kind kind) { return {.kind = kind}; }
FieldProblem with_limit(Kind kind, std::size_t limit) { return {.kind = kind, .limit = limit}; }
FieldProblem with_date(Kind kind, Date date) { return {.kind = kind, .date = date}; }

bool is_forbidden(char32_t c) {
  if (c < 0x20 && c != U'\n') return true;
  if (c >= 0x7F && c < 0xA0) return true;
  if (c == 0x061C || c == 0x180E) return true;  // a direction mark, an invisible separator
  if (c >= 0x200B && c <= 0x200F) return true;  // zero width, direction marks
  if (c >= 0x2028 && c <= 0x202E) return true;  // separators, direction overrides
  if (c >= 0x2060 && c <= 0x206F) return true;  // invisible operators, isolates
  if (c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFC)) return true;
  if (c >= 0xFDD0 && c <= 0xFDEF) return true;    // noncharacters
  if (c >= 0xE0000 && c <= 0xE007F) return true;  // tags
  return (c & 0xFFFE) == 0xFFFE;
}

Found check_characters(std::string_view text) {
  if (text.size() > kMaxFieldCharacters * 4) return with_limit(Kind::TooLong, kMaxFieldCharacters);
  if (!is_utf8(text)) return problem(Kind::HasForbiddenCharacters);
  const auto points = decode_utf8(text);
  if (std::any_of(points.begin(), points.end(), is_forbidden)) return problem(Kind::HasForbiddenCharacters);
  if (points.size() > kMaxFieldCharacters) return with_limit(Kind::TooLong, kMaxFieldCharacters);
  return std::nullopt;
}

Found check_length(const Validation& rules, std::string_view text) {
  const auto length = length_utf8(text);
  if (rules.length && length != *rules.length) return with_limit(Kind::WrongLength, *rules.length);
  if (rules.min_length && length < *rules.min_length) return with_limit(Kind::TooShort, *rules.min_length);
  if (rules.max_length && length > *rules.max_length) return with_limit(Kind::TooLong, *rules.max_length);
  return std::nullopt;
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Digits after the point, or nullopt if `text` is no plain decimal number.
std::optional<std::size_t> decimals_of(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  const auto point = text.find('.');
  if (!all_digits(text.substr(0, point))) return std::nullopt;
  if (point == std::string_view::npos) return 0;
  const auto fraction = text.substr(point + 1);
  if (!all_digits(fraction)) return std::nullopt;
  return fraction.size();
}

Found check_number(FieldType type, const Validation& rules, std::string_view text) {
  const auto decimals = decimals_of(text);
  if (!decimals) return problem(Kind::NotANumber);
  const int standard = type == FieldType::Integer ? 0 : type == FieldType::Money ? 2 : 6;
  const auto scale = static_cast<std::size_t>(std::max(0, rules.scale.value_or(standard)));
  if (*decimals > scale) return with_limit(Kind::TooPrecise, scale);
  if (text.size() > kMaxDigits + 2) return with_limit(Kind::TooLong, kMaxDigits);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return problem(Kind::NotANumber);
  if (rules.min && value < *rules.min) return FieldProblem{.kind = Kind::BelowMinimum, .number = *rules.min};
  if (rules.max && value > *rules.max) return FieldProblem{.kind = Kind::AboveMaximum, .number = *rules.max};
  return std::nullopt;
}

Found check_bounds(const Validation& rules, Date date, const FormContext& context) {
  if (rules.earliest) {
    auto first = rules.earliest->resolve(context.today(), context.birth);
    if (first && rules.by_month) first->day = 1;  // the month in which the limit lies is allowed
    if (first && date < *first) return with_date(Kind::DateTooEarly, *first);
  }
  if (rules.latest) {
    const auto last = rules.latest->resolve(context.today(), context.birth);
    if (last && date > *last) return with_date(Kind::DateTooLate, *last);
  }
  return std::nullopt;
}

Found check_date(const Validation& rules, std::string_view text, const FormContext& context) {
  const auto date = text.size() == 10 ? Date::parse(text) : std::nullopt;
  if (!date || date->year < 1850 || date->year > 2200) return problem(Kind::NotADate);
  return check_bounds(rules, *date, context);
}

bool is_time(std::string_view text) {
  if (text.size() != 5 || text[2] != ':' || !all_digits(text.substr(0, 2)) || !all_digits(text.substr(3)))
    return false;
  return text.substr(0, 2) <= "23" && text.substr(3) <= "59";
}

Found check_date_time(const Validation& rules, std::string_view text, const FormContext& context) {
  if (text.size() != 16 || text[10] != ' ') {
    return problem(Date::parse(text.substr(0, 10)) ? Kind::NotATime : Kind::NotADate);
  }
  if (auto found = check_date(rules, text.substr(0, 10), context)) return found;
  if (!is_time(text.substr(11))) return problem(Kind::NotATime);
  const bool until_now = rules.latest && rules.latest->base == catalog::DateBound::Base::Now;
  if (until_now && rules.latest->days == 0 && rules.latest->years == 0 &&
      text > date_time_text(context.now)) {
    return with_date(Kind::DateTooLate, context.today());
  }
  return std::nullopt;
}

Found check_time_range(std::string_view text) {
  const bool shaped =
      text.size() == 11 && text[5] == '-' && is_time(text.substr(0, 5)) && is_time(text.substr(6));
  if (!shaped || text.substr(0, 5) >= text.substr(6)) return problem(Kind::NotATime);
  return std::nullopt;
}

Found check_phone(const Validation& rules, std::string_view text) {
  if (rules.pattern) return rules.pattern->matches(text) ? std::nullopt : Found(problem(Kind::BadPhone));
  const bool marks_only = text.find_first_not_of("0123456789-") == std::string_view::npos;
  return marks_only && text.size() >= 7 && text.size() <= 15 ? std::nullopt : Found(problem(Kind::BadPhone));
}

Found check_id_number(std::string_view text, const FormContext& context) {
  if (!context.card_number.empty() && text == context.card_number) return std::nullopt;
  const auto fault = id_number_fault(text, context.today());
  if (!fault) return std::nullopt;
  return FieldProblem{.kind = Kind::BadIdNumber, .id_fault = *fault};
}

Found check_bank_card(const Validation& rules, std::string_view text) {
  if (!all_digits(text)) return problem(Kind::NotANumber);
  if (auto found = check_length(rules, text)) return found;
  const bool checked = rules.checksum == catalog::Checksum::Luhn;
  return !checked || passes_luhn(text) ? std::nullopt : Found(problem(Kind::BadBankCard));
}

Found check_option(const Validation& rules, std::string_view code) {
  return rules.option(code) ? std::nullopt : Found(problem(Kind::NotInList));
}

Found check_words(const Validation& rules, std::string_view text, const FormContext& context) {
  if (rules.person_name && !context.card_name.empty() && text == context.card_name) return std::nullopt;
  if (rules.person_name && !is_person_name(text)) return problem(Kind::NotAName);
  if (auto found = check_length(rules, text)) return found;
  if (rules.pattern && !rules.pattern->matches(text)) return problem(Kind::PatternMismatch);
  return std::nullopt;
}

/// One non-empty text of the given type.
Found check_text(FieldType type, const Validation& rules, std::string_view text, const FormContext& context) {
  if (auto found = check_characters(text)) return found;
  switch (type) {
    case FieldType::Integer:
    case FieldType::Decimal:
    case FieldType::Money: return check_number(type, rules, text);
    case FieldType::Date: return check_date(rules, text, context);
    case FieldType::DateTime: return check_date_time(rules, text, context);
    case FieldType::TimeRange: return check_time_range(text);
    case FieldType::Phone: return check_phone(rules, text);
    case FieldType::IdNumber: return check_id_number(text, context);
    case FieldType::BankCard: return check_bank_card(rules, text);
    case FieldType::Uscc: return is_uscc(text) ? std::nullopt : Found(problem(Kind::BadUscc));
    case FieldType::Enum:
    case FieldType::MultiEnum: return check_option(rules, text);
    case FieldType::Consent:
    case FieldType::SignatureAck:
      return text == "true" ? std::nullopt : Found(problem(Kind::MustBeConfirmed));
    case FieldType::Text:
    case FieldType::Address:
    case FieldType::Region:
    case FieldType::Table: return check_words(rules, text, context);
  }
  return std::nullopt;
}

Found check_count(std::size_t count, std::optional<std::size_t> least, std::optional<std::size_t> most) {
  if (least && count < *least) return with_limit(Kind::TooFewEntries, *least);
  if (most && count > *most) return with_limit(Kind::TooManyEntries, *most);
  return std::nullopt;
}

Found check_choices(const Validation& rules, const std::vector<std::string>& chosen) {
  for (const auto& code : chosen) {
    if (auto found = check_option(rules, code)) return found;
  }
  auto sorted = chosen;
  std::sort(sorted.begin(), sorted.end());
  if (std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end()) return problem(Kind::NotInList);
  return check_count(chosen.size(), rules.min_items, rules.max_items);
}

Found check_row(const Validation& rules, const TableRow& row, const FormContext& context) {
  for (std::size_t i = 0; i < rules.columns.size(); ++i) {
    const std::string_view cell = i < row.size() ? std::string_view(row[i]) : std::string_view();
    Validation rules_of_cell;
    rules_of_cell.options = rules.columns[i].options;
    rules_of_cell.person_name = rules.columns[i].person_name;
    auto found = cell.empty() ? Found(problem(Kind::Required))
                              : check_text(rules.columns[i].type, rules_of_cell, cell, context);
    if (!found) continue;
    found->column = static_cast<int>(i);
    return found;
  }
  if (row.size() > rules.columns.size()) return with_limit(Kind::TooManyEntries, rules.columns.size());
  return std::nullopt;
}

Found check_table(const Validation& rules, const Table& rows, const FormContext& context) {
  if (auto found = check_count(rows.size(), rules.min_rows, rules.max_rows.value_or(kMaxTableRows)))
    return found;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (auto found = check_row(rules, rows[i], context)) {
      found->row = static_cast<int>(i);
      return found;
    }
  }
  return std::nullopt;
}

bool takes_list(const FormField& field) {
  return field.type == FieldType::MultiEnum || (field.type == FieldType::Enum && field.validation.multiple);
}

Found check_shape(const FormField& field, const FieldValue& value, const FormContext& context) {
  if (const auto* rows = std::get_if<Table>(&value)) {
    if (field.type != FieldType::Table) return problem(Kind::NotInList);
    return check_table(field.validation, *rows, context);
  }
  if (const auto* chosen = std::get_if<std::vector<std::string>>(&value)) {
    if (!takes_list(field)) return problem(Kind::NotInList);
    return check_choices(field.validation, *chosen);
  }
  if (field.type == FieldType::Table || takes_list(field)) return problem(Kind::NotInList);
  return check_text(field.type, field.validation, std::get<std::string>(value), context);
}

Found check_order(const FormField& field, const FormValues& values) {
  if (field.validation.after.empty()) return std::nullopt;
  const auto own = Date::parse(text_of(values, field.key));
  const auto other = Date::parse(text_of(values, field.validation.after));
  if (!own || !other || *own > *other) return std::nullopt;
  return FieldProblem{.kind = Kind::NotAfterField, .date = *other, .other_key = field.validation.after};
}

}  // namespace

std::optional<FieldProblem> check_field(const FormField& field, const FormValues& values,
                                        const FormContext& context) {
  const auto value = values.find(field.key);
  if (value == values.end() || is_empty(value->second)) {
    if (field.validation.must_be_true) return problem(Kind::MustBeConfirmed);
    const bool may_be_empty = field.type == FieldType::Table && field.validation.min_rows == std::size_t{0};
    if (!field.required || may_be_empty) return std::nullopt;
    return problem(Kind::Required);
  }
  if (auto found = check_shape(field, value->second, context)) return found;
  return check_order(field, values);
}

}  // namespace yitang::cases
