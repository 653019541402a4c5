// Afterwards: how far is it? By the receipt's code, or by the own card.
#include <algorithm>
#include <utility>

#include "kiosk/cases/receipt_number.hpp"
#include "kiosk/resident/flow/flow.hpp"

namespace yitang::resident {
namespace {

constexpr int kWrongNumbers = 5;  // then a while without typing: four characters must not be found by trying
constexpr SteadyMillis kNumbersBlocked = SteadyMillis{10} * 60 * 1000;

// Three digits and a digit or X, as the end of an ID number.
bool is_ending(std::string_view text) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  return text.size() == 4 && std::all_of(text.begin(), text.begin() + 3, digit) &&
         (digit(text[3]) || text[3] == 'X');
}

}  // namespace

bool ResidentFlow::on_query(const Intent& intent) {
  switch (intent.kind) {
    case IntentKind::OpenQuery: open_query(); return true;
    case IntentKind::OpenQueryNumber:
      if (state_.page == Page::Query) open_query_number();
      return true;
    case IntentKind::FindByNumber:
      if (state_.page == Page::QueryNumber) find_by_number(intent);
      return true;
    case IntentKind::OpenCase:
      if (state_.page == Page::QueryList) open_case(intent.id);
      return true;
    case IntentKind::PrintProgress:
      if (!state_.query.detail) return true;
      start_print({PrintKind::ProgressSlip,
                   state_.language,
                   state_.query.detail->row.uid,
                   catalog_.nearest(state_.query.detail->row.item_id, state_.query.detail->row.item_version),
                   {},
                   {}});
      return true;
    case IntentKind::PrintReceiptAgain:
      if (!state_.query.detail || state_.query.detail->receipt_printed) return true;
      start_print({PrintKind::Receipt,
                   state_.language,
                   state_.query.detail->row.uid,
                   catalog_.nearest(state_.query.detail->row.item_id, state_.query.detail->row.item_version),
                   {},
                   {}});
      return true;
    default: return false;
  }
}

void ResidentFlow::open_query() {
  forget_answers();
  const int seen_number = state_.query.seen_number;  // no picture of this page has a number of an earlier one
  state_.query = {};
  state_.query.seen_number = seen_number;
  state_.query.scanner = settings_.scanner && scanner_present_;
  state_.card = {};
  state_.card.role = CardRole::Query;
  state_.print = {};
  card_since_ = -1;
  ports_.want_card(true);
  ports_.want_scan(true);
  go(Page::Query);
  listen_for_codes();
}

void ResidentFlow::open_query_number() {
  forget_answers();
  state_.query.view = QueryView::Waiting;
  state_.query.by_card = false;
  state_.query.person.reset();
  state_.card.view = CardView::Waiting;
  const bool blocked = clock_.steady() < numbers_blocked_until_;
  state_.query.number = blocked ? NumberView::Blocked : NumberView::Waiting;
  go(Page::QueryNumber);
}

// The number on a receipt can be guessed, so it opens nothing by itself: whoever asks also knows how the ID
// number ends, which no slip shows.
void ResidentFlow::find_by_number(const Intent& intent) {
  NumberView& view = state_.query.number;
  if (view == NumberView::Looking) return;
  if (clock_.steady() < numbers_blocked_until_) {
    view = NumberView::Blocked;
    return;
  }
  const auto number = cases::parse_receipt_number(intent.id);
  std::string ending = intent.value;
  std::replace(ending.begin(), ending.end(), 'x', 'X');
  if (!number) {
    view = NumberView::BadNumber;
  } else if (!is_ending(ending)) {
    view = NumberView::BadEnding;
  } else {
    view = NumberView::Looking;
    expect_answer();
    ports_.find_case_by_number(cases::format_receipt_number(*number), ending);
  }
}

void ResidentFlow::number_answered(const std::vector<cases::CaseRow>& rows) {
  if (!rows.empty()) {
    wrong_numbers_ = 0;
    state_.query.number = NumberView::Waiting;
    state_.query.cases = rows;
    open_case(rows.front().uid);
    return;
  }
  state_.query.number = NumberView::NothingFound;
  if (++wrong_numbers_ < kWrongNumbers) return;
  wrong_numbers_ = 0;
  numbers_blocked_until_ = clock_.steady() + kNumbersBlocked;
  state_.query.number = NumberView::Blocked;
}

// The page shows the ways there are now; what the person has done so far stays.
void ResidentFlow::scanner_changed(bool present) {
  scanner_present_ = present;
  state_.query.scanner = settings_.scanner && present;
  if (!present) state_.query.seen = {};
  const bool waits = state_.card.view == CardView::Waiting || state_.card.view == CardView::Problem;
  if (state_.page == Page::Query || (state_.page == Page::Card && waits)) offer_codes();
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
  if (state_.page == Page::Receipt) {
    const auto& handed_in = state_.submit.result;
    if (handed_in && handed_in->uid == detail.row.uid) state_.submit.answered = detail;
    return;
  }
  const bool wanted = state_.page == Page::Query || state_.page == Page::QueryNumber ||
                      state_.page == Page::QueryList || state_.page == Page::QueryCase ||
                      state_.page == Page::Duplicate;
  if (!wanted) return;
  if (!state_.query.detail || state_.query.detail->row.uid != detail.row.uid) {
    state_.print = {};
    state_.result_print = {};
    state_.rating = {};
  }
  if (state_.page == Page::Duplicate) state_.query.person = state_.draft.applicant;
  state_.query.detail = detail;
  const catalog::ServiceItem* item = catalog_.nearest(detail.row.item_id, detail.row.item_version);
  const auto& shown = state_.query.person ? state_.query.person->proof : std::nullopt;
  state_.query.looks_only = shown && (item == nullptr || !catalog::accepts(*item, shown->method));
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
  if (state_.page == Page::QueryNumber) state_.query.number = NumberView::Failed;
  if (state_.page != Page::Query) return;
  state_.query.view = QueryView::Failed;
  ports_.want_card(true);
  ports_.want_scan(true);
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
