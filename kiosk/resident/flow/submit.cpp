// Handing in: what still stands in the way, the printer's word, the commit, the slip.
#include <utility>

#include "kiosk/cases/bundle.hpp"
#include "kiosk/cases/submission.hpp"
#include "kiosk/resident/flow/flow.hpp"

namespace yitang::resident {

// Whatever still stands in the way is shown where it can be cured. Nothing is sent before nothing does.
void ResidentFlow::submit() {
  const bool again = state_.page == Page::Submitting && state_.submit.view == SubmitView::Failed;
  const bool prepare_again = state_.page == Page::Prepared && state_.prepared.view == PreparedView::Failed;
  if (state_.page != Page::Review && !prepare_again && !again) return;
  rebuild_form();  // a change made from this page may have brought a question that no page asked yet
  if (send_back_to_slots()) return;
  const cases::Obstacles obstacles =
      is_bundle() ? cases::bundle_obstacles(*state_.bundle.merged, state_.draft, clock_.now())
                  : cases::obstacles(*state_.item, state_.draft, clock_.now());
  if (!obstacles.fields.empty()) {
    state_.form.problems.clear();
    state_.form.problems.insert(obstacles.fields.begin(), obstacles.fields.end());
    for (std::size_t i = 0; i < state_.form.pages.size(); ++i) {
      for (const catalog::FormField* field : state_.form.pages[i].fields) {
        if (obstacles.fields.contains(field->key)) {
          state_.form.return_to_review = true;
          open_form_page(i);
          return;
        }
      }
    }
  }
  if (prepares()) {
    prepare(obstacles);
    return;
  }
  if (!obstacles.materials.empty()) {
    state_.missing = obstacles.materials;
    state_.form.return_to_review = true;
    go(Page::Missing);
    return;
  }
  if (obstacles.pictures_too_large) {
    state_.form.return_to_review = true;
    open_materials();
    return;
  }
  if (obstacles.consent_needed && state_.item->privacy.consent) {
    open_consent(true);
    return;
  }
  if (!obstacles.commitments.empty()) {
    state_.form.return_to_review = true;
    open_commitments(false);
    return;
  }
  if (obstacles.no_delivery) {
    state_.form.return_to_review = true;
    open_delivery();
    return;
  }
  for (const cases::SignatureProblem problem : {obstacles.authorisation, obstacles.signature}) {
    if (problem == cases::SignatureProblem::None) continue;
    ask_to_sign();
    state_.signature_problem = problem;
    return;
  }
  if (!obstacles.none()) {
    state_.submit.view = SubmitView::Failed;
    state_.submit.problem = ErrorKind::Refused;
    go(Page::Submitting);
    return;
  }
  // The review page was saved when it opened. Saving it again on a full disk would fail and say "not kept".
  if (save_at_ >= 0 || state_.draft_problem) save_now();
  if (state_.submit.view == SubmitView::PrinterNotReady) {  // said yes to going on without paper
    commit();
    return;
  }
  state_.submit.view = SubmitView::AskingPrinter;
  printer_asked_at_ = clock_.steady();
  go(Page::Submitting);
  ports_.ask_printer();
}

void ResidentFlow::commit() {
  state_.submit.view = SubmitView::Committing;
  go(Page::Submitting);
  if (chooses_slot()) {
    ports_.submit_with_place(state_.draft, *state_.slots.plan);
  } else {
    ports_.submit(state_.draft);
  }
}

void ResidentFlow::printer_answered(PrinterReadiness readiness) {
  const bool ready = readiness == PrinterReadiness::Ready || readiness == PrinterReadiness::PaperLow;
  if (state_.submit.view == SubmitView::PrinterNotReady && state_.page == Page::Review) {
    // Somebody saw to the printer while the page said what is wrong with it; or something else is wrong now.
    state_.submit.printer = readiness;
    if (ready) state_.submit.view = SubmitView::Ready;
    return;
  }
  if (state_.submit.view != SubmitView::AskingPrinter) return;
  state_.submit.printer = readiness;
  if (ready) {
    commit();
    return;
  }
  state_.submit.view = SubmitView::PrinterNotReady;
  last_touch_ = clock_.steady();  // the person was waiting for us, not we for them
  go(Page::Review);
}

void ResidentFlow::submit_failed(ErrorKind kind) {
  if (state_.submit.view != SubmitView::Committing) return;
  if (kind == ErrorKind::Taken && chooses_slot()) {  // everything else stays as it was entered
    last_touch_ = clock_.steady();
    state_.submit = {};
    state_.slots.taken = true;
    state_.form.return_to_review = true;
    open_slots();
    return;
  }
  state_.submit.view = SubmitView::Failed;
  state_.submit.problem = kind;
  last_touch_ = clock_.steady();
  go(Page::Submitting);
}

void ResidentFlow::submitted(const CaseSubmitted& event) {
  const cases::SubmittedCase& result = event.result;
  if (state_.submit.view != SubmitView::Committing || result.uid != state_.draft.uid) return;
  state_.submit.all = event.all;
  last_touch_ = clock_.steady();
  state_.submit.view = SubmitView::Ready;
  state_.submit.result = result;
  save_at_ = -1;
  if (state_.draft.supplement) {
    supplement_submitted();
    return;
  }
  keep_contact();
  go(Page::Receipt);
  const bool ready =
      state_.submit.printer == PrinterReadiness::Ready || state_.submit.printer == PrinterReadiness::PaperLow;
  if (ready) {
    print_receipt();
  } else {
    state_.print = {PrintKind::Receipt, PrintFate::NotPrinted, 0};
  }
}

void ResidentFlow::print_receipt() {
  if (!state_.submit.result) return;
  start_print({PrintKind::Receipt, state_.language, state_.submit.result->uid, state_.item, {}, {}});
}

// A second tap while a slip is on its way prints nothing more.
void ResidentFlow::start_print(PrintRequest request) {
  const bool on_its_way =
      state_.print.ticket != 0 && state_.print.kind == request.kind &&
      (state_.print.fate == PrintFate::Printing || state_.print.fate == PrintFate::WaitingForPaper);
  if (on_its_way) return;
  request.ticket = ++last_ticket_;
  if (is_bundle() && request.item == state_.item) request.keeps = state_.bundle.merged;
  state_.print = {request.kind, PrintFate::Printing, request.ticket};
  ports_.print(request);
}

}  // namespace yitang::resident
