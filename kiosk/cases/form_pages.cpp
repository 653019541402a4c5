// How the fields of an item become pages of one question group each.
#include <array>

#include "kiosk/cases/derived.hpp"
#include "kiosk/cases/form.hpp"

namespace yitang::cases {
namespace {

using catalog::FieldType;
using catalog::FormField;

constexpr std::array kGroups{PageGroup::Verified, PageGroup::Contact,  PageGroup::Specifics,
                             PageGroup::Bank,     PageGroup::Delivery, PageGroup::Consent};

std::string_view word_of(PageGroup group) {
  switch (group) {
    case PageGroup::Verified: return "verified";
    case PageGroup::Contact: return "contact";
    case PageGroup::Specifics: return "specifics";
    case PageGroup::Bank: return "bank";
    case PageGroup::Delivery: return "delivery";
    case PageGroup::Consent: return "consent";
  }
  return "";
}

bool is_consent(FieldType type) { return type == FieldType::Consent || type == FieldType::SignatureAck; }

PageGroup group_of(const FormField& field) {
  if (is_consent(field.type)) return PageGroup::Consent;
  const std::string_view key = field.key;
  if (key.starts_with("applicant.") || key.starts_with("guardian.")) return PageGroup::Contact;
  if (key.starts_with("bank.")) return PageGroup::Bank;
  if (key.starts_with("courier.")) return PageGroup::Delivery;
  return PageGroup::Specifics;
}

/// By its source, not by its value now: an address corrected on that page stays on that page.
bool from_card(const FormField& field, const std::optional<Person>& applicant, const FormContext& context) {
  if (!applicant || !is_proven(*applicant)) return false;
  return !prefilled_value(field, *applicant, context.today()).empty();
}

/// Name and number of somebody without a card, given on a page of their own.
bool given_already(const FormField& field, const std::optional<Person>& applicant) {
  if (!applicant || !is_typed(*applicant) || !field.prefill) return false;
  return *field.prefill == catalog::Prefill::IdCardName || *field.prefill == catalog::Prefill::IdCardNumber;
}

bool given_by_slot(const FormField& field, SlotQuestions slots) {
  const auto& part = field.validation.slot;
  return part && (slots == SlotQuestions::Planned || *part == catalog::SlotPart::Time);
}

bool fits(const FormPage& page, const FormField& field) {
  if (page.group == PageGroup::Verified) return true;
  if (page.fields.back()->section.zh != field.section.zh) return false;
  if (page.fields.size() >= kFieldsOfPage) return false;
  return field.type != FieldType::Table && page.fields.back()->type != FieldType::Table;
}

void append(std::vector<FormPage>& pages, PageGroup group, const FormField& field) {
  const bool same_group = !pages.empty() && pages.back().group == group;
  if (!same_group || !fits(pages.back(), field)) {
    FormPage page;
    page.group = group;
    page.number = same_group ? pages.back().number + 1 : 1;
    page.id = std::string(word_of(group)) + ":" + field.key;
    pages.push_back(std::move(page));
  }
  pages.back().fields.push_back(&field);
}

}  // namespace

std::vector<FormPage> form_pages(const catalog::ServiceItem& item, const FormValues& values,
                                 const std::optional<Person>& applicant, const FormContext& context,
                                 SlotQuestions slots) {
  std::vector<FormPage> pages;
  for (const auto group : kGroups) {
    for (const auto& field : item.form) {
      const bool unasked =
          is_counted(field) || given_already(field, applicant) || given_by_slot(field, slots);
      if (unasked || !is_shown(field, values, context)) continue;
      if ((from_card(field, applicant, context) ? PageGroup::Verified : group_of(field)) == group)
        append(pages, group, field);
    }
  }
  return pages;
}

}  // namespace yitang::cases
