// One group of questions. What the card says is shown for confirmation, the rest is asked, at most three at
// once.
#include <algorithm>
#include <string>

#include "kiosk/resident/screens/draft_rows.hpp"
#include "kiosk/resident/screens/fields.hpp"
#include "kiosk/resident/screens/pages.hpp"
#include "kiosk/resident/screens/words.hpp"
#include "ui/widgets/banner.hpp"
#include "ui/widgets/key_values.hpp"
#include "ui/widgets/list_row.hpp"
#include "ui/widgets/progress.hpp"
#include "ui/widgets/scroll_area.hpp"

namespace yitang::resident {
namespace {

// A picture that helps with the questions of a page: what to look at, what to have at hand.
ui::Illustration picture_of(cases::PageGroup group) {
  switch (group) {
    case cases::PageGroup::Verified: return ui::Illustration::CardChecked;
    case cases::PageGroup::Contact: return ui::Illustration::Phone;
    case cases::PageGroup::Bank: return ui::Illustration::BankCard;
    case cases::PageGroup::Delivery: return ui::Illustration::TakeReceipt;
    case cases::PageGroup::Specifics:
    case cases::PageGroup::Consent: break;
  }
  return ui::Illustration::FormAndPen;
}

const catalog::FormField* find_field(const cases::FormPage& page, const std::string& key) {
  const auto found = std::find_if(page.fields.begin(), page.fields.end(),
                                  [&key](const catalog::FormField* field) { return field->key == key; });
  return found == page.fields.end() ? nullptr : *found;
}

// The card knows where someone is registered; where they live now may be elsewhere.
bool may_be_corrected(const catalog::FormField& field) { return field.type == catalog::FieldType::Address; }

void draw_verified(Screen& s, Column& column, const cases::FormPage& page) {
  ui::BannerSpec banner;
  banner.tone = ui::Tone::Success;
  banner.icon = ui::Icon::Shield;
  banner.title = s.tr("form.verified_title");
  banner.text = s.tr("form.verified_hint");
  ui::banner(s.ui, column.take(ui::banner_height(s.ui, column.width(), banner), s.space().l), banner);
  std::vector<ui::KeyValue> rows;
  for (const catalog::FormField* field : page.fields) {
    if (may_be_corrected(*field)) continue;
    rows.push_back({.key = field_label(s, *field),
                    .value = shown_value(s, *field, s.state.draft.values),
                    .strong = true});
  }
  card_around(s, column, ui::key_values_height(s.ui, column.width() - 2 * ui::card_padding(s.ui), rows),
              s.space().l, [&](const ui::Rect& inside) { ui::key_values(s.ui, inside, rows); });
  for (const catalog::FormField* field : page.fields) {
    if (may_be_corrected(*field)) {
      draw_field(s, column, *field);
      column.skip(s.space().l);
      continue;
    }
    const auto problem = s.state.form.problems.find(field->key);
    if (problem == s.state.form.problems.end()) continue;
    write(s, column,
          {.text = problem_text(s, field, problem->second, s.state.item),
           .color = s.colors().danger,
           .bold = true},
          s.space().m);
  }
}

void draw_save_problem(Screen& s, Column& column) {
  if (!s.state.draft_problem) return;
  ui::BannerSpec banner;
  banner.id = "form.not_saved";
  banner.tone = ui::Tone::Warning;
  banner.title = s.tr("form.not_saved");
  banner.text = s.tr("form.not_saved_hint");
  ui::banner(s.ui, column.take(ui::banner_height(s.ui, column.width(), banner), s.space().l), banner);
}

void draw_picture(Screen& s, Column& column, const cases::FormPage& page) {
  fill_room(s, column, s.content, picture_of(page.group), form_part_title(s, page));
}

void draw_fields(Screen& s, const cases::FormPage& page) {
  const std::string scroll = "form." + page.id;
  scrolling(s, s.content, scroll, [&](Column& column) {
    draw_save_problem(s, column);
    if (page.group == cases::PageGroup::Verified) {
      draw_verified(s, column, page);
      if (s.state.form.focused.empty()) draw_picture(s, column, page);
      return;
    }
    for (const catalog::FormField* field : page.fields) {
      const float top = column.used();
      draw_field(s, column, *field);
      const bool focused = s.state.form.focused == field->key;
      if (focused && s.memory.scrolled_to != field->key) {
        ui::scroll_to(s.ui, scroll, std::max(0.F, top - s.space().m), column.used() - top + 2 * s.space().m);
        s.memory.scrolled_to = field->key;
      }
      column.skip(s.space().xl);
    }
    if (s.state.form.focused.empty()) draw_picture(s, column, page);
  });
  if (s.state.form.focused.empty()) s.memory.scrolled_to.clear();
}

}  // namespace

void draw_form(Screen& s) {
  const FormState& form = s.state.form;
  if (form.page >= form.pages.size()) return;
  const cases::FormPage& page = form.pages[form.page];
  if (const auto* field = find_field(page, s.memory.picker)) return draw_picker(s, *field);
  if (const auto* field = find_field(page, s.memory.row.key)) return draw_row_editor(s, *field);

  const catalog::FormField* focused = find_field(page, form.focused);
  const bool typing = focused != nullptr && draw_field_input(s, *focused);
  if (!typing) {
    s.memory.entry.close();
    s.memory.date = {};
    const bool verified = page.group == cases::PageGroup::Verified;
    ui::ButtonSpec next =
        main_button("form.next", s.tr(verified ? "form.confirm" : "common.next"), ui::Icon::Forward);
    next.icon_right = true;
    if (foot(s, next) == Foot::Main) s.send(IntentKind::NextStep);
  }
  const bool alone =
      s.state.page == Page::Child || s.state.page == Page::Typed;  // one page, no part of the form
  if (!alone && (!typing || !s.elder())) {
    ui::StepperSpec steps;
    steps.current = static_cast<int>(form.page) + 1;
    steps.total = static_cast<int>(form.pages.size());
    steps.title = form_part_title(s, page);
    steps.counter = s.tr(
        "form.counter", {{"current", std::to_string(steps.current)}, {"total", std::to_string(steps.total)}});
    ui::stepper(s.ui, s.content.cut_top(ui::stepper_height(s.ui), s.space().l), steps);
  }
  draw_fields(s, page);
}

}  // namespace yitang::resident
