// The candidate part of the keyboard's view.
#include <algorithm>
#include <string>

#include "ui/input/keyboard_look.hpp"
#include "ui/input/keyboard_view.hpp"
#include "ui/widgets/text.hpp"

namespace yitang::ui {

void KeyboardView::draw_candidate(Ui& ui, const Rect& cell, std::size_t index,
                                  const std::string& text_shown) {
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
  text(ui, cell.inset(ui.theme().space().xs, 0),
       {.text = text_shown,
        .style = TextStyle::Heading,
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
  const auto candidates = model_.candidates();
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
  const auto cells = bar.columns(sizes.bar_candidates, sizes.gap);
  for (std::size_t i = 0; i < std::min(candidates.size(), cells.size()); ++i) {
    draw_candidate(ui, cells[i], i, candidates[i]);
  }
}

void KeyboardView::draw_all_candidates(Ui& ui, const Rect& area) {
  const KeyboardSizes sizes = KeyboardSizes::of(ui);
  const auto candidates = model_.candidates();
  const auto cells =
      area.grid(sizes.grid_columns * sizes.grid_rows, sizes.grid_columns, sizes.key, sizes.gap);
  for (std::size_t i = 0; i < std::min(candidates.size(), cells.size()); ++i) {
    draw_candidate(ui, cells[i], i, candidates[i]);
  }
}

}  // namespace yitang::ui
