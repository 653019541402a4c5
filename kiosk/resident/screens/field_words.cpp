// Words about fields of a form: what is wrong, and values read back.
#include "kiosk/cases/person.hpp"
#include "kiosk/catalog/labels.hpp"
#include "kiosk/resident/screens/field_places.hpp"
#include "kiosk/resident/screens/field_text.hpp"
#include "kiosk/resident/screens/words.hpp"

namespace yitang::resident {
namespace {

using Type = catalog::FieldType;

std::string id_fault_key(cases::IdNumberFault fault) {
  switch (fault) {
    case cases::IdNumberFault::Length: return "problem.id_length";
    case cases::IdNumberFault::Characters: return "problem.id_characters";
    case cases::IdNumberFault::Date: return "problem.id_date";
    case cases::IdNumberFault::CheckDigit: return "problem.id_check";
  }
  return {};
}

bool asks_by_choosing(const catalog::FormField* field) {
  if (field == nullptr) return false;
  return field->type == Type::Enum || field->type == Type::MultiEnum || field->type == Type::Date ||
         field->type == Type::DateTime || field->type == Type::TimeRange;
}

std::string other_field(const Screen& s, const catalog::ServiceItem* item, const std::string& key) {
  const catalog::FormField* field = item != nullptr ? item->field(key) : nullptr;
  return field != nullptr ? s.of(field->label) : s.tr("problem.other_date");
}

std::string limit_text(const Screen& s, const catalog::FormField* field, Date date) {
  return field != nullptr && field->validation.by_month ? month_text(s, date) : date_text(s, date);
}

std::string joined(const Screen& s, const catalog::FormField& field, const std::vector<std::string>& codes) {
  std::string out;
  for (const std::string& code : codes) {
    const catalog::Option* option = field.validation.option(code);
    if (!out.empty()) out += s.tr("list.comma");
    out += option != nullptr ? s.of(option->label) : code;
  }
  return out;
}

std::string with_unit(const Screen& s, const catalog::FormField& field, const std::string& text) {
  if (field.validation.unit)
    return s.tr("value.with_unit",
                {{"value", text}, {"unit", s.of(catalog::label_of(*field.validation.unit))}});
  if (field.type == catalog::FieldType::Money) return s.tr("value.money", {{"value", text}});
  return text;
}

std::string limit_number(const Screen& s, const catalog::FormField* field, double number) {
  return field != nullptr ? with_unit(s, *field, number_text(number)) : number_text(number);
}

}  // namespace

std::string problem_text(const Screen& s, const catalog::FormField* field, const cases::FieldProblem& problem,
                         const catalog::ServiceItem* item) {
  using Kind = cases::FieldProblemKind;
  const std::string limit = std::to_string(problem.limit);
  switch (problem.kind) {
    case Kind::Required:
      if (field != nullptr && field->validation.multiple) return s.tr("problem.choose_some");
      return s.tr(asks_by_choosing(field) ? "problem.choose" : "problem.required");
    case Kind::TooShort: return s.tr("problem.too_short", {{"limit", limit}});
    case Kind::TooLong: return s.tr("problem.too_long", {{"limit", limit}});
    case Kind::WrongLength: return s.tr("problem.wrong_length", {{"limit", limit}});
    case Kind::NotAChild: return s.tr("problem.not_a_child");
    case Kind::NotAName: return s.tr("problem.not_a_name");
    case Kind::NotANumber: return s.tr("problem.not_a_number");
    case Kind::TooPrecise:
      return problem.limit == 0 ? s.tr("problem.whole_number")
                                : s.tr("problem.too_precise", {{"limit", limit}});
    case Kind::BelowMinimum:
      return s.tr("problem.below", {{"number", limit_number(s, field, problem.number)}});
    case Kind::AboveMaximum:
      return s.tr("problem.above", {{"number", limit_number(s, field, problem.number)}});
    case Kind::BadPhone: return s.tr("problem.phone");
    case Kind::BadIdNumber: return s.tr(id_fault_key(problem.id_fault));
    case Kind::BadBankCard: return s.tr("problem.bank_card");
    case Kind::BadUscc: return s.tr("problem.uscc");
    case Kind::NotADate: return s.tr("problem.not_a_date");
    case Kind::NotATime: return s.tr("problem.not_a_time");
    case Kind::DateTooEarly: return s.tr("problem.too_early", {{"date", limit_text(s, field, problem.date)}});
    case Kind::DateTooLate: return s.tr("problem.too_late", {{"date", limit_text(s, field, problem.date)}});
    case Kind::NotAfterField:
      return s.tr("problem.not_after", {{"field", other_field(s, item, problem.other_key)}});
    case Kind::NotInList: return s.tr("problem.not_in_list");
    case Kind::TooFewEntries: return s.tr("problem.too_few", {{"limit", limit}});
    case Kind::TooManyEntries: return s.tr("problem.too_many", {{"limit", limit}});
    case Kind::PatternMismatch: return s.tr("problem.pattern");
    case Kind::MustBeConfirmed: return s.tr("problem.confirm");
    case Kind::HasForbiddenCharacters: return s.tr("problem.characters");
  }
  return {};
}

const char* document_key(cases::DocumentKind kind) {
  switch (kind) {
    case cases::DocumentKind::ResidentId: return "document.resident_id";
    case cases::DocumentKind::ForeignerPermit: return "document.foreigner";
    case cases::DocumentKind::HmtResidencePermit: return "document.hmt";
    case cases::DocumentKind::BirthCertificate: return "document.birth_certificate";
  }
  return "document.resident_id";
}

const char* document_number_key(cases::DocumentKind kind) {
  switch (kind) {
    case cases::DocumentKind::ResidentId: return "number.resident_id";
    case cases::DocumentKind::ForeignerPermit: return "number.foreigner";
    case cases::DocumentKind::HmtResidencePermit: return "number.hmt";
    case cases::DocumentKind::BirthCertificate: return "number.birth_certificate";
  }
  return "number.resident_id";
}

std::string field_label(const Screen& s, const catalog::FormField& field) {
  const auto& applicant = s.state.draft.applicant;
  const bool own = field.prefill == catalog::Prefill::IdCardNumber && applicant;
  if (!own || applicant->document == cases::DocumentKind::ResidentId) return s.of(field.label);
  return s.tr("number.of_applicant", {{"number", s.tr(document_number_key(applicant->document))}});
}

std::string shown_id_number(const Screen& s, const std::string& number) {
  return s.memory.revealed ? grouped_id_number(number) : cases::masked_number(number);
}

std::string shown_account(const Screen& s, const std::string& number) {
  return s.memory.revealed ? grouped(number) : cases::masked_account(number);
}

std::string shown_phone(const Screen& s, const std::string& number) {
  return s.memory.revealed ? grouped_phone(number) : cases::masked_phone(number);
}

std::string shown_value(const Screen& s, const catalog::FormField& field, const cases::FormValues& values) {
  const auto found = values.find(field.key);
  if (found == values.end() || cases::is_empty(found->second)) return {};
  if (const auto* codes = std::get_if<std::vector<std::string>>(&found->second))
    return joined(s, field, *codes);
  if (const auto* rows = std::get_if<cases::Table>(&found->second)) {
    return s.tr("value.rows", {{"count", std::to_string(rows->size())}});
  }
  const std::string& text = std::get<std::string>(found->second);
  switch (field.type) {
    case Type::Enum: return joined(s, field, {text});
    case Type::IdNumber: return shown_id_number(s, text);
    case Type::BankCard: return shown_account(s, text);
    case Type::Phone: return shown_phone(s, text);
    case Type::Region: return region_text(s, text);
    case Type::Date: {
      const auto date = Date::parse(text);
      if (!date) return text;
      return field.validation.by_month ? month_text(s, *date) : date_text(s, *date);
    }
    case Type::Consent:
    case Type::SignatureAck: return s.tr(text == "true" ? "value.agreed" : "value.not_agreed");
    case Type::Integer:
    case Type::Decimal:
    case Type::Money: return with_unit(s, field, text);
    default: return text;
  }
}

}  // namespace yitang::resident
