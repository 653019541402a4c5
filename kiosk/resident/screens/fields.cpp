#include "kiosk/resident/screens/fields.hpp"

#include <algorithm>
#include <string>

#include "kiosk/catalog/labels.hpp"
#include "kiosk/resident/screens/date_panel.hpp"
#include "kiosk/resident/screens/field_places.hpp"
#include "kiosk/resident/screens/field_text.hpp"
#include "kiosk/resident/screens/text_entry.hpp"
#include "kiosk/resident/screens/words.hpp"
#include "ui/widgets/choice.hpp"
#include "ui/widgets/text_field.hpp"

namespace yitang::resident {

namespace {

using Type = catalog::FieldType;

std::string error_of(const Screen& s, const catalog::FormField& field) {
  const auto problem = s.state.form.problems.find(field.key);
  return problem == s.state.form.problems.end() ? "" : problem_text(s, &field, problem->second, s.state.item);
}

bool is_focused(const Screen& s, const catalog::FormField& field) {
  return s.state.form.focused == field.key;
}

bool is_from_card(const Screen& s, const catalog::FormField& field) {
  return s.state.draft.applicant &&
         cases::is_verified(field, s.state.draft.values, *s.state.draft.applicant, Date::of(s.context.now));
}

void focus(Screen& s, const catalog::FormField& field) {
  if (!is_focused(s, field)) s.send(IntentKind::FocusField, field.key);
}

// What is under the keyboard, as far as it was typed.
void show_entry(Screen& s, const catalog::FormField& field, ui::TextFieldSpec& spec) {
  const EntryText text = entry_text(s);
  spec.value = text.text;
  spec.composing = text.composing;
  spec.caret = text.caret;
  spec.source_mark.clear();
  spec.show_chevron = false;
  if (const auto refused = s.memory.entry.refused()) spec.error = problem_text(s, &field, *refused, nullptr);
}

void draw_box(Screen& s, Column& column, const catalog::FormField& field) {
  ui::TextFieldSpec spec;
  spec.id = "field." + field.key;
  spec.label = label_with_unit(s, field);
  spec.required = field.required;
  spec.error = error_of(s, field);
  spec.focused = is_focused(s, field);
  spec.hint = field_hint(s, field);
  spec.placeholder = field_placeholder(s, field);
  const Editor editor = editor_of(field);
  if (editor == Editor::Keyboard || editor == Editor::Address) {
    spec.value = grouped_for_reading(field, std::string(cases::text_of(s.state.draft.values, field.key)));
    spec.multiline = field.type == Type::Address;
    spec.lines = 2;
    if (is_from_card(s, field)) spec.source_mark = s.tr("field.from_card");
  } else {
    spec.value = shown_value(s, field, s.state.draft.values);
    spec.show_chevron = true;
    if (editor == Editor::Date) spec.icon = ui::Icon::Calendar;
  }
  if (spec.focused && s.memory.entry.is_open(field.key)) show_entry(s, field, spec);
  const ui::Rect place = column.take(ui::text_field_height(s.ui, column.width(), spec));
  if (!ui::text_field(s.ui, place, spec)) return;
  if (editor == Editor::Choice || editor == Editor::Choices || (!spec.focused && is_picked(s, field))) {
    s.memory.place = {};
    s.memory.picker = field.key;
    if (!s.state.form.focused.empty()) s.send(IntentKind::FocusField, "");
  } else {
    focus(s, field);
  }
}

int index_of(const catalog::FormField& field, std::string_view code) {
  const auto& options = field.validation.options;
  for (std::size_t i = 0; i < options.size(); ++i) {
    if (options[i].code == code) return static_cast<int>(i);
  }
  return -1;
}

ui::ChoiceSpec choice_spec(const Screen& s, const catalog::FormField& field) {
  ui::ChoiceSpec spec;
  spec.id = "field." + field.key;
  for (const catalog::Option& option : field.validation.options) {
    ui::ChoiceOption shown;
    shown.id = "option." + field.key + "." + option.code;
    shown.title = s.of(option.label);
    spec.options.push_back(shown);
  }
  spec.selected = index_of(field, cases::text_of(s.state.draft.values, field.key));
  return spec;
}

void draw_one_of(Screen& s, Column& column, const catalog::FormField& field, ui::ChoiceSpec spec) {
  const float half = (column.width() - s.space().m) / 2;
  const bool narrow =
      std::all_of(spec.options.begin(), spec.options.end(), [&](const ui::ChoiceOption& option) {
        return ui::measure_text_width(s.ui, option.title, ui::TextStyle::Label) <
               half - s.theme().mm(s.elder() ? 40 : 34);
      });
  spec.columns = narrow && spec.options.size() > 1 ? 2 : 1;
  spec.error = !error_of(s, field).empty();
  const int tapped = ui::choice(s.ui, column.take(ui::choice_height(s.ui, column.width(), spec)), spec);
  if (tapped < 0) return;
  s.send(IntentKind::TypeField, field.key, field.validation.options[static_cast<std::size_t>(tapped)].code);
  s.send(IntentKind::LeaveField, field.key);
  s.memory.picker.clear();
}

std::vector<std::string> chosen_codes(const Screen& s, const catalog::FormField& field) {
  const auto found = s.state.draft.values.find(field.key);
  if (found == s.state.draft.values.end()) return {};
  const auto* codes = std::get_if<std::vector<std::string>>(&found->second);
  return codes != nullptr ? *codes : std::vector<std::string>{};
}

void draw_several_of(Screen& s, Column& column, const catalog::FormField& field) {
  std::vector<std::string> chosen = chosen_codes(s, field);
  for (const catalog::Option& option : field.validation.options) {
    const auto at = std::find(chosen.begin(), chosen.end(), option.code);
    ui::CheckboxSpec box;
    box.id = "option." + field.key + "." + option.code;
    box.label = s.of(option.label);
    box.checked = at != chosen.end();
    const ui::Rect place = column.take(ui::checkbox_height(s.ui, column.width(), box), s.space().s);
    if (!ui::checkbox(s.ui, place, box)) continue;
    if (at == chosen.end()) {
      chosen.push_back(option.code);
    } else {
      chosen.erase(at);
    }
    std::string value;
    for (const std::string& code : chosen) value += (value.empty() ? "" : "\n") + code;
    s.send(IntentKind::TypeField, field.key, value);
    return;
  }
}

void draw_tick(Screen& s, Column& column, const catalog::FormField& field) {
  const bool checked = cases::text_of(s.state.draft.values, field.key) == "true";
  ui::CheckboxSpec box;
  box.id = "field." + field.key;
  box.label = field_label(s, field);
  box.text = s.of(field.text);
  if (field.type == Type::Consent) box.text += (box.text.empty() ? "" : "\n") + s.tr("field.consent_hint");
  box.checked = checked;
  box.error = !error_of(s, field).empty();
  if (ui::checkbox(s.ui, column.take(ui::checkbox_height(s.ui, column.width(), box)), box)) {
    s.send(IntentKind::TypeField, field.key, checked ? "" : "true");
    s.send(IntentKind::LeaveField, field.key);
  }
  draw_field_error(s, column, field);
}

}  // namespace

Editor editor_of(const catalog::FormField& field) {
  switch (field.type) {
    case Type::Enum: return field.validation.multiple ? Editor::Choices : Editor::Choice;
    case Type::MultiEnum: return Editor::Choices;
    case Type::Date:
    case Type::DateTime:
    case Type::TimeRange: return Editor::Date;
    case Type::Table: return Editor::Table;
    case Type::Consent:
    case Type::SignatureAck: return Editor::Tick;
    case Type::Region: return field.validation.options.empty() ? Editor::Region : Editor::Choice;
    case Type::Address: return Editor::Address;
    default: return Editor::Keyboard;
  }
}

bool is_picked(const Screen& s, const catalog::FormField& field) {
  switch (editor_of(field)) {
    case Editor::Address: return s.context.catalog.dictionary("village") != nullptr;
    case Editor::Region: return !s.context.catalog.regions().empty();
    default: return false;
  }
}

bool options_inline(const catalog::FormField& field) { return field.validation.options.size() <= 7; }

void draw_field_label(Screen& s, Column& column, const catalog::FormField& field) {
  const std::string name = field_label(s, field);
  const std::string label = field.required ? name : s.tr("field.optional", {{"label", name}});
  const bool may_be_none = field.type == catalog::FieldType::Table && field.validation.min_rows == 0U;
  if (field.required && !may_be_none) {  // the same mark as on text fields, behind the last word
    const float end = ui::measure_text_width(s.ui, label, ui::TextStyle::Label) + s.space().s;
    if (end + s.space().l < column.width()) {
      ui::Rect mark = column.rest().with_height(s.theme().text(ui::TextStyle::Label).line_height_px);
      mark.cut_left(end);
      ui::text(s.ui, mark,
               {.text = "*",
                .style = ui::TextStyle::Label,
                .color = s.colors().danger,
                .max_lines = 1,
                .silent = true});
    }
  }
  write(s, column, {.text = label, .style = ui::TextStyle::Label}, s.space().s);
}

void draw_field_error(Screen& s, Column& column, const catalog::FormField& field) {
  const std::string error = error_of(s, field);
  if (error.empty()) return;
  column.skip(s.space().s);
  write(s, column,
        {.text = error,
         .style = ui::TextStyle::Caption,
         .color = s.colors().danger,
         .bold = true,
         .alert = true});
}

// What looks odd and may be right all the same: asked, never refused.
void draw_field_question(Screen& s, Column& column, const catalog::FormField& field) {
  const std::string question = field_question(s, field);
  if (question.empty()) return;
  column.skip(s.space().s);
  write(s, column, {.text = question, .style = ui::TextStyle::Caption, .bold = true});
}

void draw_field(Screen& s, Column& column, const catalog::FormField& field) {
  const Editor editor = editor_of(field);
  if (editor == Editor::Tick) return draw_tick(s, column, field);
  if (editor == Editor::Table) return draw_table_field(s, column, field);
  const bool choosing = editor == Editor::Choice || editor == Editor::Choices;
  if (!choosing || !options_inline(field)) return draw_box(s, column, field);
  draw_field_label(s, column, field);
  if (editor == Editor::Choice) {
    draw_one_of(s, column, field, choice_spec(s, field));
  } else {
    draw_several_of(s, column, field);
  }
  draw_field_error(s, column, field);
  draw_field_question(s, column, field);
}

bool draw_field_input(Screen& s, const catalog::FormField& field) {
  if (!is_focused(s, field)) return false;
  if (editor_of(field) == Editor::Date) {
    std::string value;
    const DateResult result = draw_date_panel(s, field, value);
    if (result == DateResult::Chosen) s.send(IntentKind::TypeField, field.key, value);
    if (result != DateResult::None) s.send(IntentKind::LeaveField, field.key);
    return true;
  }
  open_entry(s, entry_for(s, field, std::string(cases::text_of(s.state.draft.values, field.key))));
  const EntryResult result = draw_keyboard(s);
  if (result == EntryResult::Changed)
    s.send(IntentKind::TypeField, field.key, s.memory.entry.buffer().text());
  if (result == EntryResult::Done) {
    s.send(IntentKind::TypeField, field.key, s.memory.entry.buffer().text());
    s.send(IntentKind::LeaveField, field.key);
    s.memory.entry.close();
  }
  return true;
}

void draw_picker(Screen& s, const catalog::FormField& field) {
  if (editor_of(field) == Editor::Address) return draw_address_picker(s, field);
  if (editor_of(field) == Editor::Region) return draw_region_picker(s, field);
  const bool several = editor_of(field) == Editor::Choices;
  const std::string label = several ? s.tr("common.done") : s.tr("common.close");
  const ui::ButtonSpec close = several ? main_button("picker.done", label, ui::Icon::Check)
                                       : second_button("picker.done", label, ui::Icon::Cross);
  if (foot(s, close) == Foot::Main) {
    if (several) s.send(IntentKind::LeaveField, field.key);
    s.memory.picker.clear();
  }
  const float height =
      ui::measure_text_height(s.ui, field_label(s, field), ui::TextStyle::Heading, s.content.w);
  ui::text(s.ui, s.content.cut_top(height, s.space().m),
           {.text = field_label(s, field), .style = ui::TextStyle::Heading, .heading = true});
  scrolling(s, s.content, "picker." + field.key, [&](Column& column) {
    if (several) {
      draw_several_of(s, column, field);
    } else {
      draw_one_of(s, column, field, choice_spec(s, field));
    }
  });
}

}  // namespace yitang::resident
