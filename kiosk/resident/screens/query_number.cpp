// How far is it? By the number on the receipt, for whoever has only a photo or a note of it.
#include <string>

#include "kiosk/resident/screens/layout.hpp"
#include "kiosk/resident/screens/pages.hpp"
#include "kiosk/resident/screens/text_entry.hpp"
#include "kiosk/resident/screens/words.hpp"
#include "ui/widgets/banner.hpp"
#include "ui/widgets/progress.hpp"
#include "ui/widgets/text_field.hpp"

namespace yitang::resident {
namespace {

const std::string number_key = "number";
const std::string ending_key = "ending";

std::string& typed(Screen& s, const std::string& key) {
  return key == number_key ? s.memory.number : s.memory.ending;
}

// Its own receipts are the likeliest: they begin with the code of this terminal.
void begin(Screen& s) {
  if (!s.memory.number.empty() || !s.memory.focus.empty() || s.memory.entry.is_open()) return;
  s.memory.number = s.context.place.terminal + "-";
  s.memory.focus = number_key;
}

void look(Screen& s) { s.send(IntentKind::FindByNumber, s.memory.number, s.memory.ending); }

void draw_input(Screen& s) {
  const std::string key = s.memory.focus;
  if (key.empty()) return;
  const bool number = key == number_key;
  open_entry(s, {.key = "query." + key,
                 .value = typed(s, key),
                 .mode = number ? ui::KeyboardMode::Latin : ui::KeyboardMode::IdNumber,
                 .allow_switching = number,
                 .max_length = number ? std::size_t{24} : std::size_t{4}});
  const EntryResult result = draw_keyboard(s);
  if (result != EntryResult::None) typed(s, key) = upper_case(s.memory.entry.buffer().text());
  if (result != EntryResult::Done) return;
  s.memory.entry.close();
  s.memory.focus = number && s.memory.ending.empty() ? ending_key : "";
  if (s.memory.focus.empty()) look(s);
}

std::string error_of(const Screen& s, const std::string& key) {
  const NumberView view = s.state.query.number;
  if (key == number_key && view == NumberView::BadNumber) return s.tr("query_number.bad_number");
  if (key == ending_key && view == NumberView::BadEnding) return s.tr("query_number.bad_ending");
  return {};
}

void draw_box(Screen& s, Column& column, const std::string& key) {
  ui::TextFieldSpec spec;
  spec.id = "query_number." + key;
  spec.label = s.tr("query_number." + key);
  spec.hint = s.tr("query_number." + key + "_hint");
  spec.error = error_of(s, key);
  spec.value = typed(s, key);
  spec.placeholder = s.tr("field.touch");
  spec.required = true;
  spec.focused = s.memory.focus == key;
  if (spec.focused) {
    const EntryText text = entry_text(s);
    spec.value = upper_case(text.text);
    spec.caret = text.caret;
  }
  const ui::Rect place = column.take(ui::text_field_height(s.ui, column.width(), spec), s.space().l);
  if (!ui::text_field(s.ui, place, spec) || spec.focused) return;
  s.memory.entry.close();
  s.memory.focus = key;
}

const char* trouble_key(NumberView view) {
  switch (view) {
    case NumberView::NothingFound: return "query_number.nothing";
    case NumberView::Blocked: return "query_number.blocked";
    case NumberView::Failed: return "query.failed";
    case NumberView::Waiting:
    case NumberView::Looking:
    case NumberView::BadNumber:
    case NumberView::BadEnding: break;
  }
  return nullptr;
}

void draw_trouble(Screen& s) {
  const char* key = trouble_key(s.state.query.number);
  if (key == nullptr) return;
  ui::BannerSpec banner;
  banner.id = "query_number.trouble";
  banner.tone = ui::Tone::Warning;
  banner.title = s.tr(key);
  banner.text = s.tr(std::string(key) + "_hint", {{"phone", s.context.place.hotline}});
  ui::banner(s.ui, s.content.cut_top(ui::banner_height(s.ui, s.content.w, banner), s.space().m), banner);
}

void draw_looking(Screen& s) {
  s.content.cut_top(s.content.h * 0.16F);
  const Stage made = stage(
      s, s.content,
      {.title = s.tr("query.looking"), .text = s.tr("submit.wait"), .picture_height = s.theme().mm(70)});
  ui::spinner(s.ui, made.picture, false, s.tr("query.looking"));
}

}  // namespace

void draw_query_number(Screen& s) {
  if (s.state.query.number == NumberView::Looking) return draw_looking(s);
  if (s.state.query.number == NumberView::Blocked) return draw_trouble(s);
  begin(s);
  draw_input(s);
  const bool typing = !s.memory.focus.empty();
  if (!typing) {
    ui::ButtonSpec find = main_button("query_number.find", s.tr("query_number.find"), ui::Icon::Search);
    find.enabled = !s.memory.number.empty() && !s.memory.ending.empty();
    if (foot(s, find) == Foot::Main) look(s);
  }
  draw_trouble(s);
  scrolling(s, s.content, typing ? "query_number.typing" : "query_number", [&](Column& column) {
    draw_box(s, column, number_key);
    draw_box(s, column, ending_key);
  });
}

}  // namespace yitang::resident
