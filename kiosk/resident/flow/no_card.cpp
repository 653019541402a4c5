// Somebody without a card: the slip for the counter at once, or the form filled in here and kept for the
// counter. What is typed proves nothing: nothing is looked up for it, nothing is signed and nothing is sent.
// The card of that person, and only that, goes on with it here; the counter finds it by its reference.
#include "kiosk/cases/prepared.hpp"

#include <utility>

#include "kiosk/cases/home_region.hpp"
#include "kiosk/resident/flow/flow.hpp"

namespace yitang::resident {

bool is_for_counter(const ResidentState& state) {
  return state.item != nullptr && catalog::needs_identity(*state.item) &&
         cases::is_unproven(state.draft.applicant, state.draft.agent) && !state.child_typed;
}

// A bundle is several cases, and each of them may want something else at the counter: there the slip is
// given.
bool may_prepare(const ResidentState& state) {
  return state.item != nullptr && catalog::needs_identity(*state.item) && state.bundle.bundle == nullptr &&
         state.card.role == CardRole::Applicant && !state.for_other && !state.child_typed;
}

bool only_counter_for_child(const ResidentState& state) {
  return state.card.role == CardRole::Applicant && state.card.person &&
         state.card.person->source == cases::PersonSource::Typed && !state.child_offered;
}

bool ResidentFlow::on_no_card(const Intent& intent) {
  switch (intent.kind) {
    case IntentKind::NoCard: open_no_card(); return true;
    case IntentKind::PrintCounterSlip:
      if (state_.page != Page::NoCard && state_.page != Page::Card) return true;
      open_card(CardRole::Applicant);  // a card that turns up after all is still read
      print_counter_slip();
      return true;
    case IntentKind::FillWithoutCard:
      if (state_.page == Page::NoCard) open_typed();
      return true;
    case IntentKind::FinishPrepared:
      if (state_.page == Page::Prepared && state_.prepared.view == PreparedView::Kept) open_goodbye();
      return true;
    default: return false;
  }
}

// On the page that gives the slip out it is asked for once more.
void ResidentFlow::open_no_card() {
  const bool choice = state_.page == Page::Card && !state_.card.slip_offered && may_prepare(state_);
  if (choice) {
    go(Page::NoCard);
  } else {
    print_counter_slip();
  }
}

void ResidentFlow::print_counter_slip() {
  if (state_.item == nullptr) return;
  state_.card.slip_offered = true;
  start_print({PrintKind::CounterSlip, state_.language, {}, state_.item, {}, answers_in_words()});
}

// Nothing that another person's card brought onto the form may be seen by whoever types.
void ResidentFlow::open_typed() {
  if (state_.draft.applicant && state_.draft.applicant->source != cases::PersonSource::Typed) {
    restart_draft();
    state_.draft.applicant.reset();
  }
  state_.draft.agent.reset();
  state_.draft.agreed.guardian.reset();
  cases::FormPage page;
  page.id = "typed";
  page.group = cases::PageGroup::Specifics;
  for (const catalog::FormField& field : cases::typed_fields()) page.fields.push_back(&field);
  state_.form.pages = {std::move(page)};
  state_.form.page = 0;
  state_.form.return_to_review = false;
  go(Page::Typed);
}

bool ResidentFlow::next_typed() {
  state_.form.focused.clear();
  if (!check_page()) return true;
  const cases::Person person = cases::typed_person(state_.draft.values);
  if (cases::under_fourteen(person, clock_.today())) {  // nothing is kept of a child before a guardian agreed
    state_.card = {};
    state_.card.person = person;
    state_.card.view = CardView::UnderAge;
    go(Page::Card);
    return true;
  }
  const bool same = state_.draft.applicant && state_.draft.applicant->number == person.number;
  if (state_.draft.applicant && !same) {
    const cases::FormValues typed = state_.draft.values;
    restart_draft();
    for (const auto& [key, value] : typed) {
      if (cases::typed_field(key) != nullptr) state_.draft.values.insert_or_assign(key, value);
    }
  }
  state_.draft.applicant = person;
  state_.form = {};
  continue_checks(true);
  return true;
}

// The guardian's own card leads on, where the matter can be one of a child; what was typed is not asked
// again.
bool ResidentFlow::open_typed_childs_guardian() {
  if (state_.card.person->source != cases::PersonSource::Typed) return false;
  if (only_counter_for_child(state_)) return true;
  state_.child_typed = true;
  state_.draft.applicant.reset();
  state_.draft.values.insert_or_assign("typed.kind", std::string("id_number"));
  open_card(CardRole::Guardian);
  return true;
}

// What is missing may be brought to the counter, and who the person is, the clerk sees. The rest is whole.
void ResidentFlow::prepare(const cases::Obstacles& obstacles) {
  state_.form.return_to_review = obstacles.pictures_too_large || obstacles.no_delivery;
  if (obstacles.pictures_too_large) return open_materials();
  if (obstacles.consent_needed && state_.item->privacy.consent) return open_consent(true);
  if (obstacles.no_delivery) return open_delivery();
  save_at_ = -1;
  state_.prepared = {};
  state_.prepared.view = PreparedView::Keeping;
  go(Page::Prepared);
  ports_.prepare(state_.draft,
                 cases::prepared_until(clock_.today(), settings_.prepared_days, catalog_.calendar()));
}

void ResidentFlow::case_prepared(const CasePrepared& event) {
  if (state_.prepared.view != PreparedView::Keeping || event.uid != state_.draft.uid) return;
  last_touch_ = clock_.steady();
  state_.prepared.view = PreparedView::Kept;
  state_.prepared.result = event.result;
  state_.draft_problem.reset();
  go(Page::Prepared);
  print_prepared();
}

void ResidentFlow::case_not_prepared(const CaseNotPrepared& event) {
  if (state_.prepared.view != PreparedView::Keeping || event.uid != state_.draft.uid) return;
  last_touch_ = clock_.steady();
  state_.prepared.view = PreparedView::Failed;
  state_.prepared.problem = event.kind;
  go(Page::Prepared);
}

void ResidentFlow::print_prepared() {
  if (!state_.prepared.result) return;
  start_print(
      {PrintKind::PreparedSlip, state_.language, state_.draft.uid, state_.item, {}, answers_in_words()});
}

// The card has the number already; the name has to be the same, too: a mistyped number may be a stranger's.
bool ResidentFlow::may_take_over(const cases::Draft& draft) const {
  const auto& reader = is_query_card() ? state_.query.person : state_.draft.applicant;
  return reader && reader->source != cases::PersonSource::Typed && draft.applicant &&
         reader->number == draft.applicant->number && cases::same_name(reader->name, draft.applicant->name);
}

// From here on it is the applicant's own: what they said just now counts, and what the card says. Whoever
// typed could agree to nothing in their name.
void ResidentFlow::take_over(const cases::Person& reader, const cases::Draft* said_now) {
  cases::Draft& draft = state_.draft;
  draft.applicant = reader;
  draft.agreed = {};
  if (said_now != nullptr) {
    draft.agreed.consent = said_now->agreed.consent;
    draft.answers = said_now->answers;
    draft.accepted = said_now->accepted;
  }
  draft.signature.reset();
  cases::forget_typed(draft.values);
  cases::prefill(*state_.item, reader, clock_.today(), draft.values);
  cases::fill_home_region(catalog_, *state_.item, reader, draft.values);
}

// Straight to the signature, unless the card has brought up something that stands in the way.
void ResidentFlow::resume_prepared() {
  save_now();
  const auto result = catalog_.evaluate(*state_.item, known_facts(), state_.draft.accepted, false);
  if (!std::holds_alternative<catalog::Eligible>(result)) {
    continue_checks(true);
  } else if (!state_.draft.prepared) {
    open_resumed_page(std::string(state_.draft.page));
  } else if (!cases::missing(*state_.item, state_.draft, clock_.today()).empty()) {
    open_materials();
  } else if (!cases::commitments_missing(*state_.item, state_.draft, clock_.today()).empty()) {
    open_commitments(false);
  } else {
    ask_to_sign();
  }
}

}  // namespace yitang::resident
