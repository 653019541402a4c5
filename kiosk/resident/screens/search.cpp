// Search as one types; the keyboard is always there.
#include <array>
#include <string>

#include "kiosk/resident/screens/item_list.hpp"
#include "kiosk/resident/screens/pages.hpp"
#include "kiosk/resident/screens/text_entry.hpp"
#include "ui/widgets/badge.hpp"
#include "ui/widgets/text_field.hpp"

namespace yitang::resident {
namespace {

constexpr std::size_t longest_query = 30;
constexpr std::array<const char*, 6> suggestions{"search.word_1", "search.word_2", "search.word_3",
                                                 "search.word_4", "search.word_5", "search.word_6"};

// With the letters that are not yet turned into characters: the list follows every key.
std::string as_typed(Screen& s) {
  const ui::TextBuffer& buffer = s.memory.entry.buffer();
  std::string text = buffer.text();
  text.insert(buffer.caret(), s.memory.entry.model().composition());
  return text;
}

void draw_field(Screen& s) {
  const EntryText text = entry_text(s);
  ui::TextFieldSpec field;
  field.id = "search.field";
  field.label = s.tr("search.label");
  field.value = text.text;
  field.composing = text.composing;
  field.caret = text.caret;
  field.placeholder = s.tr("search.placeholder");
  field.focused = true;
  field.icon = ui::Icon::Search;
  ui::text_field(s.ui, s.content.cut_top(ui::text_field_height(s.ui, s.content.w, field), s.space().m),
                 field);
}

void draw_suggestions(Screen& s) {
  Column column(s.content);
  write(s, column, {.text = s.tr("search.try"), .color = s.colors().text_muted}, s.space().m);
  std::vector<ui::ChipSpec> chips;
  for (const char* key : suggestions) {
    ui::ChipSpec chip;
    chip.id = key;
    chip.text = s.tr(key);
    chips.push_back(chip);
  }
  const int tapped = ui::chips(s.ui, column.take(ui::chips_height(s.ui, column.width(), chips)), chips);
  if (tapped < 0) return;
  const std::string& word = chips[static_cast<std::size_t>(tapped)].text;
  s.memory.entry.close();
  s.send(IntentKind::EditSearch, {}, word);
}

}  // namespace

void draw_search(Screen& s) {
  const std::string& query = s.state.browse.query;
  const bool by_pinyin = s.context.pinyin != nullptr && s.state.language == Language::Chinese;
  open_entry(s, {.key = by_pinyin ? "search" : "search.latin",
                 .value = query,
                 .mode = by_pinyin ? ui::KeyboardMode::Pinyin : ui::KeyboardMode::Latin,
                 .max_length = longest_query});
  if (draw_keyboard(s) == EntryResult::Changed) s.send(IntentKind::EditSearch, {}, as_typed(s));
  draw_field(s);
  if (query.empty()) {
    draw_suggestions(s);
  } else if (s.state.browse.hits.empty()) {
    draw_nothing_here(s, s.content, s.tr("search.nothing"), s.tr("search.nothing_hint"));
  } else {
    scrolling(s, s.content, "search.results", [&s](Column& column) {
      const std::vector<catalog::SearchHit>& hits = s.state.browse.hits;
      if (hits.front().kind == catalog::MatchKind::Similar)
        write(s, column, {.text = s.tr("search.similar"), .color = s.colors().text_muted}, s.space().m);
      draw_hit_rows(s, column, hits);
    });
  }
}

}  // namespace yitang::resident
