#include "kiosk/resident/screens/appointment_words.hpp"

#include "kiosk/resident/screens/words.hpp"
#include "ui/widgets/list_row.hpp"

namespace yitang::resident {
namespace {

const char* appointment_state_key(cases::AppointmentState state) {
  switch (state) {
    case cases::AppointmentState::Booked: return "appointment.booked";
    case cases::AppointmentState::CheckedIn: return "appointment.checked_in";
    case cases::AppointmentState::Cancelled: return "appointment.cancelled";
    case cases::AppointmentState::Missed: break;
  }
  return "appointment.missed";
}

}  // namespace

std::string slot_day_text(const Screen& s, Date day) {
  return s.tr("date.with_weekday", {{"date", short_date_text(s, day)},
                                    {"weekday", s.tr("weekday." + std::to_string(day.weekday()))}});
}

std::string slot_time_text(const cases::Slot& slot) {
  return cases::time_text(slot.from) + "–" + cases::time_text(slot.until);
}

std::string slot_text(const Screen& s, const cases::Slot& slot) {
  return s.tr("appointment.when", {{"day", slot_day_text(s, slot.day)}, {"time", slot_time_text(slot)}});
}

std::string places_text(const Screen& s, int left) {
  if (left <= 0) return s.tr("slots.full");
  if (left == 1) return s.tr("slots.one_left");
  return s.tr("slots.left", {{"count", std::to_string(left)}});
}

std::vector<ui::KeyValue> when_and_where(const Screen& s, const catalog::SlotPlan& plan,
                                         const cases::Slot& slot) {
  std::vector<ui::KeyValue> rows{{.key = s.tr("appointment.title"),
                                  .value = slot_text(s, slot),
                                  .icon = ui::Icon::Calendar,
                                  .tone = ui::Tone::Primary,
                                  .strong = true}};
  const catalog::Queue* queue = s.context.catalog.queue(plan.queue);
  const catalog::ServicePoint* point = s.context.catalog.point(plan.point);
  if (point != nullptr && queue != nullptr)
    rows.push_back(
        {.key = s.tr("appointment.place"),
         .value = s.tr("appointment.where", {{"place", s.of(point->name)}, {"window", s.of(queue->window)}}),
         .icon = ui::Icon::Route});
  return rows;
}

std::vector<ui::KeyValue> appointment_rows(const Screen& s, const catalog::SlotPlan& plan,
                                           const cases::Slot& slot, cases::AppointmentState state) {
  std::vector<ui::KeyValue> rows = when_and_where(s, plan, slot);
  if (state != cases::AppointmentState::Booked) {
    rows.resize(1);
    rows.front().tone = ui::Tone::Neutral;
    rows.push_back({.key = s.tr("appointment.state"), .value = s.tr(appointment_state_key(state))});
    return rows;
  }
  rows.push_back({.key = s.tr("appointment.bring"), .value = s.of(plan.bring), .icon = ui::Icon::Documents});
  rows.push_back(
      {.key = s.tr("appointment.check_in"),
       .value =
           s.tr("appointment.check_in_hint",
                {{"from", clock_text(cases::opens_at(plan, slot))},
                 {"until", clock_text(cases::begin_of(slot) + UnixMillis{plan.check_in_after} * 60'000)}}),
       .icon = ui::Icon::Clock});
  return rows;
}

std::vector<ui::KeyValue> chosen_appointment_rows(const Screen& s) {
  if (s.state.item == nullptr || s.state.bundle.bundle != nullptr) return {};
  const auto slot = cases::slot_of(*s.state.item, s.state.draft.values);
  if (slot && s.state.slots.plan != nullptr)
    return appointment_rows(s, *s.state.slots.plan, *slot, cases::AppointmentState::Booked);
  const auto wish = cases::wished_day(*s.state.item, s.state.draft.values);
  if (!wish) return {};
  const std::string day =
      wish->half.zh.empty()
          ? slot_day_text(s, wish->day)
          : s.tr("appointment.when", {{"day", slot_day_text(s, wish->day)}, {"time", s.of(wish->half)}});
  return {{.key = s.tr("appointment.wish"),
           .value = s.tr("appointment.wish_hint", {{"day", day}}),
           .icon = ui::Icon::Calendar}};
}

void draw_appointment(Screen& s, Column& column) {
  const auto& one = s.state.query.detail->appointment;
  const catalog::SlotPlan* plan = one ? s.context.catalog.slot_plan(one->plan) : nullptr;
  if (plan == nullptr) return;
  const std::vector<ui::KeyValue> rows = appointment_rows(s, *plan, one->slot, one->state);
  card_around(s, column, ui::key_values_height(s.ui, column.width() - 2 * ui::card_padding(s.ui), rows),
              s.space().m, [&](const ui::Rect& inside) { ui::key_values(s.ui, inside, rows); });
  const bool missed = one->state == cases::AppointmentState::Missed;
  if (one->state != cases::AppointmentState::Booked && !missed) return;
  write(s, column,
        {.text = s.tr(missed ? "appointment.missed_hint" : "appointment.cannot_come",
                      {{"phone", s.context.place.hotline}}),
         .color = s.colors().text_muted},
        s.space().m);
}

}  // namespace yitang::resident
