// Slips about a case that is under way: how far it is, and what was handed in later.
#include "kiosk/cases/receipt.hpp"
#include "kiosk/cases/slip_words.hpp"
#include "kiosk/catalog/labels.hpp"

namespace yitang::cases {
namespace {

using devices::Align;
using devices::ReceiptBuilder;
using devices::TextStyle;

void add_progress_times(ReceiptBuilder& paper, const SlipSettings& settings, const ProgressSlip& slip) {
  if (slip.stopped) {
    pair(paper, settings, "slip.notice.clock",
         worded(settings, "slip.notice.stopped", {{"date", day_text(settings, *slip.stopped)}}));
    if (slip.promised) pair(paper, settings, "slip.notice.if_today", weekday_text(settings, *slip.promised));
    return;
  }
  if (slip.row.promised)
    pair(paper, settings, "slip.receipt.promised", weekday_text(settings, *slip.row.promised));
  if (!slip.elapsed || !is_open(slip.row.state)) return;
  const auto days = [&](int count) {
    return worded(settings, "slip.progress.days", {{"days", std::to_string(count)}});
  };
  pair(paper, settings, "slip.progress.used", days(slip.elapsed->used));
  const bool late = slip.elapsed->late();
  pair(paper, settings, late ? "slip.progress.late" : "slip.progress.left",
       days(late ? -slip.elapsed->left : slip.elapsed->left));
}

// Everything that is wanted, under its number and with its last day.
void add_demand(ReceiptBuilder& paper, const SlipSettings& settings, const ProgressSlip& slip) {
  if (!slip.details.demand) return;
  const Demand& demand = *slip.details.demand;
  heading(paper, settings, "slip.notice.title");
  pair(paper, settings, "slip.notice.number", demand.number);
  if (!demand.cites.empty()) pair(paper, settings, "slip.notice.cites", demand.cites);
  int number = 0;
  for (const std::string& code : demand.wanted) {
    const auto* material = slip.item.material(code);
    numbered(paper, ++number, material == nullptr ? code : material->name.of(settings.language));
  }
  if (demand.due) {
    paper.text(worded(settings, "slip.missing.until", {{"date", weekday_text(settings, *demand.due)}}),
               TextStyle{.bold = true});
  }
}

void add_result(ReceiptBuilder& paper, const SlipSettings& settings, const StatusDetails& details) {
  if (!details.shelf.empty()) pair(paper, settings, "slip.result.shelf", details.shelf);
  if (!details.courier_no.empty()) pair(paper, settings, "slip.result.courier", details.courier_no);
}

// What the office said, and what can be done about it.
void add_progress_advice(ReceiptBuilder& paper, const SlipSettings& settings, const ProgressSlip& slip) {
  if (!slip.message.empty()) {
    heading(paper, settings, "slip.progress.message");
    paper.text(slip.message);
  }
  const bool refused = slip.row.outcome == Outcome::Refused;
  if (!refused && slip.row.state != CaseState::Supplement) return;
  const bool here = slip.details.demand && !slip.details.demand->wanted.empty();
  const char* key = !refused && here       ? "slip.progress.supplement_here"
                    : !refused             ? "slip.progress.supplement"
                    : slip.message.empty() ? "slip.progress.refused_silent"
                                           : "slip.progress.refused";
  paper.separator();
  paper.text(worded(settings, key, {{"phone", settings.hotline}}));
}

}  // namespace

devices::ReceiptDocument progress_slip(const SlipSettings& settings, const ProgressSlip& slip) {
  ReceiptBuilder paper;
  begin(paper, settings, "slip.progress.title");
  paper.text(worded(settings, "slip.receipt.number"), TextStyle{.align = Align::Centre});
  paper.big_number(slip.row.receipt_no);
  paper.separator();
  pair(paper, settings, "slip.receipt.item", catalog::public_name_of(slip.item).of(settings.language));
  pair(paper, settings, "slip.progress.state",
       worded(settings, "slip.state." + std::string(name_of(slip.row.state))));
  if (slip.row.outcome != Outcome::None) {
    pair(paper, settings, "slip.progress.outcome",
         worded(settings, "slip.outcome." + std::string(name_of(slip.row.outcome))));
  }
  const bool open = is_open(slip.row.state);
  if (!slip.row.delivered && open) paper.text(worded(settings, "slip.progress.waiting"));
  pair(paper, settings, "slip.progress.office_number", slip.row.office_case_no);
  if (const auto step = catalog::enum_from<catalog::StepKind>(slip.row.step); step && open) {
    pair(paper, settings, "slip.progress.step", catalog::label_of(*step).of(settings.language));
  }
  if (!slip.item.restricted_to) pair(paper, settings, "slip.progress.in_charge", slip.in_charge);
  add_progress_times(paper, settings, slip);
  add_result(paper, settings, slip.details);
  add_appointment(paper, settings, slip.appointment);
  if (slip.printable) paper.text(worded(settings, "slip.progress.printable"), TextStyle{.bold = true});
  add_demand(paper, settings, slip);
  add_progress_advice(paper, settings, slip);
  if (open) add_payment(paper, settings, slip.item, slip.row.receipt_no);
  return finish(paper, settings);
}

devices::ReceiptDocument supplement_slip(const SlipSettings& settings, const SupplementSlip& slip) {
  ReceiptBuilder paper;
  if (slip.copy) paper.copy_mark(worded(settings, "slip.copy"));
  begin(paper, settings, "slip.supplement.title");
  paper.text(worded(settings, "slip.receipt.number"), TextStyle{.align = Align::Centre});
  paper.big_number(slip.row.receipt_no);
  paper.separator();
  pair(paper, settings, "slip.receipt.item", catalog::public_name_of(slip.item).of(settings.language));
  if (slip.supplement.supplement)
    pair(paper, settings, "slip.notice.number", slip.supplement.supplement->notice_no);
  pair(paper, settings, "slip.supplement.number", slip.supplement.receipt_no);
  pair(paper, settings, "slip.receipt.submitted", moment_text(settings, slip.supplement.submitted_at));
  heading(paper, settings, "slip.supplement.materials");
  for (const auto& entry : slip.supplement.materials) {
    const auto* material = slip.item.material(entry.code);
    if (material == nullptr) continue;
    paper.columns(
        {{.text = material->name.of(settings.language)},
         {.text = worded(settings, "slip.receipt.pages", {{"count", std::to_string(entry.pages.size())}}),
          .cells = settings.paper == PaperWidth::Mm80 ? 14 : 12,
          .align = Align::Right}});
  }
  paper.separator();
  paper.text(worded(settings, "slip.supplement.next"));
  paper.feed().qr(slip.row.qr_token, worded(settings, "slip.receipt.scan"), module_dots(settings));
  return finish(paper, settings);
}

}  // namespace yitang::cases
