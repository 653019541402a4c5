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
  // In a bundle, questions of one matter alone bear its name.
  const auto section_of = [](const cases::FormPage& other) {
    return other.fields.empty() ? Text{} : other.fields.front()->section;
  };
  const Text section = section_of(page);
  int parts = 0;
  int number = page.number;
  for (const cases::FormPage& other : pages) {
    const bool same_group = !section.zh.empty() || other.group == page.group;
    if (!same_group || section_of(other).zh != section.zh) continue;
    ++parts;
    if (!section.zh.empty() && other.id == page.id) number = parts;
  }
  const std::string title = section.zh.empty() ? s.tr(title_key(page.group)) : s.of(section);
  if (parts < 2) return title;
  return s.tr("form.part",
              {{"title", title}, {"number", std::to_string(number)}, {"count", std::to_string(parts)}});
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
    rows.push_back({.key = field_label(s, *field), .value = value});
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
  std::vector<ui::KeyValue> rows{
      {.key = s.tr("person.name"), .value = cases::masked_name(person.name), .strong = true},
      {.key = s.tr(document_number_key(person.document)), .value = cases::masked_number(person.number)}};
  if (person.source == cases::PersonSource::Typed)
    rows.push_back({.key = s.tr("person.source"), .value = s.tr("person.typed")});
  if (person.proof)
    rows.push_back({.key = s.tr("code.identity"), .value = s.of(catalog::label_of(person.proof->method))});
  return rows;
}

std::vector<ui::KeyValue> material_rows(const Screen& s) {
  std::vector<ui::KeyValue> rows;
  for (const cases::MaterialPages& material : s.state.draft.materials) {
    const catalog::Material* known =
        s.state.item != nullptr ? s.state.item->material(material.code) : nullptr;
    if (known == nullptr) continue;  // a code says nothing to anybody
    rows.push_back({.key = s.of(catalog::proof_name(*known)),
                    .value = s.tr("materials.pages", {{"count", std::to_string(material.pages.size())}})});
  }
  return rows;
}

std::vector<ui::KeyValue> agreement_rows(const Screen& s) {
  std::vector<ui::KeyValue> rows;
  const cases::Agreements& agreed = s.state.draft.agreed;
  const auto value = [&](const char* key, const cases::Agreement& agreement) {
    return s.tr(
        key, {{"version", std::to_string(agreement.version)}, {"time", moment_text(s, agreement.agreed_at)}});
  };
  if (agreed.consent)
    rows.push_back({.key = s.tr("consent.row"), .value = value("consent.row_value", *agreed.consent)});
  if (agreed.guardian) {
    rows.push_back({.key = s.tr("guardian.row"),
                    .value = s.tr("guardian." + std::string(cases::name_of(agreed.guardian->relation))) +
                             s.tr("list.point") + value("consent.row_value", agreed.guardian->agreement)});
  }
  for (const cases::Commitment& one : agreed.commitments) {
    const catalog::Material* material =
        s.state.item != nullptr ? s.state.item->material(one.material) : nullptr;
    if (material == nullptr) continue;
    rows.push_back({.key = s.tr("commitment.row", {{"proof", s.of(catalog::proof_name(*material))}}),
                    .value = value("commitment.row_value", one.agreement)});
  }
  return rows;
}

std::vector<ui::KeyValue> delivery_rows(const Screen& s, const cases::DeliveryChoice& delivery) {
  std::vector<ui::KeyValue> rows{
      {.key = s.tr("review.delivery_way"), .value = s.of(catalog::label_of(delivery.kind))}};
  if (delivery.kind == catalog::Delivery::Courier)
    rows.push_back({.key = s.tr("delivery.address"), .value = delivery.address});
  if (delivery.kind == catalog::Delivery::Courier || delivery.kind == catalog::Delivery::Sms)
    rows.push_back({.key = s.tr("delivery.phone"), .value = shown_phone(s, delivery.phone)});
  return rows;
}

// Several matters whose results come in different ways: each way under the names of its matters.
std::vector<ui::KeyValue> delivery_rows(const Screen& s) {
  const auto& merged = s.state.bundle.merged;
  const auto& bundle = s.state.draft.bundle;
  if (merged == nullptr || !bundle || merged->deliveries.size() < 2)
    return s.state.draft.delivery ? delivery_rows(s, *s.state.draft.delivery) : std::vector<ui::KeyValue>{};
  std::vector<ui::KeyValue> rows;
  for (std::size_t i = 0; i < merged->deliveries.size() && i < bundle->deliveries.size(); ++i) {
    std::string names;
    for (const std::size_t member : merged->deliveries[i].members) {
      if (!names.empty()) names += s.tr("list.comma");
      names += s.of(merged->members[member].item->result.name);
    }
    std::vector<ui::KeyValue> own = delivery_rows(s, bundle->deliveries[i]);
    own.front().key = names;
    rows.insert(rows.end(), own.begin(), own.end());
  }
  return rows;
}

}  // namespace yitang::resident
