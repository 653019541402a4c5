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
    case Page::WhoFor: return draw_who_for(s);
    case Page::Card: return draw_card(s);
    case Page::AgentKind: return draw_agent_kind(s);
    case Page::Duplicate: return draw_duplicate(s);
    case Page::Resume: return draw_resume(s);
    case Page::Form: return draw_form(s);
    case Page::Materials: return draw_materials(s);
    case Page::Capture: return draw_capture(s);
    case Page::Missing: return draw_missing(s);
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
    memory.scrolled_to.clear();
  }
  memory.revealed = false;
  memory.page = page;
}

}  // namespace

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
