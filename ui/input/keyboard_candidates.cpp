// The candidate part of the keyboard's view.
#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "ui/input/grapheme.hpp"
#include "ui/input/keyboard_look.hpp"
#include "ui/input/keyboard_view.hpp"
#include "ui/widgets/text.hpp"

namespace yitang::ui {

namespace {

struct CandidateRow {
  std::vector<Rect> cells;
  TextStyle style = TextStyle::Heading;
};

// Equal cells while every candidate fits into one: then they do not jump under the finger. A whole phrase
// ("城乡居民基本养老保险") must be read before it is taken: it gets the room that short ones leave, and where
// that is not enough, the row takes smaller print.
CandidateRow lay_out(const Ui& ui, const Rect& row, const std::vector<std::string>& shown, int columns,
                     float gap) {
  const auto count = std::min(shown.size(), static_cast<std::size_t>(columns));
  CandidateRow made{row.columns(columns, gap), TextStyle::Heading};
  made.cells.resize(count);
  const float padding = 2 * ui.theme().space().xs;
  std::vector<float> widths;
  const auto total = [&](TextStyle style) {
    float sum = gap * static_cast<float>(count - 1);
    widths.clear();
    for (std::size_t i = 0; i < count; ++i) {
      widths.push_back(std::max(ui.theme().min_target(), measure_text_width(ui, shown[i], style) + padding));
      sum += widths.back();
    }
    return sum;
  };
  float used = count == 0 ? 0 : total(TextStyle::Heading);
  if (count == 0 || *std::max_element(widths.begin(), widths.end()) <= made.cells.front().w) return made;
  for (const TextStyle smaller : {TextStyle::Label, TextStyle::Caption}) {
    if (used <= row.w) break;
    made.style = smaller;
    used = total(smaller);
  }
  const float more = (row.w - used) / static_cast<float>(count);  // below zero: the painter shrinks the words
  float x = row.x;
  for (std::size_t i = 0; i < count; ++i) {
    made.cells[i] = {x, row.y, std::max(ui.theme().min_target(), widths[i] + more), row.h};
    x += made.cells[i].w + gap;
  }
  return made;
}

}  // namespace

void KeyboardView::draw_candidate(Ui& ui, const Rect& cell, std::size_t index, const std::string& text_shown,
                                  TextStyle style) {
  const std::string id = "cand." + std::to_string(index);
  const Interaction touch = ui.interact(id, cell);
  if (touch.clicked) {
    note(model_.choose(index));
    all_candidates_ = all_candidates_ && !model_.composition().empty();
  }
  const auto& colors = ui.theme().colors();
  const bool best = index == 0 && model_.page() == 0;
  ui.painter().fill_rounded(cell, ui.theme().radius().button,
                            touch.pressed ? colors.primary_soft : colors.surface);
  const Rect inside = cell.inset(ui.theme().space().xs, 0);
  text(ui, inside,
       {.text = text_shown,
        .style = style,
        .color = best ? colors.primary : colors.text,
        .align = Align::Center,
        .middle = true,
        .max_lines = 1,
        .silent = true,
        .shrink = true});
  Node node;
  node.role = Role::Key;
  node.id = id;
  node.label = text_shown;
  node.rect = cell;
  constexpr float smallest_print = 0.75F;  // the painter shrinks no further
  node.text_clipped = measure_text_width(ui, text_shown, style) * smallest_print > inside.w + 1;
  ui.describe(std::move(node));
}

bool KeyboardView::draw_bar_button(Ui& ui, const Rect& cell, const char* id, Icon icon,
                                   const std::string& label, bool enabled) {
  const Interaction touch = ui.interact(id, cell, enabled);
  const auto& colors = ui.theme().colors();
  if (touch.pressed) ui.painter().fill_rounded(cell, ui.theme().radius().button, colors.primary_soft);
  ui.painter().icon(cell, icon, ui.theme().icon_small(), enabled ? colors.text : colors.text_disabled);
  Node node;
  node.role = Role::Key;
  node.id = id;
  node.label = label;
  node.rect = cell;
  node.enabled = enabled;
  ui.describe(std::move(node));
  return touch.clicked && enabled;
}

void KeyboardView::draw_candidates(Ui& ui, Rect bar, const KeyboardWords& words) {
  const KeyboardSizes sizes = KeyboardSizes::of(ui);
  const auto& colors = ui.theme().colors();
  const Rect strip = bar.cut_top(sizes.strip);
  if (!model_.composition().empty()) {
    text(ui, strip,
         {.text = model_.composition(),
          .style = TextStyle::Label,
          .color = colors.primary,
          .middle = true,
          .silent = true});
  }
  draw_question(ui, strip, words);
  const auto candidates = model_.candidates();
  if (!model_.ink().empty() && model_.may_switch()) {
    const Rect way = bar.cut_right(bar.w * 0.24F, sizes.gap);
    if (draw_way_to_radicals(ui, way, words)) {
      note(model_.press("key.mode.radical"));
      return;
    }
  }
  if (candidates.empty()) return;
  const bool several = model_.page_count() > 1;
  const float button = std::max(ui.theme().min_target(), sizes.bar);
  if (several || all_candidates_) {
    const Rect more = bar.cut_right(button, sizes.gap);
    if (draw_bar_button(ui, more, "cand.more", all_candidates_ ? Icon::Keyboard : Icon::Grid,
                        words.all_candidates, true)) {
      all_candidates_ = !all_candidates_;
      note(KeyResult::Changed);
    }
    const bool last = model_.page() + 1 >= model_.page_count();
    const Rect next = bar.cut_right(button, sizes.gap);
    const Rect previous = bar.cut_right(button, sizes.gap);
    if (draw_bar_button(ui, next, "cand.next", Icon::ChevronDown, words.next_candidates, !last) &&
        model_.next_page()) {
      note(KeyResult::Changed);
    }
    if (draw_bar_button(ui, previous, "cand.previous", Icon::ChevronUp, words.previous_candidates,
                        model_.page() > 0) &&
        model_.previous_page()) {
      note(KeyResult::Changed);
    }
  }
  if (all_candidates_) return;
  const CandidateRow row = lay_out(ui, bar, candidates, sizes.bar_candidates, sizes.gap);
  for (std::size_t i = 0; i < row.cells.size(); ++i)
    draw_candidate(ui, row.cells[i], i, candidates[i], row.style);
}

void KeyboardView::draw_question(Ui& ui, const Rect& strip, const KeyboardWords& words) {
  if (model_.mode() != KeyboardMode::Radical || model_.showing_symbols()) return;
  const auto radical = model_.radicals().radical();
  std::string question = words.choose_radical;
  if (radical) {
    question.clear();
    append_utf8(question, *radical);
    question += "  " + words.choose_strokes;
  }
  text(ui, strip,
       {.text = question,
        .style = TextStyle::Label,
        .color = ui.theme().colors().primary,
        .middle = true,
        .max_lines = 1,
        .shrink = true});
}

void KeyboardView::draw_radical_groups(Ui& ui, Rect bar, const KeyboardRow& groups,
                                       const KeyboardWords& words) {
  const KeyboardSizes sizes = KeyboardSizes::of(ui);
  draw_question(ui, bar.cut_top(sizes.strip), words);
  const float unit = (bar.w + sizes.gap) / static_cast<float>(groups.size());
  float x = bar.x;
  for (const auto& key : groups) {
    draw_key(ui, {x, bar.y, unit - sizes.gap, bar.h}, key, words);
    x += unit;
  }
}

// Where handwriting does not find the character, one touch leads to the way that has all of them.
bool KeyboardView::draw_way_to_radicals(Ui& ui, const Rect& cell, const KeyboardWords& words) {
  const Interaction touch = ui.interact("cand.radical", cell);
  const auto& colors = ui.theme().colors();
  ui.painter().fill_rounded(cell, ui.theme().radius().button,
                            touch.pressed ? colors.primary_soft : colors.surface_sunken);
  ui.painter().stroke_rounded(cell, ui.theme().radius().button, ui.theme().mm(0.3F), colors.border_strong);
  text(ui, cell.inset(ui.theme().space().xs, 0),
       {.text = words.not_there,
        .style = TextStyle::Caption,
        .color = colors.text,
        .align = Align::Center,
        .middle = true,
        .max_lines = 2,
        .silent = true,
        .shrink = true});
  Node node;
  node.role = Role::Key;
  node.id = "cand.radical";
  node.label = words.not_there;
  node.rect = cell;
  ui.describe(std::move(node));
  return touch.clicked;
}

void KeyboardView::draw_all_candidates(Ui& ui, const Rect& area) {
  const KeyboardSizes sizes = KeyboardSizes::of(ui);
  const auto candidates = model_.candidates();
  const auto columns = static_cast<std::size_t>(sizes.grid_columns);
  Rect rest = area;
  for (std::size_t first = 0; first < candidates.size(); first += columns) {
    const auto end = std::min(candidates.size(), first + columns);
    const auto from = candidates.begin() + static_cast<std::ptrdiff_t>(first);
    const std::vector<std::string> shown(from, candidates.begin() + static_cast<std::ptrdiff_t>(end));
    const CandidateRow row =
        lay_out(ui, rest.cut_top(sizes.key, sizes.gap), shown, sizes.grid_columns, sizes.gap);
    for (std::size_t i = 0; i < row.cells.size(); ++i)
      draw_candidate(ui, row.cells[i], first + i, shown[i], row.style);
  }
}

}  // namespace yitang::ui
