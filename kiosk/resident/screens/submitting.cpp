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
    case ErrorKind::NotFound: return "submit.ended";
    default: return "submit.failed";
  }
}

void draw_failed(Screen& s) {
  const bool ended = s.state.submit.problem == ErrorKind::NotFound;  // trying again would not help
  if (ended) {
    if (foot(s, main_button("submit.leave", s.tr("submit.leave"), ui::Icon::Home)) == Foot::Main)
      s.send(IntentKind::LeaveNow);
  } else if (foot(s, main_button("submit.again", s.tr("submit.again"), ui::Icon::Retry)) == Foot::Main) {
    s.send(IntentKind::TryAgain);
  }
  // Only an application that belongs to a person is in the store.
  const bool kept = !s.state.draft_problem && s.state.draft.applicant;
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
    banner.tone = kept ? ui::Tone::Success : ui::Tone::Warning;
    banner.icon = kept ? ui::Icon::Shield : ui::Icon::Warning;
    banner.title = s.tr(kept ? "submit.kept" : "submit.not_kept");
    banner.text = s.tr(!kept   ? "submit.not_kept_hint"
                       : ended ? "submit.ended_hint"
                               : "submit.kept_hint",
                       {{"phone", s.context.place.hotline}});
    ui::banner(s.ui, column.take(ui::banner_height(s.ui, column.width(), banner)), banner);
  });
}

}  // namespace

const char* print_key(PrintFate fate, const char* failed) {
  switch (fate) {
    case PrintFate::Printing: return "print.working";
    case PrintFate::WaitingForPaper: return "print.waiting";
    case PrintFate::Printed: return "print.done";
    case PrintFate::Unknown: return "print.unknown";
    case PrintFate::NotPrinted: break;
  }
  return failed;
}

const char* slip_fate_key(PrintFate fate) {
  switch (fate) {
    case PrintFate::Printing: return "print.working";
    case PrintFate::WaitingForPaper: return "print.waiting";
    case PrintFate::Printed: return "card.slip_printed";
    case PrintFate::Unknown: return "print.unknown";
    case PrintFate::NotPrinted: break;
  }
  return "card.slip_failed";
}

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
