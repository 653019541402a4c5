// A number for a window: with the card or without, and the number itself, as large as the page allows.
#include <algorithm>

#include "kiosk/resident/screens/appointment_words.hpp"
#include "kiosk/resident/screens/layout.hpp"
#include "kiosk/resident/screens/pages.hpp"
#include "kiosk/resident/screens/printer_words.hpp"
#include "kiosk/resident/screens/ticket_words.hpp"
#include "kiosk/resident/screens/words.hpp"
#include "ui/widgets/banner.hpp"
#include "ui/widgets/list_row.hpp"
#include "ui/widgets/progress.hpp"

namespace yitang::resident {
namespace {

const char* card_trouble_key(CardProblem problem) {
  switch (problem) {
    case CardProblem::NoReader: return "card.no_reader";
    case CardProblem::NoCard: return "card.no_card";
    case CardProblem::Unreadable: return "card.unreadable";
    case CardProblem::NotAnIdCard: return "card.not_id_card";
    case CardProblem::Expired: break;
  }
  return "card.expired";
}

void top_banner(Screen& s, const ui::BannerSpec& banner) {
  ui::banner(s.ui, s.content.cut_top(ui::banner_height(s.ui, s.content.w, banner), s.space().m), banner);
}

void draw_ticket_warning(Screen& s) {
  const std::string warning = warning_text(s, s.state.tickets.chosen);
  if (warning.empty()) return;
  top_banner(s, {.id = "ticket.warning",
                 .tone = ui::Tone::Warning,
                 .title = warning,
                 .text = {},
                 .icon = ui::Icon::Clock});
}

void draw_put_card(Screen& s) {
  const float height = s.theme().button_height();
  const ui::Rect row = s.content.cut_bottom(height + s.space().l, s.space().m).with_height(height);
  if (ui::button(s.ui, row, second_button("ticket.no_card", s.tr("ticket.no_card"), ui::Icon::Receipt)))
    s.send(IntentKind::TakeWithoutCard);
  ui::BannerSpec notice;
  notice.id = "ticket.privacy";
  notice.tone = ui::Tone::Neutral;
  notice.icon = ui::Icon::Lock;
  notice.title = s.tr("card.privacy_title");
  notice.text = s.tr("ticket.privacy");
  ui::banner(s.ui, s.content.cut_bottom(ui::banner_height(s.ui, s.content.w, notice), s.space().m), notice);
  if (s.state.card.view == CardView::Problem) {
    top_banner(s, {.id = "ticket.trouble",
                   .tone = ui::Tone::Warning,
                   .title = s.tr(card_trouble_key(s.state.card.problem)),
                   .text = s.tr("ticket.card_hint")});
  } else {
    draw_ticket_warning(s);
  }
  const Stage made = stage(s, s.content,
                           {.title = s.tr("card.put"),
                            .text = s.tr("ticket.put_hint"),
                            .picture_height = std::min(s.theme().mm(130), s.content.h * 0.5F)});
  ui::illustration(s.ui, made.picture, ui::Illustration::CardOnReader, s.tr("card.picture"));
}

void draw_no_number(Screen& s) {
  const bool stopped = s.state.tickets.view == TicketView::Stopped;
  if (stopped) {
    if (foot(s, main_button("ticket.back", s.tr("ticket.back"), ui::Icon::Back)) == Foot::Main)
      s.send(IntentKind::GoBack);
  } else if (foot(s, main_button("ticket.again", s.tr("ticket.again"), ui::Icon::Retry)) == Foot::Main) {
    s.send(IntentKind::ChooseQueue, s.state.tickets.chosen.queue->id);
  }
  const Stage made = stage(s, s.content,
                           {.title = s.tr(stopped ? "ticket.stopped" : "ticket.failed"),
                            .text = s.tr(stopped ? "ticket.stopped_hint" : "ticket.failed_hint",
                                         {{"phone", s.context.place.hotline}}),
                            .picture_height = std::min(s.theme().mm(110), s.content.h * 0.5F)});
  ui::illustration(s.ui, made.picture, ui::Illustration::CallStaff, s.tr("frame.call"));
}

// What the slip does, or that this number was there already.
ui::BannerSpec ticket_banner(const Screen& s) {
  ui::BannerSpec banner;
  banner.id = "ticket.print";
  if (s.state.print.fate && s.state.print.kind == PrintKind::Ticket) {
    const PrintFate fate = *s.state.print.fate;
    banner.icon = ui::Icon::Printer;
    banner.tone = fate == PrintFate::Printed    ? ui::Tone::Success
                  : fate == PrintFate::Printing ? ui::Tone::Info
                                                : ui::Tone::Warning;
    banner.title = s.tr(print_key(fate, "ticket.print_failed"));
    return banner;
  }
  banner.tone = ui::Tone::Info;
  banner.title = s.tr("ticket.there_already");
  banner.text = s.tr("ticket.there_already_hint");
  return banner;
}

void draw_drawn_number(Screen& s, Column& column) {
  const TicketDesk& desk = s.state.tickets;
  const bool called = desk.drawn->ticket.state == cases::TicketState::Called;
  const std::string ahead = called ? s.tr("ticket.called") : people_text(s, desk.drawn->ahead);
  const float width = column.width() - 2 * ui::card_padding(s.ui);
  const auto line = [&](const std::string& text, ui::TextStyle style, ui::Color color) {
    return ui::TextSpec{.text = text, .style = style, .color = color, .align = ui::Align::Center};
  };
  const char* above = desk.drawn->ticket.priority ? "ticket.first" : "ticket.your_number";
  const std::vector<ui::TextSpec> lines{
      line(s.tr(above), ui::TextStyle::Body, s.colors().text_muted),
      line(ticket_label_of(s.state), ui::TextStyle::Display, s.colors().primary),
      line(s.of(desk.chosen.queue->window), ui::TextStyle::Title, s.colors().text),
      line(ahead, ui::TextStyle::Heading, called ? s.colors().success : s.colors().text)};
  float height = s.space().m * static_cast<float>(lines.size() - 1);
  for (const ui::TextSpec& spec : lines)
    height += ui::measure_text_height(s.ui, spec.text, spec.style, width);
  card_around(s, column, height, s.space().m, [&](const ui::Rect& inside) {
    Column inner(inside);
    for (const ui::TextSpec& spec : lines) write(s, inner, spec, s.space().m);
  });
}

void draw_ticket_facts(Screen& s, Column& column) {
  const TicketDesk& desk = s.state.tickets;
  std::vector<ui::KeyValue> rows;
  const catalog::SlotPlan* plan =
      desk.appointment ? s.context.catalog.slot_plan(desk.appointment->plan) : nullptr;
  if (desk.appointment)
    rows.push_back({.key = s.tr("ticket.appointment"),
                    .value = slot_time_text(desk.appointment->slot),
                    .icon = ui::Icon::Calendar,
                    .strong = true});
  const Text& matter = plan != nullptr ? s.context.catalog.hall_name_of(*plan) : desk.chosen.queue->name;
  rows.push_back({.key = s.tr("ticket.queue"), .value = s.of(matter), .icon = ui::Icon::Receipt});
  if (!desk.name.empty())
    rows.push_back({.key = s.tr("ticket.name"), .value = desk.name, .icon = ui::Icon::Person});
  rows.push_back({.key = s.tr("ticket.drawn"),
                  .value = moment_text(s, desk.drawn->ticket.drawn_at),
                  .icon = ui::Icon::Clock});
  card_around(s, column, ui::key_values_height(s.ui, column.width() - 2 * ui::card_padding(s.ui), rows),
              s.space().m, [&](const ui::Rect& inside) { ui::key_values(s.ui, inside, rows); });
}

}  // namespace

void draw_ticket_card(Screen& s) {
  if (s.state.tickets.chosen.queue == nullptr) return;
  if (s.state.tickets.view == TicketView::Card) return draw_put_card(s);
  if (s.state.tickets.view != TicketView::Drawing) return draw_no_number(s);
  const Stage made = stage(
      s, s.content,
      {.title = s.tr("ticket.drawing"), .text = s.tr("submit.wait"), .picture_height = s.theme().mm(70)});
  ui::spinner(s.ui, made.picture, false, s.tr("ticket.drawing"));
}

void draw_ticket(Screen& s) {
  if (!s.state.tickets.drawn || s.state.tickets.chosen.queue == nullptr) return;
  const auto fate = s.state.print.kind == PrintKind::Ticket ? s.state.print.fate : std::nullopt;
  const bool printing = fate == PrintFate::Printing || fate == PrintFate::WaitingForPaper;
  ui::ButtonSpec again = second_button(
      "ticket.reprint", s.tr(fate == PrintFate::NotPrinted ? "ticket.print_again" : "ticket.reprint"),
      ui::Icon::Printer);
  again.enabled = !printing;
  const Foot tapped = foot(s, main_button("ticket.done", s.tr("ticket.done"), ui::Icon::Check), again);
  if (tapped == Foot::Main) s.send(IntentKind::FinishTicket);
  if (tapped == Foot::Second) s.send(IntentKind::PrintTicket);
  top_banner(s, ticket_banner(s));
  scrolling(s, s.content, "ticket", [&](Column& column) {
    draw_drawn_number(s, column);
    const std::string warning = warning_text(s, s.state.tickets.chosen);
    if (!warning.empty()) {
      const ui::BannerSpec banner{
          .id = "ticket.warning", .tone = ui::Tone::Warning, .title = warning, .icon = ui::Icon::Clock};
      ui::banner(s.ui, column.take(ui::banner_height(s.ui, column.width(), banner), s.space().m), banner);
    }
    draw_ticket_facts(s, column);
    write(s, column, {.text = s.tr("ticket.listen")});
  });
}

}  // namespace yitang::resident
