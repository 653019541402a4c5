// Everything once more, each part with a way to change it; then hand in.
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/cases/submission.hpp"
#include "kiosk/resident/screens/appointment_words.hpp"
#include "kiosk/resident/screens/draft_rows.hpp"
#include "kiosk/resident/screens/fees.hpp"
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
  ui::ButtonSpec change;
  change.id = id;
  change.label = s.tr("review.change");
  change.kind = ui::ButtonKind::Quiet;
  change.icon = ui::Icon::Pen;
  change.spoken = s.tr("review.change_what", {{"what", title}});
  const float inner = column.width() - 2 * padding;
  const float beside = step.empty() ? inner : inner - ui::button_width(s.ui, change) - s.space().s;
  // Names of matters, in a bundle, may need two lines.
  const float words = ui::measure_text_height(s.ui, title, ui::TextStyle::Heading, beside, 2);
  const float head = std::max(s.theme().min_target() * 1.1F, words);
  const float body = ui::key_values_height(s.ui, inner, rows);
  card_around(s, column, head + s.space().s + body, s.space().m, [&](const ui::Rect& inside) {
    ui::Rect place = inside;
    ui::Rect top = place.cut_top(head, s.space().s);
    if (!step.empty()) {
      const ui::Rect button = top.cut_right(ui::button_width(s.ui, change), s.space().s);
      if (ui::button(s.ui, button, change)) s.send(IntentKind::EditStep, step);
    }
    ui::text(s.ui, top,
             {.text = title,
              .style = ui::TextStyle::Heading,
              .middle = true,
              .max_lines = 2,
              .heading = true,
              .shrink = true});
    ui::key_values(s.ui, place, rows);
  });
}

void draw_form_parts(Screen& s, Column& column) {
  for (std::size_t i = 0; i < s.state.form.pages.size(); ++i) {
    const cases::FormPage& page = s.state.form.pages[i];
    // What the card said stays as it is, but for the address.
    const bool editable = page.group != cases::PageGroup::Verified ||
                          std::any_of(page.fields.begin(), page.fields.end(), [](const auto* field) {
                            return field->type == catalog::FieldType::Address;
                          });
    const std::string number = std::to_string(i);
    draw_part(s, column, form_part_title(s, page), editable ? "form:" + number : "",
              "review.edit.form." + number, form_part_rows(s, page));
  }
}

void draw_signature_part(Screen& s, Column& column, const std::optional<cases::Signature>& signature,
                         const std::string& title, const std::string& id) {
  if (!signature) return;
  const float padding = ui::card_padding(s.ui);
  const float head = s.theme().min_target() * 1.1F;
  const float ink = s.theme().mm(36);
  card_around(s, column, head + s.space().s + ink, s.space().m, [&](const ui::Rect& inside) {
    ui::Rect place = inside;
    ui::Rect top = place.cut_top(head, s.space().s);
    ui::ButtonSpec change;
    change.id = id;
    change.label = s.tr("review.sign_again");
    change.kind = ui::ButtonKind::Quiet;
    change.icon = ui::Icon::Pen;
    if (ui::button(s.ui, top.cut_right(ui::button_width(s.ui, change), s.space().s), change))
      s.send(IntentKind::EditStep, "signature");
    ui::text(s.ui, top,
             {.text = title,
              .style = ui::TextStyle::Heading,
              .middle = true,
              .max_lines = 1,
              .heading = true,
              .shrink = true});
    s.ui.painter().fill_rounded(place, s.theme().radius().small, s.colors().surface_sunken);
    ui::Ink shown;
    for (const cases::Stroke& stroke : signature->strokes) {
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

// The way to the counter is not over yet: said before "hand in" is touched.
void draw_unauthorised(Screen& s, Column& column) {
  const cases::Draft& draft = s.state.draft;
  if (!draft.agent || s.state.item == nullptr) return;
  if (!cases::lacks_authorisation(*s.state.item, draft, s.context.now)) return;
  ui::BannerSpec banner;
  banner.id = "review.unauthorised";
  banner.tone = ui::Tone::Warning;
  banner.title = s.tr("review.unauthorised");
  banner.text = s.tr("review.unauthorised_hint");
  ui::banner(s.ui, column.take(ui::banner_height(s.ui, column.width(), banner), s.space().l), banner);
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
  const bool for_counter = is_for_counter(s.state);
  const bool no_paper = s.state.submit.view == SubmitView::PrinterNotReady;
  const ui::ButtonSpec submit = main_button("review.submit",
                                            s.tr(no_paper      ? "review.submit_without"
                                                 : for_counter ? "prepared.keep"
                                                               : "review.submit"),
                                            ui::Icon::Check);
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
    draw_unauthorised(s, column);
    write(
        s, column,
        {.text = s.tr(for_counter ? "prepared.review_hint" : "review.hint"), .color = s.colors().text_muted},
        s.space().m);
    if (s.state.draft.applicant) draw_reveal(s, column);
    if (s.state.draft.applicant)
      draw_part(s, column, s.tr("review.applicant"), "", "", person_rows(s, *s.state.draft.applicant));
    if (s.state.draft.agent)
      draw_part(s, column, s.tr(s.state.draft.agreed.guardian ? "guardian.row" : "review.agent"), "", "",
                person_rows(s, s.state.draft.agent->person));
    draw_form_parts(s, column);
    if (s.state.slots.plan != nullptr && !s.state.slots.by_wish)
      draw_part(s, column, s.tr("appointment.title"), "slots", "review.edit.slots",
                chosen_appointment_rows(s));
    draw_part(s, column, s.tr("review.materials"), "materials", "review.edit.materials", material_rows(s));
    draw_part(s, column, s.tr("review.agreed"), s.state.draft.agreed.commitments.empty() ? "" : "commitments",
              "review.edit.commitments", agreement_rows(s));
    draw_part(s, column, s.tr("review.delivery"), "delivery", "review.edit.delivery", delivery_rows(s));
    draw_part(s, column, s.tr("review.fee"), "", "", fee_rows_of_application(s));
    const cases::Draft& draft = s.state.draft;
    const bool both = draft.agent && draft.applicant_present;
    if (both)
      draw_signature_part(s, column, draft.authorisation, s.tr("review.authorisation"),
                          "review.edit.authorisation");
    draw_signature_part(s, column, draft.signature,
                        s.tr(both ? "review.signature_agent" : "review.signature"), "review.edit.signature");
  });
}

}  // namespace yitang::resident
