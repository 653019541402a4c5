// A code of the telephone instead of the card. The flow never keeps it: it goes to the office, and what comes
// back is a person as from a card, with the office's reference. A card that is put down meanwhile goes
// before.
#include <algorithm>
#include <functional>
#include <string_view>
#include <utility>

#include "kiosk/resident/flow/flow.hpp"

namespace yitang::resident {
namespace {

CodeTrouble trouble_of(cases::IdentityRefusal refusal) {
  switch (refusal) {
    case cases::IdentityRefusal::Expired: return CodeTrouble::Expired;
    case cases::IdentityRefusal::Unknown: return CodeTrouble::Unknown;
    case cases::IdentityRefusal::NotAccepted: return CodeTrouble::NotAccepted;
    case cases::IdentityRefusal::Unavailable: break;
  }
  return CodeTrouble::Away;
}

constexpr SteadyMillis kSameCodeAgain = 3000;

std::size_t mark_of(const WipedBytes& payload) {
  return std::hash<std::string_view>{}({reinterpret_cast<const char*>(payload.data()), payload.size()});
}

bool page_takes_codes(const ResidentState& state) {
  if (state.code.ways.empty()) return false;
  if (state.page == Page::Query)
    return state.query.view != QueryView::Asking && state.query.view != QueryView::Looking;
  const CardView view = state.card.view;
  return state.page == Page::Card && (view == CardView::Waiting || view == CardView::Problem);
}

}  // namespace

// On the page that was opened just now. On the progress page receipts are listened for in any case.
void ResidentFlow::listen_for_codes() {
  code_question_ = {.request = code_question_.request};
  state_.code = {};
  offer_codes();
}

// What the page takes now: a scanner may come and go.
void ResidentFlow::offer_codes() {
  state_.code.ways.clear();
  const bool query = state_.page == Page::Query;
  for (const catalog::IdentityMethod method : settings_.codes.methods) {
    const bool taken = query || (state_.item != nullptr && catalog::accepts(*state_.item, method));
    if (settings_.scanner && taken) state_.code.ways.push_back(method);
  }
  const bool two = !query && (state_.for_other || state_.card.role != CardRole::Applicant);
  // Also while it is gone: who does not listen never hears that it is back.
  if (!query) ports_.want_scan(!two && !state_.code.ways.empty());
  if (!scanner_present_) state_.code.ways.clear();
  if (!two) return;
  state_.code.two_people = !state_.code.ways.empty();
  state_.code.ways.clear();
}

void ResidentFlow::forget_code_question() {
  code_question_ = {.request = code_question_.request};
  state_.code.trouble = CodeTrouble::None;
  state_.query.seen = {};
}

void ResidentFlow::stop_listening() {
  forget_code_question();
  ports_.want_scan(false);
}

// False: this page has nothing to do with it.
bool ResidentFlow::take_code(const IdentityCodeScanned& code) {
  if (!page_takes_codes(state_)) return false;
  state_.code.method = code.method;
  const auto& ways = state_.code.ways;
  if (std::find(ways.begin(), ways.end(), code.method) == ways.end()) {
    show_code_trouble(CodeTrouble::NotAccepted);
    return true;
  }
  const std::size_t mark = mark_of(code.payload);
  if (mark == code_question_.mark && clock_.steady() < code_question_.again_at) return true;
  stop_listening();
  card_since_ = -1;
  const bool query = state_.page == Page::Query;
  if (query) {
    state_.query.view = QueryView::Asking;
    state_.query.person.reset();
    state_.card.view = CardView::Waiting;  // a complaint about a card is over
  } else {
    state_.card.view = CardView::Asking;
  }
  code_question_.request += 1;
  code_question_.until = clock_.steady() + SteadyMillis{settings_.codes.office_answers_within} * 1000;
  code_question_.mark = mark;
  ports_.identify(
      {code.method, code.payload, query ? std::string() : state_.item->id, code_question_.request});
  return true;
}

// Not of those that say who somebody is. False: this page has nothing to do with it.
bool ResidentFlow::code_is_strange(StrangeCode kind) {
  if (state_.page != Page::Card || !page_takes_codes(state_)) return false;
  state_.code.strange = kind;
  show_code_trouble(CodeTrouble::Strange);
  return true;
}

void ResidentFlow::identity_answered(const IdentityAnswered& event) {
  if (code_question_.until < 0 || event.request != code_question_.request) return;
  last_touch_ = clock_.steady();
  if (!event.answer) return show_refusal(trouble_of(event.answer.error()));
  if (!event.answer->proof) return show_refusal(CodeTrouble::Unknown);
  take_identified(*event.answer);
}

// Only where the office could not be reached may the same code do a little later.
void ResidentFlow::show_refusal(CodeTrouble trouble) {
  code_question_.until = -1;
  code_question_.again_at = trouble == CodeTrouble::Away ? clock_.steady() + kSameCodeAgain : kNeverAgain;
  show_code_trouble(trouble);
}

// The page says it, and goes on listening for a card and for another code.
void ResidentFlow::show_code_trouble(CodeTrouble trouble) {
  state_.code.trouble = trouble;
  ports_.want_scan(true);
  if (state_.page == Page::Query) {
    state_.query.view = QueryView::IdentityCode;
    return;
  }
  state_.card.view = CardView::Waiting;
  state_.card.slip_offered = false;
  card_since_ = -1;  // what was wrong with the code stays to be read
}

void ResidentFlow::take_identified(const cases::Person& person) {
  const std::size_t mark = code_question_.mark;
  stop_listening();
  code_question_.mark = mark;  // used up: a camera that still sees it asks nobody again
  code_question_.again_at = kNeverAgain;
  ports_.want_card(false);
  if (state_.page == Page::Query) {
    state_.query.view = QueryView::Looking;
    state_.query.by_card = true;
    state_.query.person = person;
    find_person(person.number, {});
    return;
  }
  state_.card.person = person;
  state_.card.reading = 0;
  state_.card.photo.reset();
  state_.card.view = cases::under_fourteen(person, clock_.today()) ? CardView::UnderAge : CardView::Read;
}

// A line that hangs must not hold the person; an answer that comes later finds nobody who waits.
void ResidentFlow::tick_code(SteadyMillis now) {
  if (code_question_.until < 0 || now < code_question_.until) return;
  show_refusal(CodeTrouble::Away);
  changed();
}

}  // namespace yitang::resident
