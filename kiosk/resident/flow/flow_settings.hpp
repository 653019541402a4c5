// What of the machine, its configuration and this visit the resident's flow goes by. Plain data.
#pragma once

#include <string>

#include "kiosk/resident/flow/state.hpp"

namespace yitang::resident {

/// Seconds. The warning comes after `quiet`, the visit ends `warning` later (WCAG 2.2.1 asks for at least
/// 20).
struct PatienceOf {
  int quiet = 60;
  int warning = 30;
};

struct FlowSettings {
  Language language = Language::Chinese;
  Density density = Density::Standard;
  Contrast contrast = Contrast::Normal;
  bool speech = true;
  int volume = 80;
  PatienceOf standard{60, 30};
  PatienceOf elder{120, 60};
  bool scanner = true;        ///< there is a code scanner: the progress page offers it
  CodeSettings codes;         ///< what codes show who somebody is
  bool form_printer = false;  ///< there is a printer of A4 forms
  bool slip_printer = true;   ///< there is a printer of slips
  int result_limit = 3;       ///< sheets of one result that come out here, at most
  std::string point;          ///< service point where this stands, as the catalogue names it; "" if unknown
  int goodbye_seconds = 15;
  /// Where something can tell whether somebody is there: the warning comes after so many seconds without
  /// anybody, and the visit ends `away_warning` later.
  int away_after = 15;
  int away_warning = 20;
  int no_card_after = 20;  ///< seconds without a card until the page says so
  /// Working days of the counter for which an application without a card is kept for it.
  int prepared_days = 5;
  /// Seconds until a printer that does not answer counts as out of order. Nobody waits for it for ever.
  int printer_answers_within = 10;
};

/// Of the person whose application was handed in or put away last in this visit.
struct ContactDetails {
  std::string person;  ///< number on their card, "" if there is none
  std::string phone, address;
};

}  // namespace yitang::resident
