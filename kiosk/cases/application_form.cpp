#include "kiosk/cases/application_form.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "kiosk/cases/form.hpp"
#include "kiosk/cases/slip_words.hpp"
#include "kiosk/catalog/labels.hpp"

namespace yitang::cases {
namespace {

using FormRows = std::vector<std::pair<std::string, std::string>>;

void add_form_row(FormRows& rows, const SlipSettings& settings, std::string_view key,
                  const std::string& value) {
  if (!value.empty()) rows.emplace_back(worded(settings, key), value);
}

void add_part(devices::FormDocument& paper, const SlipSettings& settings, std::string_view heading,
              FormRows rows) {
  if (rows.empty()) return;
  paper.blocks.emplace_back(devices::FormHeading{worded(settings, heading)});
  paper.blocks.emplace_back(devices::FormPairs{std::move(rows)});
}

std::string option_words(const SlipSettings& settings, const std::vector<catalog::Option>& options,
                         const std::string& code) {
  const auto found = std::find_if(options.begin(), options.end(),
                                  [&](const catalog::Option& each) { return each.code == code; });
  return found != options.end() ? found->label.of(settings.language) : code;
}

std::string date_words(const SlipSettings& settings, const catalog::FormField& field,
                       const std::string& text) {
  const auto date = Date::parse(text);
  if (!date) return text;
  return field.validation.by_month ? fmt::format("{:04}-{:02}", date->year, date->month)
                                   : day_text(settings, *date);
}

std::string value_words(const SlipSettings& settings, const catalog::FormField& field,
                        const std::string& text) {
  using Type = catalog::FieldType;
  switch (field.type) {
    case Type::Enum: return option_words(settings, field.validation.options, text);
    case Type::Date: return date_words(settings, field, text);
    case Type::Consent:
    case Type::SignatureAck:
      return worded(settings, text == "true" ? "slip.form.agreed" : "slip.form.not_agreed");
    case Type::Integer:
    case Type::Decimal:
    case Type::Money: {
      const auto unit = field.type == Type::Money ? std::optional(catalog::Unit::Cny) : field.validation.unit;
      if (!unit) return text;
      return worded(settings, "slip.form.with_unit",
                    {{"value", text}, {"unit", catalog::label_of(*unit).of(settings.language)}});
    }
    default: return text;
  }
}

std::string choice_words(const SlipSettings& settings, const catalog::FormField& field,
                         const std::vector<std::string>& codes) {
  std::string words;
  for (const std::string& code : codes) {
    if (!words.empty()) words += worded(settings, "slip.form.comma");
    words += option_words(settings, field.validation.options, code);
  }
  return words;
}

// One row of a table: each cell behind the name of its column.
std::string row_words(const SlipSettings& settings, const catalog::FormField& field, const TableRow& row) {
  std::string words;
  const auto& columns = field.validation.columns;
  for (std::size_t i = 0; i < row.size() && i < columns.size(); ++i) {
    if (row[i].empty()) continue;
    if (!words.empty()) words += worded(settings, "slip.form.semicolon");
    const bool chosen = columns[i].type == catalog::FieldType::Enum;
    const std::string value = chosen ? option_words(settings, columns[i].options, row[i]) : row[i];
    words += worded(settings, "slip.form.cell",
                    {{"label", columns[i].label.of(settings.language)}, {"value", value}});
  }
  return words;
}

std::string table_words(const SlipSettings& settings, const catalog::FormField& field, const Table& table) {
  std::string words;
  std::size_t number = 0;
  for (const TableRow& row : table) {
    if (!words.empty()) words += '\n';
    words += fmt::format("{}. {}", ++number, row_words(settings, field, row));
  }
  return words;
}

std::string field_words(const SlipSettings& settings, const catalog::FormField& field,
                        const FormValues& values) {
  const auto found = values.find(field.key);
  if (found == values.end() || is_empty(found->second)) return worded(settings, "slip.form.empty");
  if (const auto* codes = std::get_if<std::vector<std::string>>(&found->second))
    return choice_words(settings, field, *codes);
  if (const auto* table = std::get_if<Table>(&found->second)) return table_words(settings, field, *table);
  return value_words(settings, field, std::get<std::string>(found->second));
}

FormRows case_rows(const SlipSettings& settings, const ApplicationForm& form) {
  FormRows rows;
  add_form_row(rows, settings, "slip.receipt.number", form.submitted.receipt_no);
  add_form_row(rows, settings, "slip.receipt.department", form.item.department.of(settings.language));
  add_form_row(rows, settings, "slip.receipt.submitted", moment_text(settings, form.submitted.submitted_at));
  add_form_row(rows, settings, "slip.form.place", settings.place);
  add_form_row(rows, settings, "slip.form.terminal", form.envelope.terminal);
  add_form_row(rows, settings, "slip.receipt.first_asked", form.envelope.first_asked);
  return rows;
}

FormRows person_rows(const SlipSettings& settings, const ApplicationForm& form) {
  FormRows rows;
  const Person& applicant = form.envelope.applicant;
  add_form_row(rows, settings, "slip.receipt.applicant", applicant.name);
  add_form_row(rows, settings, "slip.form.latin_name", applicant.latin_name);
  add_form_row(rows, settings, "slip.form.id_number", applicant.number);
  add_form_row(rows, settings, "slip.form.identity", proof_text(settings, applicant));
  if (!form.envelope.agent) return rows;
  add_form_row(rows, settings, "slip.receipt.agent", form.envelope.agent->person.name);
  add_form_row(rows, settings, "slip.form.agent_number", form.envelope.agent->person.number);
  add_form_row(rows, settings, "slip.form.acts_as",
               catalog::label_of(form.envelope.agent->kind).of(settings.language));
  return rows;
}

FormRows field_rows(const SlipSettings& settings, const ApplicationForm& form) {
  FormRows rows;
  const FormContext context = form_context(form.envelope, form.submitted.submitted_at);
  for (const catalog::FormField& field : form.item.form) {
    if (!is_shown(field, form.envelope.values, context)) continue;
    const bool time = field.validation.slot == catalog::SlotPart::Time;
    if (time && text_of(form.envelope.values, field.key).empty()) continue;  // a wish has none
    rows.emplace_back(field.label.of(settings.language), field_words(settings, field, form.envelope.values));
  }
  return rows;
}

// Entries whose question the catalogue does not know any more: a newer version of the item is in force.
bool has_unknown_entries(const ApplicationForm& form) {
  return std::any_of(form.envelope.values.begin(), form.envelope.values.end(),
                     [&](const auto& entry) { return form.item.field(entry.first) == nullptr; });
}

FormRows material_rows(const SlipSettings& settings, const ApplicationForm& form) {
  FormRows rows;
  for (const EnvelopeMaterial& entry : form.envelope.materials) {
    const catalog::Material* material = form.item.material(entry.code);
    if (material == nullptr) continue;
    const std::string supply =
        entry.supply == Supply::Scanned
            ? worded(settings, "slip.receipt.pages", {{"count", std::to_string(entry.pages.size())}})
            : worded(settings, "slip.supply." + std::string(name_of(entry.supply)));
    rows.emplace_back((entry.supply == Supply::Commitment ? material->name : catalog::proof_name(*material))
                          .of(settings.language),
                      supply);
  }
  return rows;
}

FormRows delivery_rows(const SlipSettings& settings, const Envelope& envelope) {
  FormRows rows;
  if (!envelope.delivery) return rows;
  const DeliveryChoice& delivery = *envelope.delivery;
  const bool courier = delivery.kind == catalog::Delivery::Courier;
  add_form_row(rows, settings, "slip.receipt.delivery",
               catalog::label_of(delivery.kind).of(settings.language));
  // The draft keeps what was typed before another way was chosen; only what this way needs was sent for it.
  if (courier) add_form_row(rows, settings, "slip.form.recipient", delivery.recipient);
  if (courier) add_form_row(rows, settings, "slip.form.address", delivery.address);
  if (courier || delivery.kind == catalog::Delivery::Sms)
    add_form_row(rows, settings, "slip.form.phone", delivery.phone);
  return rows;
}

void add_signature(devices::FormDocument& paper, const SlipSettings& settings, const Signature& signature) {
  devices::FormInk ink;
  ink.range = kStrokeRange;
  ink.aspect = 2.2;  // as the review page shows it
  for (const Stroke& stroke : signature.strokes) {
    auto& drawn = ink.strokes.emplace_back();
    for (const StrokePoint& point : stroke) drawn.push_back({point.x, point.y});
  }
  ink.caption =
      worded(settings, "slip.form.signed_at", {{"time", moment_text(settings, signature.signed_at)}}) + "\n" +
      worded(settings, "slip.form.hash", {{"hash", signature.form_hash}});
  paper.blocks.emplace_back(devices::FormHeading{worded(settings, "slip.form.signature")});
  paper.blocks.emplace_back(std::move(ink));
}

}  // namespace

std::string entry_words(const SlipSettings& settings, const catalog::FormField& field,
                        const FormValues& values) {
  return field_words(settings, field, values);
}

devices::FormDocument application_form(const SlipSettings& settings, const ApplicationForm& form) {
  devices::FormDocument paper;
  paper.title = worded(settings, "slip.form.title", {{"item", form.item.name.of(settings.language)}});
  paper.subtitle = settings.place;
  paper.qr.assign(form.submitted.qr_token.begin(), form.submitted.qr_token.end());
  paper.footer = form.submitted.receipt_no;
  paper.page_words = worded(settings, "slip.form.page");
  const Date today = Date::of(settings.now);
  paper.created = fmt::format("{:04}-{:02}-{:02}", today.year, today.month, today.day);
  add_part(paper, settings, "slip.form.case", case_rows(settings, form));
  add_part(paper, settings, "slip.form.people", person_rows(settings, form));
  add_part(paper, settings, "slip.form.entries", field_rows(settings, form));
  if (has_unknown_entries(form))
    paper.blocks.emplace_back(devices::FormParagraph{worded(settings, "slip.form.other_version"), true});
  add_part(paper, settings, "slip.receipt.materials", material_rows(settings, form));
  add_part(paper, settings, "slip.form.result", delivery_rows(settings, form.envelope));
  if (form.envelope.signature) add_signature(paper, settings, *form.envelope.signature);
  std::string note = worded(settings, "slip.form.note", {{"time", moment_text(settings, settings.now)}});
  if (!settings.clock_trusted) note += "\n" + worded(settings, "slip.clock_untrusted");
  paper.blocks.emplace_back(devices::FormParagraph{std::move(note), true});
  return paper;
}

}  // namespace yitang::cases
