// Afterwards: how far is it? By the receipt's code, or by the own card.
#include <utility>

#include "kiosk/resident/flow/flow.hpp"

namespace yitang::resident {

bool ResidentFlow::on_query(const Intent& intent) {
  switch (intent.kind) {
    case IntentKind::OpenQuery: open_query(); return true;
    case IntentKind::OpenCase:
      if (state_.page == Page::QueryList) open_case(intent.id);
      return true;
    case IntentKind::PrintProgress:
      if (!state_.query.detail) return true;
      start_print({PrintKind::ProgressSlip,
                   state_.language,
                   state_.query.detail->row.uid,
                   catalog_.item(state_.query.detail->row.item_id),
                   {},
                   {}});
      return true;
    default: return false;
  }
}

void ResidentFlow::open_query() {
  forget_answers();
  state_.query = {};
  state_.query.scanner = settings_.scanner;
  state_.card = {};
  state_.card.role = CardRole::Query;
  state_.print = {};
  card_since_ = -1;
  ports_.want_card(true);
  ports_.want_scan(true);
  go(Page::Query);
}

void ResidentFlow::show_cases(std::vector<cases::CaseRow> rows) {
  state_.query.cases = std::move(rows);
  if (state_.query.cases.empty()) {
    state_.query.view = QueryView::NothingFound;
    ports_.want_card(true);
    ports_.want_scan(true);
    go(Page::Query);
  } else if (state_.query.cases.size() == 1 && !state_.query.by_card) {
    open_case(state_.query.cases.front().uid);
  } else {
    go(Page::QueryList);
  }
}

void ResidentFlow::show_case(const CaseDetail& detail) {
  const bool wanted = state_.page == Page::Query || state_.page == Page::QueryList ||
                      state_.page == Page::QueryCase || state_.page == Page::Duplicate;
  if (!wanted) return;
  if (!state_.query.detail || state_.query.detail->row.uid != detail.row.uid) state_.print = {};
  state_.query.detail = detail;
  notices_new_ = !detail.notices.empty();
  go(Page::QueryCase);
}

// Messages are news until they were on the screen, and not under "are you still here?".
void ResidentFlow::mark_shown() {
  if (!notices_new_ || state_.page != Page::QueryCase || state_.overlay != Overlay::None) return;
  notices_new_ = false;
  std::vector<std::int64_t> ids;
  for (const cases::Notice& notice : state_.query.detail->notices) ids.push_back(notice.id);
  ports_.notices_shown(ids);
}

// The store cannot be read: an application goes on without knowing of earlier ones, saving will tell the
// truth.
void ResidentFlow::lookup_failed() {
  if (!is_query_card()) {
    person_found({});
    return;
  }
  if (state_.page != Page::Query) return;
  state_.query.view = QueryView::Failed;
  ports_.want_card(true);
}

void ResidentFlow::find_person(const std::string& number, const std::string& item_id) {
  asked_person_ = number;
  expect_answer();
  ports_.find_person(number, item_id);
}

void ResidentFlow::open_case(const std::string& uid) {
  expect_answer();
  ports_.open_case(uid);
}

void ResidentFlow::expect_answer() {
  ++questions_;
  answer_wanted_ = true;
}

// True if this is the answer to the newest question and it is still waited for.
bool ResidentFlow::take_answer() {
  if (questions_ == 0) return false;
  --questions_;
  return questions_ == 0 && std::exchange(answer_wanted_, false);
}

void ResidentFlow::forget_answers() {
  answer_wanted_ = false;
  asked_person_.clear();
  capture_repeated_ = false;
  notices_new_ = false;
}

}  // namespace yitang::resident
