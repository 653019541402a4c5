// What lies above a page: help is coming, are you still here, leave or stay.
#include <string>

#include "kiosk/resident/screens/layout.hpp"
#include "kiosk/resident/screens/pages.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/dialog.hpp"
#include "ui/widgets/illustration.hpp"
#include "ui/widgets/progress.hpp"

namespace yitang::resident {
namespace {

ui::Rect next_row(Screen& s, ui::Rect& rows) { return rows.cut_top(s.theme().button_height(), s.space().m); }

void draw_staff(Screen& s) {
  ui::DialogSpec spec;
  spec.id = "staff";
  spec.icon = ui::Icon::Call;
  spec.tone = ui::Tone::Success;
  spec.title = s.tr("staff.title");
  spec.text = s.tr("staff.text", {{"phone", s.context.place.hotline}});
  spec.content_height = s.theme().mm(s.elder() ? 60 : 70);
  ui::Dialog dialog(s.ui, spec);
  ui::illustration(s.ui, dialog.content(), ui::Illustration::CallStaff, s.tr("staff.picture"));
  ui::Rect rows = dialog.buttons();
  if (ui::button(s.ui, next_row(s, rows), main_button("staff.close", s.tr("staff.close"), ui::Icon::Check)))
    s.send(IntentKind::CloseOverlay);
}

const char* timeout_text_key(Kept kept) {
  switch (kept) {
    case Kept::Nothing: return "timeout.text_empty";
    case Kept::Saved: return "timeout.text";
    case Kept::NotSaved: return "timeout.text_not_saved";
    case Kept::Anonymous: return "timeout.text_anonymous";
  }
  return "";
}

const char* leave_text_key(Kept kept) {
  switch (kept) {
    case Kept::Nothing:
    case Kept::Saved: return "leave.text";
    case Kept::NotSaved: return "leave.text_not_saved";
    case Kept::Anonymous: return "leave.text_anonymous";
  }
  return "";
}

void draw_timeout(Screen& s) {
  ui::DialogSpec spec;
  spec.id = "timeout";
  spec.icon = ui::Icon::Clock;
  spec.tone = ui::Tone::Warning;
  spec.title = s.tr("timeout.title");
  spec.text = s.tr(timeout_text_key(kept_of(s.state)), {{"seconds", std::to_string(s.state.seconds_left)}});
  const float ring = s.theme().mm(s.elder() ? 50 : 56);
  spec.content_height = ring;
  spec.button_rows = 2;
  ui::Dialog dialog(s.ui, spec);
  ui::countdown_ring(s.ui, dialog.content().centered(ring, ring),
                     {.seconds_left = static_cast<double>(s.state.seconds_left),
                      .seconds_total = static_cast<double>(s.state.seconds_total),
                      .label = s.tr("goodbye.seconds", {{"seconds", std::to_string(s.state.seconds_left)}})});
  ui::Rect rows = dialog.buttons();
  if (ui::button(s.ui, next_row(s, rows), main_button("timeout.stay", s.tr("timeout.stay"), ui::Icon::Check)))
    s.send(IntentKind::StayHere);
  const bool unfinished = kept_of(s.state) != Kept::Nothing;  // nobody may take leaving for handing in
  ui::ButtonSpec leave =
      second_button("timeout.leave", s.tr(unfinished ? "timeout.leave_unfinished" : "timeout.leave"));
  if (ui::button(s.ui, next_row(s, rows), leave)) s.send(IntentKind::LeaveNow);
}

void draw_leave_question(Screen& s) {
  ui::DialogSpec spec;
  spec.id = "leave";
  spec.icon = ui::Icon::Home;
  spec.tone = ui::Tone::Info;
  spec.title = s.tr("leave.title");
  const Kept kept = kept_of(s.state);
  const bool may_be_kept = kept == Kept::Saved || kept == Kept::NotSaved;
  spec.text = s.tr(leave_text_key(kept));
  const bool call_first =
      kept == Kept::NotSaved;  // the text asks for it, and the page below cannot be reached
  spec.button_rows = 2 + (may_be_kept ? 1 : 0) + (call_first ? 1 : 0);
  ui::Dialog dialog(s.ui, spec);
  ui::Rect rows = dialog.buttons();
  if (ui::button(s.ui, next_row(s, rows), main_button("leave.stay", s.tr("leave.stay"), ui::Icon::FormEdit)))
    s.send(IntentKind::CloseOverlay);
  if (call_first &&
      ui::button(s.ui, next_row(s, rows), second_button("leave.call", s.tr("leave.call"), ui::Icon::Call)))
    s.send(IntentKind::CallStaff);
  // Where the last save failed, leaving tries once more and promises nothing.
  const ui::ButtonSpec keep = kept == Kept::NotSaved
                                  ? second_button("leave.keep", s.tr("leave.keep_try"), ui::Icon::Warning)
                                  : second_button("leave.keep", s.tr("leave.keep"), ui::Icon::Clock);
  if (may_be_kept && ui::button(s.ui, next_row(s, rows), keep)) s.send(IntentKind::LeaveNow);
  ui::ButtonSpec remove = second_button("leave.delete", s.tr("leave.delete"), ui::Icon::Trash);
  remove.kind = ui::ButtonKind::Quiet;
  if (ui::button(s.ui, next_row(s, rows), remove)) s.send(IntentKind::StartAfresh);
}

}  // namespace

void draw_overlay(Screen& s) {
  switch (s.state.overlay) {
    case Overlay::None: return;
    case Overlay::Staff: return draw_staff(s);
    case Overlay::Timeout: return draw_timeout(s);
    case Overlay::LeaveQuestion: return draw_leave_question(s);
    case Overlay::Look: return draw_look(s);
    case Overlay::Sound: return draw_sound(s);
  }
}

}  // namespace yitang::resident
