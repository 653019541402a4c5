#include "kiosk/resident/screens/spoken.hpp"

#include <algorithm>

#include "kiosk/catalog/labels.hpp"
#include "kiosk/resident/screens/frame.hpp"

namespace yitang::resident {
namespace {

std::string card_instruction(const ResidentState& state) {
  const bool waits = state.card.view == CardView::Waiting || state.card.view == CardView::Problem;
  if (waits && state.card.slip_offered) {
    const PrintFate fate = state.print.fate.value_or(PrintFate::Printing);
    if (fate == PrintFate::Printing) return "print.working";
    if (fate == PrintFate::WaitingForPaper) return "print.waiting";
    if (fate == PrintFate::Unknown) return "print.unknown";
    return fate == PrintFate::Printed ? "card.slip_printed" : "card.slip_failed";
  }
  switch (state.card.view) {
    case CardView::Waiting: return "card.put";
    case CardView::Looking: return "card.looking";
    case CardView::SamePerson: return "card.same_person_hint";
    case CardView::UnderAge: return "card.under_age_hint";
    case CardView::Read: return "spoken.card_read";
    case CardView::Problem: break;
  }
  switch (state.card.problem) {
    case CardProblem::NoReader: return "card.no_reader_hint";
    case CardProblem::NoCard: return "card.no_card_hint";
    case CardProblem::Unreadable: return "card.unreadable_hint";
    case CardProblem::NotAnIdCard: return "card.not_id_card_hint";
    case CardProblem::Expired: return "card.expired_hint";
  }
  return "card.put";
}

std::string receipt_instruction(const ResidentState& state) {
  switch (state.print.fate.value_or(PrintFate::NotPrinted)) {
    case PrintFate::Printing: return "receipt.printing";
    case PrintFate::Printed: return "receipt.printed_hint";
    case PrintFate::WaitingForPaper: return "receipt.waiting_hint";
    case PrintFate::NotPrinted: return "receipt.photograph";
    case PrintFate::Unknown: return "receipt.unknown_hint";
  }
  return "receipt.photograph";
}

std::string submit_instruction(const ResidentState& state) {
  if (state.submit.view != SubmitView::Failed) return "submit.wait";
  return "submit.nothing_sent";
}

std::string capture_instruction(const ResidentState& state) {
  switch (state.capture.view) {
    case CaptureView::Ready: return "capture.put";
    case CaptureView::Working: return "capture.working_hint";
    case CaptureView::Preview: return state.capture.problem ? "capture.doubt_hint" : "capture.look";
    case CaptureView::Failed: return capture_failure_key(state) + "_hint";
  }
  return "capture.put";
}

std::string instruction_key(const ResidentState& state) {
  switch (state.page) {
    case Page::Idle: return "";
    case Page::Home: return "spoken.home";
    case Page::ItemList: return "spoken.list";
    case Page::Search: return "spoken.search";
    case Page::Guide: return "spoken.guide";
    case Page::Eligibility: return "spoken.check";
    case Page::NotEligible: return "spoken.ineligible";
    case Page::WhoFor: return "spoken.who";
    case Page::Card: return card_instruction(state);
    case Page::AgentKind: return "spoken.agent_kind";
    case Page::Duplicate: return "duplicate.hint";
    case Page::Resume: return state.found_drafts.size() > 1 ? "resume.hint_several" : "resume.hint";
    case Page::Form: return state.form.problems.empty() ? "spoken.form" : "spoken.form_problem";
    case Page::Materials: return materials_hint_key(state);
    case Page::Capture: return capture_instruction(state);
    case Page::Missing: return missing_hint_key(state);
    case Page::Delivery: return "spoken.delivery";
    case Page::Signature: return "spoken.sign";
    case Page::Review:
      return state.submit.view == SubmitView::PrinterNotReady ? "review.printer_hint" : "review.hint";
    case Page::Submitting: return submit_instruction(state);
    case Page::Receipt: return receipt_instruction(state);
    case Page::Rating: return "rating.hint";
    case Page::Goodbye: return "goodbye.take";
    case Page::Query: return "spoken.query";
    case Page::QueryNumber: return "spoken.query_number";
    case Page::QueryList: return "spoken.query_list";
    case Page::QueryCase:
      return state.query.detail && state.query.detail->row.refused ? "spoken.query_stuck"
                                                                   : "spoken.query_case";
  }
  return "";
}

}  // namespace

std::string materials_hint_key(const ResidentState& state) {
  const auto& all = state.materials;
  const auto to_photograph = [](const cases::MaterialNeed& need) {
    return need.to_scan() && (need.have_pages == 0 || need.have_pages < need.least_pages);
  };
  if (state.pictures_too_large) return "materials.too_large_hint";
  if (std::any_of(all.begin(), all.end(), to_photograph)) return "materials.hint";
  const auto to_answer = [](const cases::MaterialNeed& need) { return need.need == cases::Need::Ask; };
  return std::any_of(all.begin(), all.end(), to_answer) ? "materials.hint_answer" : "materials.hint_done";
}

std::string missing_hint_key(const ResidentState& state) {
  return kept_of(state) == Kept::Saved ? "missing.hint" : "missing.hint_not_kept";
}

std::string capture_failure_key(const ResidentState& state) {
  switch (state.capture.problem.value_or(CaptureProblem::Failed)) {
    case CaptureProblem::NoCamera: return "capture.no_camera";
    case CaptureProblem::StoreFull: return "capture.store_full";
    case CaptureProblem::TooMuch: return "capture.too_much";
    case CaptureProblem::Failed:
    case CaptureProblem::TooDark:
    case CaptureProblem::Blurred:
    case CaptureProblem::Glare:
    case CaptureProblem::NoPage:
    case CaptureProblem::Several: break;
  }
  return "capture.failed";
}

std::string spoken_text(const ScreenContext& context, const ResidentState& state) {
  const auto tr = [&](const std::string& key, std::initializer_list<ui::StringArg> args = {}) {
    return words_of(context, state.language, key, args);
  };
  if (state.page == Page::Idle) return "";
  const auto sentence = [&](const std::string& words) {
    const bool ended =
        words.empty() || words.ends_with("？") || words.ends_with("?") || words.ends_with("。");
    return ended ? words + " " : words + tr("spoken.stop");
  };
  if (state.overlay == Overlay::Timeout) return sentence(tr("timeout.title")) + tr("spoken.timeout");
  if (state.overlay == Overlay::Staff) return tr("staff.title");
  if (state.overlay == Overlay::LeaveQuestion) return tr("leave.title");
  std::string text = sentence(title_of(context, state).title);
  if (state.page == Page::Eligibility && state.question && state.question->fact != nullptr) {
    text = sentence(state.question->fact->question.text.of(state.language));
  }
  if (state.page == Page::NotEligible && state.ineligible)
    text += sentence(state.ineligible->why.of(state.language));
  return text + tr(instruction_key(state));
}

}  // namespace yitang::resident
