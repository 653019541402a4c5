// Everything once more, each part with a way to change it; then hand in.
#include <algorithm>
#include <string>
#include <vector>

#include "kiosk/resident/screens/draft_rows.hpp"
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
    if (s.state.draft.applicant) draw_reveal(s, column);
    if (s.state.draft.applicant)
      draw_part(s, column, s.tr("review.applicant"), "", "", person_rows(s, *s.state.draft.applicant));
    if (s.state.draft.agent)
      draw_part(s, column, s.tr("review.agent"), "", "", person_rows(s, s.state.draft.agent->person));
    draw_form_parts(s, column);
    draw_part(s, column, s.tr("review.materials"), "materials", "review.edit.materials", material_rows(s));
    draw_part(s, column, s.tr("review.delivery"), "delivery", "review.edit.delivery", delivery_rows(s));
    draw_signature_part(s, column);
  });
}

}  // namespace yitang::resident
