#include "kiosk/terminal/ticket_slips.hpp"

#include "kiosk/cases/queue.hpp"
#include "kiosk/cases/receipt.hpp"

namespace yitang::terminal {

Result<Slip> build_ticket_slip(const SlipContext& context, const resident::PrintRequest& request) {
  auto drawn = context.store.ticket(request.case_uid);
  if (!drawn) return tl::unexpected(drawn.error());
  const catalog::Queue* queue = *drawn ? context.catalog.queue((*drawn)->ticket.queue) : nullptr;
  if (queue == nullptr) return fail(ErrorKind::NotFound, "no such number or queue");
  cases::TicketSlip slip{*queue, **drawn, request.name};
  auto appointment = context.store.appointment_of_ticket(request.case_uid);
  if (!appointment) return tl::unexpected(appointment.error());
  if (*appointment) {
    slip.appointment = (*appointment)->slot;
    if (const auto* plan = context.catalog.slot_plan((*appointment)->plan))
      slip.matter = context.catalog.hall_name_of(*plan);
  }
  const UnixMillis now = context.clock.now();
  const bool expected = (*drawn)->ticket.priority;  // not told to wait for after the break
  if (context.clock.trusted() && !expected) {
    slip.hours = cases::hours_at(*queue, context.catalog.calendar(), now);
    slip.warning = cases::warning_for(*queue, slip.hours, (*drawn)->ahead, now);
  }
  auto job = context.store.print_started(request.case_uid, cases::PrintKind::Ticket, context.printer);
  if (!job) return tl::unexpected(job.error());
  slip.copy = job->copy > 0;
  return Slip{cases::ticket_slip(slip_settings(context, request.language), slip), job->id};
}

}  // namespace yitang::terminal
