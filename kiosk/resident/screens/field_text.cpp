#include "kiosk/resident/screens/field_text.hpp"

#include <utility>

#include "kiosk/cases/derived.hpp"
#include "kiosk/cases/form.hpp"
#include "kiosk/cases/money_words.hpp"
#include "kiosk/catalog/labels.hpp"
#include "kiosk/resident/screens/words.hpp"

namespace yitang::resident {
namespace {

using Type = catalog::FieldType;

ui::KeyboardMode keyboard_of(Type type) {
  switch (type) {
    case Type::Phone: return ui::KeyboardMode::Phone;
    case Type::IdNumber: return ui::KeyboardMode::IdNumber;
    case Type::BankCard:
    case Type::Integer: return ui::KeyboardMode::Digits;
    case Type::Decimal:
    case Type::Money: return ui::KeyboardMode::Decimal;
    case Type::Uscc: return ui::KeyboardMode::Latin;
    default: return ui::KeyboardMode::Pinyin;
  }
}

std::size_t length_of(Type type) {
  switch (type) {
    case Type::Phone: return 13;
    case Type::IdNumber:
    case Type::Uscc: return 18;
    case Type::BankCard: return 19;
    case Type::Integer:
    case Type::Decimal:
    case Type::Money: return 12;
    default: return 0;
  }
}

bool is_person_name(std::string_view key) {
  return key == "name" || key.ends_with(".name") || key.ends_with("_name");
}

std::string plain_value(const Screen& s, const catalog::FormField& field) {
  const auto found = s.state.draft.values.find(field.key);
  if (found == s.state.draft.values.end() || !std::holds_alternative<std::string>(found->second)) return {};
  return std::get<std::string>(cases::normalised(field, found->second));
}

/// Whose card it is stands under the number; a bank that nobody listed is asked for, not refused.
std::string bank_hint(const Screen& s, const catalog::FormField& field) {
  constexpr std::size_t shortest = 16;
  const std::string number = plain_value(s, field);
  if (number.size() < shortest || !cases::passes_luhn(number)) return s.tr("field.bank_hint");
  const catalog::Option* issuer = s.context.catalog.card_issuer(number);
  if (issuer != nullptr) return s.tr("field.bank_is", {{"bank", s.of(issuer->label)}});
  return s.tr("field.bank_unknown");
}

std::string money_hint(const Screen& s, const catalog::FormField& field) {
  const std::string sum = plain_value(s, field);
  const std::string words = s.state.language == Language::Chinese ? cases::money_in_chinese(sum)
                                                                  : cases::money_with_separators(sum);
  if (words.empty()) return field.required ? "" : s.tr("field.may_be_empty");
  return s.tr("field.money_words", {{"amount", words}});
}

}  // namespace

EntrySpec entry_for(const Screen&, const catalog::FormField& field, std::string value) {
  EntrySpec spec;
  spec.key = field.key;
  spec.value = std::move(value);
  spec.mode = field.key == "typed.certificate" ? ui::KeyboardMode::Latin : keyboard_of(field.type);
  spec.person_name = field.type == Type::Text && is_person_name(field.key) && !field.key.starts_with("bank.");
  spec.max_length = length_of(field.type);
  if (spec.max_length == 0)
    spec.max_length = field.validation.length.value_or(field.validation.max_length.value_or(200));
  return spec;
}

EntrySpec entry_for(const catalog::TableColumn& column, std::string key, std::string value) {
  EntrySpec spec;
  spec.key = std::move(key);
  spec.value = std::move(value);
  spec.mode = keyboard_of(column.type);
  spec.person_name = column.type == Type::Text && is_person_name(column.key);
  spec.max_length = length_of(column.type);
  if (spec.max_length == 0) spec.max_length = 60;
  return spec;
}

std::string label_with_unit(const Screen& s, const catalog::FormField& field) {
  const std::string label = field_label(s, field);
  const auto unit = field.type == Type::Money ? std::optional(catalog::Unit::Cny) : field.validation.unit;
  if (!unit) return label;
  return s.tr("field.with_unit", {{"label", label}, {"unit", s.of(catalog::label_of(*unit))}});
}

std::string field_hint(const Screen& s, const catalog::FormField& field) {
  if (field.validation.slot == catalog::SlotPart::Day) return s.tr("slots.wish_hint");
  switch (field.type) {
    case Type::Phone: return s.tr("field.phone_hint");
    case Type::BankCard: return bank_hint(s, field);
    case Type::Money: return money_hint(s, field);
    default: return field.required ? "" : s.tr("field.may_be_empty");
  }
}

std::string field_question(const Screen& s, const catalog::FormField& field) {
  if (s.state.item == nullptr) return {};
  const catalog::FormField* number = cases::card_number_of(*s.state.item, field.key);
  const std::string chosen(cases::text_of(s.state.draft.values, field.key));
  if (number == nullptr || chosen.empty()) return {};
  const std::string digits = plain_value(s, *number);
  const catalog::Option* issuer =
      cases::passes_luhn(digits) ? s.context.catalog.card_issuer(digits) : nullptr;
  if (issuer == nullptr || issuer->code == chosen) return {};
  return s.tr("field.bank_other", {{"bank", s.of(issuer->label)}});
}

std::string field_placeholder(const Screen& s, const catalog::FormField& field) {
  switch (field.type) {
    case Type::Enum:
    case Type::MultiEnum:
    case Type::Region: return s.tr("field.choose");
    case Type::Date:
    case Type::DateTime:
    case Type::TimeRange: return s.tr("field.choose_date");
    default: return s.tr("field.touch");
  }
}

std::string grouped_phone(const std::string& number) {
  if (number.size() != 11 || number.find_first_not_of("0123456789") != std::string::npos) return number;
  return number.substr(0, 3) + " " + number.substr(3, 4) + " " + number.substr(7);
}

std::string grouped_id_number(const std::string& number) {
  if (number.size() != 18) return number;
  return number.substr(0, 6) + " " + number.substr(6, 8) + " " + number.substr(14);
}

std::string grouped_for_reading(const catalog::FormField& field, const std::string& value) {
  if (field.type == Type::BankCard) return grouped(value);
  if (field.type == Type::Phone) return grouped_phone(value);
  if (field.type == Type::IdNumber) return grouped_id_number(value);
  return value;
}

}  // namespace yitang::resident
