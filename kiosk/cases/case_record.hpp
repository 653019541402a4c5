// A case after it was handed in: its state, what the office said, and the small row that lists show.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/date.hpp"
#include "kiosk/base/error.hpp"
#include "kiosk/cases/result_document.hpp"

namespace yitang::cases {

enum class CaseState { Submitted, Accepted, Supplement, Deciding, Concluded, Closed };
std::string_view name_of(CaseState state);  ///< "submitted", "accepted", ...
std::optional<CaseState> case_state(std::string_view name);
/// Not concluded and not closed.
bool is_open(CaseState state);
/// What the office may report next. The terminal takes later states as they come (some may be skipped), never
/// earlier ones, except that supplement and accepted/deciding may alternate.
bool may_follow(CaseState from, CaseState to);

/// How a concluded case ended.
enum class Outcome { None, Approved, Refused, Withdrawn };
std::string_view name_of(Outcome outcome);
std::optional<Outcome> outcome(std::string_view name);

/// What lists and the progress page show. Holds no personal data.
struct CaseRow {
  std::string uid;
  std::string receipt_no;
  std::string qr_token;
  std::string item_id;
  int item_version = 0;
  CaseState state = CaseState::Submitted;
  Outcome outcome = Outcome::None;
  UnixMillis submitted_at = 0;
  std::optional<Date> promised;
  bool refused = false;        ///< the office will never take it as it is: a person must look
  bool as_agent = false;       ///< find_by_person: this person acted for somebody else
  bool delivered = false;      ///< the office's signed receipt is here
  std::string office_case_no;  ///< the office's number, "" until it answered
  std::string step;            ///< flow step of the item the office works on ("review"), "" if unknown
  UnixMillis state_at = 0;     ///< when the office entered the state
  UnixMillis kept_from = 0;    ///< since when it is here by a trusted clock; 0: no such clock has seen it yet
  std::string supplement_of{};  ///< handed in later for the case of this uid; "" for a case
  std::string notice_no{};      ///< ... because this notice asked for it
};

/// A one-time notice: all that the office still wants for a case.
struct Demand {
  std::string number;       ///< "BZ202611230001"
  std::string cites;        ///< number of the first notice of this case; "" in the first itself
  std::optional<Date> due;  ///< last day to hand it in
  std::vector<std::string>
      wanted;  ///< codes of materials of the item; may be empty when the words say it all
  bool operator==(const Demand&) const = default;
};

/// What an answer of the office says besides state and words.
struct StatusDetails {
  std::optional<Demand> demand{};          ///< state supplement
  std::string shelf{};                     ///< where the result lies to be fetched; "" if it does not
  std::string courier_no{};                ///< "" if it was not sent
  std::optional<ResultDocument> result{};  ///< to be printed for the person
  bool operator==(const StatusDetails&) const = default;
  bool empty() const { return !demand && shelf.empty() && courier_no.empty() && !result; }
};
/// Canonical JSON, members that are empty left out; "" for nothing at all.
std::string details_to_json(const StatusDetails& details);
/// BadInput for anything else; "" is nothing at all. Pure.
Result<StatusDetails> details_from_json(std::string_view json);

/// One answer of the office about one case.
struct StatusUpdate {
  std::string uid;
  std::int64_t revision = 0;  ///< counts up within a case; an old or repeated one changes nothing
  CaseState state = CaseState::Submitted;
  Outcome outcome = Outcome::None;
  UnixMillis at = 0;
  std::string step;
  std::string office_case_no;
  std::optional<Date> promised;  ///< when the office's clock differs from ours
  std::string message;           ///< the office's words to the person, UTF-8; may hold personal data
  StatusDetails details{};
};

/// An answer a person has not seen yet.
struct Notice {
  std::int64_t id = 0;
  std::string uid;
  std::string receipt_no;
  std::string item_id;
  CaseState state = CaseState::Submitted;
  Outcome outcome = Outcome::None;
  UnixMillis at = 0;
  std::string message;
  std::string step{};  ///< flow step of the item that was entered; "" in notices of older versions
  StatusDetails details{};
};

/// The demand that the case waits for: of the newest notice if that is one. Borrows.
const Demand* open_demand(const std::vector<Notice>& notices);
/// The sheet that the office sent last; null if it sent none. Borrows.
const ResultDocument* newest_result(const std::vector<Notice>& notices);

}  // namespace yitang::cases
