// What the pages about appointments show: choosing a place, and reporting for it. Part of ResidentState.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kiosk/cases/slots.hpp"
#include "kiosk/catalog/catalog.hpp"

namespace yitang::resident {

enum class SlotView {
  Looking,  ///< the store is asked what is left
  Choosing,
  NothingLeft,  ///< every place of every day that is open is given away, or may be: the store is a copy
  HasOne,       ///< this person has an appointment of this plan already, see `existing`
  Failed,
};

/// Choosing a place: SlotDays, then SlotTimes.
struct SlotDesk {
  const catalog::SlotPlan* plan = nullptr;  ///< null: the day is asked as a wish, the office tells the time
  SlotView view = SlotView::Looking;
  std::vector<cases::SlotDay> days;
  std::optional<Date> day;  ///< SlotTimes: the one that was tapped
  bool taken = false;       ///< what was chosen is somebody else's by now, or too near
  std::optional<cases::Appointment> existing;
  bool by_wish = false;  ///< no place was to be had: the day is asked after all
};

enum class CheckInView {
  Card,  ///< put the card down, or show the receipt's code
  Looking,
  TooEarly,
  TooLate,  ///< an ordinary number may be had
  OtherDay,
  OtherPlace,
  Over,     ///< it was used, cancelled or missed
  Nothing,  ///< nothing is known of an appointment
  Closed,   ///< too late, and the window gives out no numbers now
  Unsure,   ///< the clock cannot be believed
  Failed,
};

/// Reporting for an appointment.
struct CheckInDesk {
  CheckInView view = CheckInView::Card;
  std::optional<cases::Appointment> appointment;
  std::string name;        ///< masked; "" without the card
  bool from_case = false;  ///< the way in, and back: the progress page
};

struct ResidentState;
/// What this application has chosen, while it is among the places that are left; null otherwise. Borrows.
const cases::SlotOffer* chosen_offer(const ResidentState& state);
/// The open case has an appointment for which one may report now.
bool may_check_in(const ResidentState& state, const catalog::Catalog& catalog, UnixMillis now);
/// A card or a receipt is taken for an appointment now.
bool listens_for_check_in(const ResidentState& state);

}  // namespace yitang::resident
