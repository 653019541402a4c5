// Afterwards: how far is it? By the receipt's code, or by the own card.
#include <utility>

#include "kiosk/resident/flow/flow.hpp"

namespace yitang::resident {

bool ResidentFlow::on_query(const Intent& intent) {
  switch (intent.kind) {
    case IntentKind::OpenQuery: open_query(); return true;
    case IntentKind::OpenCase: ports_.open_case(intent.id); return true;
    case IntentKind::PrintProgress:
      if (!state_.query.detail) return true;
      state_.print = {PrintKind::ProgressSlip, PrintFate::Printing};
      ports_.print({PrintKind::ProgressSlip,
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
  state_.query = {};
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
    ports_.open_case(state_.query.cases.front().uid);
  } else {
    go(Page::QueryList);
  }
}

}  // namespace yitang::resident
