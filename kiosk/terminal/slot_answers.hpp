// What the store says of places and appointments, in the words of the flow. On the store's thread.
#pragma once

#include <string>

#include "kiosk/cases/case_store.hpp"
#include "kiosk/catalog/catalog.hpp"
#include "kiosk/resident/flow/events.hpp"
#include "kiosk/resident/flow/ports.hpp"

namespace yitang::terminal {

/// What is given away, and whether this person has a place already.
Result<resident::SlotsKnown> slots_of(cases::CaseStore& store, const catalog::SlotPlan& plan,
                                      const std::string& id_number);

/// The case and its place. Taken: it is given away, too near by now, or this person has another one.
Result<cases::SubmittedCase> submit_with_place(cases::CaseStore& store, const catalog::Catalog& catalog,
                                               const catalog::ServiceItem& item,
                                               const cases::Envelope& envelope, const catalog::SlotPlan& plan,
                                               UnixMillis now);

/// A number; whoever reports with the card in time for an appointment at that queue gets it for that.
Result<resident::TicketDrawn> draw_ticket_of(cases::CaseStore& store, const catalog::Catalog& catalog,
                                             const Clock& clock, const cases::TicketWish& wish);

/// Whether it is the time for it, and if so the number.
Result<resident::CheckedIn> answer_check_in(cases::CaseStore& store, const catalog::Catalog& catalog,
                                            const Clock& clock, const resident::CheckInRequest& wish);

}  // namespace yitang::terminal
