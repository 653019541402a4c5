// The slip of a bundle.
#include "kiosk/cases/receipt.hpp"
#include "kiosk/cases/slip_words.hpp"

namespace yitang::cases {
namespace {

using devices::Align;
using devices::ReceiptBuilder;
using devices::TextStyle;

std::string masked_person(const Person& person) {
  return masked_name(person.name) + "  " + masked_number(person.number);
}

std::string promise_of(const SlipSettings& settings, const BundleSlipCase& part) {
  if (!part.submitted.promised) return worded(settings, "slip.receipt.promised_later");
  if (part.immediate) return worded(settings, "slip.receipt.immediate");
  return worded(settings, "slip.receipt.promised_by",
                {{"date", weekday_text(settings, *part.submitted.promised)}});
}

void add_case(ReceiptBuilder& paper, const SlipSettings& settings, const BundleSlipCase& part, int number) {
  paper.separator();
  paper.text(worded(settings, "slip.bundle.case",
                    {{"number", std::to_string(number)}, {"item", part.item.name.of(settings.language)}}),
             TextStyle{.bold = true});
  paper.text(part.submitted.receipt_no, TextStyle{.size = devices::TextSize::Double, .bold = true});
  pair(paper, settings, "slip.receipt.department", part.item.department.of(settings.language));
  pair(paper, settings, "slip.receipt.promised", promise_of(settings, part));
  if (part.provisional && !part.immediate && part.submitted.promised)
    paper.text(worded(settings, "slip.receipt.provisional"));
  add_trips(paper, settings, part.item, part.delivery);
  add_delivery(paper, settings, part.item, part.delivery);
  add_fee(paper, settings, part.item);
}

}  // namespace

devices::ReceiptDocument bundle_slip(const SlipSettings& settings, const BundleSlip& slip) {
  ReceiptBuilder paper;
  if (slip.copy) paper.copy_mark(worded(settings, "slip.copy"));
  begin(paper, settings, "slip.bundle.title");
  paper.text(slip.name.of(settings.language), TextStyle{.size = devices::TextSize::Double, .bold = true});
  paper.text(worded(settings, "slip.bundle.together", {{"count", std::to_string(slip.cases.size())}}));
  pair(paper, settings, "slip.receipt.applicant", masked_person(slip.applicant));
  add_proof(paper, settings, slip.applicant);
  if (slip.agent) pair(paper, settings, "slip.receipt.agent", masked_person(*slip.agent));
  if (!slip.cases.empty()) {
    pair(paper, settings, "slip.receipt.submitted",
         moment_text(settings, slip.cases.front().submitted.submitted_at));
  }
  int number = 0;
  for (const BundleSlipCase& part : slip.cases) add_case(paper, settings, part, ++number);
  paper.separator();
  if (!slip.pages.empty()) heading(paper, settings, "slip.receipt.materials");
  for (const auto& [name, pages] : slip.pages) {
    const int cells = settings.paper == PaperWidth::Mm80 ? 14 : 12;
    paper.columns({{.text = name.of(settings.language)},
                   {.text = worded(settings, "slip.receipt.pages", {{"count", std::to_string(pages)}}),
                    .cells = cells,
                    .align = Align::Right}});
  }
  pair(paper, settings, "slip.receipt.first_asked", slip.first_asked);
  paper.feed().qr(slip.qr_token, worded(settings, "slip.bundle.scan"), module_dots(settings));
  paper.text(worded(settings, "slip.receipt.keep"), TextStyle{.align = Align::Centre, .bold = true});
  paper.text(worded(settings, "slip.receipt.photograph"), TextStyle{.align = Align::Centre});
  for (const BundleSlipCase& part : slip.cases)
    add_payment(paper, settings, part.item, part.submitted.receipt_no);
  return finish(paper, settings);
}

}  // namespace yitang::cases
