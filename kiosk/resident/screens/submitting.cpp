// Handing in: a short wait, or the truth about why nothing was sent.
#include <string>

#include "kiosk/resident/screens/layout.hpp"
#include "kiosk/resident/screens/pages.hpp"
#include "kiosk/resident/screens/printer_words.hpp"
#include "ui/widgets/banner.hpp"
#include "ui/widgets/progress.hpp"

namespace yitang::resident {
namespace {

const char* failure_key(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::StoreFull: return "submit.store_full";
    case ErrorKind::Refused:
    case ErrorKind::BadInput: return "submit.refused";
    default: return "submit.failed";
  }
}

void draw_failed(Screen& s) {
  const Foot tapped = foot(s, main_button("submit.again", s.tr("submit.again"), ui::Icon::Retry),
                           second_button("submit.call", s.tr("submit.call"), ui::Icon::Call));
  if (tapped == Foot::Main) s.send(IntentKind::TryAgain);
  if (tapped == Foot::Second) s.send(IntentKind::CallStaff);
  scrolling(s, s.content, "submit.failed", [&](Column& column) {
    column.skip(s.space().l);
    ui::ResultHeroSpec hero;
    hero.tone = ui::Tone::Danger;
    hero.icon = ui::Icon::Cross;
    hero.title = s.tr("submit.nothing_sent");
    hero.text = s.tr(failure_key(s.state.submit.problem));
    ui::result_hero(s.ui, column.take(ui::result_hero_height(s.ui, column.width(), hero), s.space().l), hero);
    ui::BannerSpec banner;
    banner.id = "submit.kept";
    banner.tone = s.state.draft_problem ? ui::Tone::Warning : ui::Tone::Success;
    banner.icon = s.state.draft_problem ? ui::Icon::Warning : ui::Icon::Shield;
    banner.title = s.tr(s.state.draft_problem ? "submit.not_kept" : "submit.kept");
    banner.text = s.tr(s.state.draft_problem ? "submit.not_kept_hint" : "submit.kept_hint",
                       {{"phone", s.context.place.hotline}});
    ui::banner(s.ui, column.take(ui::banner_height(s.ui, column.width(), banner)), banner);
  });
}

}  // namespace

const char* printer_key(PrinterReadiness readiness) {
  switch (readiness) {
    case PrinterReadiness::NoPaper: return "printer.no_paper";
    case PrinterReadiness::CoverOpen: return "printer.cover_open";
    case PrinterReadiness::Fault: return "printer.fault";
    case PrinterReadiness::Absent: return "printer.absent";
    case PrinterReadiness::PaperLow: return "printer.paper_low";
    case PrinterReadiness::Ready: return "printer.ready";
  }
  return "";
}

void draw_submitting(Screen& s) {
  if (s.state.submit.view == SubmitView::Failed) return draw_failed(s);
  const bool asking = s.state.submit.view == SubmitView::AskingPrinter;
  s.content.cut_top(s.content.h * 0.16F);
  const Stage made = stage(s, s.content,
                           {.title = s.tr(asking ? "submit.asking_printer" : "submit.committing"),
                            .text = s.tr("submit.wait"),
                            .picture_height = s.theme().mm(70)});
  ui::spinner(s.ui, made.picture, false, s.tr("submit.wait"));
}

}  // namespace yitang::resident
