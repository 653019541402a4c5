// What the office still wants for a case that is under way: photographed here and handed in at once.
#include <algorithm>
#include <utility>

#include "kiosk/resident/flow/flow.hpp"

namespace yitang::resident {

const cases::Demand* unanswered_demand(const ResidentState& state) {
  const auto& detail = state.query.detail;
  if (!detail || detail->row.state != cases::CaseState::Supplement) return nullptr;
  const cases::Demand* demand = cases::open_demand(detail->notices);
  if (demand == nullptr || demand->wanted.empty()) return nullptr;
  const auto& sent = detail->supplements;
  const bool answered = std::any_of(sent.begin(), sent.end(), [&](const cases::CaseRow& row) {
    return row.notice_no == demand->number && !row.refused;
  });
  return answered ? nullptr : demand;
}

bool may_hand_in(const ResidentState& state) {
  return unanswered_demand(state) != nullptr && state.query.person.has_value() && !state.query.looks_only;
}

bool ResidentFlow::on_supplement(const Intent& intent) {
  switch (intent.kind) {
    case IntentKind::HandInMissing:
      if (state_.page == Page::QueryCase) hand_in_missing();
      return true;
    case IntentKind::Submit:
      if (state_.page != Page::Supplement) return false;
      submit_supplement();
      return true;
    case IntentKind::TryAgain:
      if (state_.page != Page::Submitting || !state_.draft.supplement) return false;
      if (state_.submit.view == SubmitView::Failed) submit_supplement();
      return true;
    case IntentKind::Reprint:
      if (state_.page != Page::SupplementSent) return false;
      print_receipt();
      return true;
    case IntentKind::FinishReceipt:
      if (state_.page != Page::SupplementSent) return false;
      open_goodbye();  // one matter is rated once, when it is applied for
      return true;
    default: return false;
  }
}

// Begun before, perhaps before the power failed: it goes on with the pages that are there.
void ResidentFlow::hand_in_missing() {
  if (!may_hand_in(state_)) return;
  const cases::CaseRow& row = state_.query.detail->row;
  const catalog::ServiceItem* item = catalog_.nearest(row.item_id, row.item_version);
  if (item == nullptr) return;
  const cases::SupplementOf wanted{row.uid, unanswered_demand(state_)->number};
  set_aside_ = std::exchange(state_.draft, {});
  auto& begun = state_.query.unfinished;
  const auto known =
      std::find_if(begun.begin(), begun.end(), [&](const cases::Draft& d) { return d.supplement == wanted; });
  if (known != begun.end()) {
    state_.draft = std::move(*known);
    begun.erase(known);
  } else {
    state_.draft = cases::new_draft(row.item_id, row.item_version, clock_.now(), random_);
    state_.draft.supplement = wanted;
  }
  state_.draft.applicant = state_.query.person;
  state_.draft.language = state_.language == Language::English ? "en" : "zh";
  state_.draft.density = state_.density == Density::Elder ? "elder" : "standard";
  state_.draft_problem.reset();
  state_.submit = {};
  state_.print = {};
  state_.item = item;
  open_supplement();
}

void ResidentFlow::open_supplement() {
  if (unanswered_demand(state_) == nullptr) return;
  state_.submit = {};
  state_.draft.page = "supplement";
  refresh_materials();
  go(Page::Supplement);
}

// The pages wait in the store; the case's page offers to go on with them.
void ResidentFlow::leave_supplement() {
  if (!state_.draft.materials.empty()) {
    save_now();
    state_.query.unfinished.push_back(state_.draft);
  }
  state_.draft = std::exchange(set_aside_, {});
  state_.materials.clear();
  state_.pictures_too_large = false;
  state_.draft_problem.reset();
  state_.submit = {};
  if (is_query_card()) state_.item = nullptr;
  go(Page::QueryCase);
}

// One time and all of it: what is still missing keeps the button away.
void ResidentFlow::submit_supplement() {
  refresh_materials();
  const bool all =
      std::all_of(state_.materials.begin(), state_.materials.end(),
                  [](const cases::MaterialNeed& need) { return need.have_pages >= need.least_pages; });
  if (!all || state_.materials.empty() || state_.pictures_too_large) return;
  if (state_.draft_problem) save_now();
  commit();
}

void ResidentFlow::supplement_submitted() {
  go(Page::SupplementSent);
  print_receipt();
}

}  // namespace yitang::resident
