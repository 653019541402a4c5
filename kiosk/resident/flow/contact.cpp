// Phone and address that were given once in this visit are there when the same person applies for the next
// thing. Nothing of it outlives the visit.
#include <string>
#include <string_view>

#include "kiosk/resident/flow/flow.hpp"

namespace yitang::resident {
namespace {

void overwrite(std::string& text) {
  volatile char* at = text.data();
  for (std::size_t i = 0; i < text.size(); ++i) at[i] = 0;
  text.clear();
}

/// The first word of the keys that speak of the card's owner: "applicant" of "applicant.id_number".
std::string owner_of(const catalog::ServiceItem& item, std::string_view sex) {
  for (const catalog::FormField& field : item.form) {
    const bool fits = field.prefill_sex.empty() || field.prefill_sex == sex;
    if (field.prefill == catalog::Prefill::IdCardNumber && fits)
      return field.key.substr(0, field.key.find('.'));
  }
  return {};
}

const catalog::FormField* phone_of(const catalog::ServiceItem& item, const cases::Person& person) {
  const std::string owner = owner_of(item, person.sex);
  const catalog::FormField* field = owner.empty() ? nullptr : item.field(owner + ".phone");
  return field != nullptr && field->type == catalog::FieldType::Phone ? field : nullptr;
}

const catalog::FormField* address_of(const catalog::ServiceItem& item, const cases::Person& person) {
  const std::string owner = owner_of(item, person.sex);
  const catalog::FormField* field = owner.empty() ? nullptr : item.field(owner + ".address");
  return field != nullptr && field->type == catalog::FieldType::Address ? field : nullptr;
}

}  // namespace

void ResidentFlow::keep_contact() {
  const auto& person = state_.draft.applicant;
  if (!person || state_.item == nullptr || person->number.empty() || state_.draft.supplement || prepares())
    return;
  const cases::FormContext context = cases::form_context(state_.draft, clock_.now());
  const auto right = [&](const catalog::FormField* field) {
    if (field == nullptr || cases::check_field(*field, state_.draft.values, context)) return std::string();
    return std::string(cases::text_of(state_.draft.values, field->key));
  };
  const std::string phone = right(phone_of(*state_.item, *person));
  const std::string address = right(address_of(*state_.item, *person));
  if (contact_.person != person->number) forget_contact();
  contact_.person = person->number;
  if (!phone.empty()) contact_.phone = phone;
  if (!address.empty()) contact_.address = address;
}

// What was said earlier in this visit is newer than the card's address, and older than anything in the draft.
void ResidentFlow::use_contact() {
  const auto& person = state_.draft.applicant;
  if (!person || contact_.person.empty() || contact_.person != person->number) return;
  if (prepares()) return;  // whoever types a number is not told what its owner said before
  cases::FormValues& values = state_.draft.values;
  if (const auto* phone = phone_of(*state_.item, *person); phone != nullptr && !contact_.phone.empty()) {
    if (cases::text_of(values, phone->key).empty()) values[phone->key] = contact_.phone;
  }
  if (const auto* home = address_of(*state_.item, *person); home != nullptr && !contact_.address.empty()) {
    const std::string_view now = cases::text_of(values, home->key);
    if (now.empty() || now == person->address) values[home->key] = contact_.address;
  }
}

void ResidentFlow::forget_contact() {
  overwrite(contact_.person);
  overwrite(contact_.phone);
  overwrite(contact_.address);
}

}  // namespace yitang::resident
