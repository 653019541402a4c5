// Everything once more, each part with a way to change it; then hand in.
#include <functional>
#include <string>
#include <vector>

#include "kiosk/catalog/labels.hpp"
#include "kiosk/resident/screens/layout.hpp"
#include "kiosk/resident/screens/pages.hpp"
#include "kiosk/resident/screens/printer_words.hpp"
#include "kiosk/resident/screens/words.hpp"
#include "ui/widgets/banner.hpp"
#include "ui/widgets/key_values.hpp"
#include "ui/widgets/list_row.hpp"
#include "ui/widgets/signature_pad.hpp"

namespace yitang::resident {
namespace {

// Title with a "change" button at the right, rows below, all in one card.
void draw_part(Screen& s, Column& column, const std::string& title, const std::string& step,
               const std::string& id, const std::vector<ui::KeyValue>& rows) {
  if (rows.empty()) return;
  const float padding = ui::card_padding(s.ui);
  const float head = s.theme().min_target() * 1.1F;
  const float body = ui::key_values_height(s.ui, column.width() - 2 * padding, rows);
  card_around(s, column, head + s.space().s + body, s.space().m, [&](const ui::Rect& inside) {
    ui::Rect place = inside;
    ui::Rect top = place.cut_top(head, s.space().s);
    if (!step.empty()) {
      ui::ButtonSpec change;
      change.id = id;
      change.label = s.tr("review.change");
      change.kind = ui::ButtonKind::Quiet;
      change.icon = ui::Icon::Pen;
      change.spoken = s.tr("review.change_what", {{"what", title}});
      const ui::Rect button = top.cut_right(ui::button_width(s.ui, change), s.space().s);
      if (ui::button(s.ui, button, change)) s.send(IntentKind::EditStep, step);
    }
    ui::text(s.ui, top,
             {.text = title,
              .style = ui::TextStyle::Heading,
              .middle = true,
              .max_lines = 1,
              .heading = true,
              .shrink = true});
    ui::key_values(s.ui, place, rows);
  });
}

std::vector<ui::KeyValue> person_rows(const Screen& s, const cases::Person& person) {
  return {{.key = s.tr("person.name"), .value = cases::masked_name(person.name), .strong = true},
          {.key = s.tr("person.number"), .value = cases::masked_number(person.number)}};
}

void draw_form_parts(Screen& s, Column& column) {
  for (std::size_t i = 0; i < s.state.form.pages.size(); ++i) {
    const cases::FormPage& page = s.state.form.pages[i];
    const bool verified = page.group == cases::PageGroup::Verified;
    std::vector<ui::KeyValue> rows;
    bool rows_editable = !verified;
    for (const catalog::FormField* field : page.fields) {
      rows_editable = rows_editable || field->type == catalog::FieldType::Address;
      std::string value = shown_value(s, *field, s.state.draft.values);
      if (value.empty()) value = s.tr("review.empty");
      if (verified && (field->prefill == catalog::Prefill::IdCardName ||
                       field->prefill == catalog::Prefill::IdCardNumber))
        continue;
      if (field->type == catalog::FieldType::Address && verified) value = cases::masked_address(value);
      rows.push_back({.key = s.of(field->label), .value = value});
    }
    const std::string number = std::to_string(i);
    draw_part(s, column,
              s.tr(verified                                   ? "form.verified"
                   : page.group == cases::PageGroup::Contact  ? "form.contact"
                   : page.group == cases::PageGroup::Bank     ? "form.bank"
                   : page.group == cases::PageGroup::Consent  ? "form.consent"
                   : page.group == cases::PageGroup::Delivery ? "form.delivery"
                                                              : "form.specifics"),
              rows_editable ? "form:" + number : "", "review.edit.form." + number, rows);
  }
}

void draw_material_part(Screen& s, Column& column) {
  std::vector<ui::KeyValue> rows;
  for (const cases::MaterialPages& material : s.state.draft.materials) {
    const catalog::Material* known =
        s.state.item != nullptr ? s.state.item->material(material.code) : nullptr;
    rows.push_back({.key = known != nullptr ? s.of(known->name) : material.code,
                    .value = s.tr("materials.pages", {{"count", std::to_string(material.pages.size())}})});
  }
  draw_part(s, column, s.tr("review.materials"), "materials", "review.edit.materials", rows);
}

void draw_delivery_part(Screen& s, Column& column) {
  if (!s.state.draft.delivery) return;
  const cases::DeliveryChoice& delivery = *s.state.draft.delivery;
  std::vector<ui::KeyValue> rows{
      {.key = s.tr("review.delivery_way"), .value = s.of(catalog::label_of(delivery.kind))}};
  if (delivery.kind == catalog::Delivery::Courier)
    rows.push_back({.key = s.tr("delivery.address"), .value = delivery.address});
  if (delivery.kind == catalog::Delivery::Courier || delivery.kind == catalog::Delivery::Sms) {
    rows.push_back({.key = s.tr("delivery.phone"), .value = cases::masked_phone(delivery.phone)});
  }
  draw_part(s, column, s.tr("review.delivery"), "delivery", "review.edit.delivery", rows);
}

void draw_signature_part(Screen& s, Column& column) {
  if (!s.state.draft.signature) return;
  const float padding = ui::card_padding(s.ui);
  const float head = s.theme().min_target() * 1.1F;
  const float ink = s.theme().mm(36);
  card_around(s, column, head + s.space().s + ink, s.space().m, [&](const ui::Rect& inside) {
    ui::Rect place = inside;
    ui::Rect top = place.cut_top(head, s.space().s);
    ui::ButtonSpec change;
    change.id = "review.edit.signature";
    change.label = s.tr("review.sign_again");
    change.kind = ui::ButtonKind::Quiet;
    change.icon = ui::Icon::Pen;
    if (ui::button(s.ui, top.cut_right(ui::button_width(s.ui, change), s.space().s), change))
      s.send(IntentKind::EditStep, "signature");
    ui::text(s.ui, top,
             {.text = s.tr("review.signature"),
              .style = ui::TextStyle::Heading,
              .middle = true,
              .max_lines = 1,
              .heading = true,
              .shrink = true});
    s.ui.painter().fill_rounded(place, s.theme().radius().small, s.colors().surface_sunken);
    ui::Ink shown;
    for (const cases::Stroke& stroke : s.state.draft.signature->strokes) {
      ui::InkStroke points;
      for (const cases::StrokePoint& point : stroke) {
        points.push_back({static_cast<float>(point.x) / cases::kStrokeRange,
                          static_cast<float>(point.y) / cases::kStrokeRange, 0});
      }
      shown.strokes.push_back(std::move(points));
    }
    const float width = place.h * 2.2F;
    ui::draw_ink(s.ui, place.centered(std::min(width, place.w), place.h).inset(padding / 2), shown,
                 s.colors().text);
  });
}

void draw_printer_warning(Screen& s) {
  ui::BannerSpec banner;
  banner.id = "review.printer";
  banner.tone = ui::Tone::Warning;
  banner.icon = ui::Icon::Printer;
  banner.title = s.tr(printer_key(s.state.submit.printer));
  banner.text = s.tr("review.printer_hint");
  ui::banner(s.ui, s.content.cut_bottom(ui::banner_height(s.ui, s.content.w, banner), s.space().m), banner);
}

}  // namespace

void draw_review(Screen& s) {
  const bool no_paper = s.state.submit.view == SubmitView::PrinterNotReady;
  const ui::ButtonSpec submit = main_button(
      "review.submit", s.tr(no_paper ? "review.submit_without" : "review.submit"), ui::Icon::Check);
  if (no_paper) {
    const Foot tapped =
        foot(s, submit, second_button("review.printer_again", s.tr("review.printer_again"), ui::Icon::Retry));
    if (tapped == Foot::Main) s.send(IntentKind::Submit);
    if (tapped == Foot::Second) s.send(IntentKind::TryAgain);
    draw_printer_warning(s);
  } else if (foot(s, submit) == Foot::Main) {
    s.send(IntentKind::Submit);
  }
  scrolling(s, s.content, "review", [&](Column& column) {
    write(s, column, {.text = s.tr("review.hint"), .color = s.colors().text_muted}, s.space().m);
    if (s.state.draft.applicant)
      draw_part(s, column, s.tr("review.applicant"), "", "", person_rows(s, *s.state.draft.applicant));
    if (s.state.draft.agent)
      draw_part(s, column, s.tr("review.agent"), "", "", person_rows(s, s.state.draft.agent->person));
    draw_form_parts(s, column);
    draw_material_part(s, column);
    draw_delivery_part(s, column);
    draw_signature_part(s, column);
  });
}

}  // namespace yitang::resident
