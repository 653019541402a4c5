// For which window a number is wanted; what does not give out numbers now says when it will.
#include "kiosk/resident/screens/layout.hpp"
#include "kiosk/resident/screens/pages.hpp"
#include "kiosk/resident/screens/ticket_words.hpp"
#include "kiosk/resident/screens/words.hpp"
#include "ui/widgets/banner.hpp"
#include "ui/widgets/list_row.hpp"

namespace yitang::resident {
namespace {

void draw_open_queue(Screen& s, Column& column, const QueueOffer& offer, std::size_t index) {
  ui::ListRowSpec row;
  row.id = "queue." + offer.queue->id;
  row.title = s.of(offer.queue->name);
  row.subtitle = s.of(offer.queue->window);
  row.badges = {{.text = people_text(s, offer.waiting), .tone = ui::Tone::Info, .icon = ui::Icon::People}};
  if (const char* warning = warning_badge_key(offer.warning); *warning != '\0')
    row.badges.push_back({.text = s.tr(warning), .tone = ui::Tone::Warning, .icon = ui::Icon::Clock});
  row.icon = ui::Icon::Receipt;
  row.accent = accent_at(index);
  if (ui::list_row(s.ui, column.take(ui::list_row_height(s.ui, column.width(), row), s.space().m), row))
    s.send(IntentKind::ChooseQueue, offer.queue->id);
}

void draw_closed_queue(Screen& s, Column& column, const QueueOffer& offer) {
  ui::BannerSpec banner;
  banner.id = "queue.closed." + offer.queue->id;
  banner.tone = ui::Tone::Neutral;
  banner.icon = ui::Icon::Clock;
  banner.title = s.of(offer.queue->name);
  banner.text = closed_text(s, offer);
  ui::banner(s.ui, column.take(ui::banner_height(s.ui, column.width(), banner), s.space().m), banner);
}

// Before everything else: whoever is expected at a time should not stand and read.
void draw_check_in_way(Screen& s, Column& column) {
  ui::ListRowSpec row;
  row.id = "queues.check_in";
  row.title = s.tr("check_in.way");
  row.subtitle = s.tr("check_in.way_hint");
  row.icon = ui::Icon::Calendar;
  row.accent = ui::Accent::Gold;
  if (ui::list_row(s.ui, column.take(ui::list_row_height(s.ui, column.width(), row), s.space().l), row))
    s.send(IntentKind::OpenCheckIn);
}

}  // namespace

void draw_queues(Screen& s) {
  scrolling(s, s.content, "queues", [&](Column& column) {
    write(s, column, {.text = s.tr(queues_hint_key(s.state)), .color = s.colors().text_muted}, s.space().l);
    if (s.state.appointments_here) draw_check_in_way(s, column);
    std::size_t index = 0;
    for (const QueueOffer& offer : s.state.tickets.offers) {
      if (offer.gives_numbers()) {
        draw_open_queue(s, column, offer, index);
      } else {
        draw_closed_queue(s, column, offer);
      }
      ++index;
    }
  });
}

}  // namespace yitang::resident
