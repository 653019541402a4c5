// Identity: where the card goes, what was read, what went wrong and what to do then.
#include <algorithm>
#include <string>
#include <utility>

#include "kiosk/resident/screens/layout.hpp"
#include "kiosk/resident/screens/pages.hpp"
#include "kiosk/resident/screens/portrait.hpp"
#include "kiosk/resident/screens/printer_words.hpp"
#include "kiosk/resident/screens/spoken.hpp"
#include "kiosk/resident/screens/ways.hpp"
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
ui::BannerSpec privacy_notice(const Screen& s) {
  const bool query = s.state.card.role == CardRole::Query;
  const int days = s.state.item != nullptr ? s.state.item->privacy.retention_days : 0;
  ui::BannerSpec notice;
  notice.id = "card.privacy";
  notice.tone = ui::Tone::Neutral;
  notice.icon = ui::Icon::Lock;
  notice.title = s.tr("card.privacy_title");
  notice.text = query ? s.tr("card.privacy_query") : s.tr("card.privacy", {{"days", std::to_string(days)}});
  if (!query && s.context.card_photos) notice.text += s.tr("card.privacy_photo");
  if (!s.state.code.ways.empty()) notice.text += s.tr("code.privacy");
  return notice;
}

void draw_privacy(Screen& s, ui::Rect& place) {
  const ui::BannerSpec notice = privacy_notice(s);
  ui::banner(s.ui, place.cut_bottom(ui::banner_height(s.ui, place.w, notice), s.space().m), notice);
}

void no_card_foot(Screen& s) {
  if (s.state.card.role == CardRole::Query) return;
  const ui::Icon icon = may_prepare(s.state) ? ui::Icon::Forward : ui::Icon::Printer;
  ui::ButtonSpec button = second_button("card.none", s.tr("card.none"), icon);
  const float height = s.theme().button_height();
  ui::Rect row = s.content.cut_bottom(height + s.space().l, s.space().m);
  if (ui::button(s.ui, row.with_height(height), button)) s.send(IntentKind::NoCard);
}

// Whoever took the slip is done here; a card that turns up after all is still read.
void draw_slip(Screen& s) {
  const PrintFate fate = s.state.print.fate.value_or(PrintFate::Printing);
  const bool printing = fate == PrintFate::Printing || fate == PrintFate::WaitingForPaper;
  const bool failed = fate == PrintFate::NotPrinted || fate == PrintFate::Unknown;
  ui::ButtonSpec leave =
      main_button("card.leave", s.tr(failed ? "card.slip_leave" : "card.slip_done"), ui::Icon::Exit);
  leave.enabled = !printing;
  const Foot tapped =
      failed ? foot(s, leave, second_button("card.none", s.tr("card.slip_again"), ui::Icon::Printer))
             : foot(s, leave, second_button("card.retry", s.tr("card.has_card"), ui::Icon::IdCard));
  if (tapped == Foot::Main) s.send(IntentKind::GoHome);
  if (tapped == Foot::Second) s.send(failed ? IntentKind::NoCard : IntentKind::AnotherCard);
  ui::BannerSpec note;
  note.id = "card.slip";
  note.tone = failed ? ui::Tone::Warning : printing ? ui::Tone::Info : ui::Tone::Success;
  note.icon = ui::Icon::Printer;
  note.title = s.tr(slip_fate_key(fate));
  if (!failed) note.text = s.tr("card.slip_hint");  // no slip, nothing to say of it
  ui::banner(s.ui, s.content.cut_top(ui::banner_height(s.ui, s.content.w, note), s.space().l), note);
  const ui::Rect picture = s.content.with_height(std::min(s.content.h, picture_height(s)));
  ui::illustration(s.ui, picture, failed ? ui::Illustration::CallStaff : ui::Illustration::TakeReceipt,
                   s.tr(failed ? "staff.picture" : "goodbye.picture"));
}

// Large letters: one below the other, as high as their words.
void draw_ways_below(Screen& s, WayToAsk card, WayToAsk code, const ui::BannerSpec& banner, bool trouble) {
  constexpr float small_picture = 0.26F;
  scrolling(s, s.content, "card.or_code", [&](Column& column) {
    const auto draw_banner = [&] {
      ui::banner(s.ui, column.take(ui::banner_height(s.ui, column.width(), banner), s.space().m), banner);
    };
    if (trouble) draw_banner();
    for (WayToAsk* way : {&card, &code}) {
      way->mark.clear();
      way->share = small_picture;
      draw_way(s, column.take(way_height(s, column.width(), *way), s.space().m), *way);
    }
    if (!trouble) draw_banner();
  });
}

// The card, or a code of the telephone: both at once, nothing to choose. What was wrong with a code takes the
// place of the notice, which was there until the code was shown.
void draw_card_or_code(Screen& s) {
  no_card_foot(s);
  const bool trouble = s.state.code.trouble != CodeTrouble::None;
  const ui::BannerSpec banner = trouble ? code_trouble(s) : privacy_notice(s);
  WayToAsk card{ui::Illustration::CardOnReader, nullptr, s.tr("query.way_1"), s.tr("code.card"),
                s.tr("code.card_hint")};
  WayToAsk code = way_by_code(s);
  code.mark = s.tr("query.way_2");
  const float height = ui::banner_height(s.ui, s.content.w, banner);
  const float each = (s.content.h - height - 2 * s.space().m) / 2;
  if (each < std::max(way_height(s, s.content.w, card), way_height(s, s.content.w, code)))
    return draw_ways_below(s, std::move(card), std::move(code), banner, trouble);
  ui::banner(s.ui,
             trouble ? s.content.cut_top(height, s.space().m) : s.content.cut_bottom(height, s.space().m),
             banner);
  draw_two_ways(s, s.content, std::move(card), std::move(code));
}

void draw_waiting(Screen& s) {
  if (!s.state.code.ways.empty()) return draw_card_or_code(s);
  no_card_foot(s);
  draw_privacy(s, s.content);
  const CardRole role = s.state.card.role;
  std::string text = s.tr(role == CardRole::Agent      ? "card.put_agent"
                          : role == CardRole::Guardian ? "card.put_guardian"
                                                       : "card.put_hint");
  if (s.state.code.two_people) text.insert(0, s.tr("code.two_people"));
  const Stage made =
      stage(s, s.content, {.title = s.tr("card.put"), .text = text, .picture_height = picture_height(s)});
  ui::illustration(s.ui, made.picture, ui::Illustration::CardOnReader, s.tr("card.picture"));
}

// Another try is the thing to do, unless it would end the same way: then the slip is.
void problem_foot(Screen& s, CardProblem problem) {
  const std::string again = s.tr("card.retry");
  if (s.state.card.role == CardRole::Query) {
    if (foot(s, main_button("card.retry", again, ui::Icon::Retry)) == Foot::Main)
      s.send(IntentKind::AnotherCard);
    return;
  }
  const bool choice = may_prepare(s.state);
  const std::string slip = s.tr(choice                           ? "no_card.without"
                                : problem == CardProblem::NoCard ? "card.none"
                                                                 : "card.none_slip");
  const ui::Icon slip_icon = choice ? ui::Icon::Forward : ui::Icon::Printer;
  const bool in_vain = problem == CardProblem::Expired || problem == CardProblem::NoReader;
  const Foot tapped = in_vain ? foot(s, main_button("card.none", slip, slip_icon),
                                     second_button("card.retry", again, ui::Icon::Retry))
                              : foot(s, main_button("card.retry", again, ui::Icon::Retry),
                                     second_button("card.none", slip, slip_icon));
  if (tapped == Foot::None) return;
  s.send((tapped == Foot::Main) == in_vain ? IntentKind::NoCard : IntentKind::AnotherCard);
}

void draw_problem(Screen& s) {
  const CardProblem problem = s.state.card.problem;
  const std::string key = problem_key(problem);
  problem_foot(s, problem);
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
    if (s.state.code.ways.empty()) return;
    WayToAsk way = way_by_code(s);
    ui::BannerSpec code;
    code.id = "card.code";
    code.tone = ui::Tone::Info;
    code.icon = ui::Icon::QrCode;
    code.title = std::move(way.title);
    code.text = std::move(way.text);
    ui::banner(s.ui, column.take(ui::banner_height(s.ui, column.width(), code), s.space().m), code);
  });
}

std::vector<ui::KeyValue> card_rows(const Screen& s, const cases::Person& person) {
  std::vector<ui::KeyValue> rows;
  rows.push_back({.key = s.tr("person.name"),
                  .value = cases::masked_name(person.name),
                  .icon = ui::Icon::Person,
                  .strong = true});
  rows.push_back({.key = s.tr("person.document"), .value = s.tr(document_key(person.document))});
  rows.push_back({.key = s.tr(document_number_key(person.document)),
                  .value = cases::masked_number(person.number),
                  .icon = ui::Icon::IdCard,
                  .strong = true});
  if (person.proof)
    rows.push_back({.key = s.tr("code.identity"), .value = code_name(s, person.proof->method)});
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
  return rows;
}

// The words at the left, the photo at the right, as on the card.
void draw_as_card(Screen& s, Column& column, const cases::Person& person) {
  const std::vector<ui::KeyValue> rows = card_rows(s, person);
  const PortraitSize portrait = portrait_size(s);
  const float words = column.width() - 2 * ui::card_padding(s.ui) - portrait.w - s.space().l;
  const float height = std::max(ui::key_values_height(s.ui, words, rows), portrait.h);
  card_around(s, column, height, s.space().m, [&](ui::Rect inside) {
    draw_portrait(s, inside.cut_right(portrait.w, s.space().l).with_height(portrait.h));
    ui::key_values(s.ui, inside, rows);
  });
}

// What the office said: there is no card, and no photo of one.
void draw_as_known(Screen& s, Column& column, const cases::Person& person) {
  const std::vector<ui::KeyValue> rows = card_rows(s, person);
  card_around(s, column, ui::key_values_height(s.ui, column.width() - 2 * ui::card_padding(s.ui), rows),
              s.space().m, [&](const ui::Rect& inside) { ui::key_values(s.ui, inside, rows); });
}

void draw_read(Screen& s, const cases::Person& person) {
  const Foot tapped = foot(
      s, main_button("card.use", s.tr("card.use"), ui::Icon::Check),
      second_button("card.another", s.tr(person.proof ? "code.another" : "card.another"), ui::Icon::Retry));
  if (tapped == Foot::Main) s.send(IntentKind::UseCard);
  if (tapped == Foot::Second) s.send(IntentKind::AnotherCard);
  scrolling(s, s.content, "card.read", [&](Column& column) {
    ui::ResultHeroSpec hero;
    hero.icon = ui::Icon::Check;
    hero.title = s.tr(person.proof ? "code.read" : "card.read");
    hero.text = s.tr(person.proof ? "code.read_hint" : "card.read_hint");
    ui::result_hero(s.ui, column.take(ui::result_hero_height(s.ui, column.width(), hero), s.space().l), hero);
    if (person.proof) {
      draw_as_known(s, column, person);
    } else {
      draw_as_card(s, column, person);
    }
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

// A number was typed, and the matter is none that a guardian can bring here for a child.
void draw_child_at_counter(Screen& s) {
  const Foot tapped = foot(s, main_button("card.none", s.tr("card.none_slip"), ui::Icon::Printer),
                           second_button("card.retry", s.tr("card.has_card"), ui::Icon::IdCard));
  if (tapped == Foot::Main) s.send(IntentKind::PrintCounterSlip);
  if (tapped == Foot::Second) s.send(IntentKind::AnotherCard);
  const std::string key = under_age_key(s.state);
  const Stage made =
      stage(s, s.content,
            {.title = s.tr(key), .text = s.tr(key + "_hint"), .picture_height = picture_height(s) * 0.7F});
  const float side = made.picture.h * 0.9F;
  ui::icon_plate(s.ui, made.picture.centered(side, side), ui::Icon::Family, ui::Accent::Orange);
}

// The way goes on with a guardian's card; whoever is too young to act for others puts another card down.
void draw_under_age(Screen& s) {
  if (only_counter_for_child(s.state)) return draw_child_at_counter(s);
  if (s.state.card.role != CardRole::Applicant)
    return draw_stopped(s, under_age_key(s.state), ui::Icon::Family);
  const Foot tapped = foot(s, main_button("card.guardian", s.tr("card.guardian"), ui::Icon::IdCard),
                           second_button("card.another", s.tr("card.another"), ui::Icon::Retry));
  if (tapped == Foot::Main) s.send(IntentKind::BringGuardian);
  if (tapped == Foot::Second) s.send(IntentKind::AnotherCard);
  const Stage made = stage(s, s.content,
                           {.title = s.tr("card.under_age"),
                            .text = s.tr("card.under_age_hint"),
                            .picture_height = picture_height(s) * 0.7F});
  const float side = made.picture.h * 0.9F;
  ui::icon_plate(s.ui, made.picture.centered(side, side), ui::Icon::Family, ui::Accent::Orange);
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
  const bool waits = s.state.card.view == CardView::Waiting || s.state.card.view == CardView::Problem;
  if (waits && s.state.card.slip_offered) return draw_slip(s);
  switch (s.state.card.view) {
    case CardView::Waiting: return draw_waiting(s);
    case CardView::Asking: return draw_asking_office(s);
    case CardView::Looking: return draw_looking(s);
    case CardView::Problem: return draw_problem(s);
    case CardView::SamePerson: return draw_stopped(s, "card.same_person", ui::Icon::People);
    case CardView::UnderAge: return draw_under_age(s);
    case CardView::Read:
      if (s.state.card.person) draw_read(s, *s.state.card.person);
      return;
  }
}

}  // namespace yitang::resident
