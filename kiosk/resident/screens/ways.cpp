#include "kiosk/resident/screens/ways.hpp"

#include <algorithm>

#include "kiosk/catalog/labels.hpp"
#include "kiosk/resident/screens/layout.hpp"
#include "ui/widgets/badge.hpp"
#include "ui/widgets/list_row.hpp"
#include "ui/widgets/progress.hpp"

namespace yitang::resident {
namespace {

// What the camera sees, and four corners to bring the code between; amber over a code that is not ours.
void draw_live(Screen& s, const ui::Rect& place, const ui::Image& view) {
  ui::image(s.ui, place, view, s.tr("query.live"));
  const float scale =
      std::min(place.w / static_cast<float>(view.width), place.h / static_cast<float>(view.height));
  const float side = 0.8F * scale * static_cast<float>(std::min(view.width, view.height));
  const ui::Rect frame = place.centered(side, side);
  const float arm = side * 0.22F;
  const float thick = std::max(3.0F, s.theme().mm(1.0F));
  const bool stranger =
      s.state.query.view == QueryView::UnknownCode || s.state.code.trouble != CodeTrouble::None;
  const ui::Color color = stranger ? s.colors().warning : s.colors().primary;
  for (const bool right : {false, true}) {
    for (const bool low : {false, true}) {
      const float x = right ? frame.right() : frame.x;
      const float y = low ? frame.bottom() : frame.y;
      s.ui.painter().fill({right ? x - arm : x, low ? y - thick : y, arm, thick}, color);
      s.ui.painter().fill({right ? x - thick : x, low ? y - arm : y, thick, arm}, color);
    }
  }
}

const char* strange_key(StrangeCode kind) {
  switch (kind) {
    case StrangeCode::Address: return "query.address_code";
    case StrangeCode::Prepared: return "query.prepared_code";
    case StrangeCode::Receipt: return "code.receipt";
    case StrangeCode::Identity: return "code.other_kind";
    case StrangeCode::Other: break;
  }
  return "code.strange";
}

}  // namespace

const ui::Image* live_view(Screen& s) {
  const PagePreview& seen = s.state.query.seen;
  if (seen.width == 0) return nullptr;
  if (s.memory.seen_number != s.state.query.seen_number) {
    s.memory.seen = ui::Image::from_gray(seen.width, seen.height, seen.grey);
    s.memory.seen_number = s.state.query.seen_number;
  }
  return &s.memory.seen;
}

// Picture at the left; at the right what to do, and that it is done below the screen, not on it.
void draw_way(Screen& s, const ui::Rect& place, const WayToAsk& way) {
  ui::Rect inside = ui::card(s.ui, place);
  const float side = std::min(inside.h, inside.w * way.share);
  const ui::Rect picture = inside.cut_left(side, s.space().l).centered(side, side);
  if (way.live != nullptr) {
    draw_live(s, picture, *way.live);
  } else {
    ui::illustration(s.ui, picture, way.picture, way.title);
  }
  const ui::BadgeSpec badge{.text = way.mark, .tone = ui::Tone::Info};
  float mark = way.mark.empty() ? 0 : ui::badge_size(s.ui, badge).h;
  const float title = ui::measure_text_height(s.ui, way.title, ui::TextStyle::Title, inside.w);
  const float text = ui::measure_text_height(s.ui, way.text, ui::TextStyle::Body, inside.w);
  const float words = title + text + s.space().m;
  if (mark + s.space().m + words > inside.h) mark = 0;  // large letters: what to do goes before
  Column column(inside.centered(inside.w, mark > 0 ? mark + s.space().m + words : words));
  if (mark > 0) ui::badge(s.ui, column.take(mark, s.space().m), badge);
  write(s, column, {.text = way.title, .style = ui::TextStyle::Title, .heading = true}, s.space().m);
  write(s, column, {.text = way.text, .color = s.colors().text_muted});
}

float way_height(const Screen& s, float width, const WayToAsk& way) {
  const float inside = width - 2 * ui::card_padding(s.ui);
  const float words = inside * (1 - way.share) - s.space().l;
  return 2 * ui::card_padding(s.ui) + s.space().m +
         ui::measure_text_height(s.ui, way.title, ui::TextStyle::Title, words) +
         ui::measure_text_height(s.ui, way.text, ui::TextStyle::Body, words);
}

void draw_two_ways(Screen& s, const ui::Rect& place, WayToAsk first, WayToAsk second) {
  const auto places = place.rows(2, s.space().m);
  const auto has_room = [&](const WayToAsk& way) {
    const float mark = ui::badge_size(s.ui, {.text = way.mark, .tone = ui::Tone::Info}).h + s.space().m;
    return way_height(s, place.w, way) + mark <= places[0].h;
  };
  if (!has_room(first) || !has_room(second)) {
    first.mark.clear();
    second.mark.clear();
  }
  draw_way(s, places[0], first);
  draw_way(s, places[1], second);
}

void draw_where(Screen& s) {
  const float circle = s.theme().icon_large();
  const std::string words = s.tr(s.state.query.scanner ? "query.where" : "query.where_card");
  const float text = ui::measure_text_height(s.ui, words, ui::TextStyle::Label, s.content.w);
  Column column(s.content.cut_bottom(text + s.space().m + circle + s.space().m, s.space().l));
  write(s, column, {.text = words, .style = ui::TextStyle::Label, .align = ui::Align::Center}, s.space().m);
  const ui::Rect mark = column.take(circle).centered(circle, circle);
  s.ui.painter().circle(mark.center(), circle / 2, s.colors().primary);
  ui::icon(s.ui, mark, ui::Icon::ChevronDown, circle * 0.7F, s.colors().on_primary);
}

WayToAsk way_by_code(Screen& s) {
  WayToAsk way{ui::Illustration::ScanCode, live_view(s), {}, {}, {}};
  const bool one = s.state.code.ways.size() == 1;
  way.title = one ? s.tr("code.scan", {{"ways", code_names(s)}}) : s.tr("code.scan_one");
  way.text = one ? s.tr("code.scan_hint") : s.tr("code.scan_which", {{"ways", code_names(s)}});
  return way;
}

std::string code_name(const Screen& s, catalog::IdentityMethod method) {
  return s.of(catalog::label_of(method));
}

std::string code_names(const Screen& s) {
  std::string names;
  for (const catalog::IdentityMethod method : s.state.code.ways)
    names += (names.empty() ? "" : s.tr("list.comma")) + code_name(s, method);
  return names;
}

std::string code_names_in_short(const Screen& s) {
  const auto& ways = s.state.code.ways;
  if (ways.size() <= 1) return code_names(s);
  return s.tr("code.and_more", {{"way", code_name(s, ways.front())}});
}

ui::BannerSpec code_trouble(const Screen& s) {
  ui::BannerSpec banner;
  banner.id = "card.code_trouble";
  banner.tone = ui::Tone::Warning;
  const bool query = s.state.page == Page::Query;
  const std::string ways = code_names(s);
  switch (s.state.code.trouble) {
    case CodeTrouble::None: break;
    case CodeTrouble::Expired:
      banner.title = s.tr("code.expired");
      banner.text = s.tr("code.expired_hint");
      break;
    case CodeTrouble::Unknown:
      banner.title = s.tr("code.unknown");
      banner.text = s.tr("code.unknown_hint", {{"ways", ways}});
      break;
    case CodeTrouble::NotAccepted:
      banner.title = s.tr("code.not_accepted", {{"code", code_name(s, s.state.code.method)}});
      banner.text = s.tr("code.not_accepted_hint", {{"ways", ways}});
      break;
    case CodeTrouble::Away:
      banner.title = s.tr("code.away");
      banner.text = s.tr(query ? "code.away_query" : "code.away_hint");
      break;
    case CodeTrouble::Strange:
      banner.title = s.tr(strange_key(s.state.code.strange));
      banner.text = s.tr("code.strange_hint", {{"ways", ways}});
      break;
  }
  return banner;
}

void draw_asking_office(Screen& s) {
  s.content.cut_top(s.content.h * 0.16F);
  const Stage made = stage(
      s, s.content,
      {.title = s.tr("code.asking"), .text = s.tr("code.asking_hint"), .picture_height = s.theme().mm(70)});
  ui::spinner(s.ui, made.picture, false, s.tr("code.asking"));
}

}  // namespace yitang::resident
