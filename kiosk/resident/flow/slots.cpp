// A place for an appointment: the day, then the time, among those that are left. Where this terminal has none
// to give, the form asks for the day that is wished, and the office tells the time.
#include "kiosk/cases/slots.hpp"

#include <algorithm>
#include <utility>

#include "kiosk/resident/flow/flow.hpp"

namespace yitang::resident {

const cases::SlotOffer* chosen_offer(const ResidentState& state) {
  const auto slot = state.item == nullptr ? std::nullopt : cases::slot_of(*state.item, state.draft.values);
  if (!slot) return nullptr;
  for (const cases::SlotDay& day : state.slots.days) {
    for (const cases::SlotOffer& offer : day.times) {
      if (offer.slot == *slot && offer.left > 0) return &offer;
    }
  }
  return nullptr;
}

bool ResidentFlow::on_slots(const Intent& intent) {
  const bool here = state_.page == Page::SlotDays || state_.page == Page::SlotTimes;
  switch (intent.kind) {
    case IntentKind::NextStep:
      if (state_.page != Page::SlotDays) return false;
      if (state_.slots.view == SlotView::Choosing && chosen_offer(state_) != nullptr) leave_slots();
      return true;
    case IntentKind::ChooseSlotDay:
      if (state_.page == Page::SlotDays) choose_slot_day(intent.id);
      return true;
    case IntentKind::ChooseSlot:
      if (state_.page == Page::SlotTimes) choose_slot(intent.number);
      return true;
    case IntentKind::WishForDay:
      if (here) wish_for_day();
      return true;
    case IntentKind::LookAgain:
      if (here) open_slots();
      return true;
    default: return false;
  }
}

// Whose number was only typed (of a child, too) learns nothing of what is under way for it, and takes
// nobody's place: such numbers can be made up. Nor does a terminal that does not know the day give places
// out.
void ResidentFlow::find_slot_plan() {
  const bool proven = state_.draft.applicant && cases::is_proven(*state_.draft.applicant);
  const bool possible =
      state_.item != nullptr && proven && !is_bundle() && !state_.draft.supplement && clock_.trusted();
  state_.slots.plan = possible ? catalog_.slot_plan_for(*state_.item, settings_.point) : nullptr;
}

cases::SlotQuestions ResidentFlow::slot_questions() const {
  const bool planned = state_.slots.plan != nullptr && !state_.slots.by_wish;
  return planned ? cases::SlotQuestions::Planned : cases::SlotQuestions::Asked;
}

bool ResidentFlow::has_slot() const {
  const auto slot = cases::slot_of(*state_.item, state_.draft.values);
  return slot && cases::may_be_booked(*state_.slots.plan, catalog_.calendar(), *slot, clock_.now());
}

void ResidentFlow::open_slots() {
  state_.slots.view = SlotView::Looking;
  state_.slots.days.clear();
  state_.slots.day.reset();
  state_.slots.existing.reset();
  state_.draft.page = "slots";
  const std::string number = state_.draft.applicant ? state_.draft.applicant->number : std::string();
  ports_.look_up_slots(*state_.slots.plan, number, ++slot_request_);
  go(Page::SlotDays);
  save_now();
}

void ResidentFlow::slots_known(const SlotsKnown& known) {
  SlotDesk& desk = state_.slots;
  const bool wanted = state_.page == Page::SlotDays && known.request == slot_request_;
  if (!wanted || desk.plan == nullptr) return;
  desk.days = cases::slots_on_offer(*desk.plan, catalog_.calendar(), known.taken, clock_.now());
  if (known.unknown_until)
    std::erase_if(desk.days, [&](const cases::SlotDay& day) { return day.day <= *known.unknown_until; });
  const bool any = std::any_of(desk.days.begin(), desk.days.end(),
                               [](const cases::SlotDay& day) { return day.left() > 0; });
  desk.existing = known.own;
  desk.view = known.own ? SlotView::HasOne : any ? SlotView::Choosing : SlotView::NothingLeft;
}

void ResidentFlow::slots_failed(const SlotsFailed& failed) {
  if (state_.page == Page::SlotDays && failed.request == slot_request_) state_.slots.view = SlotView::Failed;
}

void ResidentFlow::choose_slot_day(const std::string& iso) {
  const auto& days = state_.slots.days;
  const auto found =
      std::find_if(days.begin(), days.end(), [&](const cases::SlotDay& day) { return day.day.iso() == iso; });
  if (found == days.end() || found->left() == 0) return;
  state_.slots.day = found->day;
  go(Page::SlotTimes);
}

void ResidentFlow::choose_slot(int from) {
  for (const cases::SlotDay& day : state_.slots.days) {
    if (day.day != state_.slots.day) continue;
    for (const cases::SlotOffer& offer : day.times) {
      if (offer.slot.from != from || offer.left == 0) continue;
      cases::put_slot(*state_.item, offer.slot, state_.draft.values);
      state_.slots.taken = false;
      leave_slots();
      return;
    }
  }
}

void ResidentFlow::leave_slots() {
  if (state_.form.return_to_review) {
    open_review();
  } else {
    open_materials();
  }
}

// The form asks for the day then, on the page where it would have stood.
void ResidentFlow::wish_for_day() {
  if (state_.slots.view == SlotView::Choosing || state_.slots.view == SlotView::Looking) return;
  state_.slots.by_wish = true;
  state_.slots.taken = false;
  cases::forget_slot(*state_.item, state_.draft.values);
  rebuild_form();
  state_.form.return_to_review = false;
  for (std::size_t i = 0; i < state_.form.pages.size(); ++i) {
    const auto& fields = state_.form.pages[i].fields;
    const bool asks = std::any_of(fields.begin(), fields.end(), [](const catalog::FormField* field) {
      return field->validation.slot.has_value();
    });
    if (asks) return open_form_page(i);
  }
  open_materials();
}

// True if what was chosen cannot be had any more: it is chosen anew, everything else stays.
bool ResidentFlow::send_back_to_slots() {
  if (!chooses_slot() || has_slot()) return false;
  state_.slots.taken = cases::slot_of(*state_.item, state_.draft.values).has_value();
  state_.form.return_to_review = true;
  open_slots();
  return true;
}

void ResidentFlow::back_from_slots() {
  if (state_.page == Page::SlotTimes) {
    go(Page::SlotDays);
  } else if (state_.form.return_to_review && !state_.slots.taken) {
    open_review();
  } else {
    state_.form.return_to_review = false;
    open_form_page(state_.form.pages.empty() ? 0 : state_.form.pages.size() - 1);
  }
}

}  // namespace yitang::resident
