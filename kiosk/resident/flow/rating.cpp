// What the person says of it: right after handing in, or later from the progress page. Once for each matter,
// never urged, and only by the people of the matter themselves.
#include <algorithm>

#include "kiosk/cases/rating.hpp"
#include "kiosk/resident/flow/flow.hpp"

namespace yitang::resident {

// A receipt that was found or lent proves nobody: nobody rates in another's name.
bool may_rate(const ResidentState& state) {
  const QueryState& query = state.query;
  return query.detail && !query.detail->rated && query.person.has_value();
}

bool ResidentFlow::on_rating(const Intent& intent) {
  switch (intent.kind) {
    case IntentKind::FinishReceipt:
      if (state_.page == Page::Receipt && state_.submit.result) open_rating(state_.submit.result->uid, false);
      return true;
    case IntentKind::RateCase:
      if (state_.page == Page::QueryCase && may_rate(state_)) open_rating(state_.query.detail->row.uid, true);
      return true;
    case IntentKind::Rate:
      if (state_.page != Page::Rating) return true;
      state_.rating.level = std::clamp(intent.number, 1, 5);
      state_.rating.tags.clear();
      return true;
    case IntentKind::ToggleTag:
      if (state_.page == Page::Rating) toggle_tag(intent.id);
      return true;
    case IntentKind::TypeComment:
      if (state_.page == Page::Rating) state_.rating.comment = cases::fit_comment(intent.value);
      return true;
    case IntentKind::SendRating:
      if (state_.page == Page::Rating) send_rating();
      return true;
    case IntentKind::SkipRating:
      if (state_.page == Page::Rating) leave_rating();
      return true;
    default: return false;
  }
}

void ResidentFlow::open_rating(const std::string& uid, bool later) {
  state_.rating = {};
  state_.rating.uid = uid;
  state_.rating.later = later;
  go(Page::Rating);
}

void ResidentFlow::toggle_tag(const std::string& code) {
  auto& tags = state_.rating.tags;
  const auto found = std::find(tags.begin(), tags.end(), code);
  if (found == tags.end()) {
    tags.push_back(code);
  } else {
    tags.erase(found);
  }
}

void ResidentFlow::send_rating() {
  RatingState& rating = state_.rating;
  if (rating.level == 0 || rating.uid.empty()) return;
  ports_.store_rating({rating.uid, rating.level, rating.tags, rating.comment, clock_.now()});
  if (rating.later && state_.query.detail) state_.query.detail->rated = true;
  leave_rating();
}

void ResidentFlow::leave_rating() {
  if (state_.rating.later) {
    go(Page::QueryCase);
  } else {
    open_goodbye();
  }
}

// Refused: it was rated before, on another way; nothing more can be said about it here.
void ResidentFlow::rating_failed(ErrorKind kind) {
  const bool here = state_.page == Page::Goodbye || (state_.page == Page::QueryCase && state_.rating.later);
  if (!here || kind == ErrorKind::Refused) return;
  state_.rating.failed = true;
  if (state_.page == Page::QueryCase && state_.query.detail) state_.query.detail->rated = false;
}

}  // namespace yitang::resident
