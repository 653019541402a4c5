// How the result comes, the signature, one last look, handing in, the receipt, and what the person thought of
// it.
#include <algorithm>
#include <cmath>
#include <utility>

#include "kiosk/base/text.hpp"
#include "kiosk/cases/signature.hpp"
#include "kiosk/cases/submission.hpp"
#include "kiosk/resident/flow/flow.hpp"

namespace yitang::resident {
namespace {

// Address and phone of a delivery obey the same rules as the form's fields of these types.
catalog::FormField delivery_field(const std::string& key, catalog::FieldType type) {
  catalog::FormField field;
  field.key = key;
  field.type = type;
  field.required = true;
  if (type == catalog::FieldType::Address) {
    field.validation.min_length = 6;
    field.validation.max_length = 120;
  }
  return field;
}

bool asks_address(catalog::Delivery kind) { return kind == catalog::Delivery::Courier; }
bool asks_phone(catalog::Delivery kind) {
  return kind == catalog::Delivery::Courier || kind == catalog::Delivery::Sms;
}

std::int32_t to_field(float part) {
  return std::clamp(static_cast<std::int32_t>(std::lround(part * cases::kStrokeRange)), 0,
                    cases::kStrokeRange);
}

std::vector<cases::Stroke> to_case_strokes(const std::vector<Stroke>& strokes) {
  std::vector<cases::Stroke> result;
  for (const Stroke& stroke : strokes) {
    cases::Stroke converted;
    for (const StrokePoint& p : stroke) {
      converted.push_back({to_field(p.x), to_field(p.y), static_cast<std::int32_t>(p.seconds * 1000)});
    }
    result.push_back(std::move(converted));
  }
  return result;
}

}  // namespace

bool ResidentFlow::on_finish(const Intent& intent) {
  switch (intent.kind) {
    case IntentKind::NextStep:
      if (state_.page != Page::Delivery) return false;
      finish_delivery();
      return true;
    case IntentKind::ChooseDelivery:
      if (state_.page != Page::Delivery) return true;
      if (const auto kind = catalog::enum_from<catalog::Delivery>(intent.id)) {
        if (!state_.draft.delivery) state_.draft.delivery.emplace();
        state_.draft.delivery->kind = *kind;
        state_.delivery_problems.clear();
        save_now();
      }
      return true;
    case IntentKind::TypeDelivery:
      if (state_.page != Page::Delivery || !state_.draft.delivery) return true;
      (intent.id == "address" ? state_.draft.delivery->address : state_.draft.delivery->phone) = intent.value;
      state_.delivery_problems.erase(intent.id);
      save_soon();
      return true;
    case IntentKind::AddStroke:
      if (state_.page != Page::Signature) return true;
      for (const Stroke& stroke : intent.strokes) state_.strokes.push_back(stroke);
      state_.signature_problem.reset();
      return true;
    case IntentKind::ClearStrokes:
      state_.strokes.clear();
      state_.signature_problem.reset();
      return true;
    case IntentKind::ConfirmSignature: confirm_signature(); return true;
    case IntentKind::EditStep: edit_step(intent.id); return true;
    case IntentKind::Submit: submit(); return true;
    case IntentKind::TryAgain:
      if (state_.page == Page::Submitting && state_.submit.view == SubmitView::Failed) submit();
      if (state_.page == Page::Review && state_.submit.view == SubmitView::PrinterNotReady) {
        state_.submit.view = SubmitView::Ready;
        submit();
      }
      return true;
    case IntentKind::Reprint:
      if (state_.page == Page::Receipt) print_receipt();
      return true;
    case IntentKind::PrintForm: print_form(); return true;
    case IntentKind::FinishReceipt:
      if (state_.page == Page::Receipt) open_rating();
      return true;
    case IntentKind::Rate:
      state_.rating.level = std::clamp(intent.number, 1, 5);
      state_.rating.tags.clear();
      return true;
    case IntentKind::ToggleTag: toggle_tag(intent.id); return true;
    case IntentKind::SendRating:
      if (state_.page == Page::Rating) send_rating();
      return true;
    case IntentKind::SkipRating:
      if (state_.page == Page::Rating) open_goodbye();
      return true;
    default: return false;
  }
}

void ResidentFlow::open_delivery() {
  if (!state_.draft.delivery) {
    state_.draft.delivery.emplace();
    state_.draft.delivery->kind = state_.item->result.delivery.front();
  }
  cases::DeliveryChoice& delivery = *state_.draft.delivery;
  if (state_.draft.applicant) {
    if (delivery.address.empty()) delivery.address = state_.draft.applicant->address;
    if (delivery.recipient.empty()) delivery.recipient = state_.draft.applicant->name;
  }
  for (const catalog::FormField& field : state_.item->form) {  // the number that was given is not asked again
    if (delivery.phone.empty() && field.type == catalog::FieldType::Phone)
      delivery.phone = cases::text_of(state_.draft.values, field.key);
  }
  state_.draft.page = "delivery";
  go(Page::Delivery);
  save_now();
}

void ResidentFlow::finish_delivery() {
  cases::DeliveryChoice& delivery = *state_.draft.delivery;
  const cases::FormContext context = cases::form_context(state_.draft, clock_.now());
  state_.delivery_problems.clear();
  const auto check = [&](const std::string& key, catalog::FieldType type, std::string& value) {
    const catalog::FormField field = delivery_field(key, type);
    const cases::FieldValue canonical = cases::normalised(field, value);
    value = std::get<std::string>(canonical);
    if (const auto problem = cases::check_field(field, {{key, canonical}}, context)) {
      state_.delivery_problems.insert_or_assign(key, *problem);
    }
  };
  if (asks_address(delivery.kind)) check("address", catalog::FieldType::Address, delivery.address);
  if (asks_phone(delivery.kind)) check("phone", catalog::FieldType::Phone, delivery.phone);
  if (!state_.delivery_problems.empty()) return;
  // Changed from the review page: a signature that still fits need not be given again.
  const bool signed_already =
      state_.form.return_to_review &&
      cases::verify_draft(*state_.item, state_.draft, clock_.now()) == cases::SignatureProblem::None;
  if (catalog::needs_identity(*state_.item) && !signed_already) {
    open_signature();
  } else {
    open_review();
  }
}

void ResidentFlow::open_signature() {
  state_.strokes.clear();
  state_.signature_problem.reset();
  state_.draft.page = "signature";
  go(Page::Signature);
  save_now();
}

void ResidentFlow::confirm_signature() {
  if (state_.page != Page::Signature) return;
  std::vector<cases::Stroke> strokes = to_case_strokes(state_.strokes);
  const cases::SignatureProblem problem = cases::check_strokes(strokes);
  if (problem != cases::SignatureProblem::None) {
    state_.signature_problem = problem;
    return;
  }
  state_.draft.signature = cases::sign_draft(*state_.item, state_.draft, std::move(strokes), clock_.now());
  state_.strokes.clear();
  open_review();
}

void ResidentFlow::open_review() {
  state_.form.return_to_review = false;
  state_.draft.page = "review";
  if (state_.submit.view != SubmitView::PrinterNotReady) state_.submit = {};
  go(Page::Review);
  save_now();
}

void ResidentFlow::edit_step(const std::string& step) {
  if (state_.page != Page::Review) return;
  state_.form.return_to_review = true;
  if (step.starts_with("form:")) {
    open_form_page(static_cast<std::size_t>(std::max(0, std::atoi(step.c_str() + 5))));
  } else if (step == "materials") {
    open_materials();
  } else if (step == "delivery") {
    open_delivery();
  } else if (step == "signature") {
    state_.form.return_to_review = false;
    open_signature();
  }
}

// Whatever still stands in the way is shown where it can be cured. Nothing is sent before nothing does.
void ResidentFlow::submit() {
  const bool again = state_.page == Page::Submitting && state_.submit.view == SubmitView::Failed;
  if (state_.page != Page::Review && !again) return;
  rebuild_form();  // a change made from this page may have brought a question that no page asked yet
  const cases::Obstacles obstacles = cases::obstacles(*state_.item, state_.draft, clock_.now());
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
  if (obstacles.no_delivery) {
    state_.form.return_to_review = true;
    open_delivery();
    return;
  }
  if (obstacles.signature != cases::SignatureProblem::None) {
    open_signature();
    state_.signature_problem = obstacles.signature;
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
  ports_.submit(state_.draft);
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
  state_.submit.view = SubmitView::Failed;
  state_.submit.problem = kind;
  last_touch_ = clock_.steady();
  go(Page::Submitting);
}

void ResidentFlow::submitted(const cases::SubmittedCase& result) {
  if (state_.submit.view != SubmitView::Committing || result.uid != state_.draft.uid) return;
  last_touch_ = clock_.steady();
  state_.submit.view = SubmitView::Ready;
  state_.submit.result = result;
  save_at_ = -1;
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
  state_.print = {request.kind, PrintFate::Printing, request.ticket};
  ports_.print(request);
}

void ResidentFlow::open_rating() {
  state_.rating = {};
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
  if (state_.rating.level == 0 || !state_.submit.result) return;
  ports_.store_rating(state_.submit.result->uid, state_.rating.level, state_.rating.tags);
  open_goodbye();
}

}  // namespace yitang::resident
