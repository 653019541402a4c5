// The result's sheet, once the office has sent it: by the card of the applicant or of who handed it in, as
// often as the machine allows.
#include "kiosk/resident/flow/result_copy.hpp"

#include <algorithm>

#include "kiosk/resident/flow/flow.hpp"

namespace yitang::resident {
namespace {

// A restricted matter is its applicant's alone; of any other, who handed it in fetches the result as well.
bool may_have(const cases::CaseRow& row, const catalog::ServiceItem& item) {
  return !row.as_agent || !item.restricted_to;
}

bool has_right_card(const ResidentState& state, const CaseDetail& detail, const catalog::ServiceItem& item) {
  if (state.page == Page::Receipt)
    return state.draft.applicant && (!state.draft.agent || !item.restricted_to);
  if (!state.query.by_card || !state.query.person || state.query.looks_only) return false;
  const auto& rows = state.query.cases;
  return std::any_of(rows.begin(), rows.end(), [&](const cases::CaseRow& row) {
    return row.uid == detail.row.uid && may_have(row, item);
  });
}

bool was_to_be_printed(const CaseDetail& detail) {
  return detail.delivery == catalog::Delivery::Print && detail.row.outcome == cases::Outcome::Approved;
}

}  // namespace

const CaseDetail* result_case(const ResidentState& state) {
  if (state.page == Page::Receipt) return state.submit.answered ? &*state.submit.answered : nullptr;
  return state.page == Page::QueryCase && state.query.detail ? &*state.query.detail : nullptr;
}

ResultWay result_way(const ResidentState& state, const catalog::Catalog& catalog) {
  const CaseDetail* detail = result_case(state);
  if (detail == nullptr || cases::is_open(detail->row.state)) return ResultWay::None;
  const catalog::ServiceItem* item = catalog.nearest(detail->row.item_id, detail->row.item_version);
  if (item == nullptr) return ResultWay::None;
  const cases::ResultDocument* document = cases::newest_result(detail->notices);
  if (document == nullptr) {
    const bool waited = was_to_be_printed(*detail) && catalog::needs_identity(*item);
    return waited ? ResultWay::NotSent : ResultWay::None;
  }
  if (!state.paper.a4 && !(state.paper.slip && document->on_slip)) return ResultWay::NeedsA4;
  if (!has_right_card(state, *detail, *item)) return ResultWay::NeedsCard;
  return detail->result_prints < state.result_limit ? ResultWay::Offered : ResultWay::UsedUp;
}

bool result_runs(const ResidentState& state) {
  if (!result_on_slip(state)) return form_copy_runs(state) && state.form_copy.kind == FormKind::Result;
  const PrintState& print = state.result_print;
  return print.ticket != 0 && (print.fate == PrintFate::Printing || print.fate == PrintFate::WaitingForPaper);
}

// Of whose card lies or lay there.
std::string ResidentFlow::printing_name() const {
  if (state_.page == Page::QueryCase) return cases::masked_name(state_.query.person->name);
  return cases::masked_name(state_.draft.agent ? state_.draft.agent->person.name
                                               : state_.draft.applicant->name);
}

void ResidentFlow::print_result() {
  if (result_way(state_, catalog_) != ResultWay::Offered || result_runs(state_)) return;
  const cases::CaseRow& row = result_case(state_)->row;
  if (!result_on_slip(state_)) return start_form(FormKind::Result, row.uid);
  PrintRequest request{PrintKind::ResultCopy,
                       state_.language,
                       row.uid,
                       catalog_.nearest(row.item_id, row.item_version),
                       {},
                       {}};
  request.name = printing_name();
  request.ticket = ++last_ticket_;
  state_.result_print = {PrintKind::ResultCopy, PrintFate::Printing, request.ticket};
  ports_.print(request);
}

// While its receipt is on the page, what the rule decided at once is printed without looking for it again.
void ResidentFlow::look_at_result() {
  if (state_.page != Page::Receipt || !state_.submit.result || !state_.submit.all.empty()) return;
  if (state_.item == nullptr || !catalog::needs_identity(*state_.item)) return;
  open_case(state_.submit.result->uid);
}

void ResidentFlow::result_progressed(PrintFate fate) {
  state_.result_print.fate = fate;
  if (!result_runs(state_)) look_again();
}

// How often it came out is the store's to say.
void ResidentFlow::look_again() {
  if (const CaseDetail* detail = result_case(state_)) open_case(detail->row.uid);
}

}  // namespace yitang::resident
