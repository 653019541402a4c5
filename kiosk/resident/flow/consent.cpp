// What a person is asked to agree to: the separate consent before the card, commitments in place of proofs.
#include <algorithm>

#include "kiosk/cases/materials.hpp"
#include "kiosk/resident/flow/flow.hpp"

namespace yitang::resident {

bool ResidentFlow::on_consent(const Intent& intent) {
  switch (intent.kind) {
    case IntentKind::GiveConsent: give_consent(); return true;
    case IntentKind::RefuseConsent:
      if (state_.page == Page::Guardian) {
        refuse_as_guardian();
      } else {
        refuse_consent();
      }
      return true;
    case IntentKind::ReadConsent:
      if (state_.page == Page::Consent) back_from_consent();
      return true;
    case IntentKind::ToggleCommitment: toggle_commitment(intent.id); return true;
    case IntentKind::BringProof: bring_proof(intent.id); return true;
    case IntentKind::CommitInstead: commit_instead(intent.id); return true;
    case IntentKind::NextStep:
      if (state_.page != Page::Commitment) return false;
      next_commitment();
      return true;
    default: return false;
  }
}

bool ResidentFlow::lacks_consent() const {
  return state_.item->privacy.consent && cases::lacks_consent(*state_.item, state_.draft.agreed.consent);
}

void ResidentFlow::open_consent(bool from_review) {
  state_.consent = {};
  state_.consent.from_review = from_review;
  go(Page::Consent);
}

void ResidentFlow::give_consent() {
  if (state_.page != Page::Consent || !state_.item->privacy.consent) return;
  state_.draft.agreed.consent =
      cases::agreement_to(*state_.item->privacy.consent, state_.language, clock_.now());
  const bool from_review = state_.consent.from_review;
  state_.consent = {};
  if (from_review) {
    open_review();
  } else {
    after_checks(state_.draft.applicant.has_value());
  }
}

// Whoever agreed, went on, came back and refuses now: nothing of it may stay.
void ResidentFlow::drop_entries() {
  const std::string uid = state_.draft.uid;
  const bool was_opened = form_was_opened();
  const auto answers = state_.draft.answers;
  const auto accepted = state_.draft.accepted;
  save_at_ = -1;
  state_.draft = cases::new_draft(state_.item->id, state_.item->version, clock_.now(), random_);
  state_.draft.answers = answers;
  state_.draft.accepted = accepted;
  state_.draft.language = state_.language == Language::English ? "en" : "zh";
  state_.draft.density = state_.density == Density::Elder ? "elder" : "standard";
  state_.form = {};
  state_.strokes.clear();
  state_.submit = {};
  if (is_bundle()) merge_bundle();  // its cases begin anew, too
  if (was_opened) ports_.delete_draft(uid);
}

// Nothing was read, nothing is kept: the counter is told what was asked for, and that is all.
void ResidentFlow::refuse_consent() {
  if (state_.page != Page::Consent || state_.consent.view == ConsentView::Refused) return;
  state_.draft.agreed.consent.reset();
  state_.consent.view = ConsentView::Refused;
  state_.consent.from_review = false;
  state_.consent.deleted = form_was_opened();
  if (state_.consent.deleted) drop_entries();
  state_.card = {};
  print_counter_slip();
}

void ResidentFlow::back_from_consent() {
  if (state_.consent.guardian) {
    open_card(state_.child_typed ? CardRole::Guardian : CardRole::Applicant);
    state_.consent = {};
  } else if (state_.consent.view == ConsentView::Refused) {
    state_.print = {};
    state_.consent.view = ConsentView::Asked;
  } else if (state_.consent.from_review) {
    open_review();
  } else if (state_.draft.applicant) {
    open_card(CardRole::Applicant);
  } else if (!step_back_in_checks()) {
    go(front_page());
  }
}

// Whoever goes back before the consent is asked again, and may think better of it.
bool ResidentFlow::back_to_consent() {
  if (state_.item == nullptr || !cases::asks_consent(*state_.item)) return false;
  state_.draft.agreed.consent.reset();
  open_consent();
  return true;
}

// Forward from the materials. Without any to make the page is left out.
void ResidentFlow::open_commitments(bool all) {
  if (prepares()) return after_commitments();  // only somebody who is known to be the applicant may promise
  const Date today = clock_.today();
  state_.commitments = {};
  state_.commitments.materials = all ? cases::commitments_to_make(*state_.item, state_.draft, today)
                                     : cases::commitments_missing(*state_.item, state_.draft, today);
  if (state_.commitments.materials.empty()) {
    after_commitments();
    return;
  }
  show_commitment();
}

void ResidentFlow::show_commitment() {
  state_.draft.page = "commitment";
  state_.commitments.reminded = false;
  go(Page::Commitment);
  save_now();
}

void ResidentFlow::after_commitments() {
  if (state_.form.return_to_review) {
    open_review();
  } else {
    open_delivery();
  }
}

// Back from the delivery: to the last of them. False if there are none.
bool ResidentFlow::back_to_commitments() {
  auto all = cases::commitments_to_make(*state_.item, state_.draft, clock_.today());
  if (all.empty() || prepares()) return false;
  state_.commitments = {};
  state_.commitments.at = all.size() - 1;
  state_.commitments.materials = std::move(all);
  show_commitment();
  return true;
}

void ResidentFlow::back_from_commitment() {
  if (state_.commitments.at > 0) {
    --state_.commitments.at;
    show_commitment();
  } else if (state_.form.return_to_review) {
    open_review();
  } else {
    open_materials();
  }
}

const catalog::Material* ResidentFlow::commitment_on_page() const {
  const CommitmentState& shown = state_.commitments;
  if (state_.page != Page::Commitment || shown.at >= shown.materials.size()) return nullptr;
  return shown.materials[shown.at];
}

void ResidentFlow::toggle_commitment(const std::string& code) {
  const catalog::Material* material = commitment_on_page();
  if (material == nullptr || material->code != code || !material->commitment) return;
  auto& made = state_.draft.agreed.commitments;
  const bool was = cases::is_committed(*material, made);
  std::erase_if(made, [&](const cases::Commitment& one) { return one.material == code; });
  if (!was) made.push_back({code, cases::agreement_to(*material->commitment, state_.language, clock_.now())});
  state_.commitments.reminded = false;
  save_now();
}

void ResidentFlow::next_commitment() {
  const catalog::Material* material = commitment_on_page();
  if (material == nullptr) return;
  if (!cases::is_committed(*material, state_.draft.agreed.commitments)) {
    state_.commitments.reminded = true;  // the page says that it has to be ticked, or the proof brought
    return;
  }
  if (state_.commitments.at + 1 < state_.commitments.materials.size()) {
    ++state_.commitments.at;
    show_commitment();
  } else {
    after_commitments();
  }
}

// Nobody has to promise: the proof itself does as well.
void ResidentFlow::bring_proof(const std::string& code) {
  const catalog::Material* material = commitment_on_page();
  if (material == nullptr || material->code != code) return;
  std::erase_if(state_.draft.agreed.commitments,
                [&](const cases::Commitment& one) { return one.material == code; });
  state_.draft.proofs.insert(code);
  open_materials();
}

void ResidentFlow::commit_instead(const std::string& code) {
  if (state_.page != Page::Materials && state_.page != Page::Missing) return;
  if (state_.draft.proofs.erase(code) == 0) return;
  refresh_materials();
  save_now();
}

}  // namespace yitang::resident
