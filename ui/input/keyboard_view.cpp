#include "ui/input/keyboard_view.hpp"

#include <algorithm>

#include "ui/input/grapheme.hpp"
#include "ui/input/keyboard_layout.hpp"
#include "ui/input/keyboard_look.hpp"

namespace yitang::ui {
namespace {

constexpr std::size_t text_rows = 4;  // what lies below the candidates

int strength(KeyResult result) {
  switch (result) {
    case KeyResult::Ignored: return 0;
    case KeyResult::Refused: return 1;
    case KeyResult::Changed: return 2;
    case KeyResult::ModeChanged: return 3;
    case KeyResult::Done: return 4;
  }
  return 0;
}

// Keys of a row and the tall key that reaches into it from above.
float row_span(const KeyboardRow& row) {
  float span = 0;
  for (const auto& key : row) span += key.span;
  return span;
}

}  // namespace

float KeyboardView::height(const Ui& ui) const {
  const KeyboardSizes sizes = KeyboardSizes::of(ui);
  return is_number_mode(model_.mode()) ? sizes.number_height() : sizes.text_height();
}

void KeyboardView::note(KeyResult result) {
  if (strength(result) > strength(result_)) result_ = result;
}

KeyResult KeyboardView::draw(Ui& ui, const Rect& rect, const KeyboardWords& words) {
  result_ = KeyResult::Ignored;
  const KeyboardSizes sizes = KeyboardSizes::of(ui);
  const bool numbers = is_number_mode(model_.mode());
  apply_hardware(ui);
  ui.painter().fill(rect, ui.theme().colors().surface_sunken);
  ui.painter().fill(rect.with_height(ui.theme().mm(0.3F)), ui.theme().colors().border);
  Rect area = rect.inset(sizes.padding);
  if (numbers) {
    draw_rows(ui, area.centered(std::min(area.w, sizes.widest_number_pad), area.h), model_.rows(), words);
    return result_;
  }
  if (model_.candidates().empty()) all_candidates_ = false;
  model_.set_candidates_on_page(static_cast<std::size_t>(
      all_candidates_ ? sizes.grid_columns * sizes.grid_rows : sizes.bar_candidates));
  auto rows = model_.rows();
  const Rect bar = area.cut_top(sizes.strip + sizes.bar, sizes.gap);
  if (rows.size() > text_rows) {
    draw_radical_groups(ui, bar, rows.front(), words);
    rows.erase(rows.begin());
  } else {
    draw_candidates(ui, bar, words);
  }
  if (all_candidates_) {
    draw_all_candidates(ui, area);
  } else if (model_.mode() == KeyboardMode::Handwriting && !model_.showing_symbols()) {
    const Rect keys = area.cut_bottom(sizes.key, sizes.gap);
    draw_pad(ui, area, words);
    draw_rows(ui, keys, rows, words);
  } else {
    draw_rows(ui, area, rows, words);
  }
  return result_;
}

// What a scanner types in one go belongs together: more than the field can hold leaves no half of it behind.
KeyResult KeyboardView::type_at_once(const std::string& text) {
  const std::size_t most = model_.buffer().max_length();
  const bool too_much = most != 0 && text.size() > most && grapheme_count(text) > most;
  return too_much ? KeyResult::Refused : model_.type(text);
}

// A keyboard or a scanner that is plugged in types like the keys on the screen.
void KeyboardView::apply_hardware(Ui& ui) {
  if (ui.blocked()) return;
  if (!ui.typed_text().empty()) note(type_at_once(ui.typed_text()));
  for (const Key key : ui.keys()) {
    switch (key) {
      case Key::Backspace: note(model_.press("key.backspace")); break;
      case Key::Enter: note(model_.press("key.done")); break;
      case Key::PageDown: model_.next_page(); break;
      case Key::PageUp: model_.previous_page(); break;
      default: break;
    }
  }
}

void KeyboardView::draw_rows(Ui& ui, Rect area, const std::vector<KeyboardRow>& rows,
                             const KeyboardWords& words) {
  const KeyboardSizes sizes = KeyboardSizes::of(ui);
  float widest = 0;
  for (const auto& row : rows) widest = std::max(widest, row_span(row));
  const float unit = (area.w + sizes.gap) / widest;
  float span_from_above = 0;
  for (const auto& row : rows) {
    const Rect line = area.cut_top(sizes.key, sizes.gap);
    float x = line.x + (widest - row_span(row) - span_from_above) / 2 * unit;
    span_from_above = 0;
    for (const auto& key : row) {
      const float tall =
          sizes.key * static_cast<float>(key.rows) + sizes.gap * static_cast<float>(key.rows - 1);
      if (key.action != KeyAction::Gap) {
        draw_key(ui, {x, line.y, key.span * unit - sizes.gap, tall}, key, words);
      }
      x += key.span * unit;
      if (key.rows > 1) span_from_above += key.span;
    }
  }
}

// Held backspace goes on deleting, slowly enough to stop in time.
bool KeyboardView::repeats(Ui& ui, const Interaction& touch, const KeyboardKey& key) {
  constexpr float first_after = 0.6F;
  constexpr double then_every = 0.15;
  if (key.action != KeyAction::Backspace || !touch.pressed) return false;
  if (touch.went_down) repeat_at_ = ui.now() + first_after;
  const bool due = touch.held_seconds >= first_after && ui.now() >= repeat_at_;
  if (due) {
    repeat_at_ = ui.now() + then_every;
    held_backspace_ = true;
  }
  ui.request_frame_at(repeat_at_);
  return due;
}

void KeyboardView::draw_key(Ui& ui, const Rect& rect, const KeyboardKey& key, const KeyboardWords& words) {
  const Interaction touch = ui.interact(key.id, rect);
  const bool repeated = repeats(ui, touch, key);
  // A backspace that has deleted while it was held does not delete once more when the finger leaves it.
  const bool tapped = touch.clicked && !(key.action == KeyAction::Backspace && held_backspace_);
  if (key.action == KeyAction::Backspace && !touch.pressed) held_backspace_ = false;
  if (tapped || repeated) {
    note(model_.press(key));
    // The number of strokes was the last question: all answers at once, where there are more than the bar
    // holds.
    if (key.action == KeyAction::PickStrokes) all_candidates_ = model_.page_count() > 1;
  }
  paint_key(ui, rect, key, words, touch.pressed);
  Node node;
  node.role = Role::Key;
  node.id = key.id;
  node.label = key_label(key, words);
  node.rect = rect;
  node.checked = key.active;
  ui.describe(std::move(node));
}

void KeyboardView::draw_pad(Ui& ui, const Rect& area, const KeyboardWords& words) {
  // Undo, clear and choosing happen in the model; the picture follows it.
  if (model_.ink().size() < ink_.strokes.size() && !pen_is_down_) ink_.strokes.resize(model_.ink().size());
  const bool ended = signature_pad(
      ui, area, ink_,
      {.id = "pad.ink", .label = words.pad, .prompt = words.write_here, .pen_mm = 1.6F, .grid = true});
  pen_is_down_ = !ended && ink_.strokes.size() > model_.ink().size();
  if (!ended || ink_.strokes.empty() || ink_.strokes.back().empty()) return;
  bool first = true;
  for (const auto& point : ink_.strokes.back()) {
    const PenPoint place{point.x * area.w, point.y * area.h};
    first ? model_.begin_stroke(place) : model_.extend_stroke(place);
    first = false;
  }
  model_.end_stroke();
  note(KeyResult::Changed);
}

}  // namespace yitang::ui
