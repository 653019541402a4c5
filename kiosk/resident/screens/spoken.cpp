#include "kiosk/resident/screens/spoken.hpp"

#include <algorithm>

#include "kiosk/catalog/labels.hpp"
#include "kiosk/resident/screens/frame.hpp"
#include "kiosk/resident/screens/pages.hpp"

namespace yitang::resident {
namespace {

// What the hall hears of a card or an answer that tells how old somebody is, or what they may not have.
constexpr const char* on_screen = "speaker.on_screen";

std::string code_instruction(CodeTrouble trouble) {
  switch (trouble) {
    case CodeTrouble::None: break;
    case CodeTrouble::Expired: return "code.expired_hint";
    case CodeTrouble::Unknown: return "spoken.code_unknown";
    case CodeTrouble::NotAccepted: return "spoken.code_not_accepted";
    case CodeTrouble::Away: return "spoken.code_away";
    case CodeTrouble::Strange: return "spoken.code_strange";
  }
  return "spoken.card_or_code";
}

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
    case CardView::Waiting:
      if (!state.code.ways.empty()) return code_instruction(state.code.trouble);
      return state.card.role == CardRole::Guardian ? "card.put_guardian" : "card.put";
    case CardView::Asking: return "code.asking_hint";
    case CardView::Looking: return "card.looking";
    case CardView::SamePerson: return "card.same_person_hint";
    case CardView::UnderAge: return state.sound.headset ? under_age_key(state) + "_hint" : on_screen;
    case CardView::Read:
      return state.card.person && state.card.person->proof ? "spoken.code_read" : "spoken.card_read";
    case CardView::Problem: break;
  }
  switch (state.card.problem) {
    case CardProblem::NoReader: return "card.no_reader_hint";
    case CardProblem::NoCard: return "card.no_card_hint";
    case CardProblem::Unreadable: return "card.unreadable_hint";
    case CardProblem::NotAnIdCard: return "card.not_id_card_hint";
    case CardProblem::Expired: return state.sound.headset ? "card.expired_hint" : on_screen;
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

bool any_gives_numbers(const ResidentState& state) {
  const auto& offers = state.tickets.offers;
  return std::any_of(offers.begin(), offers.end(),
                     [](const QueueOffer& offer) { return offer.gives_numbers(); });
}

std::string ticket_instruction(const ResidentState& state) {
  switch (state.tickets.view) {
    case TicketView::Card:
      return state.card.view == CardView::Problem ? "ticket.card_hint" : "spoken.ticket_card";
    case TicketView::Drawing: return "submit.wait";
    case TicketView::Stopped: return "ticket.stopped";
    case TicketView::Failed: return "ticket.failed";
  }
  return "";
}

std::string slots_instruction(const ResidentState& state) {
  switch (state.slots.view) {
    case SlotView::Looking: return "submit.wait";
    case SlotView::Choosing: return state.slots.taken ? "slots.taken" : "spoken.slot_days";
    case SlotView::NothingLeft: return "slots.nothing_hint";
    case SlotView::HasOne: return "slots.has_one";
    case SlotView::Failed: return "slots.failed";
  }
  return "";
}

std::string check_in_instruction(const ResidentState& state) {
  if (state.check_in.view == CheckInView::Looking) return "submit.wait";
  if (state.check_in.view == CheckInView::TooLate) return "spoken.check_in_late";
  if (state.check_in.view == CheckInView::OtherDay) return "spoken.check_in_day";
  if (state.check_in.view != CheckInView::Card) return check_in_key(state.check_in.view);
  return state.card.view == CardView::Problem ? "check_in.card_again" : "spoken.check_in";
}

// How a case stands is nobody else's business.
std::string query_instruction(const ResidentState& state) {
  if (!state.sound.headset) return "spoken.query_case";
  if (may_hand_in(state)) return "spoken.query_supplement";
  const bool stuck = state.query.detail && state.query.detail->row.refused;
  return stuck ? "spoken.query_stuck" : "spoken.query_case";
}

std::string instruction_key(const ResidentState& state) {
  switch (state.page) {
    case Page::Idle: return "";
    case Page::Home: return "spoken.home";
    case Page::ItemList: return "spoken.list";
    case Page::Search: return "spoken.search";
    case Page::Guide: return "spoken.guide";
    case Page::Eligibility: return "spoken.check";
    case Page::NotEligible:
      return state.bundle.bundle != nullptr ? "spoken.bundle_refused" : "spoken.ineligible";
    case Page::Consent:
      return state.consent.view == ConsentView::Refused ? refused_hint_key(state) : "spoken.consent";
    case Page::WhoFor: return "spoken.who";
    case Page::Card: return card_instruction(state);
    case Page::AgentKind: return "spoken.agent_kind";
    case Page::Presence: return "spoken.presence";
    case Page::Guardian: return state.guardian.reminded ? "guardian.reminder" : "spoken.guardian";
    case Page::Child: return state.form.problems.empty() ? "spoken.form" : "spoken.form_problem";
    case Page::Duplicate:
      return state.bundle.bundle != nullptr ? "spoken.bundle_under_way" : "duplicate.hint";
    case Page::Resume: return state.found_drafts.size() > 1 ? "resume.hint_several" : "resume.hint";
    case Page::Form: return state.form.problems.empty() ? "spoken.form" : "spoken.form_problem";
    case Page::Materials: return materials_hint_key(state);
    case Page::Capture: return capture_instruction(state);
    case Page::Missing: return is_for_counter(state) ? "prepared.missing_hint" : missing_hint_key(state);
    case Page::Commitment: return state.commitments.reminded ? "commitment.reminder" : "spoken.commitment";
    case Page::Delivery:
      return state.delivery_problems.contains(kNoWayChosen) ? "delivery.choose" : "spoken.delivery";
    case Page::Signature: return "spoken.sign";
    case Page::Review:
      if (is_for_counter(state)) return "prepared.review_hint";
      return state.submit.view == SubmitView::PrinterNotReady ? "review.printer_hint" : "review.hint";
    case Page::Submitting: return submit_instruction(state);
    case Page::Receipt: return receipt_instruction(state);
    case Page::Rating: return "rating.hint";
    case Page::Emergency: return "spoken.emergency";
    case Page::Lists: return "spoken.lists";
    case Page::ListEntries: return "spoken.list_entries";
    case Page::ListEntry: return state.lists.item != nullptr ? "spoken.list_entry_item" : "spoken.list_entry";
    case Page::Queues: return any_gives_numbers(state) ? "spoken.queues" : "spoken.queues_closed";
    case Page::TicketCard: return ticket_instruction(state);
    case Page::Ticket: return "spoken.ticket";
    case Page::SlotDays: return slots_instruction(state);
    case Page::SlotTimes: return "spoken.slot_times";
    case Page::CheckIn: return check_in_instruction(state);
    case Page::NoCard: return "spoken.no_card";
    case Page::Typed: return state.form.problems.empty() ? "typed.hint" : "spoken.form_problem";
    case Page::Prepared: return prepared_hint_key(state);
    case Page::Goodbye: return state.card_left ? "goodbye.card_left" : "goodbye.take";
    case Page::Query:
      if (state.query.view == QueryView::Asking) return "code.asking_hint";
      return state.query.view == QueryView::IdentityCode ? code_instruction(state.code.trouble)
                                                         : "spoken.query";
    case Page::QueryNumber: return "spoken.query_number";
    case Page::QueryList: return "spoken.query_list";
    case Page::Supplement: return supplement_hint_key(state);
    case Page::SupplementSent: return "supplement.next";
    case Page::QueryCase: return query_instruction(state);
    case Page::Bundle: return "spoken.bundle";
    case Page::BundleForms: return "spoken.bundle_forms";
  }
  return "";
}

}  // namespace

std::string under_age_key(const ResidentState& state) {
  if (state.card.role == CardRole::Agent) return "card.agent_under_age";
  if (only_counter_for_child(state)) return "typed.under_age";
  return state.card.role == CardRole::Guardian ? "card.guardian_under_age" : "card.under_age";
}

std::string refused_hint_key(const ResidentState& state) {
  return state.consent.deleted ? "consent.deleted_hint" : "consent.refused_hint";
}

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

std::string prepared_hint_key(const ResidentState& state) {
  if (state.prepared.view == PreparedView::Failed) return "prepared.failed_hint";
  if (state.prepared.view != PreparedView::Kept) return "prepared.wait";
  switch (state.print.fate.value_or(PrintFate::NotPrinted)) {
    case PrintFate::Printing: return "prepared.printing_hint";
    case PrintFate::Printed: return "prepared.printed_hint";
    case PrintFate::WaitingForPaper: return "prepared.waiting_hint";
    case PrintFate::NotPrinted:
    case PrintFate::Unknown: break;
  }
  return "prepared.photograph";
}

std::string supplement_hint_key(const ResidentState& state) {
  const auto& all = state.materials;
  if (state.pictures_too_large) return "materials.too_large_hint";
  const bool complete = std::all_of(all.begin(), all.end(), [](const cases::MaterialNeed& need) {
    return need.have_pages >= need.least_pages;
  });
  return complete ? "supplement.hint_done" : "supplement.hint";
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

std::vector<SpokenPart> spoken_parts(const ScreenContext& context, const ResidentState& state) {
  const auto tr = [&](const std::string& key, std::initializer_list<ui::StringArg> args = {}) {
    return words_of(context, state.language, key, args);
  };
  const auto sentence = [&](const std::string& words) {
    const bool ended =
        words.empty() || words.ends_with("？") || words.ends_with("?") || words.ends_with("。");
    return ended ? words + " " : words + tr("spoken.stop");
  };
  std::vector<SpokenPart> parts;
  const auto add_key = [&](const std::string& key) { parts.push_back({tr(key), key}); };
  const auto add_title = [&](const std::string& key) { parts.push_back({sentence(tr(key)), key}); };
  if (state.page == Page::Idle && state.overlay == Overlay::None) {
    if (state.sound.headset) add_key("speaker.idle");
    return parts;
  }
  switch (state.overlay) {
    case Overlay::Timeout:
      add_title("timeout.title");
      add_key("spoken.timeout");
      return parts;
    case Overlay::Staff: add_title("staff.title"); return parts;
    case Overlay::LeaveQuestion: add_title("leave.title"); return parts;
    case Overlay::Look:
      add_title("look.title");
      add_key("spoken.look");
      return parts;
    case Overlay::Sound:
      add_title("sound.title");
      add_key("spoken.sound");
      return parts;
    case Overlay::None: break;
  }
  if (state.page == Page::Eligibility && state.question && state.question->fact != nullptr) {
    parts.push_back({sentence(state.question->fact->question.text.of(state.language)), ""});
  } else {
    const std::string title = title_of(context, state).title;
    const std::string key = title_key(state);
    parts.push_back({sentence(title), tr(key) == title ? key : std::string()});
  }
  if (state.page == Page::Guide && state.item != nullptr && !state.item->plain.zh.empty())
    parts.push_back({sentence(state.item->plain.of(state.language)), ""});
  if (state.page == Page::NotEligible && state.ineligible) {
    if (state.sound.headset) {
      parts.push_back({sentence(state.ineligible->why.of(state.language)), ""});
    } else {
      add_key(on_screen);
    }
  }
  if (state.page == Page::Ticket && state.tickets.drawn && state.tickets.chosen.queue != nullptr) {
    const catalog::Queue& queue = *state.tickets.chosen.queue;
    const std::string number = cases::ticket_label(queue.prefix, state.tickets.drawn->ticket.number);
    parts.push_back(
        {tr("ticket.spoken_number", {{"number", number}, {"window", queue.window.of(state.language)}}), ""});
  }
  if (state.page == Page::CheckIn && state.check_in.view == CheckInView::TooEarly &&
      state.check_in.appointment) {
    const cases::Appointment& one = *state.check_in.appointment;
    const catalog::SlotPlan* plan = context.catalog.slot_plan(one.plan);
    if (plan != nullptr)
      parts.push_back(
          {tr("spoken.check_in_early", {{"from", clock_text(cases::opens_at(*plan, one.slot))}}), ""});
    return parts;
  }
  const std::string instruction = instruction_key(state);
  if (!instruction.empty()) add_key(instruction);
  return parts;
}

std::string spoken_text(const ScreenContext& context, const ResidentState& state) {
  std::string text;
  for (const SpokenPart& part : spoken_parts(context, state)) text += part.text;
  return text;
}

}  // namespace yitang::resident
