// The receipt of a bundle: one code, then every case with its number and its day.
#include <algorithm>
#include <string>
#include <vector>

#include "kiosk/catalog/labels.hpp"
#include "kiosk/resident/screens/fees.hpp"
#include "kiosk/resident/screens/layout.hpp"
#include "kiosk/resident/screens/pages.hpp"
#include "kiosk/resident/screens/words.hpp"
#include "ui/widgets/illustration.hpp"
#include "ui/widgets/key_values.hpp"
#include "ui/widgets/list_row.hpp"
#include "ui/widgets/picture.hpp"

namespace yitang::resident {
namespace {

void draw_code(Screen& s, Column& column) {
  const float title = s.theme().text(ui::TextStyle::Heading).line_height_px;
  const float caption = s.theme().text(ui::TextStyle::Caption).line_height_px;
  const float code = s.theme().mm(s.elder() ? 58 : 70);
  const float height = s.space().l * 3 + title + s.space().m + code + s.space().s + caption;
  ui::Rect inside = ui::paper_slip(s.ui, column.take(height, s.space().m));
  ui::text(s.ui, inside.cut_top(title, s.space().m),
           {.text = s.tr("bundle.handed_in", {{"count", std::to_string(s.state.submit.all.size())}}),
            .style = ui::TextStyle::Heading,
            .align = ui::Align::Center,
            .max_lines = 1,
            .heading = true,
            .shrink = true});
  const ui::QrMatrix& matrix = receipt_code(s, s.state.submit.result->qr_token);
  const ui::Rect place = inside.cut_top(code, s.space().s);
  if (matrix.size > 0) ui::qr_code(s.ui, place.centered(code, code), matrix, s.tr("receipt.code"));
  ui::text(s.ui, inside,
           {.text = s.tr("bundle.code_hint"),
            .style = ui::TextStyle::Caption,
            .color = s.colors().text_muted,
            .align = ui::Align::Center,
            .max_lines = 1,
            .shrink = true});
}

void draw_case(Screen& s, Column& column, std::size_t number) {
  const cases::SubmittedCase& submitted = s.state.submit.all[number];
  const auto& merged = s.state.bundle.merged;
  if (merged == nullptr || number >= merged->members.size()) return;
  const catalog::ServiceItem& item = *merged->members[number].item;
  std::vector<ui::KeyValue> rows;
  rows.push_back(
      {.key = s.tr("case.number"), .value = submitted.receipt_no, .tone = ui::Tone::Primary, .strong = true});
  rows.push_back(promise_row(s, submitted, item.case_type == catalog::CaseType::Immediate));
  rows.back().icon = ui::Icon::None;
  const cases::Draft own = cases::draft_of_member(*merged, number, s.state.draft);
  if (own.delivery)
    rows.push_back({.key = s.tr("receipt.delivery"), .value = s.of(catalog::label_of(own.delivery->kind))});
  for (ui::KeyValue& row : payment_rows(s, item, {})) {  // the number stands above
    row.icon = ui::Icon::None;
    rows.push_back(std::move(row));
  }
  const float width = column.width() - 2 * ui::card_padding(s.ui);
  const std::string& name = s.of(item.name);
  const float title = ui::measure_text_height(s.ui, name, ui::TextStyle::Label, width);
  const float body = ui::key_values_height(s.ui, width, rows);
  card_around(s, column, title + s.space().s + body, s.space().m, [&](const ui::Rect& card) {
    ui::Rect inside = card;
    ui::text(s.ui, inside.cut_top(title, s.space().s),
             {.text = name, .style = ui::TextStyle::Label, .heading = true});
    ui::key_values(s.ui, inside, rows);
  });
}

}  // namespace

void draw_bundle_receipt(Screen& s, Column& column) {
  draw_code(s, column);
  for (std::size_t i = 0; i < s.state.submit.all.size(); ++i) draw_case(s, column, i);
}

}  // namespace yitang::resident
