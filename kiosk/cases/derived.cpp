#include "kiosk/cases/derived.hpp"

#include <algorithm>
#include <string>

#include "kiosk/cases/form.hpp"

namespace yitang::cases {
namespace {

using catalog::FieldType;
using catalog::FormField;
using catalog::ServiceItem;

std::string beside(std::string_view key, std::string_view name) {
  const std::size_t dot = key.rfind('.');
  if (dot == std::string_view::npos) return std::string(name);
  return std::string(key.substr(0, dot + 1)) + std::string(name);
}

bool is_sex(std::string_view key) { return key.ends_with("sex") || key.ends_with("gender"); }

bool is_right_number(std::string_view number, Date today) {
  return number.size() == 18 && !id_number_fault(number, today);
}

void set_if_empty(FormValues& values, const std::string& key, std::string value) {
  if (!value.empty() && text_of(values, key).empty()) values[key] = std::move(value);
}

/// What a citizen number says to a field or a column of this type and key; "" if nothing.
std::string told_by_number(FieldType type, std::string_view key, const std::vector<catalog::Option>& options,
                           const Person& person) {
  if (type == FieldType::Date && key.ends_with("birth")) return person.birth ? person.birth->iso() : "";
  if (type != FieldType::Enum || !is_sex(key)) return {};
  const bool offered = std::any_of(options.begin(), options.end(),
                                   [&](const catalog::Option& option) { return option.code == person.sex; });
  return offered ? person.sex : std::string();
}

void fill_from_number(const ServiceItem& item, std::string_view key, Date today, FormValues& values) {
  const std::string number(text_of(values, key));
  if (!is_right_number(number, today)) return;
  const Person person = person_from_number(number, {});
  for (const char* name : {"birth", "sex", "gender"}) {
    const std::string other = beside(key, name);
    const FormField* field = item.field(other);
    if (field == nullptr) continue;
    set_if_empty(values, other, told_by_number(field->type, other, field->validation.options, person));
  }
}

void fill_rows(const FormField& field, Date today, FormValues& values) {
  const auto found = values.find(field.key);
  Table* rows = found == values.end() ? nullptr : std::get_if<Table>(&found->second);
  if (rows == nullptr) return;
  const auto& columns = field.validation.columns;
  const auto numbers = std::find_if(columns.begin(), columns.end(), [](const catalog::TableColumn& column) {
    return column.type == FieldType::IdNumber;
  });
  if (numbers == columns.end()) return;
  const auto at = static_cast<std::size_t>(numbers - columns.begin());
  for (TableRow& row : *rows) {
    row.resize(std::max(row.size(), columns.size()));
    if (!is_right_number(row[at], today)) continue;
    const Person person = person_from_number(row[at], {});
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (row[i].empty())
        row[i] = told_by_number(columns[i].type, columns[i].key, columns[i].options, person);
    }
  }
}

const FormField* beside_of_type(const ServiceItem& item, std::string_view key, std::string_view name,
                                FieldType type) {
  const FormField* field = item.field(beside(key, name));
  return field != nullptr && field->type == type ? field : nullptr;
}

}  // namespace

bool is_counted(const FormField& field) { return !field.validation.rows_of.empty(); }

void count_rows(const ServiceItem& item, FormValues& values) {
  for (const FormField& field : item.form) {
    if (!is_counted(field)) continue;
    const auto found = values.find(field.validation.rows_of);
    const Table* rows = found == values.end() ? nullptr : std::get_if<Table>(&found->second);
    const std::size_t count = rows == nullptr ? 0 : rows->size();
    values[field.key] = std::to_string(count + static_cast<std::size_t>(field.validation.rows_more));
  }
}

const catalog::Option* issuer_among(const catalog::Catalog& catalog, const FormField& field,
                                    std::string_view card_number) {
  const catalog::Option* issuer = catalog.card_issuer(card_number);
  return issuer == nullptr ? nullptr : field.validation.option(issuer->code);
}

const FormField* bank_name_of(const ServiceItem& item, std::string_view card_key) {
  return beside_of_type(item, card_key, "name", FieldType::Enum);
}

const FormField* card_number_of(const ServiceItem& item, std::string_view bank_key) {
  if (!bank_key.ends_with(".name")) return nullptr;
  return beside_of_type(item, bank_key, "card_no", FieldType::BankCard);
}

void fill_from(const catalog::Catalog& catalog, const ServiceItem& item, std::string_view key, Date today,
               FormValues& values) {
  const FormField* field = item.field(key);
  if (field == nullptr) return;
  if (field->type == FieldType::IdNumber) fill_from_number(item, key, today, values);
  if (field->type == FieldType::Table) fill_rows(*field, today, values);
  count_rows(item, values);
  if (field->type != FieldType::BankCard) return;
  const FormField* bank = bank_name_of(item, key);
  const std::string_view number = text_of(values, key);
  if (bank == nullptr || !passes_luhn(number)) return;
  if (const catalog::Option* issuer = issuer_among(catalog, *bank, number))
    set_if_empty(values, bank->key, issuer->code);
}

void forget_from(const catalog::Catalog& catalog, const ServiceItem& item, std::string_view key,
                 FormValues& values) {
  const FormField* field = item.field(key);
  if (field == nullptr || field->type != FieldType::BankCard) return;
  const FormField* bank = bank_name_of(item, key);
  if (bank == nullptr) return;
  const std::string_view number = text_of(values, key);
  const catalog::Option* told = passes_luhn(number) ? issuer_among(catalog, *bank, number) : nullptr;
  if (told != nullptr && text_of(values, bank->key) == told->code) values.erase(bank->key);
}

}  // namespace yitang::cases
