// What the store knows of the person: unfinished applications, the same matter under way.
#include <algorithm>
#include <utility>

#include "kiosk/resident/flow/flow.hpp"

namespace yitang::resident {

// Only whoever acts in it goes on with it: a case must not be handed in in the name of an agent who is not
// here, and not by an applicant for whom somebody else has begun it.
bool ResidentFlow::may_resume(const cases::Draft& draft) const {
  if (!draft.applicant || draft.uid == state_.draft.uid) return false;
  const catalog::ServiceItem* item = catalog_.item(draft.item_id);
  if (item == nullptr || item->status != catalog::ItemStatus::Published) return false;
  if (item->version != draft.item_version) return false;
  if (is_query_card()) {
    const cases::Person& acting = draft.agent ? draft.agent->person : *draft.applicant;
    return acting.number == asked_person_;
  }
  if (item != state_.item || draft.applicant->number != state_.draft.applicant->number) return false;
  if (draft.agent.has_value() != state_.draft.agent.has_value()) return false;
  return !draft.agent || draft.agent->person.number == state_.draft.agent->person.number;
}

// True if there is something to go on with: the page that offers it is open then.
bool ResidentFlow::offer_drafts(const std::vector<cases::Draft>& drafts) {
  state_.found_drafts.clear();
  std::copy_if(drafts.begin(), drafts.end(), std::back_inserter(state_.found_drafts),
               [this](const cases::Draft& draft) { return may_resume(draft); });
  if (state_.found_drafts.empty()) return false;
  go(Page::Resume);
  return true;
}

void ResidentFlow::person_found(const PersonFound& found) {
  if (is_query_card()) {
    if (state_.page != Page::Query) return;
    state_.query.notices = found.notices;
    state_.query.cases = found.cases;
    if (!offer_drafts(found.drafts)) show_cases(found.cases);
    return;
  }
  if (state_.page != Page::Card || state_.card.view != CardView::Looking) return;
  state_.existing_case.reset();
  for (const cases::CaseRow& row : found.cases) {
    // A case this person handed in for somebody else is no duplicate of the own one.
    const bool same = row.item_id == state_.item->id && cases::is_open(row.state) && !row.as_agent;
    if (same) state_.existing_case = row;
  }
  if (!offer_drafts(found.drafts)) enter_form();
}

void ResidentFlow::enter_form() {
  if (state_.existing_case) {
    go(Page::Duplicate);
  } else {
    begin_form();
  }
}

void ResidentFlow::resume_draft(const std::string& uid) {
  if (state_.page != Page::Resume) return;
  auto& found = state_.found_drafts;
  const auto wanted =
      uid.empty() && found.size() == 1
          ? found.begin()
          : std::find_if(found.begin(), found.end(), [&](const cases::Draft& d) { return d.uid == uid; });
  if (wanted == found.end()) return;
  state_.draft = std::move(*wanted);
  found.clear();
  state_.draft.language = state_.language == Language::English ? "en" : "zh";
  state_.draft.density = state_.density == Density::Elder ? "elder" : "standard";
  state_.draft_problem.reset();
  state_.submit = {};
  state_.item = catalog_.item(state_.draft.item_id);
  state_.for_other = state_.draft.agent.has_value();
  state_.card.role = CardRole::Applicant;
  state_.card.person = state_.draft.applicant;
  state_.card.view = CardView::Read;
  rebuild_form();
  refresh_materials();
  open_resumed_page(std::string(state_.draft.page));
}

void ResidentFlow::open_resumed_page(const std::string& page) {
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
  if (state_.page != Page::Resume) return;
  const std::vector<cases::Draft> found = std::exchange(state_.found_drafts, {});
  if (is_query_card()) {  // not now: the drafts stay for their 24 hours
    show_cases(state_.query.cases);
    return;
  }
  // Of several, none is meant by "afresh": they stay for their 24 hours beside the new one.
  if (found.size() == 1) ports_.delete_draft(found.front().uid);
  enter_form();
}

}  // namespace yitang::resident
