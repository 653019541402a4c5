#include "kiosk/resident/flow/flow.hpp"

#include <algorithm>
#include <utility>

#include "kiosk/base/wipe.hpp"

namespace yitang::resident {
namespace {

// Steps of an application that would be for nothing once its item is not accepted any more.
bool leads_on(IntentKind kind) {
  return kind == IntentKind::NextStep || kind == IntentKind::ConfirmSignature || kind == IntentKind::Submit ||
         kind == IntentKind::TryAgain;
}

}  // namespace

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
    if (takes_card_too(state())) state().card.view = CardView::Waiting;
  }
  void operator()(const CardGone&) const { flow.card_gone(); }
  void operator()(const ReceiptScanned& e) const {
    if (listens_for_check_in(state())) flow.ask_check_in({.token = e.token});
    if (flow.code_is_strange(StrangeCode::Receipt) || state().page != Page::Query) return;
    flow.code_question_.until = -1;
    state().query.view = QueryView::Looking;
    state().query.by_card = false;
    state().query.person.reset();
    flow.expect_answer();
    flow.ports_.find_cases_by_token(e.token);
  }
  void operator()(const UnknownCodeScanned& e) const {
    if (listens_for_check_in(state())) state().check_in.view = CheckInView::Nothing;
    if (flow.code_is_strange(e.kind) || state().page != Page::Query) return;
    // Read just before the scanner was told to stop: what was shown first is being asked about.
    if (state().query.view == QueryView::Asking || state().query.view == QueryView::Looking) return;
    flow.code_question_.until = -1;
    state().query.view = QueryView::UnknownCode;
    state().query.strange = e.kind;
  }
  void operator()(const IdentityCodeScanned& e) const {
    if (!flow.take_code(e)) (*this)(UnknownCodeScanned{StrangeCode::Identity});
  }
  void operator()(const IdentityAnswered& e) const { flow.identity_answered(e); }
  void operator()(const ScannerSees& e) const {
    if (state().page != Page::Query && state().page != Page::Card) return;
    state().query.seen = e.view;
    ++state().query.seen_number;
  }
  void operator()(const ScannerGone&) const { flow.scanner_changed(false); }
  void operator()(const ScannerBack&) const { flow.scanner_changed(true); }
  void operator()(const PrinterAnswered& e) const { flow.printer_answered(e.readiness); }
  void operator()(const PrintProgressed& e) const {
    if (e.ticket != 0 && e.ticket == state().result_print.ticket) return flow.result_progressed(e.fate);
    if (e.ticket == 0 || e.ticket != state().print.ticket) return;
    state().print.fate = e.fate;
    const bool receipt = e.kind == PrintKind::Receipt && e.fate == PrintFate::Printed;
    if (receipt && !state().draft.supplement && state().query.detail)
      state().query.detail->receipt_printed = true;
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
  void operator()(const CaseSubmitted& e) const { flow.submitted(e); }
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
  void operator()(const RatingFailed& e) const { flow.rating_failed(e.kind); }
  void operator()(const StatusChanged&) const {
    if (state().page == Page::QueryCase && state().query.detail)
      flow.open_case(state().query.detail->row.uid);
    flow.look_at_result();
  }
  void operator()(const CardStays&) const { flow.card_stays_ = true; }
  void operator()(const PresenceChanged& e) const { flow.presence_changed(e.now); }
  void operator()(const RoomChanged& e) const { state().room = e.level; }
  void operator()(const FiguresChanged& e) const { state().figures = e.figures; }
  void operator()(const HeadsetChanged& e) const { flow.headset_changed(e.plugged); }
  void operator()(const QueuesCounted& e) const { flow.queues_counted(e); }
  void operator()(const TicketDrawn& e) const { flow.ticket_drawn(e); }
  void operator()(const TicketFailed& e) const { flow.ticket_failed(e); }
  void operator()(const SlotsKnown& e) const { flow.slots_known(e); }
  void operator()(const SlotsFailed& e) const { flow.slots_failed(e); }
  void operator()(const CheckedIn& e) const { flow.checked_in(e); }
  void operator()(const CasePrepared& e) const { flow.case_prepared(e); }
  void operator()(const CaseNotPrepared& e) const { flow.case_not_prepared(e); }
};

ResidentFlow::ResidentFlow(const catalog::Catalog& catalog, const Clock& clock, Random& random, Ports& ports,
                           FlowSettings settings)
    : catalog_(catalog), clock_(clock), random_(random), ports_(ports), settings_(settings) {
  state_.language = settings_.language;
  state_.density = settings_.density;
  state_.contrast = settings_.contrast;
  state_.speech = settings_.speech;
  state_.sound.volume = settings_.volume;
  know_machine();
  state_.queues_here = std::any_of(catalog_.queues().begin(), catalog_.queues().end(),
                                   [this](const catalog::Queue& q) { return q.point == settings_.point; });
  state_.appointments_here =
      std::any_of(catalog_.slot_plans().begin(), catalog_.slot_plans().end(),
                  [this](const catalog::SlotPlan& plan) { return plan.point == settings_.point; });
}

// What is of the machine, not of a visit.
void ResidentFlow::know_machine() {
  state_.form_printer = settings_.form_printer;
  state_.paper = {settings_.form_printer, settings_.slip_printer};
  state_.result_limit = settings_.result_limit;
  state_.prepared_days = settings_.prepared_days;
}

void ResidentFlow::on(const Intent& intent) {
  last_touch_ = clock_.steady();
  changed();
  if (state_.overlay == Overlay::Timeout && intent.kind != IntentKind::LeaveNow) {
    state_.overlay = Overlay::None;
    if (intent.kind == IntentKind::GoBack) return;  // it puts the warning away and does not move the page
  }
  if (!is_welcome(intent.kind)) return;
  if (leads_on(intent.kind) && stop_at_ended_item()) return;
  if (on_anywhere(intent) || on_bundle(intent) || on_browse(intent) || on_lists(intent) ||
      on_consent(intent) || on_guardian(intent) || on_no_card(intent) || on_identity(intent) ||
      on_slots(intent) || on_form(intent) || on_supplement(intent) || on_materials(intent) ||
      on_finish(intent) || on_rating(intent) || on_queues(intent) || on_check_in(intent)) {
    mark_shown();
    return;
  }
  on_query(intent);
  mark_shown();
}

bool ResidentFlow::busy() const {
  return state_.submit.view == SubmitView::Committing || state_.submit.view == SubmitView::AskingPrinter ||
         state_.tickets.view == TicketView::Drawing || state_.check_in.view == CheckInView::Looking ||
         state_.prepared.view == PreparedView::Keeping;
}

// A second tap on what is gone already must not act on what came instead: on nobody's page, or while a case
// is on its way.
bool ResidentFlow::is_welcome(IntentKind kind) const {
  switch (kind) {
    case IntentKind::SetLanguage:
    case IntentKind::OpenLook:
    case IntentKind::SetDensity:
    case IntentKind::SetContrast:
    case IntentKind::SetSpeech:
    case IntentKind::OpenSound:
    case IntentKind::SetVolume:
    case IntentKind::SetSpeechRate:
    case IntentKind::ReadPage:
    case IntentKind::CallStaff:
    case IntentKind::CloseOverlay:
    case IntentKind::StayHere:
    case IntentKind::GoBack: return true;
    case IntentKind::Wake: return state_.page == Page::Idle;
    case IntentKind::OpenLists: return !busy();
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
      if (state_.page == Page::Idle) {
        ports_.watch_presence(true);
        go(Page::Home);
      }
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
    default: return on_comfort(intent);
  }
}

void ResidentFlow::go(Page page) {
  state_.page = page;
  if (page != Page::Form && page != Page::Child && page != Page::Typed) state_.form.focused.clear();
  const bool scan = page == Page::Query || page == Page::CheckIn;
  const bool card = page == Page::Card || page == Page::TicketCard || scan;
  if (!card) {
    ports_.want_card(false);
    card_since_ = -1;
  }
  if (page != Page::Card) state_.card.photo.reset();
  if (page != Page::Query) {
    forget_code_question();
    state_.code = {};
  }
  if (!scan) ports_.want_scan(false);
  ports_.want_camera(page == Page::Capture);
  changed();
}

void ResidentFlow::ask_home() {
  if (kept_of(state_) != Kept::Nothing && state_.page != Page::Home) {
    state_.overlay = Overlay::LeaveQuestion;
  } else {
    leave(false);
  }
}

// Back to the home page within the same visit: language, text size and colours stay, everything of the matter
// goes.
void ResidentFlow::leave(bool keep_draft) {
  if (keep_draft && has_application()) {
    keep_contact();
    save_now();
  }
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
  ResidentState fresh;
  fresh.page = state_.page;
  fresh.language = state_.language;
  fresh.density = state_.density;
  fresh.contrast = state_.contrast;
  fresh.speech = state_.speech;
  fresh.sound = state_.sound;
  fresh.room = state_.room;
  fresh.figures = std::move(state_.figures);
  fresh.queues_here = state_.queues_here;
  fresh.appointments_here = state_.appointments_here;
  renew(state_);
  renew(asked_person_);
  state_ = std::move(fresh);
  know_machine();
  forget_answers();
  asked_.clear();
  set_aside_ = {};
  save_at_ = -1;
  card_since_ = -1;
  card_stays_ = false;
}

void ResidentFlow::end_visit() {
  if (has_application()) save_now();
  discard_unowned_pages();
  ports_.want_card(false);
  stop_listening();
  ports_.wipe();
  const cases::SpaceLevel room = state_.room;
  cases::PublishedFigures figures = std::move(state_.figures);
  const bool queues_here = state_.queues_here;
  const bool appointments_here = state_.appointments_here;
  const SoundState sound{.volume = settings_.volume, .headset = state_.sound.headset};
  renew(state_);
  renew(asked_person_);
  state_.sound = sound;
  state_.room = room;
  state_.figures = std::move(figures);
  state_.language = settings_.language;
  state_.density = settings_.density;
  state_.contrast = settings_.contrast;
  state_.speech = settings_.speech || sound.headset;
  speech_in_hall_ = settings_.speech;
  know_machine();
  state_.queues_here = queues_here;
  state_.appointments_here = appointments_here;
  ticket_visit_.clear();
  forget_answers();
  forget_contact();
  asked_.clear();
  set_aside_ = {};
  save_at_ = -1;
  card_since_ = -1;
  card_stays_ = false;
  alone_since_ = -1;
  ports_.watch_presence(false);
  changed();
}

}  // namespace yitang::resident
