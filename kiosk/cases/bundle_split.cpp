// From the one draft of a bundle to each item's own case.
#include <algorithm>

#include "kiosk/cases/bundle.hpp"
#include "kiosk/cases/bundle_agreements.hpp"
#include "kiosk/cases/materials.hpp"

namespace yitang::cases {
namespace {

using catalog::ServiceItem;

const std::vector<PageImage>* pages_in(const Draft& draft, const std::string& code) {
  for (const MaterialPages& material : draft.materials) {
    if (material.code == code) return &material.pages;
  }
  return nullptr;
}

/// What was answered for another item is not this department's business.
Answers answers_for(const ServiceItem& item, const Answers& answers) {
  Answers own;
  for (const catalog::Check& check : item.checks) {
    for (const catalog::FactTest& test : check.any) {
      const auto answer = answers.find(test.fact);
      if (answer != answers.end()) own.insert(*answer);
    }
  }
  return own;
}

std::set<std::string> accepted_for(const ServiceItem& item, const std::set<std::string>& accepted) {
  std::set<std::string> own;
  for (const catalog::Check& check : item.checks) {
    if (accepted.contains(check.else_outcome)) own.insert(check.else_outcome);
  }
  return own;
}

void take_materials(const MergedMember& member, const Draft& draft, Draft& own) {
  own.materials.clear();
  own.applies.clear();
  for (const auto& [code, merged_code] : member.materials) {
    const std::vector<PageImage>* pages = pages_in(draft, merged_code);
    if (pages != nullptr && !pages->empty()) own.materials.push_back({code, *pages});
    const auto answer = draft.applies.find(merged_code);
    if (answer != draft.applies.end()) {
      own.applies[code] = answer->second;
    } else if (pages != nullptr && !pages->empty()) {
      own.applies[code] = true;  // another item demanded it, so nobody was asked
    }
  }
}

const DeliveryChoice* delivery_choice(const MergedItem& merged, std::size_t member, const Draft& draft) {
  for (std::size_t i = 0; i < merged.deliveries.size() && i < draft.bundle->deliveries.size(); ++i) {
    if (&merged.deliveries[i] == merged.delivery_of(member)) return &draft.bundle->deliveries[i];
  }
  return nullptr;
}

void add_problems(const MergedItem& merged, const MergedMember& member, const Obstacles& found,
                  Obstacles& all) {
  all.wrong_item = all.wrong_item || found.wrong_item;
  all.no_applicant = all.no_applicant || found.no_applicant;
  all.agent_not_allowed = all.agent_not_allowed || found.agent_not_allowed;
  all.guardian_needed = all.guardian_needed || found.guardian_needed;
  all.consent_needed = all.consent_needed || found.consent_needed;
  all.authorisation_needed = all.authorisation_needed || found.authorisation_needed;
  all.pictures_too_large = all.pictures_too_large || found.pictures_too_large;
  all.no_delivery = all.no_delivery || found.no_delivery;
  if (all.signature == SignatureProblem::None) all.signature = found.signature;
  if (all.authorisation == SignatureProblem::None) all.authorisation = found.authorisation;
  for (const auto& [key, problem] : found.fields) all.fields.emplace(member.fields.at(key), problem);
  for (const catalog::Material* one : found.commitments) {
    const catalog::Material* whole = merged.item.material(member.materials.at(one->code));
    if (std::find(all.commitments.begin(), all.commitments.end(), whole) == all.commitments.end())
      all.commitments.push_back(whole);
  }
  for (MissingMaterial entry : found.materials) {
    entry.material = merged.item.material(member.materials.at(entry.material->code));
    const bool known = std::any_of(all.materials.begin(), all.materials.end(),
                                   [&](const auto& other) { return other.material == entry.material; });
    if (!known) all.materials.push_back(entry);
  }
}

}  // namespace

Draft draft_of_member(const MergedItem& merged, std::size_t member, const Draft& draft) {
  const MergedMember& part = merged.members.at(member);
  Draft own = draft;
  own.bundle.reset();
  own.delivery.reset();
  own.item_id = part.item->id;
  own.item_version = part.item->version;
  own.answers = answers_for(*part.item, draft.answers);
  own.accepted = accepted_for(*part.item, draft.accepted);
  own.values.clear();
  for (const auto& [key, merged_key] : part.fields) {
    const auto value = draft.values.find(merged_key);
    if (value != draft.values.end()) own.values.emplace(key, value->second);
  }
  take_materials(part, draft, own);
  take_agreements(merged, part, draft, own);
  if (!draft.bundle || member >= draft.bundle->members.size()) return own;
  const BundleMember& kept = draft.bundle->members[member];
  own.uid = kept.uid;
  own.item_version = kept.item_version;
  if (own.signature) own.signature->form_hash = kept.form_hash;
  if (own.authorisation) own.authorisation->form_hash = kept.authorised_hash;
  if (const DeliveryChoice* choice = delivery_choice(merged, member, draft)) own.delivery = *choice;
  return own;
}

Obstacles bundle_obstacles(const MergedItem& merged, const Draft& draft, UnixMillis now) {
  Obstacles all;
  const std::size_t wanted = draft.bundle ? draft.bundle->members.size() : 0;
  all.wrong_item =
      draft.item_id != merged.item.id || wanted != merged.members.size() || merged.members.empty();
  if (all.wrong_item) return all;
  all.fields = check_form(merged.item, draft.values, form_context(draft, now));
  all.materials = missing(merged.item, draft, Date::of(now));
  all.pictures_too_large = picture_bytes(draft.materials) > kMaxPicturesBytes;
  for (std::size_t i = 0; i < merged.members.size(); ++i) {
    const MergedMember& member = merged.members[i];
    if (draft.bundle->members[i].item_id != member.item->id) all.wrong_item = true;
    add_problems(merged, member, obstacles(*member.item, draft_of_member(merged, i, draft), now), all);
  }
  return all;
}

void sign_bundle(const MergedItem& merged, Draft& draft, std::vector<Stroke> strokes, UnixMillis now,
                 Signer signer) {
  const bool acting = signer == Signer::Acting;
  (acting ? draft.signature : draft.authorisation) = sign_draft(merged.item, draft, std::move(strokes), now);
  if (!draft.bundle) return;
  for (std::size_t i = 0; i < merged.members.size() && i < draft.bundle->members.size(); ++i) {
    const Draft own = draft_of_member(merged, i, draft);
    BundleMember& kept = draft.bundle->members[i];
    (acting ? kept.form_hash : kept.authorised_hash) =
        form_hash(form_to_sign(*merged.members[i].item, own, now));
  }
}

SignatureProblem verify_bundle(const MergedItem& merged, const Draft& draft, UnixMillis now) {
  for (std::size_t i = 0; i < merged.members.size(); ++i) {
    const ServiceItem& item = *merged.members[i].item;
    const Draft own = draft_of_member(merged, i, draft);
    for (const auto problem : {verify_authorisation(item, own, now), verify_draft(item, own, now)}) {
      if (problem != SignatureProblem::None) return problem;
    }
  }
  return merged.members.empty() ? SignatureProblem::Missing : SignatureProblem::None;
}

std::vector<Envelope> make_envelopes(const MergedItem& merged, const Draft& draft,
                                     const catalog::HolidayCalendar& calendar, UnixMillis now,
                                     bool clock_trusted) {
  std::vector<Envelope> envelopes;
  const auto count = static_cast<int>(merged.members.size());
  for (int i = 0; i < count; ++i) {
    const auto member = static_cast<std::size_t>(i);
    const Draft own = draft_of_member(merged, member, draft);
    envelopes.push_back(make_envelope(*merged.members[member].item, own, calendar, now, clock_trusted));
    envelopes.back().bundle = BundleRef{merged.item.id, draft.uid, i, count, {}};
  }
  return envelopes;
}

}  // namespace yitang::cases
