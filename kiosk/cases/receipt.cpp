#include "kiosk/cases/receipt.hpp"

#include <fmt/format.h>

#include "kiosk/cases/slip_words.hpp"
#include "kiosk/catalog/labels.hpp"

namespace yitang::cases {
namespace {

using devices::Align;
using devices::ReceiptBuilder;
using devices::TextStyle;

std::string masked(const Person& person) {
  return masked_name(person.name) + "  " + masked_number(person.number);
}

std::string promise_text(const SlipSettings& settings, const SubmissionSlip& slip) {
  if (!slip.submitted.promised) return worded(settings, "slip.receipt.promised_later");
  if (slip.immediate) return worded(settings, "slip.receipt.immediate");
  return worded(settings, "slip.receipt.promised_by",
                {{"date", weekday_text(settings, *slip.submitted.promised)}});
}

std::string supply_text(const SlipSettings& settings, const EnvelopeMaterial& material) {
  if (material.supply == Supply::Scanned) {
    return worded(settings, "slip.receipt.pages", {{"count", std::to_string(material.pages.size())}});
  }
  return worded(settings, "slip.supply." + std::string(name_of(material.supply)));
}

void add_materials(ReceiptBuilder& paper, const SlipSettings& settings, const SubmissionSlip& slip) {
  heading(paper, settings, "slip.receipt.materials");
  for (const auto& entry : slip.envelope.materials) {
    const auto* material = slip.item.material(entry.code);
    if (material == nullptr) continue;  // of another version of the item; its code says nothing to anybody
    const int state_cells = settings.paper == PaperWidth::Mm80 ? 14 : 12;
    paper.columns({{.text = material->name.of(settings.language)},
                   {.text = supply_text(settings, entry), .cells = state_cells, .align = Align::Right}});
  }
}

std::string delivery_text(const SlipSettings& settings, const Envelope& envelope) {
  if (!envelope.delivery) return {};
  return catalog::label_of(envelope.delivery->kind).of(settings.language);
}

std::string trips_text(const SlipSettings& settings, const SubmissionSlip& slip) {
  const auto& delivery = slip.envelope.delivery;
  if (slip.item.visits == 0 && delivery && delivery->has_to_be_fetched())
    return worded(settings, "slip.receipt.trip_for_result");
  return catalog::visits_badge(slip.item.visits).of(settings.language);
}

}  // namespace

devices::ReceiptDocument submission_slip(const SlipSettings& settings, const SubmissionSlip& slip) {
  ReceiptBuilder paper;
  if (slip.copy) paper.copy_mark(worded(settings, "slip.copy"));
  begin(paper, settings, "slip.receipt.title");
  paper.text(worded(settings, "slip.receipt.number"), TextStyle{.align = Align::Centre});
  paper.big_number(slip.submitted.receipt_no);
  paper.separator();
  pair(paper, settings, "slip.receipt.item", slip.item.name.of(settings.language));
  pair(paper, settings, "slip.receipt.department", slip.item.department.of(settings.language));
  pair(paper, settings, "slip.receipt.applicant", masked(slip.envelope.applicant));
  if (slip.envelope.agent) pair(paper, settings, "slip.receipt.agent", masked(slip.envelope.agent->person));
  pair(paper, settings, "slip.receipt.submitted", moment_text(settings, slip.submitted.submitted_at));
  paper.separator();
  paper.text(worded(settings, "slip.receipt.promised"), TextStyle{});
  paper.text(promise_text(settings, slip), TextStyle{.size = devices::TextSize::Double, .bold = true});
  if (slip.provisional && !slip.immediate && slip.submitted.promised)
    paper.text(worded(settings, "slip.receipt.provisional"));
  pair(paper, settings, "slip.receipt.trips", trips_text(settings, slip));
  if (slip.item.visits > 0) paper.text(slip.item.visit_reason.of(settings.language));
  pair(paper, settings, "slip.receipt.delivery", delivery_text(settings, slip.envelope));
  add_materials(paper, settings, slip);
  paper.separator();
  pair(paper, settings, "slip.receipt.first_asked", slip.envelope.first_asked);
  paper.feed().qr(slip.submitted.qr_token, worded(settings, "slip.receipt.scan"), module_dots(settings));
  paper.text(worded(settings, "slip.receipt.keep"), TextStyle{.align = Align::Centre, .bold = true});
  paper.text(worded(settings, "slip.receipt.photograph"), TextStyle{.align = Align::Centre});
  return finish(paper, settings);
}

devices::ReceiptDocument missing_slip(const SlipSettings& settings, const catalog::ServiceItem& item,
                                      const std::vector<MissingMaterial>& missing, std::optional<Date> until,
                                      bool entries_kept) {
  ReceiptBuilder paper;
  begin(paper, settings, "slip.missing.title");
  pair(paper, settings, "slip.receipt.item", item.name.of(settings.language));
  pair(paper, settings, "slip.receipt.department", item.department.of(settings.language));
  paper.separator();
  paper.text(worded(settings, "slip.missing.intro", {{"count", std::to_string(missing.size())}}),
             TextStyle{.bold = true});
  int number = 0;
  for (const auto& entry : missing) {
    numbered(paper, ++number, entry.material->name.of(settings.language));
    const auto reason = [&]() -> std::string {
      switch (entry.reason) {
        case MissingReason::NotScanned: return worded(settings, "slip.missing.not_scanned");
        case MissingReason::TooFewPages:
          return worded(
              settings, "slip.missing.too_few",
              {{"have", std::to_string(entry.have_pages)}, {"need", std::to_string(entry.least_pages)}});
        case MissingReason::NotSharp:
          return worded(settings, "slip.missing.not_sharp", {{"page", std::to_string(entry.page + 1)}});
        case MissingReason::NotAnswered:
          return worded(settings, "slip.missing.not_answered",
                        {{"condition", entry.material->condition.of(settings.language)}});
      }
      return {};
    }();
    paper.pair("", reason, 3);
  }
  paper.separator();
  if (until) {
    paper.text(worded(settings, "slip.missing.until", {{"date", weekday_text(settings, *until)}}),
               TextStyle{.bold = true});
  }
  if (entries_kept) paper.text(worded(settings, "slip.missing.saved"));
  return finish(paper, settings);
}

devices::ReceiptDocument counter_slip(const SlipSettings& settings, const catalog::ServiceItem& item,
                                      const std::vector<catalog::GuideLine>& answers) {
  ReceiptBuilder paper;
  begin(paper, settings, "slip.counter.title");
  paper.text(item.name.of(settings.language), TextStyle{.size = devices::TextSize::Double, .bold = true});
  paper.text(worded(settings, "slip.counter.intro"));
  pair(paper, settings, "slip.receipt.department", item.department.of(settings.language));
  if (!answers.empty()) heading(paper, settings, "slip.counter.answers");
  for (const auto& answer : answers) {
    paper.text(answer.label);
    paper.text(answer.value, TextStyle{.align = Align::Right, .bold = true});
  }
  heading(paper, settings, "slip.counter.materials");
  int number = 0;
  for (const auto& material : item.materials) {
    const bool to_bring = material.source == catalog::MaterialSource::ResidentScan &&
                          material.necessity == catalog::Necessity::Required;
    if (to_bring) numbered(paper, ++number, material.name.of(settings.language));
  }
  paper.separator();
  paper.text(worded(settings, "slip.counter.note"));
  return finish(paper, settings);
}

namespace {

void add_progress_times(ReceiptBuilder& paper, const SlipSettings& settings, const ProgressSlip& slip) {
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

// What the office said, and what can be done about it.
void add_progress_advice(ReceiptBuilder& paper, const SlipSettings& settings, const ProgressSlip& slip) {
  if (!slip.message.empty()) {
    heading(paper, settings, "slip.progress.message");
    paper.text(slip.message);
  }
  const bool refused = slip.row.outcome == Outcome::Refused;
  if (!refused && slip.row.state != CaseState::Supplement) return;
  const char* key = !refused               ? "slip.progress.supplement"
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
  pair(paper, settings, "slip.receipt.item", slip.item.name.of(settings.language));
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
  pair(paper, settings, "slip.progress.in_charge", slip.in_charge);
  add_progress_times(paper, settings, slip);
  add_progress_advice(paper, settings, slip);
  return finish(paper, settings);
}

}  // namespace yitang::cases
