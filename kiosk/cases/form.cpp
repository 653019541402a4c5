#include "kiosk/cases/form.hpp"

#include "kiosk/cases/draft.hpp"
#include "kiosk/cases/envelope.hpp"

namespace yitang::cases {
namespace {

using catalog::FormField;
using catalog::Prefill;
using catalog::ServiceItem;

std::string age_band(const std::optional<Date>& birth, Date today) {
  if (!birth) return {};
  const int age = birth->years_until(today);
  if (age < 80) return {};
  if (age < 90) return "80-89";
  return age < 100 ? "90-99" : "100+";
}

FormContext context_of(const Person* applicant, UnixMillis now) {
  FormContext context;
  context.now = now;
  if (!applicant) return context;
  context.birth = applicant->birth;
  const bool certificate = applicant->document == DocumentKind::BirthCertificate;
  if (is_proven(*applicant) || certificate) {
    context.card_number = applicant->number;
    context.card_name = applicant->name;
  }
  return context;
}

/// What a card, or the office, says is not for the person to change, except where they live now.
bool is_fixed_by_card(Prefill source) {
  return source != Prefill::IdCardAddress && source != Prefill::ELicenceUscc;
}

}  // namespace

FormContext form_context(const Draft& draft, UnixMillis now) {
  return context_of(draft.applicant ? &*draft.applicant : nullptr, now);
}

FormContext form_context(const Envelope& envelope, UnixMillis now) {
  return context_of(&envelope.applicant, now);
}

bool is_shown(const FormField& field, const FormValues& values, const FormContext& context) {
  if (!field.show_if) return true;
  if (field.show_if->subject == "age") {
    return context.birth && field.show_if->holds(std::to_string(context.birth->years_until(context.today())));
  }
  return field.show_if->holds(text_of(values, field.show_if->subject));
}

std::string prefilled_value(const FormField& field, const Person& applicant, Date today) {
  if (!field.prefill) return {};
  if (!field.prefill_sex.empty() && field.prefill_sex != applicant.sex) return {};
  switch (*field.prefill) {
    case Prefill::IdCardName: return applicant.name;
    case Prefill::IdCardNumber: return applicant.number;
    case Prefill::IdCardAddress: return applicant.address;
    case Prefill::IdCardSex: return applicant.sex;
    case Prefill::IdCardNation: return applicant.nation;
    case Prefill::IdCardBirth: return applicant.birth ? applicant.birth->iso() : std::string();
    case Prefill::DerivedAgeBand: return age_band(applicant.birth, today);
    case Prefill::ELicenceUscc: return {};  // the office's to find: asked here
  }
  return {};
}

void prefill(const ServiceItem& item, const Person& applicant, Date today, FormValues& values) {
  for (const auto& field : item.form) {
    auto value = prefilled_value(field, applicant, today);
    if (value.empty()) continue;
    if (is_fixed_by_card(*field.prefill) || text_of(values, field.key).empty())
      values[field.key] = std::move(value);
  }
}

bool is_verified(const FormField& field, const FormValues& values, const Person& applicant, Date today) {
  if (!is_proven(applicant)) return false;
  const auto value = prefilled_value(field, applicant, today);
  return !value.empty() && text_of(values, field.key) == value;
}

bool is_typed(const Person& applicant) { return applicant.source == PersonSource::Typed; }

std::map<std::string, FieldProblem> check_form(const ServiceItem& item, const FormValues& values,
                                               const FormContext& context) {
  std::map<std::string, FieldProblem> problems;
  for (const auto& field : item.form) {
    if (!is_shown(field, values, context)) continue;
    if (auto found = check_field(field, values, context)) problems.emplace(field.key, *found);
  }
  return problems;
}

FormValues shown_values(const ServiceItem& item, const FormValues& values, const FormContext& context) {
  FormValues shown;
  for (const auto& field : item.form) {
    const auto value = values.find(field.key);
    if (value == values.end() || is_empty(value->second)) continue;
    if (is_shown(field, values, context)) shown.insert(*value);
  }
  return shown;
}

}  // namespace yitang::cases
