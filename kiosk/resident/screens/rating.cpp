// Five faces, then what was good or bad. May be skipped, never urged.
#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "kiosk/cases/rating.hpp"
#include "kiosk/resident/screens/layout.hpp"
#include "kiosk/resident/screens/pages.hpp"
#include "kiosk/resident/screens/text_entry.hpp"
#include "ui/widgets/badge.hpp"
#include "ui/widgets/banner.hpp"
#include "ui/widgets/choice.hpp"
#include "ui/widgets/illustration.hpp"
#include "ui/widgets/progress.hpp"
#include "ui/widgets/text_field.hpp"

namespace yitang::resident {
namespace {

constexpr int tags_of_level = 8;
/// First of the eight national codes of each level, 1 to 5.
constexpr std::array<int, 5> first_code{108, 207, 307, 406, 510};

void draw_faces(Screen& s, Column& column) {
  ui::RatingSpec faces;
  faces.id = "rate";
  for (int level = 1; level <= 5; ++level)
    faces.labels.push_back(s.tr("rating.level_" + std::to_string(level)));
  faces.selected = s.state.rating.level;
  const int tapped = ui::rating(s.ui, column.take(ui::rating_height(s.ui), s.space().l), faces);
  if (tapped > 0) s.send(IntentKind::Rate, {}, {}, tapped);
}

void draw_tags(Screen& s, Column& column) {
  const int level = s.state.rating.level;
  if (level < 1 || level > 5) return;
  section(s, column, s.tr(level >= 3 ? "rating.what_good" : "rating.what_bad"));
  std::vector<ui::ChipSpec> chips;
  std::vector<std::string> codes;
  for (int i = 0; i < tags_of_level; ++i) {
    const std::string code = std::to_string(first_code[static_cast<std::size_t>(level - 1)] + i);
    const auto& chosen = s.state.rating.tags;
    ui::ChipSpec chip;
    chip.id = "rating.tag." + code;
    chip.text = s.tr("rating.tag_" + code);
    chip.selected = std::find(chosen.begin(), chosen.end(), code) != chosen.end();
    chips.push_back(chip);
    codes.push_back(code);
  }
  const int tapped = ui::chips(s.ui, column.take(ui::chips_height(s.ui, column.width(), chips)), chips);
  if (tapped >= 0) s.send(IntentKind::ToggleTag, codes[static_cast<std::size_t>(tapped)]);
}

void draw_comment_keyboard(Screen& s) {
  if (s.memory.focus.empty()) return;
  open_entry(s, {.key = "rating.comment",
                 .value = s.state.rating.comment,
                 .mode = ui::KeyboardMode::Pinyin,
                 .max_length = cases::kMaxRatingComment});
  const EntryResult result = draw_keyboard(s);
  if (result != EntryResult::None) s.send(IntentKind::TypeComment, {}, s.memory.entry.buffer().text());
  if (result != EntryResult::Done) return;
  s.memory.entry.close();
  s.memory.focus.clear();
}

void draw_comment(Screen& s, Column& column) {
  ui::TextFieldSpec spec;
  spec.id = "rating.comment";
  spec.label = s.tr("rating.comment");
  spec.value = s.state.rating.comment;
  spec.placeholder = s.tr("rating.comment_place");
  spec.focused = !s.memory.focus.empty();
  spec.multiline = true;
  spec.lines = 2;
  if (spec.focused) {
    const EntryText text = entry_text(s);
    spec.value = text.text;
    spec.composing = text.composing;
    spec.caret = text.caret;
  }
  const ui::Rect place = column.take(ui::text_field_height(s.ui, column.width(), spec), s.space().l);
  if (ui::text_field(s.ui, place, spec) && !spec.focused) s.memory.focus = "comment";
}

void draw_rating_foot(Screen& s) {
  ui::ButtonSpec send = main_button("rating.send", s.tr("rating.send"), ui::Icon::Check);
  send.enabled = s.state.rating.level > 0;
  const char* skip = s.state.rating.later ? "rating.not_now" : "rating.skip";
  const Foot tapped = foot(s, send, second_button("rating.skip", s.tr(skip)));
  if (tapped == Foot::Main) s.send(IntentKind::SendRating);
  if (tapped == Foot::Second) s.send(IntentKind::SkipRating);
}

}  // namespace

void draw_rating(Screen& s) {
  const bool typing = !s.memory.focus.empty();
  draw_comment_keyboard(s);
  if (!typing) draw_rating_foot(s);
  scrolling(s, s.content, typing ? "rating.typing" : "rating", [&](Column& column) {
    if (!typing) {
      write(s, column, {.text = s.tr("rating.hint"), .color = s.colors().text_muted}, s.space().l);
      draw_faces(s, column);
      draw_tags(s, column);
      column.skip(s.space().l);
    }
    // Words alone are no rating: first a level.
    if (s.state.rating.level > 0) draw_comment(s, column);
  });
}

void draw_goodbye(Screen& s) {
  ui::ButtonSpec done = main_button("goodbye.done", s.tr("goodbye.done"), ui::Icon::Exit);
  if (foot(s, done) == Foot::Main) s.send(IntentKind::LeaveNow);
  if (s.state.rating.failed) {
    ui::BannerSpec banner;
    banner.id = "goodbye.rating";
    banner.tone = ui::Tone::Warning;
    banner.title = s.tr("goodbye.rating_failed");
    ui::banner(s.ui, s.content.cut_top(ui::banner_height(s.ui, s.content.w, banner), s.space().m), banner);
  }
  if (s.state.card_left) {
    const Stage shown =
        stage(s, s.content,
              {.title = s.tr("goodbye.card_left"),
               .text = s.tr("goodbye.card_left_hint"),
               .picture_height = std::min(s.content.h * 0.6F, s.theme().mm(s.elder() ? 110 : 150))});
    ui::illustration(s.ui, shown.picture, ui::Illustration::CardOnReader, s.tr("card.picture"));
    return;
  }
  const float ring = s.theme().mm(s.elder() ? 44 : 48);
  const ui::Rect bottom = s.content.cut_bottom(ring + s.space().l, s.space().m);
  const Stage made =
      stage(s, s.content,
            {.title = s.tr("goodbye.take"),
             .text = s.tr("goodbye.wiped"),
             .picture_height = std::min(s.content.h * 0.6F, s.theme().mm(s.elder() ? 110 : 150))});
  ui::illustration(s.ui, made.picture, ui::Illustration::TakeReceipt, s.tr("goodbye.picture"));
  ui::countdown_ring(s.ui, bottom.centered(ring, ring),
                     {.seconds_left = static_cast<double>(s.state.seconds_left),
                      .seconds_total = static_cast<double>(s.state.seconds_total),
                      .label = s.tr("goodbye.seconds", {{"seconds", std::to_string(s.state.seconds_left)}})});
}

}  // namespace yitang::resident
