// One question a page, answered with one tap or a number.
#include <string>

#include "kiosk/resident/screens/layout.hpp"
#include "kiosk/resident/screens/pages.hpp"
#include "kiosk/resident/screens/text_entry.hpp"
#include "kiosk/resident/screens/words.hpp"
#include "ui/widgets/banner.hpp"
#include "ui/widgets/choice.hpp"
#include "ui/widgets/progress.hpp"
#include "ui/widgets/text_field.hpp"
#include "ui/widgets/tile.hpp"

namespace yitang::resident {
namespace {

void draw_question(Screen& s, const catalog::AskNext& ask) {
  const std::string counter = s.tr("check.counter", {{"current", std::to_string(ask.answered + 1)},
                                                     {"total", std::to_string(ask.at_most)}});
  ui::StepperSpec steps;
  steps.current = ask.answered + 1;
  steps.total = ask.at_most;
  steps.title = s.tr("check.subtitle");
  steps.counter = counter;
  ui::stepper(s.ui, s.content.cut_top(ui::stepper_height(s.ui), s.space().xl), steps);
  const std::string& question = s.of(ask.fact->question.text);
  const float height = ui::measure_text_height(s.ui, question, ui::TextStyle::Title, s.content.w);
  ui::text(s.ui, s.content.cut_top(height, s.space().m),
           {.text = question, .style = ui::TextStyle::Title, .heading = true});
  const std::string& hint = s.of(ask.fact->question.hint);
  if (!hint.empty()) {
    const float small = ui::measure_text_height(s.ui, hint, ui::TextStyle::Body, s.content.w);
    ui::text(s.ui, s.content.cut_top(small, s.space().m), {.text = hint, .color = s.colors().text_muted});
  }
  s.content.cut_top(s.space().m);
}

void draw_yes_no(Screen& s, const catalog::Fact& fact) {
  const auto cells = s.content.with_height(s.theme().mm(s.elder() ? 84 : 78)).columns(2, s.space().l);
  ui::TileSpec yes;
  yes.id = "check.yes";
  yes.title = s.tr("check.yes");
  yes.icon = ui::Icon::Check;
  yes.accent = ui::Accent::Green;
  ui::TileSpec no = yes;
  no.id = "check.no";
  no.title = s.tr("check.no");
  no.icon = ui::Icon::Cross;
  no.accent = ui::Accent::Orange;
  if (ui::tile(s.ui, cells[0], yes)) s.send(IntentKind::AnswerCheck, fact.name, "true");
  if (ui::tile(s.ui, cells[1], no)) s.send(IntentKind::AnswerCheck, fact.name, "false");
}

bool in_range(const catalog::Question& question, const std::string& text) {
  if (text.empty() || text == ".") return false;
  const double value = std::stod(text.size() > 12 ? std::string("999999999999") : text);
  return value >= question.min && (question.max <= question.min || value <= question.max);
}

void draw_number(Screen& s, const catalog::Fact& fact) {
  const catalog::Question& question = fact.question;
  open_entry(s, {.key = "check." + fact.name,
                 .mode = question.decimals > 0 ? ui::KeyboardMode::Decimal : ui::KeyboardMode::Digits,
                 .allow_switching = false,
                 .max_length = 10});
  const EntryResult result = draw_keyboard(s);
  const EntryText text = entry_text(s);
  const bool good = in_range(question, text.text);
  ui::ButtonSpec go = main_button("check.answer", s.tr("common.next"), ui::Icon::Forward);
  go.icon_right = true;
  go.enabled = good;
  const bool tapped = foot(s, go) == Foot::Main || (good && result == EntryResult::Done);
  ui::TextFieldSpec field;
  field.id = "check.number";
  field.label = s.tr("check.number");
  field.value = text.text;
  field.caret = text.caret;
  field.focused = true;
  field.hint = s.of(question.unit).empty() ? "" : s.tr("check.unit", {{"unit", s.of(question.unit)}});
  if (!text.text.empty() && !good && question.max > question.min) {
    field.error =
        s.tr("check.range", {{"min", number_text(question.min)}, {"max", number_text(question.max)}});
  }
  ui::text_field(s.ui, s.content.cut_top(ui::text_field_height(s.ui, s.content.w, field)), field);
  if (tapped) {
    s.send(IntentKind::AnswerCheck, fact.name, text.text);
    s.memory.entry.close();
  }
}

void draw_choices(Screen& s, const catalog::Fact& fact) {
  ui::ChoiceSpec spec;
  spec.id = "check.choice";
  for (const catalog::Option& option : fact.question.options) {
    ui::ChoiceOption shown;
    shown.id = "check.option." + option.code;
    shown.title = s.of(option.label);
    spec.options.push_back(shown);
  }
  scrolling(s, s.content, "check." + fact.name, [&](Column& column) {
    const int tapped = ui::choice(s.ui, column.take(ui::choice_height(s.ui, column.width(), spec)), spec);
    if (tapped < 0) return;
    s.send(IntentKind::AnswerCheck, fact.name, fact.question.options[static_cast<std::size_t>(tapped)].code);
  });
}

}  // namespace

void draw_eligibility(Screen& s) {
  if (!s.state.question || s.state.question->fact == nullptr) return;
  const catalog::Fact& fact = *s.state.question->fact;
  draw_question(s, *s.state.question);
  switch (fact.question.answer) {
    case catalog::AnswerKind::YesNo: return draw_yes_no(s, fact);
    case catalog::AnswerKind::Number: return draw_number(s, fact);
    case catalog::AnswerKind::Choice: return draw_choices(s, fact);
  }
}

void draw_not_eligible(Screen& s) {
  if (!s.state.ineligible) return;
  if (s.state.bundle.bundle != nullptr) return draw_bundle_refusal(s);
  const catalog::NotEligible& no = *s.state.ineligible;
  const ui::ButtonSpec other = second_button("ineligible.items", s.tr("ineligible.items"), ui::Icon::List);
  ui::ButtonSpec main = main_button("ineligible.guide", s.tr("ineligible.guide"), ui::Icon::Document);
  if (no.offer) main = main_button("ineligible.accept", s.tr("ineligible.accept"), ui::Icon::Check);
  const Foot tapped = foot(s, main, other);
  if (tapped == Foot::Main) {
    if (no.offer) {
      s.send(IntentKind::AcceptOffer, no.outcome);
    } else {
      s.send(IntentKind::OpenItem, s.state.item != nullptr ? s.state.item->id : "");
    }
  }
  if (tapped == Foot::Second) s.send(IntentKind::GoHome);

  scrolling(s, s.content, "ineligible", [&](Column& column) {
    ui::ResultHeroSpec hero;
    hero.tone = ui::Tone::Warning;
    hero.icon = no.offer ? ui::Icon::Info : ui::Icon::Pause;
    hero.title = s.of(no.why);
    hero.personal = true;
    ui::result_hero(s.ui, column.take(ui::result_hero_height(s.ui, column.width(), hero), s.space().l), hero);
    ui::BannerSpec advice;
    advice.id = "ineligible.advice";
    advice.tone = ui::Tone::Info;
    advice.icon = ui::Icon::Info;
    advice.title = s.tr("ineligible.instead");
    advice.text = s.of(no.advice);
    advice.personal = true;
    if (!advice.text.empty()) {
      ui::banner(s.ui, column.take(ui::banner_height(s.ui, column.width(), advice), s.space().m), advice);
    }
    write(s, column,
          {.text = s.tr("ineligible.ask", {{"phone", s.context.place.hotline}}),
           .color = s.colors().text_muted,
           .align = ui::Align::Center});
  });
}

}  // namespace yitang::resident
