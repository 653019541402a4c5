#include "kiosk/resident/screens/screens.hpp"

#include "kiosk/resident/screens/frame.hpp"
#include "kiosk/resident/screens/pages.hpp"

namespace yitang::resident {
namespace {

void draw_page(Screen& s) {
  switch (s.state.page) {
    case Page::Idle: return draw_idle(s);
    case Page::Home: return draw_home(s);
    case Page::ItemList: return draw_item_list(s);
    case Page::Search: return draw_search(s);
    case Page::Guide: return draw_guide(s);
    case Page::Eligibility: return draw_eligibility(s);
    case Page::NotEligible: return draw_not_eligible(s);
    case Page::Consent: return draw_consent(s);
    case Page::WhoFor: return draw_who_for(s);
    case Page::Card: return draw_card(s);
    case Page::AgentKind: return draw_agent_kind(s);
    case Page::Presence: return draw_presence(s);
    case Page::Guardian: return draw_guardian(s);
    case Page::Child: return draw_form(s);
    case Page::Duplicate: return draw_duplicate(s);
    case Page::Resume: return draw_resume(s);
    case Page::Form: return draw_form(s);
    case Page::Materials: return draw_materials(s);
    case Page::Capture: return draw_capture(s);
    case Page::Missing: return draw_missing(s);
    case Page::Commitment: return draw_commitment(s);
    case Page::Delivery: return draw_delivery(s);
    case Page::Signature: return draw_signature(s);
    case Page::Review: return draw_review(s);
    case Page::Submitting: return draw_submitting(s);
    case Page::Receipt: return draw_receipt(s);
    case Page::Rating: return draw_rating(s);
    case Page::Goodbye: return draw_goodbye(s);
    case Page::Query: return draw_query(s);
    case Page::QueryNumber: return draw_query_number(s);
    case Page::QueryList: return draw_query_list(s);
    case Page::QueryCase: return draw_query_case(s);
    case Page::Bundle: return draw_bundle(s);
    case Page::BundleForms: return draw_bundle_forms(s);
    case Page::Supplement: return draw_supplement(s);
    case Page::SupplementSent: return draw_supplement_sent(s);
    case Page::Emergency: return draw_emergency(s);
    case Page::Lists: return draw_lists(s);
    case Page::ListEntries: return draw_list_entries(s);
    case Page::ListEntry: return draw_list_entry(s);
    case Page::Queues: return draw_queues(s);
    case Page::TicketCard: return draw_ticket_card(s);
    case Page::Ticket: return draw_ticket(s);
    case Page::SlotDays: return draw_slot_days(s);
    case Page::SlotTimes: return draw_slot_times(s);
    case Page::CheckIn: return draw_check_in(s);
    case Page::NoCard: return draw_no_card(s);
    case Page::Typed: return draw_form(s);
    case Page::Prepared: return draw_prepared(s);
  }
}

// A half-typed word, an open list and a picture belong to the page they were opened on.
void forget_on_page_change(ScreenMemory& memory, Page page) {
  if (memory.page == page) return;
  const bool idle = page == Page::Idle;
  if (idle) {
    memory.clear();
  } else {
    memory.entry.close();
    memory.focus.clear();
    memory.number.clear();
    memory.ending.clear();
    memory.picker.clear();
    memory.date = {};
    memory.row = {};
    memory.place = {};
    memory.scrolled_to.clear();
  }
  memory.revealed = false;
  memory.page = page;
}

}  // namespace

ui::ContrastScheme scheme_of(Contrast contrast) {
  switch (contrast) {
    case Contrast::Normal: break;
    case Contrast::BlackOnWhite: return ui::ContrastScheme::BlackOnWhite;
    case Contrast::WhiteOnBlack: return ui::ContrastScheme::WhiteOnBlack;
    case Contrast::YellowOnBlack: return ui::ContrastScheme::YellowOnBlack;
    case Contrast::CyanOnBlack: return ui::ContrastScheme::CyanOnBlack;
  }
  return ui::ContrastScheme::Normal;
}

void set_look(ui::Ui& ui, const ResidentState& state) {
  ui.set_look(state.density == Density::Elder ? ui::Density::Elder : ui::Density::Standard,
              scheme_of(state.contrast));
}

void draw(ui::Ui& ui, const ScreenContext& context, const ResidentState& state, ScreenMemory& memory,
          Intents& intents) {
  forget_on_page_change(memory, state.page);
  if (!state.card.photo) memory.forget_photo();
  if (state.overlay != Overlay::None) memory.revealed = false;  // perhaps nobody is there any more
  Screen s{ui, context, state, memory, intents};
  if (state.page != Page::Idle) draw_frame(s);
  draw_page(s);
  draw_overlay(s);
}

}  // namespace yitang::resident
