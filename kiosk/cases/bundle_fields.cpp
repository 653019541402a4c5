#include "kiosk/cases/bundle_fields.hpp"

#include <algorithm>
#include <utility>

namespace yitang::cases {
namespace {

using catalog::FormField;
using catalog::Validation;

constexpr std::string_view kOwn = "own:";  // an item's own key, not a place on the card or a person

std::string_view role_of(std::string_view key) { return key.substr(0, key.find('.')); }

bool same_codes(const std::vector<catalog::Option>& a, const std::vector<catalog::Option>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const auto& left, const auto& right) { return left.code == right.code; });
}

bool same_columns(const std::vector<catalog::TableColumn>& a, const std::vector<catalog::TableColumn>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const auto& left, const auto& right) { return left.key == right.key; });
}

std::string notation(const Validation& rules) { return rules.pattern ? rules.pattern->notation() : ""; }

bool same_bound(const std::optional<catalog::DateBound>& a, const std::optional<catalog::DateBound>& b) {
  if (!a || !b) return !a && !b;
  return a->base == b->base && a->days == b->days && a->years == b->years;
}

/// One answer can be right for both; limits of size may differ.
bool same_rules(const Validation& a, const Validation& b) {
  return same_codes(a.options, b.options) && a.dictionary == b.dictionary && a.multiple == b.multiple &&
         same_columns(a.columns, b.columns) && notation(a) == notation(b) && a.checksum == b.checksum &&
         a.unit == b.unit && a.by_month == b.by_month && a.must_be_true == b.must_be_true &&
         a.level == b.level && a.after == b.after && a.rows_of == b.rows_of && a.rows_more == b.rows_more &&
         a.length == b.length && same_bound(a.earliest, b.earliest) && same_bound(a.latest, b.latest);
}

template <class T>
void take_larger(std::optional<T>& kept, const std::optional<T>& other) {
  if (other) kept = kept ? std::max(*kept, *other) : *other;
}
template <class T>
void take_smaller(std::optional<T>& kept, const std::optional<T>& other) {
  if (other) kept = kept ? std::min(*kept, *other) : *other;
}

void narrow(FormField& kept, const FormField& other) {
  kept.required = kept.required || other.required;
  kept.sensitive = kept.sensitive || other.sensitive;
  if (!kept.prefill) kept.prefill = other.prefill;
  Validation& rules = kept.validation;
  const Validation& more = other.validation;
  take_larger(rules.min_length, more.min_length);
  take_smaller(rules.max_length, more.max_length);
  take_larger(rules.min, more.min);
  take_smaller(rules.max, more.max);
  take_smaller(rules.scale, more.scale);
  take_larger(rules.min_items, more.min_items);
  take_smaller(rules.max_items, more.max_items);
  take_larger(rules.min_rows, more.min_rows);
  take_smaller(rules.max_rows, more.max_rows);
}

bool fits_sex(const FormField& field, std::string_view sex) {
  return field.prefill_sex.empty() || field.prefill_sex == sex;
}

/// Under which first words of keys the item speaks of the card's owner: "applicant", "parent", "wife".
std::set<std::string> roles_of(const catalog::ServiceItem& item, std::string_view sex) {
  std::set<std::string> roles;
  for (const FormField& field : item.form) {
    const bool names =
        field.prefill == catalog::Prefill::IdCardNumber || field.prefill == catalog::Prefill::IdCardName;
    if (names && fits_sex(field, sex)) roles.insert(std::string(role_of(field.key)));
  }
  return roles;
}

}  // namespace

FieldMerger::FieldMerger(const catalog::Bundle& bundle, std::string_view sex) : bundle_(bundle), sex_(sex) {}

std::string FieldMerger::identity_of(const FormField& field, const std::set<std::string>& roles) const {
  if (field.prefill && fits_sex(field, sex_))
    return "card:" + std::to_string(static_cast<int>(*field.prefill));
  const std::string_view key = field.key;
  const std::size_t dot = key.find('.');
  if (dot != std::string_view::npos && roles.contains(std::string(role_of(key))))
    return "person:" + std::string(key.substr(dot));
  return std::string(kOwn) + field.key;
}

bool FieldMerger::is_same(const Question& known, const FormField& field) const {
  const FormField& other = known.field;
  if (other.type != field.type || other.show_if || field.show_if) return false;
  if (!same_rules(other.validation, field.validation)) return false;
  if (!known.identity.starts_with(kOwn)) return true;
  const auto& shared = bundle_.shared_form_keys;
  const bool declared = std::find(shared.begin(), shared.end(), field.key) != shared.end();
  return declared || (other.label.zh == field.label.zh && other.text.zh == field.text.zh);
}

bool FieldMerger::is_free(std::string_view key) const {
  return std::none_of(questions_.begin(), questions_.end(),
                      [&](const Question& known) { return known.field.key == key; });
}

void FieldMerger::add(MergedMember& member) {
  const catalog::ServiceItem& item = *member.item;
  const std::set<std::string> roles = roles_of(item, sex_);
  const std::size_t first_new = questions_.size();
  for (const FormField& field : item.form) {
    const std::string identity = identity_of(field, roles);
    // Two fields of the same item are two questions, whatever they look like.
    const auto known_end = questions_.begin() + static_cast<std::ptrdiff_t>(first_new);
    const auto known = std::find_if(questions_.begin(), known_end, [&](const Question& question) {
      return question.identity == identity && is_same(question, field);
    });
    if (known != known_end) {
      narrow(known->field, field);
      ++known->items;
      member.fields[field.key] = known->field.key;
      continue;
    }
    Question question{field, identity, 1, item.name};
    if (!fits_sex(field, sex_)) question.field.prefill.reset();
    question.field.prefill_sex.clear();
    if (!is_free(field.key)) question.field.key = item.id + ":" + field.key;
    member.fields[field.key] = question.field.key;
    questions_.push_back(std::move(question));
  }
  for (std::size_t i = first_new; i < questions_.size(); ++i) {  // rules speak of other fields of the item
    FormField& field = questions_[i].field;
    if (!field.validation.after.empty()) field.validation.after = member.fields[field.validation.after];
    if (!field.validation.rows_of.empty()) field.validation.rows_of = member.fields[field.validation.rows_of];
    if (!field.show_if) continue;
    const auto subject = member.fields.find(field.show_if->subject);
    if (subject != member.fields.end()) field.show_if->subject = subject->second;
  }
}

std::vector<FormField> FieldMerger::take() {
  std::vector<FormField> form;
  for (const bool common : {true, false}) {
    for (Question& question : questions_) {
      const bool is_common = question.items > 1 || !question.identity.starts_with(kOwn);
      if (is_common != common) continue;
      if (!common) question.field.section = question.asked_by;
      form.push_back(std::move(question.field));
    }
  }
  return form;
}

}  // namespace yitang::cases
