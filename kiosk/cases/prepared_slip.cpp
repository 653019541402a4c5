#include "kiosk/cases/prepared_slip.hpp"

#include "kiosk/cases/application_form.hpp"
#include "kiosk/cases/slip_words.hpp"

namespace yitang::cases {
namespace {

using devices::Align;
using devices::ReceiptBuilder;
using devices::TextStyle;

std::string masked_text(const SlipSettings& settings, const catalog::FormField& field,
                        const std::string& text) {
  using Type = catalog::FieldType;
  switch (field.type) {
    case Type::IdNumber: return masked_number(text);
    case Type::Phone: return masked_phone(text);
    case Type::BankCard: return masked_account(text);
    case Type::Address: return masked_address(text);
    default: break;
  }
  return field.validation.person_name ? masked_name(text) : worded(settings, "slip.prepared.filled");
}

void add_entries(ReceiptBuilder& paper, const SlipSettings& settings, const PreparedSlip& slip) {
  heading(paper, settings, "slip.prepared.entries");
  const auto write = [&](const std::string& label, const std::string& value) {
    paper.text(label);
    paper.text(value, TextStyle{.bold = true});
  };
  for (const auto& answer : slip.answers) write(answer.label, answer.value);
  const FormContext context = form_context(slip.draft, settings.now);
  for (const auto& field : slip.item.form) {
    if (!is_shown(field, slip.draft.values, context)) continue;
    const std::string value = masked_entry(settings, field, slip.draft.values);
    if (!value.empty()) write(field.label.of(settings.language), value);
  }
}

void add_kept(ReceiptBuilder& paper, const SlipSettings& settings, const PreparedSlip& slip) {
  if (slip.draft.materials.empty()) return;
  heading(paper, settings, "slip.prepared.kept");
  const int cells = settings.paper == PaperWidth::Mm80 ? 14 : 12;
  for (const auto& entry : slip.draft.materials) {
    const auto* material = slip.item.material(entry.code);
    if (material == nullptr || entry.pages.empty()) continue;
    paper.columns(
        {{.text = catalog::proof_name(*material).of(settings.language)},
         {.text = worded(settings, "slip.receipt.pages", {{"count", std::to_string(entry.pages.size())}}),
          .cells = cells,
          .align = Align::Right}});
  }
}

// What the clerk will still want to see, the person's own document first.
void add_to_bring(ReceiptBuilder& paper, const SlipSettings& settings, const PreparedSlip& slip) {
  heading(paper, settings, "slip.prepared.bring");
  int number = 0;
  numbered(paper, ++number, worded(settings, "slip.prepared.bring_document"));
  for (const auto& gap : missing(slip.item, slip.draft, Date::of(settings.now))) {
    if (gap.material->doc_type == "id_card") continue;
    const bool asked = gap.reason == MissingReason::NotAnswered;
    std::string name =
        (asked ? gap.material->name : catalog::proof_name(*gap.material)).of(settings.language);
    if (asked) name = worded(settings, "slip.prepared.if_needed", {{"material", name}});
    numbered(paper, ++number, name);
  }
}

}  // namespace

std::string masked_entry(const SlipSettings& settings, const catalog::FormField& field,
                         const FormValues& values) {
  using Type = catalog::FieldType;
  const auto found = values.find(field.key);
  if (found == values.end() || is_empty(found->second)) return {};
  switch (field.type) {
    case Type::Enum:
    case Type::MultiEnum:
    case Type::Date:
    case Type::DateTime:
    case Type::TimeRange:
    case Type::Consent:
    case Type::SignatureAck: return entry_words(settings, field, values);
    default: break;
  }
  const auto* text = std::get_if<std::string>(&found->second);
  return text != nullptr ? masked_text(settings, field, *text) : worded(settings, "slip.prepared.filled");
}

devices::ReceiptDocument prepared_slip(const SlipSettings& settings, const PreparedSlip& slip) {
  ReceiptBuilder paper;
  const PreparedCase prepared = slip.draft.prepared.value_or(PreparedCase{});
  if (slip.copy) paper.copy_mark(worded(settings, "slip.copy"));
  begin(paper, settings, "slip.prepared.title");
  paper.text(worded(settings, "slip.prepared.not_submitted"),
             TextStyle{.align = Align::Centre, .bold = true});
  paper.text(worded(settings, "slip.prepared.reference"), TextStyle{.align = Align::Centre});
  paper.big_number(readable_reference(prepared.reference));
  paper.separator();
  pair(paper, settings, "slip.receipt.item", slip.item.name.of(settings.language));
  pair(paper, settings, "slip.receipt.department", slip.item.department.of(settings.language));
  if (slip.draft.applicant) {
    pair(paper, settings, "slip.receipt.applicant",
         masked_name(slip.draft.applicant->name) + "  " + masked_number(slip.draft.applicant->number));
    paper.text(worded(settings, "slip.prepared.typed"));
  }
  paper.separator();
  paper.text(worded(settings, "slip.prepared.until"), TextStyle{});
  paper.text(weekday_text(settings, last_day_of(prepared)),
             TextStyle{.size = devices::TextSize::Double, .bold = true});
  heading(paper, settings, "slip.prepared.next");
  numbered(paper, 1, worded(settings, "slip.prepared.next_counter"));
  numbered(paper, 2, worded(settings, "slip.prepared.next_card"));
  add_to_bring(paper, settings, slip);
  add_kept(paper, settings, slip);
  add_entries(paper, settings, slip);
  paper.separator();
  paper.feed().qr(prepared.reference, worded(settings, "slip.prepared.scan"), module_dots(settings));
  paper.text(worded(settings, "slip.prepared.keep"), TextStyle{.align = Align::Centre, .bold = true});
  return finish(paper, settings);
}

}  // namespace yitang::cases
