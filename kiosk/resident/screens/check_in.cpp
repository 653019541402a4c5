// Reporting for an appointment: card or receipt, and what to do where it is not the time or the place.
#include <algorithm>
#include <string>

#include "kiosk/resident/screens/appointment_words.hpp"
#include "kiosk/resident/screens/layout.hpp"
#include "kiosk/resident/screens/pages.hpp"
#include "kiosk/resident/screens/words.hpp"
#include "ui/widgets/banner.hpp"
#include "ui/widgets/progress.hpp"

namespace yitang::resident {
namespace {

const char* check_in_trouble_key(CardProblem problem) {
  switch (problem) {
    case CardProblem::NoReader: return "card.no_reader";
    case CardProblem::NoCard: return "card.no_card";
    case CardProblem::Unreadable: return "card.unreadable";
    case CardProblem::NotAnIdCard: return "card.not_id_card";
    case CardProblem::Expired: break;
  }
  return "card.expired";
}

void draw_check_in_card(Screen& s) {
  ui::BannerSpec notice;
  notice.id = "check_in.hint";
  notice.tone = ui::Tone::Neutral;
  notice.icon = ui::Icon::Receipt;
  const bool scanner = s.state.query.scanner;
  notice.title = s.tr(scanner ? "check_in.scan" : "check_in.agent");
  notice.text = s.tr(scanner ? "check_in.scan_hint" : "check_in.agent_hint");
  ui::banner(s.ui, s.content.cut_bottom(ui::banner_height(s.ui, s.content.w, notice), s.space().m), notice);
  if (s.state.card.view == CardView::Problem) {
    const ui::BannerSpec trouble{.id = "check_in.trouble",
                                 .tone = ui::Tone::Warning,
                                 .title = s.tr(check_in_trouble_key(s.state.card.problem)),
                                 .text = s.tr("check_in.card_again")};
    ui::banner(s.ui, s.content.cut_top(ui::banner_height(s.ui, s.content.w, trouble), s.space().m), trouble);
  }
  const Stage made = stage(s, s.content,
                           {.title = s.tr("card.put"),
                            .text = s.tr("check_in.put_hint"),
                            .picture_height = std::min(s.theme().mm(130), s.content.h * 0.5F)});
  ui::illustration(s.ui, made.picture, ui::Illustration::CardOnReader, s.tr("card.picture"));
}

struct Place {
  std::string point;
  std::string window;
};

Place place_of(const Screen& s, const catalog::SlotPlan& plan) {
  const catalog::ServicePoint* point = s.context.catalog.point(plan.point);
  const catalog::Queue* queue = s.context.catalog.queue(plan.queue);
  return {point != nullptr ? s.of(point->name) : "", queue != nullptr ? s.of(queue->window) : ""};
}

// When it is, and when and where one may report for it.
std::string why_not_now(const Screen& s) {
  const auto& one = s.state.check_in.appointment;
  const catalog::SlotPlan* plan = one ? s.context.catalog.slot_plan(one->plan) : nullptr;
  const std::string key = check_in_key(s.state.check_in.view) + "_hint";
  if (plan == nullptr) return s.tr(key, {{"phone", s.context.place.hotline}});
  const Place place = place_of(s, *plan);
  return s.tr(key, {{"when", slot_text(s, one->slot)},
                    {"time", cases::time_text(one->slot.from)},
                    {"from", clock_text(cases::opens_at(*plan, one->slot))},
                    {"place", place.point},
                    {"window", place.window},
                    {"phone", s.context.place.hotline}});
}

ui::Icon check_in_icon(CheckInView view) {
  switch (view) {
    case CheckInView::TooEarly:
    case CheckInView::TooLate: return ui::Icon::Clock;
    case CheckInView::OtherDay:
    case CheckInView::Over: return ui::Icon::Calendar;
    case CheckInView::OtherPlace: return ui::Icon::Route;
    case CheckInView::Nothing: return ui::Icon::Search;
    case CheckInView::Card:
    case CheckInView::Looking:
    case CheckInView::Closed: return ui::Icon::Info;
    case CheckInView::Unsure:
    case CheckInView::Failed: break;
  }
  return ui::Icon::Warning;
}

void draw_not_now(Screen& s) {
  const CheckInView view = s.state.check_in.view;
  if (view == CheckInView::TooLate) {
    if (foot(s, main_button("check_in.late", s.tr("check_in.take_late"), ui::Icon::Receipt)) == Foot::Main)
      s.send(IntentKind::TakeLateNumber);
  } else if (view == CheckInView::Failed || view == CheckInView::Nothing) {
    if (foot(s, main_button("check_in.again", s.tr("ticket.again"), ui::Icon::Retry)) == Foot::Main)
      s.send(IntentKind::OpenCheckIn);
  } else if (foot(s, main_button("check_in.back", s.tr("ticket.back"), ui::Icon::Back)) == Foot::Main) {
    s.send(IntentKind::GoBack);
  }
  ui::ResultHeroSpec hero;
  hero.tone = view == CheckInView::Failed || view == CheckInView::Unsure ? ui::Tone::Warning : ui::Tone::Info;
  hero.icon = check_in_icon(view);
  hero.title = s.tr(check_in_key(view));
  hero.text = why_not_now(s);
  scrolling(s, s.content, "check_in", [&](Column& column) {
    column.skip(s.space().xl);
    ui::result_hero(s.ui, column.take(ui::result_hero_height(s.ui, column.width(), hero)), hero);
  });
}

}  // namespace

std::string check_in_key(CheckInView view) {
  switch (view) {
    case CheckInView::Card:
    case CheckInView::Looking: return "check_in.looking";
    case CheckInView::TooEarly: return "check_in.early";
    case CheckInView::TooLate: return "check_in.too_late";
    case CheckInView::OtherDay: return "check_in.other_day";
    case CheckInView::OtherPlace: return "check_in.other_place";
    case CheckInView::Over: return "check_in.over";
    case CheckInView::Nothing: return "check_in.nothing";
    case CheckInView::Closed: return "check_in.closed";
    case CheckInView::Unsure: return "check_in.unsure";
    case CheckInView::Failed: break;
  }
  return "check_in.failed";
}

void draw_check_in(Screen& s) {
  if (s.state.check_in.view == CheckInView::Card) return draw_check_in_card(s);
  if (s.state.check_in.view != CheckInView::Looking) return draw_not_now(s);
  const Stage made = stage(
      s, s.content,
      {.title = s.tr("check_in.looking"), .text = s.tr("submit.wait"), .picture_height = s.theme().mm(70)});
  ui::spinner(s.ui, made.picture, false, s.tr("check_in.looking"));
}

}  // namespace yitang::resident
