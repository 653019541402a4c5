#include "kiosk/resident/screens/page_duties.hpp"

#include <algorithm>

#include "kiosk/resident/screens/fields.hpp"

namespace yitang::resident {
namespace {

// While somebody types, the key that finishes is on the keyboard or under the wheels.
bool form_has_main_action(const ResidentState& state, const ScreenMemory& memory) {
  if (!memory.picker.empty()) {  // one option ends the choice; several need a word that it is done
    const catalog::FormField* field = state.item != nullptr ? state.item->field(memory.picker) : nullptr;
    if (field == nullptr) return false;
    const bool village_chosen = !memory.place.chosen.empty() && memory.place.typing.empty();
    if (editor_of(*field) == Editor::Address) return village_chosen;
    return editor_of(*field) == Editor::Choices;
  }
  if (!memory.row.key.empty()) return memory.row.column < 0;
  return !memory.entry.is_open();
}

bool card_has_main_action(const CardState& card) {
  const bool waits = card.view == CardView::Waiting || card.view == CardView::Problem;
  if (waits && card.slip_offered) return true;
  return card.view != CardView::Waiting && card.view != CardView::Asking && card.view != CardView::Looking;
}

bool all_photographed(const ResidentState& state) {
  return std::all_of(state.materials.begin(), state.materials.end(),
                     [](const cases::MaterialNeed& need) { return need.have_pages >= need.least_pages; });
}

bool has_main_action(const ResidentState& state, const ScreenMemory& memory) {
  if (state.overlay != Overlay::None) return true;
  switch (state.page) {
    case Page::Home:
    case Page::ItemList:
    case Page::Search:
    case Page::AgentKind:
    case Page::Query:
    case Page::QueryList:
    case Page::Queues:
    case Page::Lists:
    case Page::ListEntries: return false;
    case Page::ListEntry: return state.lists.item != nullptr;
    case Page::Eligibility:
      return state.question && state.question->fact != nullptr &&
             state.question->fact->question.answer == catalog::AnswerKind::Number;
    case Page::Card: return card_has_main_action(state.card);
    case Page::TicketCard:
      return state.tickets.view == TicketView::Stopped || state.tickets.view == TicketView::Failed;
    case Page::SlotDays:
      return state.slots.view == SlotView::Choosing ? chosen_offer(state) != nullptr
                                                    : state.slots.view != SlotView::Looking;
    case Page::SlotTimes: return false;
    case Page::CheckIn:
      return state.check_in.view != CheckInView::Card && state.check_in.view != CheckInView::Looking;
    case Page::Resume: return state.found_drafts.size() == 1;
    case Page::Form:
    case Page::Typed:
    case Page::Child: return form_has_main_action(state, memory);
    case Page::Supplement: return !state.pictures_too_large || !all_photographed(state);
    case Page::Capture: return state.capture.view != CaptureView::Working;
    case Page::Delivery:
    case Page::Rating: return memory.focus.empty();
    case Page::Submitting: return state.submit.view == SubmitView::Failed;
    case Page::Prepared: return state.prepared.view != PreparedView::Keeping;
    case Page::QueryNumber:
      return memory.focus.empty() && state.query.number != NumberView::Looking &&
             state.query.number != NumberView::Blocked;
    case Page::Idle:
    case Page::Guide:
    case Page::Bundle:
    case Page::BundleForms:
    case Page::NotEligible:
    case Page::Consent:
    case Page::WhoFor:
    case Page::NoCard:
    case Page::Presence:
    case Page::Guardian:
    case Page::Duplicate:
    case Page::Materials:
    case Page::Missing:
    case Page::Commitment:
    case Page::SupplementSent:
    case Page::Signature:
    case Page::Review:
    case Page::Receipt:
    case Page::Goodbye:
    case Page::Emergency:
    case Page::Ticket:
    case Page::QueryCase: return true;
  }
  return true;
}

}  // namespace

bool may_go_back(const ResidentState& state) {
  switch (state.page) {
    case Page::Idle:
    case Page::Home:
    case Page::Receipt:
    case Page::SupplementSent:
    case Page::Goodbye: return false;
    case Page::Rating: return state.rating.later;
    case Page::Submitting: return state.submit.view == SubmitView::Failed;
    case Page::TicketCard: return state.tickets.view != TicketView::Drawing;
    case Page::CheckIn: return state.check_in.view != CheckInView::Looking;
    case Page::Prepared: return state.prepared.view == PreparedView::Failed;
    default: return true;
  }
}

bool may_go_home(const ResidentState& state) {
  return state.page != Page::Idle && state.page != Page::Home && state.page != Page::Goodbye &&
         state.page != Page::Receipt && (state.page != Page::Rating || state.rating.later) &&
         state.page != Page::SupplementSent && state.tickets.view != TicketView::Drawing &&
         state.check_in.view != CheckInView::Looking &&
         !(state.page == Page::Prepared && state.prepared.view != PreparedView::Failed) &&
         !(state.page == Page::Submitting && state.submit.view != SubmitView::Failed);
}

PageDuties duties_of(const ResidentState& state, const ScreenMemory& memory) {
  return {has_main_action(state, memory), may_go_back(state), may_go_home(state), state.page != Page::Idle};
}

}  // namespace yitang::resident
