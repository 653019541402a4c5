#include "kiosk/cases/submission.hpp"

#include <algorithm>
#include <set>

#include "kiosk/cases/prepared.hpp"

namespace yitang::cases {
namespace {

using catalog::ServiceItem;

bool offers(const ServiceItem& item, const std::optional<DeliveryChoice>& delivery) {
  if (!delivery) return false;
  const auto& offered = item.result.delivery;
  if (std::find(offered.begin(), offered.end(), delivery->kind) == offered.end()) return false;
  return delivery->kind != catalog::Delivery::Courier || !delivery->address.empty();
}

/// A guardian acts by law, whatever the item says of agents.
bool agent_may_act(const ServiceItem& item, const std::optional<Agent>& agent,
                   const std::optional<GuardianConsent>& guardian) {
  if (!agent || guardian) return true;
  const auto& who = item.agent.who;
  return item.agent.allowed && std::find(who.begin(), who.end(), agent->kind) != who.end();
}

bool lacks_guardian(const ServiceItem& item, const Person& applicant, const std::optional<Agent>& agent,
                    const std::optional<GuardianConsent>& consent, UnixMillis now) {
  if (!under_fourteen(applicant, Date::of(now))) return false;
  if (!agent || agent->person.source != PersonSource::CardReader || !consent) return true;
  return item.privacy.guardian_consent && !is_of(consent->agreement, *item.privacy.guardian_consent);
}

/// A code stands for one person who is here: the item must take it, and two people show two cards, but for a
/// child whose guardian does.
bool code_is_not_taken(const ServiceItem& item, const Person& applicant, const std::optional<Agent>& agent,
                       const std::optional<GuardianConsent>& guardian) {
  if (agent && agent->person.source == PersonSource::Code) return true;
  if (applicant.source != PersonSource::Code) return false;
  return !applicant.proof || !catalog::accepts(item, applicant.proof->method) || (agent && !guardian);
}

std::vector<PageImage> pages_of(const Draft& draft, const std::string& code) {
  for (const auto& material : draft.materials) {
    if (material.code == code) return material.pages;
  }
  return {};
}

std::vector<EnvelopeMaterial> materials_of(const ServiceItem& item, const Draft& draft, Date today) {
  std::vector<EnvelopeMaterial> materials;
  for (const auto& need : materials_for(item, draft, today)) {
    if (need.need == Need::NotNeeded || need.need == Need::Ask) continue;
    EnvelopeMaterial material{need.material->code, need.supply, {}};
    if (material.supply == Supply::Scanned) material.pages = pages_of(draft, material.code);
    const bool nothing_scanned = material.supply == Supply::Scanned && material.pages.empty();
    if (nothing_scanned && need.need == Need::Optional) continue;
    if (nothing_scanned && need.need == Need::OfficeAsks) material.supply = Supply::Later;
    materials.push_back(std::move(material));
  }
  return materials;
}

/// The part of an envelope that rules look at, as the draft it would have come from.
Draft draft_of(const Envelope& envelope) {
  Draft draft;
  draft.item_id = envelope.item_id;
  draft.item_version = envelope.item_version;
  draft.applicant = envelope.applicant;
  draft.agent = envelope.agent;
  draft.values = envelope.values;
  draft.agreed = envelope.agreed;
  draft.applicant_present = envelope.authorisation.has_value();
  for (const auto& material : envelope.materials) {
    if (material.supply != Supply::Commitment) draft.proofs.insert(material.code);
    draft.materials.push_back({material.code, material.pages});
    draft.applies[material.code] = true;
  }
  return draft;
}

tl::unexpected<Error> refuse(std::string where, std::string reason) {
  return fail(ErrorKind::BadInput, std::move(reason), std::move(where));
}

Result<void> check_materials(const ServiceItem& item, const Envelope& envelope, UnixMillis now) {
  for (const auto& material : envelope.materials) {
    if (!item.material(material.code)) return refuse("materials", "the item has no material of this code");
  }
  const auto draft = draft_of(envelope);
  for (const auto& entry : missing(item, draft, Date::of(now))) {
    if (entry.reason == MissingReason::NotAnswered) continue;  // not handed in: its condition does not hold
    return refuse("materials." + entry.material->code, "has too few pages");
  }
  const auto uncommitted = commitments_missing(item, draft, Date::of(now));
  if (!uncommitted.empty())
    return refuse("commitments",
                  "the one to " + uncommitted.front()->code + " is missing or of another text");
  return {};
}

/// Of the item, by somebody who may, each once.
Result<void> check_agreements(const ServiceItem& item, const Envelope& envelope, UnixMillis now) {
  if (lacks_consent(item, envelope.agreed.consent)) return refuse("consent", "is missing or of another text");
  if (!asks_consent(item) && envelope.agreed.consent)
    return refuse("consent", "is not asked for by the item");
  const auto draft = draft_of(envelope);
  std::set<std::string> seen;
  for (const auto& one : envelope.agreed.commitments) {
    const auto* material = item.material(one.material);
    const bool right = material != nullptr && is_committed(*material, envelope.agreed.commitments);
    if (!right) return refuse("commitments", "the item has no such commitment");
    if (!may_commit(draft)) return refuse("commitments", "an agent cannot make it");
    if (!seen.insert(one.material).second) return refuse("commitments", "one is there twice");
  }
  if (!envelope.agent && (envelope.authorisation || envelope.agreed.guardian))
    return refuse("agent", "is missing");
  if (envelope.agreed.guardian && !is_minor(envelope.applicant, Date::of(now)))
    return refuse("guardian", "the applicant is of age");
  if (envelope.authorisation && verify(*envelope.authorisation, envelope) != SignatureProblem::None)
    return refuse("authorisation", "does not belong to this form");
  if (lacks_authorisation(item, draft, now)) return refuse("authorisation", "is missing");
  return {};
}

Result<void> check_values(const ServiceItem& item, const Envelope& envelope, UnixMillis now) {
  for (const auto& [key, value] : envelope.values) {
    if (!item.field(key)) return refuse("values." + key, "the item has no field of this key");
  }
  const auto problems = check_form(item, envelope.values, form_context(envelope, now));
  if (!problems.empty()) return refuse("values." + problems.begin()->first, "is not valid for this field");
  return {};
}

/// Whose it is and where it goes: the same for a case and for what is handed in later for it.
Envelope addressed(const ServiceItem& item, const Draft& draft) {
  Envelope envelope;
  envelope.idempotency_key = draft.uid;
  envelope.item_id = item.id;
  envelope.item_version = draft.item_version;
  envelope.task_code = item.task_code;
  envelope.department_code = item.department_code;
  envelope.applicant = draft.applicant.value_or(Person{});
  return envelope;
}

}  // namespace

bool lacks_authorisation(const ServiceItem& item, const Draft& draft, UnixMillis now) {
  if (!draft.agent || !item.agent.needs_authorisation || draft.agreed.guardian || draft.applicant_present)
    return false;
  const auto needs = materials_for(item, draft, Date::of(now));
  return std::any_of(needs.begin(), needs.end(), [](const MaterialNeed& need) {
    return is_authorisation(*need.material) && need.supply == Supply::Scanned && need.have_pages == 0;
  });
}

bool Obstacles::none() const {
  return !wrong_item && !no_applicant && !agent_not_allowed && !guardian_needed && !identity_unproven &&
         !consent_needed && !authorisation_needed && commitments.empty() && fields.empty() &&
         materials.empty() && !pictures_too_large && signature == SignatureProblem::None &&
         authorisation == SignatureProblem::None && !no_delivery;
}

Obstacles obstacles(const ServiceItem& item, const Draft& draft, UnixMillis now) {
  Obstacles found;
  found.wrong_item = draft.item_id != item.id || draft.item_version != item.version;
  found.no_applicant = catalog::needs_identity(item) &&
                       (!draft.applicant || draft.applicant->number.empty() || draft.applicant->name.empty());
  found.agent_not_allowed = !agent_may_act(item, draft.agent, draft.agreed.guardian);
  found.guardian_needed =
      draft.applicant && lacks_guardian(item, *draft.applicant, draft.agent, draft.agreed.guardian, now);
  found.identity_unproven =
      catalog::needs_identity(item) &&
      (is_unproven(draft.applicant, draft.agent) ||
       (draft.applicant && code_is_not_taken(item, *draft.applicant, draft.agent, draft.agreed.guardian)));
  found.consent_needed = lacks_consent(item, draft.agreed.consent);
  found.commitments = commitments_missing(item, draft, Date::of(now));
  found.authorisation_needed = lacks_authorisation(item, draft, now);
  found.fields = check_form(item, draft.values, form_context(draft, now));
  found.materials = missing(item, draft, Date::of(now));
  found.pictures_too_large = picture_bytes(draft.materials) > kMaxPicturesBytes;
  // A report that may stay anonymous is not signed: a signature would name its author.
  if (catalog::needs_identity(item)) {
    found.signature = verify_draft(item, draft, now);
    found.authorisation = verify_authorisation(item, draft, now);
  }
  found.no_delivery = !offers(item, draft.delivery);
  return found;
}

Result<void> check_submission(const ServiceItem& item, const Envelope& envelope, UnixMillis now) {
  if (envelope.item_id != item.id) return refuse("item_id", "is another item");
  if (envelope.item_version != item.version) return refuse("item_version", "is not the version in force");
  if (envelope.task_code != item.task_code) return refuse("task_code", "is not the item's");
  if (envelope.department_code != item.department_code) return refuse("department_code", "is not the item's");
  if (catalog::needs_identity(item)) {
    if (envelope.applicant.name.empty()) return refuse("applicant.name", "is empty");
    if (envelope.applicant.number.empty()) return refuse("applicant.number", "is empty");
    if (is_unproven(envelope.applicant, envelope.agent))
      return refuse("applicant.source", "nothing proves who the applicant is");
    if (code_is_not_taken(item, envelope.applicant, envelope.agent, envelope.agreed.guardian))
      return refuse("applicant.identity_proof", "is none that counts in this item");
  }
  if (!agent_may_act(item, envelope.agent, envelope.agreed.guardian))
    return refuse("agent", "may not act for others in this item");
  if (lacks_guardian(item, envelope.applicant, envelope.agent, envelope.agreed.guardian, now))
    return refuse("agent", "a guardian's card and consent are needed");
  if (!offers(item, envelope.delivery))
    return refuse("delivery", "is not offered by the item or has no address");
  if (auto values = check_values(item, envelope, now); !values) return values;
  if (auto agreed = check_agreements(item, envelope, now); !agreed) return agreed;
  if (auto materials = check_materials(item, envelope, now); !materials) return materials;
  if (envelope.signature && verify(*envelope.signature, envelope) != SignatureProblem::None) {
    return refuse("signature", "does not belong to this form");
  }
  return {};
}

Envelope form_to_sign(const ServiceItem& item, const Draft& draft, UnixMillis now) {
  Envelope envelope = addressed(item, draft);
  envelope.agent = draft.agent;
  envelope.answers = draft.answers;
  envelope.accepted = draft.accepted;
  envelope.values = shown_values(item, draft.values, form_context(draft, now));
  envelope.materials = materials_of(item, draft, Date::of(now));
  envelope.agreed = draft.agreed;
  std::erase_if(envelope.agreed.commitments, [&](const Commitment& one) {  // a proof came instead, after all
    return std::none_of(envelope.materials.begin(), envelope.materials.end(), [&](const auto& material) {
      return material.code == one.material && material.supply == Supply::Commitment;
    });
  });
  if (draft.applicant_present) envelope.authorisation = draft.authorisation;
  envelope.signature = draft.signature;
  envelope.delivery = draft.delivery;
  envelope.first_asked = draft.first_asked;
  envelope.language = draft.language;
  return envelope;
}

Signature sign_draft(const ServiceItem& item, const Draft& draft, std::vector<Stroke> strokes,
                     UnixMillis now) {
  return sign(form_to_sign(item, draft, now), std::move(strokes), now);
}

SignatureProblem verify_draft(const ServiceItem& item, const Draft& draft, UnixMillis now) {
  if (!draft.signature) return SignatureProblem::Missing;
  return verify(*draft.signature, form_to_sign(item, draft, now));
}

SignatureProblem verify_authorisation(const ServiceItem& item, const Draft& draft, UnixMillis now) {
  if (!draft.agent || !draft.applicant_present) return SignatureProblem::None;
  if (!draft.authorisation) return SignatureProblem::Missing;
  return verify(*draft.authorisation, form_to_sign(item, draft, now));
}

Envelope make_envelope(const ServiceItem& item, const Draft& draft, const catalog::HolidayCalendar& calendar,
                       UnixMillis now, bool clock_trusted) {
  auto envelope = form_to_sign(item, draft, now);
  // A date reckoned from a wrong day is worse than none: the office gives it.
  if (clock_trusted) envelope.promised = promised_date(item, Date::of(now), calendar).date;
  envelope.clock_trusted = clock_trusted;
  return envelope;
}

Envelope make_supplement(const ServiceItem& item, const Draft& draft, bool clock_trusted) {
  Envelope envelope = addressed(item, draft);
  for (const MaterialPages& material : draft.materials) {
    if (!material.pages.empty())
      envelope.materials.push_back({material.code, Supply::Scanned, material.pages});
  }
  envelope.supplement = draft.supplement;
  envelope.language = draft.language;
  envelope.clock_trusted = clock_trusted;
  return envelope;
}

void add_supplement(Envelope& envelope, const Envelope& supplement) {
  for (const EnvelopeMaterial& added : supplement.materials) {
    const auto known = std::find_if(envelope.materials.begin(), envelope.materials.end(),
                                    [&](const EnvelopeMaterial& m) { return m.code == added.code; });
    if (known == envelope.materials.end()) {
      envelope.materials.push_back(added);
      continue;
    }
    known->supply = Supply::Scanned;
    known->pages.insert(known->pages.end(), added.pages.begin(), added.pages.end());
  }
}

}  // namespace yitang::cases
