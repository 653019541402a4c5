// An appointment on the slips of its case: when, where, what to bring.
#include "kiosk/cases/receipt.hpp"
#include "kiosk/cases/slip_words.hpp"

namespace yitang::cases {
namespace {

using devices::TextSize;
using devices::TextStyle;

const char* state_key_of(AppointmentState state) {
  switch (state) {
    case AppointmentState::Booked: return "";
    case AppointmentState::CheckedIn: return "slip.appointment.checked_in";
    case AppointmentState::Cancelled: return "slip.appointment.cancelled";
    case AppointmentState::Missed: break;
  }
  return "slip.appointment.missed";
}

}  // namespace

void add_appointment(devices::ReceiptBuilder& paper, const SlipSettings& settings,
                     const std::optional<AppointmentLines>& lines) {
  if (!lines) return;
  heading(paper, settings, "slip.appointment.title");
  paper.text(weekday_text(settings, lines->slot.day), TextStyle{.size = TextSize::Double, .bold = true});
  paper.text(range_text(lines->slot), TextStyle{.size = TextSize::Double, .bold = true});
  if (lines->state != AppointmentState::Booked) {
    paper.text(worded(settings, state_key_of(lines->state)), TextStyle{.bold = true});
    return;
  }
  pair(paper, settings, "slip.appointment.place", lines->place.of(settings.language));
  pair(paper, settings, "slip.appointment.window", lines->window.of(settings.language));
  pair(paper, settings, "slip.appointment.bring", lines->bring.of(settings.language));
  paper.text(worded(
      settings, "slip.appointment.check_in",
      {{"from", clock_text(opens_at(lines->plan, lines->slot))},
       {"until", clock_text(begin_of(lines->slot) + UnixMillis{lines->plan.check_in_after} * 60'000)}}));
  paper.text(worded(settings, "slip.appointment.cannot_come", {{"phone", settings.hotline}}));
}

void add_wish(devices::ReceiptBuilder& paper, const SlipSettings& settings, const catalog::ServiceItem& item,
              const FormValues& values) {
  const auto wish = wished_day(item, values);
  if (!wish) return;
  heading(paper, settings, "slip.appointment.wish");
  std::string day = weekday_text(settings, wish->day);
  if (!wish->half.zh.empty()) day += " " + wish->half.of(settings.language);
  paper.text(day, TextStyle{.bold = true});
  paper.text(worded(settings, "slip.appointment.wish_hint"));
  paper.separator();
}

}  // namespace yitang::cases
