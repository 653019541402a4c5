// Who the matter is for, the cards, and what the store knows of the person.
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
      state_.for_other = intent.id == "other";
      if (state_.draft.applicant) restart_draft();
      state_.draft.applicant.reset();
      state_.draft.agent.reset();
      open_card(CardRole::Applicant);
      return true;
    case IntentKind::NoCard: no_card(); return true;
    case IntentKind::UseCard: use_card(); return true;
    case IntentKind::AnotherCard:
      if (state_.page == Page::Card && state_.card.view != CardView::Looking) open_card(state_.card.role);
      return true;
    case IntentKind::ResumeDraft: resume_draft(); return true;
    case IntentKind::StartAfresh: start_afresh(); return true;
    case IntentKind::OpenExistingCase:
      if (state_.page == Page::Duplicate && state_.existing_case) open_case(state_.existing_case->uid);
      return true;
    case IntentKind::ApplyAgain:
      if (state_.page == Page::Duplicate) begin_form();
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
}

void ResidentFlow::take_card(const cases::Person& person) {
  if (state_.page == Page::Query) {
    state_.query.view = QueryView::Looking;
    state_.query.by_card = true;
    state_.card.view = CardView::Waiting;  // a complaint about another card is over
    card_since_ = -1;
    ports_.want_card(false);
    find_person(person.number);
    return;
  }
  if (state_.page != Page::Card || state_.card.view == CardView::Looking) return;
  if (state_.card.role == CardRole::Agent && state_.draft.applicant &&
      person.number == state_.draft.applicant->number) {
    // The first card often still lies there when this page opens: no mistake of the person, the page waits
    // on.
    const bool still_there = clock_.steady() < card_opened_at_ + kCardStillThere;
    if (still_there) return;
    card_since_ = -1;
    state_.card.view = CardView::SamePerson;  // the reader goes on looking for the other card
    return;
  }
  card_since_ = -1;
  ports_.want_card(false);
  state_.card.person = person;
  if (cases::under_fourteen(person, clock_.today()) &&
      (state_.card.role == CardRole::Agent || !state_.for_other)) {
    state_.card.view = CardView::UnderAge;
  } else {
    state_.card.view = CardView::Read;
  }
}

void ResidentFlow::card_failed(CardProblem problem) {
  const bool waiting = state_.card.view == CardView::Waiting || state_.card.view == CardView::Problem;
  if (state_.page == Page::Query || (state_.page == Page::Card && waiting)) {
    state_.card.view = CardView::Problem;
    state_.card.problem = problem;
    card_since_ = -1;
  }
}

// A card lifted after reading changes nothing: what was read stays. Only a complaint about a card is over.
void ResidentFlow::card_gone() {
  if (state_.card.view != CardView::Problem || state_.card.problem == CardProblem::NoReader) return;
  if (state_.page == Page::Card) open_card(state_.card.role);
  if (state_.page == Page::Query) state_.card.view = CardView::Waiting;
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
  if (state_.card.role == CardRole::Agent) {
    const catalog::AgentKind kind =
        state_.item->agent.who.empty() ? catalog::AgentKind::Relative : state_.item->agent.who.back();
    state_.draft.agent = cases::Agent{*state_.card.person, kind};
    after_checks(true);
    return;
  }
  begin_for(*state_.card.person);
  continue_checks(true);
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
}

void ResidentFlow::no_card() {
  if (state_.item == nullptr) return;
  state_.card.slip_offered = true;
  start_print({PrintKind::CounterSlip, state_.language, {}, state_.item, {}, answers_in_words()});
}

// Only whoever acts in it goes on with it: a case must not be handed in in the name of an agent who is not
// here, and not by an applicant for whom somebody else has begun it.
bool ResidentFlow::may_resume(const std::optional<cases::Draft>& draft) const {
  if (!draft || !draft->applicant || draft->uid == state_.draft.uid) return false;
  const catalog::ServiceItem* item = catalog_.item(draft->item_id);
  if (item == nullptr || item->status != catalog::ItemStatus::Published) return false;
  if (item->version != draft->item_version) return false;
  if (is_query_card()) {
    const cases::Person& acting = draft->agent ? draft->agent->person : *draft->applicant;
    return acting.number == asked_person_;
  }
  if (item != state_.item || draft->applicant->number != state_.draft.applicant->number) return false;
  if (draft->agent.has_value() != state_.draft.agent.has_value()) return false;
  return !draft->agent || draft->agent->person.number == state_.draft.agent->person.number;
}

void ResidentFlow::person_found(const PersonFound& found) {
  if (is_query_card()) {
    if (state_.page != Page::Query) return;
    state_.query.notices = found.notices;
    state_.query.cases = found.cases;
    if (may_resume(found.draft)) {
      state_.found_draft = found.draft;
      go(Page::Resume);
    } else {
      show_cases(found.cases);
    }
    return;
  }
  if (state_.page != Page::Card || state_.card.view != CardView::Looking) return;
  state_.existing_case.reset();
  for (const cases::CaseRow& row : found.cases) {
    // A case this person handed in for somebody else is no duplicate of the own one.
    const bool same = row.item_id == state_.item->id && cases::is_open(row.state) && !row.as_agent;
    if (same) state_.existing_case = row;
  }
  if (may_resume(found.draft)) {
    state_.found_draft = found.draft;
    go(Page::Resume);
  } else {
    enter_form();
  }
}

void ResidentFlow::enter_form() {
  if (state_.existing_case) {
    go(Page::Duplicate);
  } else {
    begin_form();
  }
}

void ResidentFlow::resume_draft() {
  if (!state_.found_draft) return;
  state_.draft = *state_.found_draft;
  state_.found_draft.reset();
  state_.draft.language = state_.language == Language::English ? "en" : "zh";
  state_.draft.density = state_.density == Density::Elder ? "elder" : "standard";
  state_.submit = {};
  state_.item = catalog_.item(state_.draft.item_id);
  state_.for_other = state_.draft.agent.has_value();
  state_.card.role = CardRole::Applicant;
  state_.card.person = state_.draft.applicant;
  state_.card.view = CardView::Read;
  const std::string page = state_.draft.page;
  rebuild_form();
  refresh_materials();
  if (page == "materials") {
    open_materials();
  } else if (page == "delivery") {
    open_delivery();
  } else if (page == "signature") {
    open_signature();
  } else if (page == "review") {
    open_review();
  } else {
    std::size_t index = 0;
    for (std::size_t i = 0; i < state_.form.pages.size(); ++i) {
      if ("form:" + state_.form.pages[i].id == page) index = i;
    }
    open_form_page(index);
  }
}

void ResidentFlow::start_afresh() {
  if (state_.overlay == Overlay::LeaveQuestion) {  // leave, and do not keep what was entered
    const std::string uid = state_.draft.uid;
    leave(false);
    if (!uid.empty()) ports_.delete_draft(uid);
    return;
  }
  if (!state_.found_draft) return;
  if (is_query_card()) {  // not now: the draft stays for its 24 hours
    state_.found_draft.reset();
    show_cases(state_.query.cases);
    return;
  }
  ports_.delete_draft(state_.found_draft->uid);
  state_.found_draft.reset();
  enter_form();
}

}  // namespace yitang::resident
