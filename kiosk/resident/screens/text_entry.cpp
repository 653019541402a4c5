#include "kiosk/resident/screens/text_entry.hpp"

#include "kiosk/resident/screens/layout.hpp"

namespace yitang::resident {
namespace {

ui::KeyboardWords keyboard_words(const Screen& s) {
  ui::KeyboardWords words;
  words.done = s.tr("key.done");
  words.clear = s.tr("key.clear");
  words.backspace = s.tr("key.backspace");
  words.space = s.tr("key.space");
  words.shift = s.tr("key.shift");
  words.left = s.tr("key.left");
  words.right = s.tr("key.right");
  words.undo_stroke = s.tr("key.undo_stroke");
  words.previous_candidates = s.tr("key.previous_words");
  words.next_candidates = s.tr("key.more_words");
  words.all_candidates = s.tr("key.all_words");
  words.pad = s.tr("key.pad");
  words.write_here = s.tr("key.write_hint");
  words.usual_radicals = s.tr("key.usual_radicals");
  words.radicals_of = s.tr("key.radicals_of");
  words.more_radicals = s.tr("key.more_radicals");
  words.back_to_radicals = s.tr("key.back_to_radicals");
  words.strokes = s.tr("key.strokes");
  words.choose_radical = s.tr("key.choose_radical");
  words.choose_strokes = s.tr("key.choose_strokes");
  words.not_there = s.tr("key.not_there");
  return words;
}

// Too much for the field, or signs that do not belong into it; the field says so where it stands.
void note_refusal(Screen& s) {
  const ui::TextBuffer& buffer = s.memory.entry.buffer();
  const std::size_t most = buffer.max_length();
  cases::FieldProblem problem{.kind = cases::FieldProblemKind::HasForbiddenCharacters};
  if (most != 0 && (buffer.full() || s.ui.typed_text().size() > most))
    problem = {.kind = cases::FieldProblemKind::TooLong, .limit = most};
  s.memory.entry.set_refused(problem);
  s.ui.request_frame();
}

}  // namespace

void open_entry(Screen& s, const EntrySpec& spec) {
  if (s.memory.entry.is_open(spec.key)) return;
  ui::KeyboardOptions options;
  options.mode = spec.mode;
  if (spec.mode == ui::KeyboardMode::Pinyin && s.context.pinyin == nullptr)
    options.mode = ui::KeyboardMode::Latin;
  options.person_name = spec.person_name;
  options.allow_switching = spec.allow_switching;
  s.memory.entry.open(spec.key, spec.value, options, spec.max_length, s.context);
}

float keyboard_height(Screen& s) { return s.memory.entry.is_open() ? s.memory.entry.view().height(s.ui) : 0; }

EntryResult draw_keyboard(Screen& s) {
  if (!s.memory.entry.is_open()) return EntryResult::None;
  ui::KeyboardView& view = s.memory.entry.view();
  const ui::Rect place = bottom_sheet(s, view.height(s.ui));
  switch (view.draw(s.ui, place, keyboard_words(s))) {
    case ui::KeyResult::Changed: s.memory.entry.set_refused(std::nullopt); return EntryResult::Changed;
    case ui::KeyResult::Refused: note_refusal(s); return EntryResult::None;
    case ui::KeyResult::Done: return EntryResult::Done;
    default: return EntryResult::None;
  }
}

EntryText entry_text(Screen& s) {
  if (!s.memory.entry.is_open()) return {};
  const ui::TextBuffer& buffer = s.memory.entry.buffer();
  return {buffer.text(), s.memory.entry.model().composition(), static_cast<int>(buffer.caret_characters())};
}

}  // namespace yitang::resident
