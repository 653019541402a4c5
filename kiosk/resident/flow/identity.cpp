// Who the matter is for, and the cards.
#include <algorithm>
#include <utility>

#include "kiosk/resident/flow/flow.hpp"

namespace yitang::resident {
namespace {

constexpr std::int64_t kCardStillThere = 3000;  // a reader needs one to two seconds

}  // namespace

bool ResidentFlow::on_identity(const Intent& intent) {
  switch (intent.kind) {
    case IntentKind::ChooseWho:
      if (state_.page != Page::WhoFor) return true;
      state_.child_typed = intent.id == "child" && state_.child_offered;
      state_.for_other = intent.id == "other";
      if (state_.draft.applicant) {
        const auto consent = state_.draft.agreed.consent;  // the same people are here
        restart_draft();
        state_.draft.agreed.consent = consent;
      }
      state_.draft.applicant.reset();
      state_.draft.agent.reset();
      state_.draft.agreed.guardian.reset();
      state_.draft.applicant_present = false;
      state_.draft.authorisation.reset();
      open_card(state_.child_typed ? CardRole::Guardian : CardRole::Applicant);
      return true;
    case IntentKind::ChooseAgent: choose_agent(intent.id); return true;
    case IntentKind::UseCard: use_card(); return true;
    case IntentKind::AnotherCard:
      if (state_.page == Page::Card && state_.card.view != CardView::Looking) open_card(state_.card.role);
      return true;
    case IntentKind::ResumeDraft: resume_draft(intent.id); return true;
    case IntentKind::StartAfresh: start_afresh(); return true;
    case IntentKind::OpenExistingCase:
      if (state_.page == Page::Duplicate && state_.existing_case) open_case(state_.existing_case->uid);
      return true;
    case IntentKind::ApplyAgain:
      if (state_.page == Page::Duplicate && !is_bundle()) begin_form();
      return true;
    default: return false;
  }
}

void ResidentFlow::open_card(CardRole role) {
  state_.card = {};
  state_.card.role = role;
  if (role == CardRole::Query) {
    open_query();
    return;
  }
  card_since_ = clock_.steady();
  card_opened_at_ = card_since_;
  ports_.want_card(true);
  go(Page::Card);
  listen_for_codes();
}

// A blank date is unknown, never expired; the last valid day still counts. Whoever comes to have the card
// renewed comes with an expired one.
bool ResidentFlow::is_refused_as_expired(const cases::Person& person) const {
  if (!person.valid_to || *person.valid_to >= clock_.today()) return false;
  const bool own = state_.page == Page::Card && state_.card.role == CardRole::Applicant;
  return !(own && state_.item != nullptr && catalog::asks_for_expiry(*state_.item, catalog_.facts()));
}

void ResidentFlow::take_card(const CardRead& read) {
  const cases::Person& person = read.person;
  if (state_.page == Page::TicketCard) return take_ticket_card(person);  // an expired one tells who it is
  if (state_.page == Page::CheckIn) return take_check_in_card(person);
  if (is_refused_as_expired(person)) {
    if (state_.card.view != CardView::Looking) card_failed(CardProblem::Expired);
    return;
  }
  if (state_.page == Page::Query) {
    state_.query.view = QueryView::Looking;
    state_.query.by_card = true;
    state_.query.person = person;
    state_.card.view = CardView::Waiting;  // a complaint about another card is over
    card_since_ = -1;
    code_question_.until = -1;
    ports_.want_card(false);
    find_person(person.number, {});
    return;
  }
  if (state_.page != Page::Card || state_.card.view == CardView::Looking) return;
  const bool acts = state_.card.role == CardRole::Agent || state_.card.role == CardRole::Guardian;
  if (acts && state_.draft.applicant && person.number == state_.draft.applicant->number) {
    // The first card often still lies there when this page opens: no mistake of the person, the page waits
    // on.
    const bool still_there = clock_.steady() < card_opened_at_ + kCardStillThere;
    if (still_there) return;
    card_since_ = -1;
    state_.card.view = CardView::SamePerson;  // the reader goes on looking for the other card
    return;
  }
  card_since_ = -1;
  stop_listening();
  ports_.want_card(false);
  state_.card.person = person;
  state_.card.reading = read.reading;
  state_.card.photo.reset();
  const bool guardian = state_.card.role == CardRole::Guardian;
  const bool too_young = guardian
                             ? cases::is_minor(person, clock_.today())
                             : cases::under_fourteen(person, clock_.today()) && (acts || !state_.for_other);
  if (too_young) {
    state_.card.view = CardView::UnderAge;
  } else {
    state_.card.view = CardView::Read;
  }
}

// Decoding takes its time: by now another card may lie there, or another page be open.
void ResidentFlow::take_photo(const CardPhoto& photo) {
  const bool shown = state_.page == Page::Card && state_.card.view == CardView::Read;
  if (shown && photo.reading != 0 && photo.reading == state_.card.reading) state_.card.photo = photo.picture;
}

void ResidentFlow::card_failed(CardProblem problem) {
  const bool waiting = state_.card.view == CardView::Waiting || state_.card.view == CardView::Problem;
  if (takes_card_too(state_) || (state_.page == Page::Card && waiting)) {
    state_.card.view = CardView::Problem;
    state_.card.problem = problem;
    state_.code.trouble = CodeTrouble::None;
    card_since_ = -1;
  }
}

// A card lifted after reading changes nothing: what was read stays. Only a complaint about a card is over.
void ResidentFlow::card_gone() {
  card_stays_ = false;
  if (state_.card_left) return bid_farewell();
  if (state_.card.view != CardView::Problem || state_.card.problem == CardProblem::NoReader) return;
  if (state_.page == Page::Card) open_card(state_.card.role);
  if (takes_card_too(state_)) state_.card.view = CardView::Waiting;
}

// The reader goes on looking; only the words on the page change.
void ResidentFlow::tick_card(SteadyMillis now) {
  if (card_since_ < 0 || now < card_since_ + settings_.no_card_after * 1000) return;
  card_since_ = -1;
  if (state_.card.view == CardView::Waiting && state_.page == Page::Card) {
    state_.card.view = CardView::Problem;
    state_.card.problem = CardProblem::NoCard;
    changed();
  }
}

void ResidentFlow::use_card() {
  if (state_.page != Page::Card || state_.card.view != CardView::Read || !state_.card.person) return;
  state_.card.photo.reset();  // it was for comparing, and that is done
  if (state_.card.role == CardRole::Guardian) {
    state_.draft.agent = cases::Agent{*state_.card.person, catalog::AgentKind::Relative};
    state_.draft.agreed.guardian.reset();  // another one agrees for themselves
    state_.guardian = {};
    go(Page::Guardian);
    return;
  }
  if (state_.card.role == CardRole::Agent) {
    const std::vector<catalog::AgentKind>& kinds = state_.item->agent.who;
    if (kinds.size() > 1) {
      go(Page::AgentKind);
      return;
    }
    const catalog::AgentKind kind = kinds.empty() ? catalog::AgentKind::Relative : kinds.front();
    state_.draft.agent = cases::Agent{*state_.card.person, kind};
    after_agent();
    return;
  }
  begin_for(*state_.card.person);
  continue_checks(true);
}

void ResidentFlow::choose_agent(const std::string& name) {
  if (state_.page != Page::AgentKind || !state_.card.person) return;
  const auto kind = catalog::enum_from<catalog::AgentKind>(name);
  const std::vector<catalog::AgentKind>& allowed = state_.item->agent.who;
  if (!kind || std::find(allowed.begin(), allowed.end(), *kind) == allowed.end()) return;
  state_.draft.agent = cases::Agent{*state_.card.person, *kind};
  after_agent();
}

// Another person than the one the form was filled in for: nothing of theirs may be shown to this one or
// handed in under this name.
void ResidentFlow::begin_for(const cases::Person& person) {
  if (state_.draft.applicant && state_.draft.applicant->number != person.number) restart_draft();
  state_.draft.applicant = person;
}

// What was entered stays in the store for the card it belongs to; the answers to the checks are kept.
void ResidentFlow::restart_draft() {
  save_now();
  cases::Draft fresh = cases::new_draft(state_.item->id, state_.item->version, clock_.now(), random_);
  fresh.answers = state_.draft.answers;
  fresh.accepted = state_.draft.accepted;
  fresh.language = state_.draft.language;
  fresh.density = state_.draft.density;
  state_.draft = std::move(fresh);
  state_.form = {};
  state_.strokes.clear();
  state_.submit = {};
  if (is_bundle()) merge_bundle();
}

}  // namespace yitang::resident
