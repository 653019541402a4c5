// What was entered into a form: plain text, checked choices or a small table for each key.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "kiosk/catalog/facts.hpp"

namespace yitang::cases {

/// One row of a table field: its cells in the order of the field's columns.
using TableRow = std::vector<std::string>;
using Table = std::vector<TableRow>;

/// std::string: every single-valued type, in its canonical form (field_types in form.hpp).
/// std::vector<std::string>: chosen codes of a multiple choice. Table: rows of a table field.
using FieldValue = std::variant<std::string, std::vector<std::string>, Table>;

/// Key of the field -> value, sorted by key, so that equal contents have equal bytes.
using FormValues = std::map<std::string, FieldValue, std::less<>>;

/// What is known or was answered for the eligibility questions, by name of the fact.
using Answers = catalog::Facts;

/// The text of a single-valued field, "" if it is absent or of another shape.
std::string_view text_of(const FormValues& values, std::string_view key);
bool is_empty(const FieldValue& value);

}  // namespace yitang::cases
