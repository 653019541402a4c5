// Identity: where the card goes, what was read, what went wrong and what to do then.
#include <algorithm>
#include <string>
#include <utility>

#include "kiosk/resident/screens/layout.hpp"
#include "kiosk/resident/screens/pages.hpp"
#include "kiosk/resident/screens/words.hpp"
#include "ui/widgets/banner.hpp"
#include "ui/widgets/illustration.hpp"
#include "ui/widgets/key_values.hpp"
#include "ui/widgets/list_row.hpp"
#include "ui/widgets/picture.hpp"
#include "ui/widgets/progress.hpp"

namespace yitang::resident {
namespace {

float picture_height(const Screen& s) { return std::min(s.theme().mm(140), s.content.h * 0.5F); }

std::string problem_key(CardProblem problem) {
  switch (problem) {
    case CardProblem::NoReader: return "card.no_reader";
    case CardProblem::NoCard: return "card.no_card";
    case CardProblem::Unreadable: return "card.unreadable";
    case CardProblem::NotAnIdCard: return "card.not_id_card";
    case CardProblem::Expired: return "card.expired";
  }
  return {};
}

// What is read, why, how long it is kept: short, before anything is read.
void draw_privacy(Screen& s, ui::Rect& place) {
  const bool query = s.state.card.role == CardRole::Query;
  const int days = s.state.item != nullptr ? s.state.item->privacy.retention_days : 0;
  ui::BannerSpec notice;
  notice.id = "card.privacy";
  notice.tone = ui::Tone::Neutral;
  notice.icon = ui::Icon::Lock;
  notice.title = s.tr("card.privacy_title");
  notice.text = query ? s.tr("card.privacy_query") : s.tr("card.privacy", {{"days", std::to_string(days)}});
  ui::banner(s.ui, place.cut_bottom(ui::banner_height(s.ui, place.w, notice), s.space().m), notice);
}

void no_card_foot(Screen& s) {
  if (s.state.card.role == CardRole::Query) return;
  ui::ButtonSpec button = second_button("card.none", s.tr("card.none"), ui::Icon::Printer);
  const float height = s.theme().button_height();
  ui::Rect row = s.content.cut_bottom(height + s.space().l, s.space().m);
  if (ui::button(s.ui, row.with_height(height), button)) s.send(IntentKind::NoCard);
}

void draw_slip_note(Screen& s) {
  if (!s.state.card.slip_offered) return;
  const PrintFate fate = s.state.print.fate.value_or(PrintFate::Printing);
  ui::BannerSpec note;
  note.id = "card.slip";
  note.tone = fate == PrintFate::Printed    ? ui::Tone::Success
              : fate == PrintFate::Printing ? ui::Tone::Info
                                            : ui::Tone::Warning;
  note.icon = ui::Icon::Printer;
  note.title = s.tr(fate == PrintFate::Printed           ? "card.slip_printed"
                    : fate == PrintFate::Printing        ? "print.working"
                    : fate == PrintFate::WaitingForPaper ? "print.waiting"
                                                         : "card.slip_failed");
  note.text = s.tr("card.slip_hint");
  ui::banner(s.ui, s.content.cut_bottom(ui::banner_height(s.ui, s.content.w, note), s.space().m), note);
}

void draw_waiting(Screen& s) {
  no_card_foot(s);
  draw_slip_note(s);
  draw_privacy(s, s.content);
  const std::string text = s.tr(s.state.card.role == CardRole::Agent ? "card.put_agent" : "card.put_hint");
  const Stage made =
      stage(s, s.content, {.title = s.tr("card.put"), .text = text, .picture_height = picture_height(s)});
  ui::illustration(s.ui, made.picture, ui::Illustration::CardOnReader, s.tr("card.picture"));
}

void draw_problem(Screen& s) {
  const CardProblem problem = s.state.card.problem;
  const std::string key = problem_key(problem);
  ui::ButtonSpec retry = main_button("card.retry", s.tr("card.retry"), ui::Icon::Retry);
  const bool query = s.state.card.role == CardRole::Query;
  const Foot tapped = query
                          ? foot(s, retry)
                          : foot(s, retry, second_button("card.none", s.tr("card.none"), ui::Icon::Printer));
  if (tapped == Foot::Main) s.send(IntentKind::AnotherCard);
  if (tapped == Foot::Second) s.send(IntentKind::NoCard);
  draw_slip_note(s);
  scrolling(s, s.content, key, [&](Column& column) {
    const bool turn = problem == CardProblem::Unreadable || problem == CardProblem::NoCard;
    const ui::Rect picture = column.take(picture_height(s) * 0.8F, s.space().l);
    if (turn) {
      ui::illustration(
          s.ui, picture,
          problem == CardProblem::NoCard ? ui::Illustration::CardOnReader : ui::Illustration::CardTurned,
          s.tr("card.picture"));
    } else {
      const ui::Icon icon = problem == CardProblem::NoReader  ? ui::Icon::CardReader
                            : problem == CardProblem::Expired ? ui::Icon::Calendar
                                                              : ui::Icon::IdCard;
      const float side = picture.h * 0.8F;
      ui::icon_plate(s.ui, picture.centered(side, side), icon, ui::Accent::Orange);
    }
    write(s, column,
          {.text = s.tr(key), .style = ui::TextStyle::Title, .align = ui::Align::Center, .heading = true},
          s.space().m);
    write(s, column, {.text = s.tr(key + "_hint"), .align = ui::Align::Center}, s.space().m);
  });
}

void draw_read(Screen& s, const cases::Person& person) {
  const Foot tapped = foot(s, main_button("card.use", s.tr("card.use"), ui::Icon::Check),
                           second_button("card.another", s.tr("card.another"), ui::Icon::Retry));
  if (tapped == Foot::Main) s.send(IntentKind::UseCard);
  if (tapped == Foot::Second) s.send(IntentKind::AnotherCard);
  scrolling(s, s.content, "card.read", [&](Column& column) {
    ui::ResultHeroSpec hero;
    hero.icon = ui::Icon::Check;
    hero.title = s.tr("card.read");
    hero.text = s.tr("card.read_hint");
    ui::result_hero(s.ui, column.take(ui::result_hero_height(s.ui, column.width(), hero), s.space().l), hero);
    std::vector<ui::KeyValue> rows;
    rows.push_back({.key = s.tr("person.name"),
                    .value = cases::masked_name(person.name),
                    .icon = ui::Icon::Person,
                    .strong = true});
    rows.push_back({.key = s.tr("person.number"),
                    .value = cases::masked_number(person.number),
                    .icon = ui::Icon::IdCard,
                    .strong = true});
    if (!person.address.empty()) {
      rows.push_back({.key = s.tr("person.address"),
                      .value = cases::masked_address(person.address),
                      .icon = ui::Icon::MapPin});
    }
    if (person.valid_to || person.long_term) {
      rows.push_back({.key = s.tr("person.valid"),
                      .value = person.long_term ? s.tr("person.for_life") : date_text(s, *person.valid_to),
                      .icon = ui::Icon::Calendar});
    }
    card_around(s, column, ui::key_values_height(s.ui, column.width() - 2 * ui::card_padding(s.ui), rows),
                s.space().m, [&](const ui::Rect& inside) { ui::key_values(s.ui, inside, rows); });
    write(s, column,
          {.text = s.tr("card.masked"),
           .style = ui::TextStyle::Caption,
           .color = s.colors().text_muted,
           .align = ui::Align::Center});
  });
}

void draw_stopped(Screen& s, const std::string& key, ui::Icon icon) {
  if (foot(s, main_button("card.another", s.tr("card.another"), ui::Icon::Retry)) == Foot::Main)
    s.send(IntentKind::AnotherCard);
  const Stage made =
      stage(s, s.content,
            {.title = s.tr(key), .text = s.tr(key + "_hint"), .picture_height = picture_height(s) * 0.7F});
  const float side = made.picture.h * 0.9F;
  ui::icon_plate(s.ui, made.picture.centered(side, side), icon, ui::Accent::Orange);
}

void draw_looking(Screen& s) {
  const Stage made = stage(s, s.content,
                           {.title = s.tr("card.looking"),
                            .text = s.tr("card.looking_hint"),
                            .picture_height = picture_height(s) * 0.6F});
  ui::spinner(s.ui, made.picture, false, s.tr("card.looking"));
}

}  // namespace

void draw_card(Screen& s) {
  switch (s.state.card.view) {
    case CardView::Waiting: return draw_waiting(s);
    case CardView::Looking: return draw_looking(s);
    case CardView::Problem: return draw_problem(s);
    case CardView::SamePerson: return draw_stopped(s, "card.same_person", ui::Icon::People);
    case CardView::UnderAge: return draw_stopped(s, "card.under_age", ui::Icon::Family);
    case CardView::Read:
      if (s.state.card.person) draw_read(s, *s.state.card.person);
      return;
  }
}

}  // namespace yitang::resident
