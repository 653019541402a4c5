// The application on A4, for the person's own files.
#include <algorithm>

#include "kiosk/resident/flow/flow.hpp"

namespace yitang::resident {
namespace {

bool goes_on(FormPrinterReadiness readiness) {
  return readiness == FormPrinterReadiness::Ready || readiness == FormPrinterReadiness::Busy;
}

}  // namespace

std::string form_copy_case(const ResidentState& state) {
  if (!state.form_printer) return {};
  if (state.page == Page::Receipt && state.submit.result) return state.submit.result->uid;
  if (state.page != Page::QueryCase || !state.query.by_card || !state.query.detail) return {};
  if (state.query.looks_only) return {};
  const std::string& uid = state.query.detail->row.uid;
  const auto& rows = state.query.cases;
  const bool own = std::any_of(rows.begin(), rows.end(),
                               [&](const cases::CaseRow& row) { return row.uid == uid && !row.as_agent; });
  return own ? uid : std::string();
}

void ResidentFlow::print_form() { start_form(FormKind::Application, form_copy_case(state_)); }

// One after the other: what is on its way is not asked for again, nor something else beside it.
void ResidentFlow::start_form(FormKind kind, const std::string& uid) {
  if (uid.empty() || (form_copy_runs(state_) && state_.form_copy.case_uid == uid)) return;
  const int ticket = ++last_ticket_;
  state_.form_copy = {uid, FormFate::Asking, FormPrinterReadiness::Ready, ticket, kind};
  FormRequest request{uid, ticket, kind};
  if (kind == FormKind::Result) request.name = printing_name();
  ports_.print_form(request);
}

void ResidentFlow::form_printer_answered(const FormPrinterAnswered& answer) {
  FormCopyState& copy = state_.form_copy;
  if (answer.ticket == 0 || answer.ticket != copy.ticket) return;
  copy.printer = answer.readiness;
  copy.fate = goes_on(answer.readiness) ? FormFate::Printing : FormFate::NotPrinted;
}

void ResidentFlow::form_progressed(const FormPrintProgressed& progress) {
  FormCopyState& copy = state_.form_copy;
  if (progress.ticket == 0 || progress.ticket != copy.ticket) return;
  copy.printer = progress.printer;
  copy.fate = progress.fate;
  if (copy.kind == FormKind::Result && !form_copy_runs(state_)) look_again();
}

}  // namespace yitang::resident
