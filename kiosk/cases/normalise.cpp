// From what was typed to the canonical value. Changes only what is certain; the rest is left for check_field
// to name.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "kiosk/base/text.hpp"
#include "kiosk/cases/form.hpp"

namespace yitang::cases {
namespace {

using catalog::FieldType;
using catalog::FormField;

constexpr std::size_t kMaxTypedBytes = kMaxFieldCharacters * 4;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string without(std::string_view text, std::string_view unwanted) {
  std::string out;
  for (const char c : text) {
    if (unwanted.find(c) == std::string_view::npos) out += c;
  }
  return out;
}

std::string upper(std::string text) {
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return text;
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

std::string plain_number(std::string_view typed) {
  auto text = without(to_half_width(typed), " ,\t");
  replace_all(text, "¥", "");
  replace_all(text, "\uFFE5", "");  // the full-width one has no half-width form
  if (text.size() > 1 && text[0] == '+' && is_digit(text[1])) text.erase(0, 1);  // "++" is no number
  const bool negative = text.starts_with('-');
  if (negative) text.erase(0, 1);
  while (text.size() > 1 && text[0] == '0' && is_digit(text[1])) text.erase(0, 1);
  return (negative ? "-" : "") + text;
}

std::string plain_phone(std::string_view typed) {
  auto text = without(to_half_width(typed), " \t");
  auto digits = without(text, "-+");
  const bool mobile = digits.size() == 11 && digits[0] == '1';
  if (mobile) return digits;
  if (digits.size() == 13 && digits.starts_with("861")) return digits.substr(2);
  return text;
}

std::vector<std::string> digit_groups(std::string_view text) {
  std::vector<std::string> groups;
  bool inside = false;
  for (const char c : text) {
    if (is_digit(c)) {
      if (!inside) groups.emplace_back();
      groups.back() += c;
    }
    inside = is_digit(c);
  }
  return groups;
}

/// Only digits and the marks that people put between them.
bool has_only_date_marks(std::string text) {
  for (const std::string_view mark : {"年", "月", "日", "号"}) replace_all(text, mark, "");
  return without(text, "0123456789-/. ").empty();
}

std::string padded(const std::string& digits) { return digits.size() == 1 ? "0" + digits : digits; }

/// "2026年1月2日", "2026/1/2", "20260102", "2026-01" (the first day of it) become ISO; anything else stays.
std::string plain_date(std::string_view typed) {
  auto text = trim(to_half_width(typed));
  if (!has_only_date_marks(text)) return text;
  const auto groups = digit_groups(text);
  std::string iso;
  if (groups.size() == 1 && groups[0].size() == 8) iso = groups[0];
  if (groups.size() == 2) iso = groups[0] + "-" + padded(groups[1]) + "-01";
  if (groups.size() == 3) iso = groups[0] + "-" + padded(groups[1]) + "-" + padded(groups[2]);
  const auto date = Date::parse(iso);
  return date ? date->iso() : text;
}

/// "9:05" becomes "09:05".
std::string plain_time(std::string_view typed) {
  const auto text = trim(typed);
  const auto colon = text.find(':');
  return colon == 1 ? "0" + text : text;
}

std::string plain_date_time(std::string_view typed) {
  auto text = to_half_width(typed);
  std::replace(text.begin(), text.end(), 'T', ' ');
  text = trim(text);  // after it: a T at an end parts nothing
  const auto gap = text.rfind(' ');
  if (gap == std::string::npos) return plain_date(text);
  return plain_date(text.substr(0, gap)) + " " + plain_time(text.substr(gap + 1));
}

std::string plain_time_range(std::string_view typed) {
  auto text = to_half_width(typed);
  for (const std::string_view mark : {"至", "到", "~", "—", "–"}) replace_all(text, mark, "-");
  const auto dash = text.find('-');
  if (dash == std::string::npos) return trim(text);
  return plain_time(text.substr(0, dash)) + "-" + plain_time(text.substr(dash + 1));
}

std::string plain_text(FieldType type, std::string_view typed) {
  if (typed.size() > kMaxTypedBytes || !is_utf8(typed)) return std::string(typed);
  switch (type) {
    case FieldType::Integer:
    case FieldType::Decimal:
    case FieldType::Money: return plain_number(typed);
    case FieldType::Phone: return plain_phone(typed);
    case FieldType::IdNumber:
    case FieldType::BankCard:
    case FieldType::Uscc: return upper(without(to_half_width(typed), " \t-"));
    case FieldType::Date: return plain_date(typed);
    case FieldType::DateTime: return plain_date_time(typed);
    case FieldType::TimeRange: return plain_time_range(typed);
    case FieldType::Text:
    case FieldType::Address:
    case FieldType::Region:
    case FieldType::Enum:
    case FieldType::MultiEnum:
    case FieldType::Table:
    case FieldType::Consent:
    case FieldType::SignatureAck: return trim(typed);
  }
  return std::string(typed);
}

Table plain_table(const FormField& field, const Table& typed) {
  Table rows;
  for (const auto& row : typed) {
    TableRow plain;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const auto& columns = field.validation.columns;
      plain.push_back(plain_text(i < columns.size() ? columns[i].type : FieldType::Text, row[i]));
    }
    const bool empty = std::all_of(plain.begin(), plain.end(), [](const auto& cell) { return cell.empty(); });
    if (!empty) rows.push_back(std::move(plain));
    if (rows.size() > kMaxTableRows) break;  // one more than allowed is enough to be told
  }
  return rows;
}

/// Codes in the order of the options, each once; unknown ones behind, so that they are still found out.
std::vector<std::string> plain_choices(const FormField& field, std::vector<std::string> chosen) {
  std::vector<std::string> plain;
  for (const auto& option : field.validation.options) {
    const auto at = std::find(chosen.begin(), chosen.end(), option.code);
    if (at == chosen.end()) continue;
    plain.push_back(option.code);
    chosen.erase(std::remove(chosen.begin(), chosen.end(), option.code), chosen.end());
  }
  plain.insert(plain.end(), chosen.begin(), chosen.end());
  return plain;
}

}  // namespace

FieldValue normalised(const FormField& field, const FieldValue& value) {
  if (const auto* table = std::get_if<Table>(&value)) return plain_table(field, *table);
  if (const auto* chosen = std::get_if<std::vector<std::string>>(&value))
    return plain_choices(field, *chosen);
  std::string plain = plain_text(field.type, std::get<std::string>(value));
  if (auto date = Date::parse(plain); field.validation.by_month && date) {
    date->day = 1;
    plain = date->iso();
  }
  return plain;
}

}  // namespace yitang::cases
