// Three numbers, as large as the page allows, and what to do without a telephone.
#include <array>
#include <string>

#include "kiosk/resident/screens/layout.hpp"
#include "kiosk/resident/screens/pages.hpp"

#include "ui/widgets/list_row.hpp"
#include "ui/widgets/picture.hpp"

namespace yitang::resident {
namespace {

struct EmergencyCall {
  const char* number;
  const char* name;  ///< key
  ui::Icon icon;
  ui::Accent accent;
};

// The same in the whole country.
constexpr std::array<EmergencyCall, 3> kEmergencyCalls{
    {{"110", "emergency.police", ui::Icon::Shield, ui::Accent::Blue},
     {"119", "emergency.fire", ui::Icon::Warning, ui::Accent::Red},
     {"120", "emergency.ambulance", ui::Icon::MedicalCross, ui::Accent::Green}}};

void draw_call(Screen& s, const ui::Rect& place, const EmergencyCall& call) {
  ui::Rect inside = ui::card(s.ui, place);
  const float side = s.theme().icon_large();
  const ui::Rect mark = inside.cut_left(side, s.space().l).centered(side, side);
  ui::icon(s.ui, mark, call.icon, side, s.theme().accent(call.accent));
  const float number = ui::measure_text_height(s.ui, call.number, ui::TextStyle::Display, inside.w);
  const std::string& name = s.tr(call.name);
  const float words = ui::measure_text_height(s.ui, name, ui::TextStyle::Heading, inside.w);
  Column column(inside.centered(inside.w, number + s.space().xs + words));
  write(s, column, {.text = call.number, .style = ui::TextStyle::Display}, s.space().xs);
  write(s, column, {.text = name, .style = ui::TextStyle::Heading});
}

}  // namespace

void draw_emergency(Screen& s) {
  ui::ButtonSpec calm = main_button("emergency.none", s.tr("emergency.none"), ui::Icon::Forward);
  calm.icon_right = true;
  const Foot tapped =
      foot(s, calm, second_button("emergency.staff", s.tr("emergency.staff"), ui::Icon::Call));
  if (tapped == Foot::Main) s.send(IntentKind::NoEmergency);
  if (tapped == Foot::Second) s.send(IntentKind::CallStaff);
  scrolling(s, s.content, "emergency", [&](Column& column) {
    write(s, column, {.text = s.tr("emergency.hint"), .style = ui::TextStyle::Heading, .heading = true},
          s.space().l);
    const float height = s.theme().mm(s.elder() ? 60 : 68);
    for (const EmergencyCall& call : kEmergencyCalls) draw_call(s, column.take(height, s.space().m), call);
  });
}

}  // namespace yitang::resident
