#include "kiosk/cases/child.hpp"

#include <algorithm>

namespace yitang::cases {
namespace {

using catalog::FieldType;
using catalog::FormField;

constexpr std::string_view kCertificate = "birth_certificate";

FormField child_question(std::string key, Text label, FieldType type) {
  FormField made;
  made.key = std::move(key);
  made.label = std::move(label);
  made.type = type;
  made.required = true;
  return made;
}

std::vector<FormField> make_fields() {
  FormField name = child_question("typed.name", {"孩子的姓名", "The child's name"}, FieldType::Text);
  name.validation.person_name = true;
  name.validation.max_length = 30;
  FormField kind =
      child_question("typed.kind", {"孩子有哪个号码", "Which number the child has"}, FieldType::Enum);
  kind.validation.options = {
      {"id_number", {"身份证号（户口簿上有）", "ID number (in the household register)"}},
      {std::string(kCertificate), {"出生医学证明编号", "Birth certificate number"}}};
  FormField number =
      child_question("typed.number", {"孩子的身份证号", "The child's ID number"}, FieldType::IdNumber);
  number.show_if = catalog::ShowIf{"typed.kind", catalog::Comparison::Equal, "id_number"};
  FormField paper = child_question(
      "typed.certificate",
      {"出生医学证明编号（1个字母、9个数字）", "Birth certificate number (a letter, 9 digits)"},
      FieldType::Text);
  paper.validation.length = 10;
  if (auto pattern = catalog::Pattern::compile("^[A-Za-z]\\d{9}$")) paper.validation.pattern = *pattern;
  paper.show_if = catalog::ShowIf{"typed.kind", catalog::Comparison::Equal, std::string(kCertificate)};
  FormField birth =
      child_question("typed.birth", {"孩子的出生日期", "The child's date of birth"}, FieldType::Date);
  birth.validation.earliest = catalog::DateBound{catalog::DateBound::Base::Today, 0, -14};
  birth.validation.latest = catalog::DateBound{catalog::DateBound::Base::Today, 0, 0};
  birth.show_if = paper.show_if;
  return {name, kind, number, paper, birth};
}

}  // namespace

const std::vector<FormField>& child_fields() {
  static const std::vector<FormField> fields = make_fields();
  return fields;
}

const FormField* child_field(std::string_view key) {
  const auto& all = child_fields();
  const auto found = std::find_if(all.begin(), all.end(), [&](const FormField& f) { return f.key == key; });
  return found == all.end() ? nullptr : &*found;
}

Person typed_child(const FormValues& values) {
  std::string name(text_of(values, "typed.name"));
  if (text_of(values, "typed.kind") != kCertificate)
    return person_from_number(text_of(values, "typed.number"), std::move(name));
  Person child;
  child.document = DocumentKind::BirthCertificate;
  child.source = PersonSource::Typed;
  child.name = std::move(name);
  child.number = text_of(values, "typed.certificate");
  for (char& c : child.number) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  child.birth = Date::parse(text_of(values, "typed.birth"));
  return child;
}

}  // namespace yitang::cases
