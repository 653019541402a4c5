// A place for an appointment: days with the places that are left, then the times of one of them.
#include <string>
#include <vector>

#include "kiosk/resident/screens/appointment_words.hpp"
#include "kiosk/resident/screens/layout.hpp"
#include "kiosk/resident/screens/pages.hpp"
#include "kiosk/resident/screens/words.hpp"
#include "ui/widgets/banner.hpp"
#include "ui/widgets/progress.hpp"
#include "ui/widgets/tile.hpp"

namespace yitang::resident {
namespace {

struct SlotTile {
  std::string id;
  std::string title;
  int left = 0;
  bool chosen = false;
};

// A full one says so in words and cannot be tapped; the chosen one is filled and has a tick.
bool slot_tile(Screen& s, const ui::Rect& place, const SlotTile& tile, ui::Icon icon) {
  ui::TileSpec spec;
  spec.id = tile.id;
  spec.title = tile.title;
  spec.subtitle = places_text(s, tile.left);
  spec.icon = tile.left == 0 ? ui::Icon::Cross : tile.chosen ? ui::Icon::Check : icon;
  spec.accent = ui::Accent::Blue;  // no colour says more than the words
  spec.filled = tile.chosen && tile.left > 0;
  spec.horizontal = true;
  spec.enabled = tile.left > 0;
  return ui::tile(s.ui, place, spec);
}

/// Index of the tile that was tapped; -1.
int draw_tiles(Screen& s, Column& column, const std::vector<SlotTile>& tiles, ui::Icon icon) {
  const float gap = s.space().m;
  const float height = s.theme().mm(s.elder() ? 33.0F : 30.0F);
  const int rows = (static_cast<int>(tiles.size()) + 1) / 2;
  const ui::Rect place = column.take(static_cast<float>(rows) * (height + gap) - gap, gap);
  const auto cells = place.grid(static_cast<int>(tiles.size()), 2, height, gap);
  int tapped = -1;
  for (std::size_t i = 0; i < tiles.size(); ++i) {
    if (slot_tile(s, cells[i], tiles[i], icon)) tapped = static_cast<int>(i);
  }
  return tapped;
}

void slot_banner(Screen& s, const ui::BannerSpec& banner) {
  ui::banner(s.ui, s.content.cut_top(ui::banner_height(s.ui, s.content.w, banner), s.space().m), banner);
}

void draw_taken(Screen& s) {
  if (!s.state.slots.taken) return;
  slot_banner(s, {.id = "slots.taken",
                  .tone = ui::Tone::Warning,
                  .title = s.tr("slots.taken"),
                  .text = s.tr("slots.taken_hint")});
}

void draw_days(Screen& s) {
  const cases::SlotOffer* chosen = chosen_offer(s.state);
  if (chosen != nullptr) {
    ui::ButtonSpec keep = main_button("slots.keep", s.tr("slots.keep"), ui::Icon::Forward);
    keep.icon_right = true;
    if (foot(s, keep) == Foot::Main) s.send(IntentKind::NextStep);
  }
  draw_taken(s);
  if (chosen != nullptr) {
    slot_banner(s, {.id = "slots.chosen",
                    .tone = ui::Tone::Success,
                    .title = s.tr("slots.chosen", {{"when", slot_text(s, chosen->slot)}}),
                    .icon = ui::Icon::Calendar});
  }
  scrolling(s, s.content, "slots.days", [&](Column& column) {
    write(s, column,
          {.text = s.tr(chosen != nullptr ? "slots.change_hint" : "slots.day_hint"),
           .color = s.colors().text_muted},
          s.space().m);
    std::vector<SlotTile> tiles;
    for (const cases::SlotDay& day : s.state.slots.days) {
      tiles.push_back({"slots.day." + day.day.iso(), slot_day_text(s, day.day), day.left(),
                       chosen != nullptr && chosen->slot.day == day.day});
    }
    const int tapped = draw_tiles(s, column, tiles, ui::Icon::Calendar);
    if (tapped >= 0)
      s.send(IntentKind::ChooseSlotDay, s.state.slots.days[static_cast<std::size_t>(tapped)].day.iso());
  });
}

void draw_looking(Screen& s) {
  const Stage made = stage(
      s, s.content,
      {.title = s.tr("slots.looking"), .text = s.tr("submit.wait"), .picture_height = s.theme().mm(70)});
  ui::spinner(s.ui, made.picture, false, s.tr("slots.looking"));
}

void draw_slot_words(Screen& s, const std::string& title, const std::string& text) {
  const Stage made = stage(
      s, s.content,
      {.title = title, .text = text, .picture_height = std::min(s.theme().mm(100), s.content.h * 0.4F)});
  ui::illustration(s.ui, made.picture, ui::Illustration::FormAndPen, title);
}

void draw_has_one(Screen& s) {
  const cases::Appointment& one = *s.state.slots.existing;
  const catalog::Queue* queue = s.context.catalog.queue(s.state.slots.plan->queue);
  const Foot tapped = foot(s, main_button("slots.leave", s.tr("slots.leave"), ui::Icon::Home),
                           second_button("slots.wish", s.tr("slots.wish"), ui::Icon::Forward));
  if (tapped == Foot::Main) s.send(IntentKind::GoHome);
  if (tapped == Foot::Second) s.send(IntentKind::WishForDay);
  draw_slot_words(
      s, s.tr("slots.has_one"),
      s.tr("slots.has_one_hint", {{"when", slot_text(s, one.slot)},
                                  {"window", queue != nullptr ? s.of(queue->window) : std::string()}}));
}

void draw_nothing_left(Screen& s) {
  if (foot(s, main_button("slots.wish", s.tr("slots.wish_day"), ui::Icon::Forward)) == Foot::Main)
    s.send(IntentKind::WishForDay);
  draw_taken(s);
  draw_slot_words(s, s.tr("slots.nothing"), s.tr("slots.nothing_hint"));
}

void draw_slots_failed(Screen& s) {
  const Foot tapped = foot(s, main_button("slots.again", s.tr("ticket.again"), ui::Icon::Retry),
                           second_button("slots.wish", s.tr("slots.wish_day"), ui::Icon::Forward));
  if (tapped == Foot::Main) s.send(IntentKind::LookAgain);
  if (tapped == Foot::Second) s.send(IntentKind::WishForDay);
  draw_slot_words(s, s.tr("slots.failed"), s.tr("slots.failed_hint", {{"phone", s.context.place.hotline}}));
}

}  // namespace

void draw_slot_days(Screen& s) {
  if (s.state.item == nullptr || s.state.slots.plan == nullptr) return;
  switch (s.state.slots.view) {
    case SlotView::Looking: return draw_looking(s);
    case SlotView::Choosing: return draw_days(s);
    case SlotView::NothingLeft: return draw_nothing_left(s);
    case SlotView::HasOne:
      if (s.state.slots.existing) draw_has_one(s);
      return;
    case SlotView::Failed: return draw_slots_failed(s);
  }
}

void draw_slot_times(Screen& s) {
  const SlotDesk& desk = s.state.slots;
  if (s.state.item == nullptr || !desk.day) return;
  const cases::SlotOffer* chosen = chosen_offer(s.state);
  scrolling(s, s.content, "slots.times." + desk.day->iso(), [&](Column& column) {
    section(s, column, slot_day_text(s, *desk.day));
    std::vector<SlotTile> tiles;
    std::vector<int> begins;
    for (const cases::SlotDay& day : desk.days) {
      if (day.day != *desk.day) continue;
      for (const cases::SlotOffer& offer : day.times) {
        tiles.push_back({"slots.time." + cases::time_text(offer.slot.from), slot_time_text(offer.slot),
                         offer.left, chosen == &offer});
        begins.push_back(offer.slot.from);
      }
    }
    const int tapped = draw_tiles(s, column, tiles, ui::Icon::Clock);
    if (tapped >= 0) s.send(IntentKind::ChooseSlot, {}, {}, begins[static_cast<std::size_t>(tapped)]);
  });
}

}  // namespace yitang::resident
