// Small records that the store takes and gives.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/date.hpp"

namespace yitang::cases {

struct SubmittedCase {
  std::string uid;
  std::string receipt_no;
  std::string qr_token;
  std::optional<Date> promised;
  UnixMillis submitted_at = 0;
  bool repeated = false;  ///< it was submitted before: the number is the first one's
};

/// The cases of one bundle, handed in together: all of them, or none.
struct SubmittedBundle {
  std::string uid;
  std::string qr_token;  ///< of the slip that names them all
  std::vector<SubmittedCase> cases;
};

struct Rating {
  std::string visit_uid;          ///< uid of the case, or of the bundle whose cases are all meant
  int level = 0;                  ///< 1 very dissatisfied .. 5 very satisfied
  std::vector<std::string> tags;  ///< codes of the national list ("411")
  std::string comment;            ///< own words, see rating.hpp; "" for none
  UnixMillis at = 0;
};

/// The numbers are in the store. ResultCopy: the result's sheet, on A4 or on a slip.
enum class PrintKind {
  Receipt,
  Leaflet,
  MissingNotice,
  CounterSlip,
  ProgressSlip,
  Ticket,
  PreparedSlip,
  ResultCopy = 20,
};
std::string_view name_of(PrintKind kind);  ///< "receipt", "counter slip" ...; for a technician
enum class PrintResult {
  Unknown,  ///< started, never ended: the power may have failed while it printed
  Printed,  ///< confirmed by the printer
  Failed,   ///< not begun: nothing of it is on paper
  Torn,     ///< a part came out, certainly not the whole: it is void
};

struct PrintJob {
  std::int64_t id = 0;
  PrintKind kind = PrintKind::Receipt;
  int copy = 0;  ///< earlier slips that did or may have come out, also in part
  PrintResult result = PrintResult::Unknown;
  UnixMillis started = 0;
  std::string printer{};  ///< name of its record; "" if it is not known
};

/// How a slip ended.
struct PrintEnd {
  PrintResult result = PrintResult::Unknown;
  /// The printer may still hold part of it, or has half of it under the cutter: it is cleared before the
  /// next.
  bool unclean = false;
  std::int64_t fed_um = 0;  ///< micrometres of paper that it took
};

/// What is known of a printer across restarts.
struct PrinterRecord {
  std::string name;  ///< where it is plugged in, or its address
  bool unclean = false;
  std::int64_t fed_um = 0;   ///< micrometres of paper since the roll was put in
  UnixMillis roll_from = 0;  ///< when that was; 0: before it was first seen
};

enum class EraseReason { RetentionOver, OnDemand };

/// How a store came to be a copy of an earlier moment. OldCopy: somebody put old files back; the office knows
/// more.
enum class RestoredHow { Backup, Salvage, OldCopy };

/// This store was put back from a copy.
struct Restored {
  UnixMillis as_of = 0;  ///< when the copy was made: what came later is not here
  UnixMillis at = 0;     ///< when it was put back
};

struct StoreCounts {
  std::int64_t drafts = 0;
  std::int64_t cases = 0;
  std::int64_t waiting = 0;  ///< not delivered
};

/// Findings of `check()`. English, for a technician; no personal data.
struct StoreReport {
  std::vector<std::string> problems;
  /// Cases that the office refused for good, with its reason: nothing is broken, but a person must act.
  std::vector<std::string> refused;
  std::int64_t cases = 0;
  std::int64_t drafts = 0;
  std::int64_t pages = 0;
  std::int64_t audit_rows = 0;
  bool ok() const { return problems.empty(); }
};

}  // namespace yitang::cases
