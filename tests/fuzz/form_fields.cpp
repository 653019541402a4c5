// Anything typed, drawn, pasted or scanned into any type of field: never a crash, the canonical form of a
// canonical value is itself, and what is accepted holds no control and no direction-changing characters.
#include <cstdint>
#include <string>
#include <string_view>

#include "kiosk/base/text.hpp"
#include "kiosk/cases/form.hpp"
#include "kiosk/cases/money_words.hpp"

namespace {

using namespace yitang;
using catalog::FieldType;

constexpr std::uint8_t kTypes = static_cast<std::uint8_t>(FieldType::SignatureAck) + 1;
constexpr UnixMillis kNow = 1795487040000;

catalog::FormField field_of(std::uint8_t type, std::uint8_t rules) {
  catalog::FormField field;
  field.key = "person.value";
  field.type = static_cast<FieldType>(type % kTypes);
  field.required = (rules & 1) != 0;
  if ((rules & 2) != 0) field.validation.max_length = 30;
  if ((rules & 4) != 0) field.validation.person_name = field.type == FieldType::Text;
  if ((rules & 8) != 0) field.validation.by_month = field.type == FieldType::Date;
  if ((rules & 16) != 0) field.validation.multiple = field.type == FieldType::Enum;
  if ((rules & 32) != 0) field.validation.checksum = catalog::Checksum::Luhn;
  field.validation.options = {{"a", {"甲", "A"}}, {"b", {"乙", "B"}}};
  field.validation.columns = {{"name", FieldType::Text, {}, {}, true},
                              {"id_number", FieldType::IdNumber, {}, {}, false},
                              {"income", FieldType::Money, {}, {}, false}};
  return field;
}

cases::FieldValue value_of(FieldType type, bool list, std::string_view text) {
  if (type == FieldType::Table) {
    cases::Table table;
    for (const std::string& line : split(std::string(text), '\n')) table.push_back(split(line, '\t'));
    return table;
  }
  if (type == FieldType::MultiEnum || list) return split(std::string(text), '\n');
  return std::string(text);
}

void must(bool holds) {
  if (!holds) __builtin_trap();
}

void check_clean(const std::string& text) {
  must(is_utf8(text));
  for (const char32_t c : decode_utf8(text)) {
    must(c >= 0x20 || c == U'\n');
    must(c != 0x202E && c != 0x2066 && c != 0x200F && c != 0x200B);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const catalog::FormField field = field_of(data[0], data[1]);
  const std::string_view text(reinterpret_cast<const char*>(data) + 2, size - 2);
  const cases::FieldValue typed = value_of(field.type, field.validation.multiple, text);
  const cases::FieldValue plain = cases::normalised(field, typed);
  must(cases::normalised(field, plain) == plain);

  const cases::FormContext context{kNow, {}, {}, {}};
  const cases::FormValues values{{field.key, plain}};
  const auto problem = cases::check_field(field, values, context);
  must(problem == cases::check_field(field, values, context));
  if (problem || cases::is_empty(plain)) return 0;
  if (const auto* one = std::get_if<std::string>(&plain)) {
    check_clean(*one);
    if (field.type == FieldType::Money) must(!cases::money_in_chinese(*one).empty() || one->size() > 12);
  }
  if (const auto* rows = std::get_if<cases::Table>(&plain)) {
    for (const auto& row : *rows) {
      for (const std::string& cell : row) check_clean(cell);
    }
  }
  return 0;
}
