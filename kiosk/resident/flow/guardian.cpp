// Whoever acts for somebody else: an agent with the applicant beside them or not, the guardian of a child,
// and the child that has no card yet.
#include <utility>

#include "kiosk/cases/child.hpp"
#include "kiosk/resident/flow/flow.hpp"

namespace yitang::resident {

bool ResidentFlow::on_guardian(const Intent& intent) {
  switch (intent.kind) {
    case IntentKind::ChoosePresence:
      if (state_.page != Page::Presence) return true;
      state_.draft.applicant_present = intent.id == "here";
      if (!state_.draft.applicant_present) state_.draft.authorisation.reset();
      after_checks(true);
      return true;
    case IntentKind::BringGuardian: bring_guardian(); return true;
    case IntentKind::ChooseRelation:
      if (state_.page != Page::Guardian) return true;
      state_.guardian.relation = cases::guardian_relation(intent.id);
      state_.guardian.reminded = false;
      return true;
    case IntentKind::AgreeAsGuardian: agree_as_guardian(); return true;
    default: return false;
  }
}

// The applicant who is here signs on the pad; one who is not has signed a paper, which is photographed.
void ResidentFlow::after_agent() {
  if (state_.item->agent.needs_authorisation) {
    go(Page::Presence);
  } else {
    after_checks(true);
  }
}

bool ResidentFlow::wants_guardian() const {
  const auto& applicant = state_.draft.applicant;
  return applicant && cases::under_fourteen(*applicant, clock_.today()) && !state_.draft.agreed.guardian;
}

void ResidentFlow::bring_guardian() {
  const CardState& card = state_.card;
  const bool childs = state_.page == Page::Card && card.view == CardView::UnderAge &&
                      card.role == CardRole::Applicant && card.person;
  if (!childs || open_typed_childs_guardian()) return;
  begin_for(*state_.card.person);
  continue_checks(true);
}

void ResidentFlow::agree_as_guardian() {
  if (state_.page != Page::Guardian || !state_.item->privacy.guardian_consent) return;
  if (!state_.guardian.relation) {
    state_.guardian.reminded = true;
    return;
  }
  state_.draft.agreed.guardian = cases::GuardianConsent{
      *state_.guardian.relation,
      cases::agreement_to(*state_.item->privacy.guardian_consent, state_.language, clock_.now())};
  if (state_.child_typed) {
    open_child();
  } else {
    after_checks(true);
  }
}

// Both cards are forgotten; the counter goes on from there.
void ResidentFlow::refuse_as_guardian() {
  drop_entries();
  state_.for_other = false;
  state_.guardian = {};
  state_.card = {};
  state_.consent = {};
  state_.consent.view = ConsentView::Refused;
  state_.consent.deleted = true;
  state_.consent.guardian = true;
  go(Page::Consent);
  print_counter_slip();
}

void ResidentFlow::open_child() {
  cases::FormPage page;
  page.id = "child";
  page.group = cases::PageGroup::Specifics;
  const cases::FormContext context = cases::form_context(state_.draft, clock_.now());
  for (const catalog::FormField& field : cases::child_fields()) {
    if (cases::is_shown(field, state_.draft.values, context)) page.fields.push_back(&field);
  }
  state_.form.pages = {std::move(page)};
  state_.form.page = 0;
  state_.form.return_to_review = false;
  go(Page::Child);
}

// What the guardian typed is the applicant from here on; whoever it was before is another person.
bool ResidentFlow::next_child() {
  state_.form.focused.clear();
  if (!check_page()) return true;
  const cases::Person child = cases::typed_child(state_.draft.values);
  if (!cases::under_fourteen(child, clock_.today())) {
    state_.form.problems.insert_or_assign("typed.number",
                                          cases::FieldProblem{.kind = cases::FieldProblemKind::NotAChild});
    return true;
  }
  const auto agent = state_.draft.agent;
  const auto agreed = state_.draft.agreed;
  const auto typed = state_.draft.values;
  begin_for(child);
  if (state_.draft.values.empty()) {  // begun anew
    state_.draft.agent = agent;
    state_.draft.agreed = agreed;
    for (const auto& [key, value] : typed) {
      if (cases::child_field(key) != nullptr) state_.draft.values.insert_or_assign(key, value);
    }
  }
  state_.form = {};
  continue_checks(true);
  return true;
}

void ResidentFlow::look_for_person() {
  state_.card.view = CardView::Looking;
  go(Page::Card);
  ports_.want_card(false);
  card_since_ = -1;
  find_person(state_.draft.applicant->number, state_.item->id);
}

}  // namespace yitang::resident
