#include "bundle_support.hpp"

#include <cstdlib>
#include <map>

namespace yitang::cases::test {
namespace {

std::string text_for(const catalog::FormField& field) {
  const std::string notation = field.validation.pattern ? field.validation.pattern->notation() : "";
  if (notation.find("[A-Z]") != std::string::npos) return "A123456789";
  std::string text = "示例";
  const std::size_t least = field.validation.min_length.value_or(2);
  for (std::size_t i = 2; i < least; ++i) text += "例";
  return text;
}

std::string date_for(const catalog::FormField& field) {
  const Date today = Date::of(kFriday);
  const auto latest =
      field.validation.latest ? field.validation.latest->resolve(today, elder().birth) : std::nullopt;
  const Date day = latest && *latest < today ? *latest : today;
  if (!field.validation.after.empty()) return day.iso();  // later than the other one, see bundle_draft()
  return (field.validation.by_month ? Date{day.year, day.month, 1} : day).iso();
}

}  // namespace

const catalog::Bundle& bundle(std::string_view id) {
  const catalog::Bundle* found = sample().bundle(id);
  if (found == nullptr) std::abort();
  return *found;
}

MergedItem merged(std::string_view bundle_id, std::string_view sex) {
  return merge_items(bundle(bundle_id), sample().items_of(bundle(bundle_id)), sex);
}

FieldValue answer_to(const catalog::FormField& field) {
  using catalog::FieldType;
  const auto& options = field.validation.options;
  if (field.validation.multiple || field.type == FieldType::MultiEnum)
    return std::vector<std::string>{options.front().code};
  switch (field.type) {
    case FieldType::Enum: return options.front().code;
    case FieldType::Phone: return std::string("13800000000");
    case FieldType::IdNumber: return citizen_number("19700102", "204");
    case FieldType::BankCard: return std::string("6222020000000000000");
    case FieldType::Integer:
    case FieldType::Decimal:
    case FieldType::Money: return std::string("1");
    case FieldType::Date: return date_for(field);
    case FieldType::DateTime: return std::string("2026-11-19 08:00");
    case FieldType::TimeRange: return std::string("09:00-11:30");
    case FieldType::Consent:
    case FieldType::SignatureAck: return std::string("true");
    case FieldType::Table: return Table{};
    default: return text_for(field);
  }
}

Draft bundle_draft(const MergedItem& merged, Random& random, UnixMillis now, const Person& person) {
  Draft draft = new_draft(merged.item.id, merged.item.version, now, random);
  draft.applicant = person;
  draft.bundle.emplace();
  for (const MergedMember& member : merged.members) {
    const std::string uid = new_draft(member.item->id, 1, now, random).uid;
    draft.bundle->members.push_back({member.item->id, member.item->version, uid, {}, {}});
  }
  prefill(merged.item, person, Date::of(now), draft.values);
  const FormContext context = form_context(draft, now);
  for (const catalog::FormField& field : merged.item.form) {
    if (!is_shown(field, draft.values, context)) continue;
    if (draft.values.contains(field.key) || !field.required) continue;
    draft.values[field.key] = answer_to(field);
    const std::string& earlier = field.validation.after;
    if (!earlier.empty()) draft.values[earlier] = std::string("2020-01-02");
  }
  if (asks_consent(merged.item))
    draft.agreed.consent = agreement_to(*merged.item.privacy.consent, Language::Chinese, now);
  for (const catalog::Material* one : commitments_to_make(merged.item, draft, Date::of(now)))
    draft.agreed.commitments.push_back({one->code, agreement_to(*one->commitment, Language::Chinese, now)});
  for (const MaterialNeed& need : materials_for(merged.item, draft, Date::of(now))) {
    if (need.need == Need::Ask) draft.applies[need.material->code] = false;
    if (!need.to_scan()) continue;
    MaterialPages pages{need.material->code, {}};
    const auto seed = static_cast<std::uint8_t>(draft.materials.size() + 1);
    for (std::size_t i = 0; i < need.least_pages; ++i)
      pages.pages.push_back(page_of(picture(static_cast<std::uint8_t>(seed + 50 * i)), "image/jpeg", 40));
    draft.materials.push_back(std::move(pages));
  }
  for (const DeliveryGroup& group : merged.deliveries)
    draft.bundle->deliveries.push_back({group.offered.front(), {}, {}, {}});
  sign_bundle(merged, draft, handwriting(), now);
  return draft;
}

}  // namespace yitang::cases::test
