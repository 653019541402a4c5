#include "kiosk/resident/flow/flow.hpp"

#include <utility>

namespace yitang::resident {

struct ResidentFlow::OnEvent {
  ResidentFlow& flow;
  ResidentState& state() const { return flow.state_; }

  void operator()(const CardRead& e) const { flow.take_card(e); }
  void operator()(const CardPhoto& e) const { flow.take_photo(e); }
  void operator()(const CardFailed& e) const { flow.card_failed(e.problem); }
  void operator()(const ReaderBack&) const {
    const bool complains =
        state().card.view == CardView::Problem && state().card.problem == CardProblem::NoReader;
    if (!complains) return;
    if (state().page == Page::Card) flow.open_card(state().card.role);
    if (state().page == Page::Query) state().card.view = CardView::Waiting;
  }
  void operator()(const CardGone&) const { flow.card_gone(); }
  void operator()(const ReceiptScanned& e) const {
    if (state().page != Page::Query) return;
    state().query.view = QueryView::Looking;
    state().query.by_card = false;
    flow.expect_answer();
    flow.ports_.find_cases_by_token(e.token);
  }
  void operator()(const UnknownCodeScanned&) const {
    if (state().page == Page::Query) state().query.view = QueryView::UnknownCode;
  }
  void operator()(const ScannerSees& e) const {
    if (state().page != Page::Query) return;
    state().query.seen = e.view;
    ++state().query.seen_number;
  }
  void operator()(const ScannerGone&) const { flow.scanner_changed(false); }
  void operator()(const ScannerBack&) const { flow.scanner_changed(true); }
  void operator()(const PrinterAnswered& e) const { flow.printer_answered(e.readiness); }
  void operator()(const PrintProgressed& e) const {
    if (e.ticket == 0 || e.ticket != state().print.ticket) return;
    state().print.fate = e.fate;
    const bool receipt = e.kind == PrintKind::Receipt && e.fate == PrintFate::Printed;
    if (receipt && state().query.detail) state().query.detail->receipt_printed = true;
  }
  void operator()(const FormPrinterAnswered& e) const { flow.form_printer_answered(e); }
  void operator()(const FormPrintProgressed& e) const { flow.form_progressed(e); }
  void operator()(const PageCaptured& e) const { flow.page_captured(e); }
  void operator()(const CaptureFailed& e) const { flow.capture_failed(e.problem); }
  void operator()(const CameraGone&) const { flow.camera_changed(false); }
  void operator()(const CameraBack&) const { flow.camera_changed(true); }
  void operator()(const DraftSaved&) const { state().draft_problem.reset(); }
  void operator()(const DraftNotSaved& e) const {
    if (flow.has_application()) state().draft_problem = e.kind;  // not the next person's
  }
  void operator()(const PersonFound& e) const {
    if (flow.take_answer()) flow.person_found(e);
    flow.asked_person_.clear();
  }
  void operator()(const PersonLookupFailed&) const {
    if (flow.take_answer()) flow.lookup_failed();
  }
  void operator()(const CaseSubmitted& e) const { flow.submitted(e.result); }
  void operator()(const SubmitFailed& e) const { flow.submit_failed(e.kind); }
  void operator()(const CasesFound& e) const {
    if (!flow.take_answer()) return;
    if (state().page == Page::Query) flow.show_cases(e.cases);
    if (state().page == Page::QueryNumber) flow.number_answered(e.cases);
  }
  void operator()(const CaseDetail& e) const {
    if (flow.take_answer()) flow.show_case(e);
  }
  void operator()(const RatingStored&) const { state().rating.failed = false; }
  void operator()(const RatingFailed&) const {
    if (state().page == Page::Goodbye) state().rating.failed = true;
  }
  void operator()(const StatusChanged&) const {
    if (state().page == Page::QueryCase && state().query.detail)
      flow.open_case(state().query.detail->row.uid);
  }
  void operator()(const RoomChanged& e) const { state().room = e.level; }
};

ResidentFlow::ResidentFlow(const catalog::Catalog& catalog, const Clock& clock, Random& random, Ports& ports,
                           FlowSettings settings)
    : catalog_(catalog), clock_(clock), random_(random), ports_(ports), settings_(settings) {
  state_.language = settings_.language;
  state_.density = settings_.density;
  state_.speech = settings_.speech;
  state_.form_printer = settings_.form_printer;
}

void ResidentFlow::on(const Intent& intent) {
  last_touch_ = clock_.steady();
  changed();
  if (state_.overlay == Overlay::Timeout && intent.kind != IntentKind::LeaveNow) {
    state_.overlay = Overlay::None;
    if (intent.kind == IntentKind::GoBack) return;  // it puts the warning away and does not move the page
  }
  if (!is_welcome(intent.kind)) return;
  if (on_anywhere(intent) || on_browse(intent) || on_identity(intent) || on_form(intent) ||
      on_materials(intent) || on_finish(intent)) {
    mark_shown();
    return;
  }
  on_query(intent);
  mark_shown();
}

bool ResidentFlow::busy() const {
  return state_.submit.view == SubmitView::Committing || state_.submit.view == SubmitView::AskingPrinter;
}

// A second tap on what is gone already must not act on what came instead: on nobody's page, or while a case
// is on its way.
bool ResidentFlow::is_welcome(IntentKind kind) const {
  switch (kind) {
    case IntentKind::SetLanguage:
    case IntentKind::SetDensity:
    case IntentKind::SetSpeech:
    case IntentKind::CallStaff:
    case IntentKind::CloseOverlay:
    case IntentKind::StayHere:
    case IntentKind::GoBack: return true;
    case IntentKind::Wake: return state_.page == Page::Idle;
    default: return state_.page != Page::Idle && !busy();
  }
}

void ResidentFlow::on(const Event& event) {
  std::visit(OnEvent{*this}, event);
  mark_shown();
  changed();
}

void ResidentFlow::touched() {
  if (state_.overlay != Overlay::Timeout) last_touch_ = clock_.steady();
}

bool ResidentFlow::take_changed() { return std::exchange(changed_, false); }

bool ResidentFlow::on_anywhere(const Intent& intent) {
  switch (intent.kind) {
    case IntentKind::Wake:
      if (state_.page == Page::Idle) go(Page::Home);
      return true;
    case IntentKind::GoBack: go_back(); return true;
    case IntentKind::GoHome: ask_home(); return true;
    case IntentKind::CallStaff:
      state_.overlay = Overlay::Staff;
      ports_.call_staff();
      return true;
    case IntentKind::CloseOverlay:
    case IntentKind::StayHere: state_.overlay = Overlay::None; return true;
    case IntentKind::LeaveNow:
      if (state_.overlay == Overlay::Timeout || state_.page == Page::Goodbye) {
        end_visit();
      } else {
        leave(true);
      }
      return true;
    case IntentKind::SetLanguage:
      state_.language = intent.id == "en" ? Language::English : Language::Chinese;
      state_.draft.language = intent.id == "en" ? "en" : "zh";
      return true;
    case IntentKind::SetDensity:
      state_.density = intent.id == "elder" ? Density::Elder : Density::Standard;
      state_.draft.density = intent.id == "elder" ? "elder" : "standard";
      return true;
    case IntentKind::SetSpeech: state_.speech = intent.id == "on"; return true;
    default: return false;
  }
}

void ResidentFlow::go(Page page) {
  state_.page = page;
  if (page != Page::Form) state_.form.focused.clear();
  const bool card = page == Page::Card || page == Page::Query;
  if (!card) {
    ports_.want_card(false);
    card_since_ = -1;
  }
  if (page != Page::Card) state_.card.photo.reset();
  if (page != Page::Query) {
    ports_.want_scan(false);
    state_.query.seen = {};
  }
  ports_.want_camera(page == Page::Capture);
  changed();
}

void ResidentFlow::go_back() {
  if (state_.overlay != Overlay::None) {
    state_.overlay = Overlay::None;
    return;
  }
  switch (state_.page) {
    case Page::ItemList: go(state_.browse.from_search ? Page::Search : Page::Home); break;
    case Page::Search:
    case Page::Query: go(Page::Home); break;
    case Page::Guide: go(list_page_); break;
    case Page::NotEligible:
    case Page::Eligibility:
    case Page::WhoFor:
      if (!step_back_in_checks()) go(Page::Guide);
      break;
    case Page::Card:
      if (is_query_card()) {
        open_query();
      } else if (state_.card.role == CardRole::Agent) {
        open_card(CardRole::Applicant);
      } else {
        go(state_.item != nullptr && state_.item->agent.allowed ? Page::WhoFor : Page::Guide);
      }
      break;
    case Page::AgentKind: open_card(CardRole::Agent); break;
    case Page::Duplicate:
    case Page::Resume: open_card(state_.card.role); break;
    case Page::Form:
      if (!back_in_form()) {
        if (catalog::needs_identity(*state_.item)) {
          open_card(CardRole::Applicant);
        } else {
          go(Page::Guide);
        }
      }
      break;
    case Page::Materials:
      if (state_.form.return_to_review) {
        open_review();
      } else {
        open_form_page(state_.form.pages.empty() ? 0 : state_.form.pages.size() - 1);
      }
      break;
    case Page::Capture:
      drop_fresh_page();
      open_materials();
      break;
    case Page::Missing: open_materials(); break;
    case Page::Delivery:
      if (state_.form.return_to_review) {
        open_review();
      } else {
        open_materials();
      }
      break;
    case Page::Signature: go(Page::Delivery); break;
    case Page::Review:
      state_.submit = {};
      go(catalog::needs_identity(*state_.item) ? Page::Signature : Page::Delivery);
      break;
    case Page::Submitting:
      if (state_.submit.view == SubmitView::Failed) open_review();
      break;
    case Page::QueryNumber:
    case Page::QueryList: open_query(); break;
    case Page::QueryCase:
      if (!is_query_card() && state_.existing_case) {
        go(Page::Duplicate);
      } else if (state_.query.cases.size() > 1) {
        go(Page::QueryList);
      } else {
        open_query();
      }
      break;
    case Page::Receipt:
    case Page::Rating:
    case Page::Goodbye:
    case Page::Home:
    case Page::Idle: break;
  }
}

bool ResidentFlow::form_was_opened() const { return !state_.draft.page.empty(); }

bool ResidentFlow::has_application() const { return !state_.draft.uid.empty() && !state_.submit.result; }

void ResidentFlow::ask_home() {
  if (kept_of(state_) != Kept::Nothing && state_.page != Page::Home) {
    state_.overlay = Overlay::LeaveQuestion;
  } else {
    leave(false);
  }
}

// Back to the home page within the same visit: language and text size stay, everything of the matter goes.
void ResidentFlow::leave(bool keep_draft) {
  if (keep_draft && has_application()) save_now();
  discard_unowned_pages();
  ports_.wipe();
  reset_application();
  state_.overlay = Overlay::None;
  go(Page::Home);
}

// Pictures that no draft in the store names: nobody could ever find them again.
void ResidentFlow::discard_unowned_pages() {
  if (state_.capture.fresh) ports_.discard_page(*state_.capture.fresh);
  if (state_.draft.applicant || state_.submit.result) return;
  for (const cases::MaterialPages& material : state_.draft.materials) {
    for (const cases::PageImage& page : material.pages) ports_.discard_page(page);
  }
}

void ResidentFlow::reset_application() {
  const ResidentState before = std::exchange(state_, ResidentState{});
  state_.page = before.page;
  state_.language = before.language;
  state_.density = before.density;
  state_.speech = before.speech;
  state_.room = before.room;
  state_.form_printer = before.form_printer;
  forget_answers();
  asked_.clear();
  save_at_ = -1;
  card_since_ = -1;
}

void ResidentFlow::end_visit() {
  if (has_application()) save_now();
  discard_unowned_pages();
  ports_.want_card(false);
  ports_.want_scan(false);
  ports_.wipe();
  const cases::SpaceLevel room = state_.room;
  state_ = {};
  state_.room = room;
  state_.language = settings_.language;
  state_.density = settings_.density;
  state_.speech = settings_.speech;
  state_.form_printer = settings_.form_printer;
  forget_answers();
  asked_.clear();
  save_at_ = -1;
  card_since_ = -1;
  changed();
}

}  // namespace yitang::resident
