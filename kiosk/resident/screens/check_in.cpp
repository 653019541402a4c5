// Reporting for an appointment: card or receipt, and what to do where it is not the time or the place.
#include <algorithm>
#include <string>
#include <vector>

#include "kiosk/resident/screens/appointment_words.hpp"
#include "kiosk/resident/screens/layout.hpp"
#include "kiosk/resident/screens/pages.hpp"
#include "kiosk/resident/screens/ways.hpp"
#include "kiosk/resident/screens/words.hpp"
#include "ui/widgets/banner.hpp"
#include "ui/widgets/key_values.hpp"
#include "ui/widgets/list_row.hpp"
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

void draw_check_in_trouble(Screen& s) {
  if (s.state.card.view != CardView::Problem) return;
  const ui::BannerSpec trouble{.id = "check_in.trouble",
                               .tone = ui::Tone::Warning,
                               .title = s.tr(check_in_trouble_key(s.state.card.problem)),
                               .text = s.tr("check_in.card_again")};
  ui::banner(s.ui, s.content.cut_top(ui::banner_height(s.ui, s.content.w, trouble), s.space().m), trouble);
}

// The card or the receipt, as where one asks how far it is.
void draw_card_or_receipt(Screen& s) {
  const std::string found = s.tr("check_in.found");
  Column line(
      s.content.cut_top(ui::measure_text_height(s.ui, found, ui::TextStyle::Body, s.content.w), s.space().m));
  write(s, line, {.text = found, .color = s.colors().text_muted});
  draw_check_in_trouble(s);
  draw_where(s);
  draw_two_ways(s, s.content,
                {ui::Illustration::CardOnReader, nullptr, s.tr("query.way_1"), s.tr("query.card"),
                 s.tr("check_in.card_way")},
                {ui::Illustration::ScanCode, live_view(s), s.tr("query.way_2"), s.tr("query.scan"),
                 s.tr("check_in.scan_way")});
}

void draw_check_in_card(Screen& s) {
  if (s.state.query.scanner) return draw_card_or_receipt(s);
  ui::BannerSpec notice;
  notice.id = "check_in.hint";
  notice.tone = ui::Tone::Neutral;
  notice.icon = ui::Icon::IdCard;
  notice.title = s.tr("check_in.agent");
  notice.text = s.tr("check_in.agent_hint");
  ui::banner(s.ui, s.content.cut_bottom(ui::banner_height(s.ui, s.content.w, notice), s.space().m), notice);
  draw_check_in_trouble(s);
  const Stage made = stage(s, s.content,
                           {.title = s.tr("card.put"),
                            .text = s.tr("check_in.put_hint"),
                            .picture_height = std::min(s.theme().mm(130), s.content.h * 0.5F)});
  ui::illustration(s.ui, made.picture, ui::Illustration::CardOnReader, s.tr("card.picture"));
}

const catalog::SlotPlan* plan_here(const Screen& s) {
  const auto& one = s.state.check_in.appointment;
  return one ? s.context.catalog.slot_plan(one->plan) : nullptr;
}

std::string why_not_now(const Screen& s) {
  const catalog::SlotPlan* plan = plan_here(s);
  const std::string from =
      plan != nullptr ? clock_text(cases::opens_at(*plan, s.state.check_in.appointment->slot)) : "";
  return s.tr(check_in_key(s.state.check_in.view) + "_hint",
              {{"from", from}, {"phone", s.context.place.hotline}});
}

// The appointment itself, to be read and kept in mind; where the time is over, only when and where it was.
std::vector<ui::KeyValue> agreed(const Screen& s) {
  const catalog::SlotPlan* plan = plan_here(s);
  if (plan == nullptr) return {};
  const CheckInView view = s.state.check_in.view;
  const cases::Slot& slot = s.state.check_in.appointment->slot;
  if (view == CheckInView::TooLate || view == CheckInView::Closed) return when_and_where(s, *plan, slot);
  if (view == CheckInView::TooEarly || view == CheckInView::OtherDay || view == CheckInView::OtherPlace)
    return appointment_rows(s, *plan, slot, cases::AppointmentState::Booked);
  return {};
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
    ui::result_hero(s.ui, column.take(ui::result_hero_height(s.ui, column.width(), hero), s.space().l), hero);
    const std::vector<ui::KeyValue> rows = agreed(s);
    if (rows.empty()) return;
    card_around(s, column, ui::key_values_height(s.ui, column.width() - 2 * ui::card_padding(s.ui), rows),
                s.space().m, [&](const ui::Rect& inside) { ui::key_values(s.ui, inside, rows); });
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
