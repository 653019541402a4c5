// The separate consent: in plain words, on a page of its own, before anything is read; and what happens
// without it.
#include <algorithm>
#include <string>

#include "kiosk/resident/screens/consent_parts.hpp"
#include "kiosk/resident/screens/layout.hpp"
#include "kiosk/resident/screens/pages.hpp"
#include "kiosk/resident/screens/printer_words.hpp"
#include "kiosk/resident/screens/spoken.hpp"
#include "ui/widgets/banner.hpp"

namespace yitang::resident {
namespace {

void draw_asked(Screen& s, const catalog::ConsentText& consent) {
  ui::ButtonSpec agree = main_button("consent.agree", s.tr("consent.agree"), ui::Icon::Check);
  const Foot tapped = foot(s, agree, second_button("consent.refuse", s.tr("consent.refuse")));
  if (tapped == Foot::Main) s.send(IntentKind::GiveConsent);
  if (tapped == Foot::Second) s.send(IntentKind::RefuseConsent);
  scrolling(s, s.content, "consent", [&](Column& column) {
    ui::BannerSpec banner;
    banner.id = "consent.asked";
    banner.tone = ui::Tone::Info;
    banner.icon = ui::Icon::Lock;
    banner.title = s.tr("consent.heading");
    banner.text = s.tr("consent.hint");
    ui::banner(s.ui, column.take(ui::banner_height(s.ui, column.width(), banner), s.space().l), banner);
    draw_consent_parts(s, column, consent);
  });
}

void draw_refused(Screen& s) {
  const PrintFate fate = s.state.print.fate.value_or(PrintFate::Printing);
  const bool printing = fate == PrintFate::Printing || fate == PrintFate::WaitingForPaper;
  ui::ButtonSpec leave = main_button("consent.leave", s.tr("card.slip_leave"), ui::Icon::Exit);
  leave.enabled = !printing;
  const Foot tapped = foot(s, leave, second_button("consent.read", s.tr("consent.read_again")));
  if (tapped == Foot::Main) s.send(IntentKind::GoHome);
  if (tapped == Foot::Second) s.send(IntentKind::ReadConsent);
  ui::BannerSpec note;
  note.id = "consent.slip";
  note.icon = ui::Icon::Printer;
  note.tone = fate == PrintFate::Printed ? ui::Tone::Success : printing ? ui::Tone::Info : ui::Tone::Warning;
  note.title = s.tr(slip_fate_key(fate));
  if (printing || fate == PrintFate::Printed) note.text = s.tr("card.slip_hint");
  ui::banner(s.ui, s.content.cut_top(ui::banner_height(s.ui, s.content.w, note), s.space().l), note);
  const float height = std::min(s.theme().mm(100), s.content.h * 0.4F);
  const Stage made = stage(
      s, s.content,
      {.title = s.tr("consent.refused"), .text = s.tr(refused_hint_key(s.state)), .picture_height = height});
  ui::illustration(s.ui, made.picture, ui::Illustration::TakeReceipt, s.tr("goodbye.picture"));
}

}  // namespace

void draw_consent(Screen& s) {
  if (s.state.consent.view == ConsentView::Refused) return draw_refused(s);
  if (s.state.item == nullptr || !s.state.item->privacy.consent) return;
  draw_asked(s, *s.state.item->privacy.consent);
}

}  // namespace yitang::resident
