// A number for a window on paper.
#include <string>

#include "kiosk/cases/receipt.hpp"
#include "kiosk/cases/slip_words.hpp"

namespace yitang::cases {
namespace {

using devices::Align;
using devices::ReceiptBuilder;
using devices::TextStyle;

void add_waiting(ReceiptBuilder& paper, const SlipSettings& settings, const DrawnTicket& drawn) {
  if (drawn.ticket.state != TicketState::Waiting) {
    paper.text(worded(settings, "slip.ticket.called"), TextStyle{.bold = true});
    return;
  }
  const std::string count = std::to_string(drawn.ahead);
  pair(paper, settings, "slip.ticket.ahead",
       drawn.ahead == 0 ? worded(settings, "slip.ticket.nobody")
                        : worded(settings, "slip.ticket.people", {{"count", count}}));
}

void add_warning(ReceiptBuilder& paper, const SlipSettings& settings, const TicketSlip& slip) {
  if (slip.warning == QueueWarning::TooLate) {
    paper.text(worded(settings, "slip.ticket.too_late"), TextStyle{.bold = true});
  } else if (slip.warning == QueueWarning::AfterPause && slip.hours.next) {
    paper.text(worded(settings, "slip.ticket.after_pause", {{"time", clock_text(*slip.hours.next)}}),
               TextStyle{.bold = true});
  }
}

}  // namespace

devices::ReceiptDocument ticket_slip(const SlipSettings& settings, const TicketSlip& slip) {
  ReceiptBuilder paper;
  if (slip.copy) paper.copy_mark(worded(settings, "slip.copy"));
  begin(paper, settings, "slip.ticket.title");
  paper.big_number(ticket_label(slip.queue.prefix, slip.drawn.ticket.number));
  if (slip.drawn.ticket.priority) {
    paper.text(worded(settings, "slip.ticket.priority"), TextStyle{.align = Align::Centre, .bold = true});
  }
  paper.separator();
  paper.text(slip.queue.window.of(settings.language),
             TextStyle{.align = Align::Centre, .size = devices::TextSize::Double, .bold = true});
  if (slip.appointment)
    paper.pair(worded(settings, "slip.ticket.appointment"), range_text(*slip.appointment),
               label_cells(settings));
  const Text& matter = slip.matter.zh.empty() ? slip.queue.name : slip.matter;
  pair(paper, settings, "slip.ticket.queue", matter.of(settings.language));
  add_waiting(paper, settings, slip.drawn);
  if (!slip.name.empty()) pair(paper, settings, "slip.ticket.name", slip.name);
  pair(paper, settings, "slip.ticket.drawn", moment_text(settings, slip.drawn.ticket.drawn_at));
  add_warning(paper, settings, slip);
  paper.separator();
  paper.text(worded(settings, "slip.ticket.today"));
  paper.text(worded(settings, "slip.ticket.missed"));
  return finish(paper, settings);
}

}  // namespace yitang::cases
