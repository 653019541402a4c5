#include "kiosk/cases/receipt.hpp"

#include <fmt/format.h>

#include "kiosk/cases/home_region.hpp"
#include "kiosk/cases/slip_words.hpp"

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
    const Text& name = entry.supply == Supply::Commitment ? material->name : catalog::proof_name(*material);
    paper.columns({{.text = name.of(settings.language)},
                   {.text = supply_text(settings, entry), .cells = state_cells, .align = Align::Right}});
  }
}

}  // namespace

devices::ReceiptDocument submission_slip(const SlipSettings& settings, const SubmissionSlip& slip) {
  ReceiptBuilder paper;
  if (slip.copy) paper.copy_mark(worded(settings, "slip.copy"));
  begin(paper, settings, "slip.receipt.title");
  paper.text(worded(settings, "slip.receipt.number"), TextStyle{.align = Align::Centre});
  paper.big_number(slip.submitted.receipt_no);
  paper.separator();
  add_item(paper, settings, slip.item);
  const std::string home(home_elsewhere(slip.item, slip.envelope.values));
  if (!home.empty()) pair(paper, settings, "slip.receipt.sent_to", home);
  pair(paper, settings, "slip.receipt.applicant", masked(slip.envelope.applicant));
  if (slip.envelope.applicant.source == PersonSource::Typed && !slip.envelope.applicant.name.empty())
    paper.text(worded(settings, "slip.receipt.typed"));
  add_proof(paper, settings, slip.envelope.applicant);
  const auto& guardian = slip.envelope.agreed.guardian;
  if (slip.envelope.agent && guardian) {
    pair(paper, settings, "slip.receipt.guardian", masked(slip.envelope.agent->person));
    pair(paper, settings, "slip.receipt.relation",
         worded(settings, "slip.relation." + std::string(name_of(guardian->relation))));
  } else if (slip.envelope.agent) {
    pair(paper, settings, "slip.receipt.agent", masked(slip.envelope.agent->person));
    if (slip.envelope.authorisation) paper.text(worded(settings, "slip.receipt.both_signed"));
  }
  pair(paper, settings, "slip.receipt.submitted", moment_text(settings, slip.submitted.submitted_at));
  paper.separator();
  paper.text(worded(settings, "slip.receipt.promised"), TextStyle{});
  paper.text(promise_text(settings, slip), TextStyle{.size = devices::TextSize::Double, .bold = true});
  if (slip.provisional && !slip.immediate && slip.submitted.promised)
    paper.text(worded(settings, "slip.receipt.provisional"));
  add_appointment(paper, settings, slip.appointment);
  add_wish(paper, settings, slip.item, slip.envelope.values);
  if (slip.appointment) paper.separator();
  add_trips(paper, settings, slip.item, slip.envelope.delivery);
  add_delivery(paper, settings, slip.item, slip.envelope.delivery);
  add_fee(paper, settings, slip.item);
  if (!slip.item.restricted_to) add_materials(paper, settings, slip);
  paper.separator();
  pair(paper, settings, "slip.receipt.first_asked", slip.envelope.first_asked);
  paper.feed().qr(slip.submitted.qr_token, worded(settings, "slip.receipt.scan"), module_dots(settings));
  paper.text(worded(settings, "slip.receipt.keep"), TextStyle{.align = Align::Centre, .bold = true});
  paper.text(worded(settings, "slip.receipt.photograph"), TextStyle{.align = Align::Centre});
  add_payment(paper, settings, slip.item, slip.submitted.receipt_no);
  return finish(paper, settings);
}

devices::ReceiptDocument missing_slip(const SlipSettings& settings, const catalog::ServiceItem& item,
                                      const std::vector<MissingMaterial>& missing, std::optional<Date> until,
                                      bool entries_kept) {
  ReceiptBuilder paper;
  begin(paper, settings, "slip.missing.title");
  add_item(paper, settings, item);
  paper.separator();
  paper.text(worded(settings, "slip.missing.intro", {{"count", std::to_string(missing.size())}}),
             TextStyle{.bold = true});
  int number = 0;
  for (const auto& entry : missing) {
    const bool asked = entry.reason == MissingReason::NotAnswered;
    const Text& name = asked ? entry.material->name : catalog::proof_name(*entry.material);
    numbered(paper, ++number, name.of(settings.language));
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

}  // namespace yitang::cases
