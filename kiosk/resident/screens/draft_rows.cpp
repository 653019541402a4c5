#include "kiosk/resident/screens/draft_rows.hpp"

#include <algorithm>
#include <string>

#include "kiosk/cases/person.hpp"
#include "kiosk/catalog/labels.hpp"
#include "kiosk/resident/screens/fields.hpp"
#include "kiosk/resident/screens/words.hpp"

namespace yitang::resident {
namespace {

const char* title_key(cases::PageGroup group) {
  switch (group) {
    case cases::PageGroup::Verified: return "form.verified";
    case cases::PageGroup::Contact: return "form.contact";
    case cases::PageGroup::Specifics: return "form.specifics";
    case cases::PageGroup::Bank: return "form.bank";
    case cases::PageGroup::Delivery: return "form.delivery";
    case cases::PageGroup::Consent: return "form.consent";
  }
  return "";
}

bool on_the_card(const catalog::FormField& field) {
  return field.prefill == catalog::Prefill::IdCardName || field.prefill == catalog::Prefill::IdCardNumber;
}

}  // namespace

std::string form_part_title(const Screen& s, const cases::FormPage& page) {
  const auto& pages = s.state.form.pages;
  const auto parts =
      std::count_if(pages.begin(), pages.end(), [&](const auto& other) { return other.group == page.group; });
  const std::string title = s.tr(title_key(page.group));
  if (parts < 2) return title;
  return s.tr("form.part",
              {{"title", title}, {"number", std::to_string(page.number)}, {"count", std::to_string(parts)}});
}

std::vector<ui::KeyValue> form_part_rows(const Screen& s, const cases::FormPage& page) {
  const bool verified = page.group == cases::PageGroup::Verified;
  std::vector<ui::KeyValue> rows;
  for (const catalog::FormField* field : page.fields) {
    if (verified && on_the_card(*field)) continue;
    std::string value = field->type == catalog::FieldType::Table
                            ? table_text(s, *field)
                            : shown_value(s, *field, s.state.draft.values);
    if (value.empty()) value = s.tr("review.empty");
    if (field->type == catalog::FieldType::Address && verified && !s.memory.revealed)
      value = cases::masked_address(value);
    rows.push_back({.key = s.of(field->label), .value = value});
  }
  return rows;
}

void draw_reveal(Screen& s, Column& column) {
  const bool shown = s.memory.revealed;
  const ui::ButtonSpec button = second_button("reveal", s.tr(shown ? "review.hide" : "review.show"),
                                              shown ? ui::Icon::EyeOff : ui::Icon::Eye);
  if (ui::button(s.ui, column.take(s.theme().button_height(), s.space().m), button))
    s.memory.revealed = !shown;
}

std::vector<ui::KeyValue> person_rows(const Screen& s, const cases::Person& person) {
  return {{.key = s.tr("person.name"), .value = cases::masked_name(person.name), .strong = true},
          {.key = s.tr("person.number"), .value = cases::masked_number(person.number)}};
}

std::vector<ui::KeyValue> material_rows(const Screen& s) {
  std::vector<ui::KeyValue> rows;
  for (const cases::MaterialPages& material : s.state.draft.materials) {
    const catalog::Material* known =
        s.state.item != nullptr ? s.state.item->material(material.code) : nullptr;
    if (known == nullptr) continue;  // a code says nothing to anybody
    rows.push_back({.key = s.of(known->name),
                    .value = s.tr("materials.pages", {{"count", std::to_string(material.pages.size())}})});
  }
  return rows;
}

std::vector<ui::KeyValue> delivery_rows(const Screen& s) {
  if (!s.state.draft.delivery) return {};
  const cases::DeliveryChoice& delivery = *s.state.draft.delivery;
  std::vector<ui::KeyValue> rows{
      {.key = s.tr("review.delivery_way"), .value = s.of(catalog::label_of(delivery.kind))}};
  if (delivery.kind == catalog::Delivery::Courier)
    rows.push_back({.key = s.tr("delivery.address"), .value = delivery.address});
  if (delivery.kind == catalog::Delivery::Courier || delivery.kind == catalog::Delivery::Sms)
    rows.push_back({.key = s.tr("delivery.phone"), .value = shown_phone(s, delivery.phone)});
  return rows;
}

}  // namespace yitang::resident
