// What the office's source files share. Internal.
#pragma once

#include <string>

#include "kiosk/cases/office_receipt.hpp"
#include "kiosk/cases/storage_error.hpp"
#include "kiosk/office/office.hpp"
#include "storage/audit_chain.hpp"
#include "storage/database.hpp"
#include "storage/sealed_files.hpp"

namespace yitang::office {

struct Office::Parts {
  storage::KeyFile keys;
  storage::Database database;
  storage::SealedFiles sealed;
  storage::SystemRandom random;
  catalog::CatalogPtr catalog;
  const Clock& clock;
  storage::PublicKey public_key{};
};

/// Where a case goes next. Written with its answer and its audit row in the caller's transaction.
struct Change {
  cases::CaseState state = cases::CaseState::Accepted;
  cases::Outcome outcome = cases::Outcome::None;
  std::string step;
  std::string message;
  std::string account;
};

inline constexpr const char* kCaseColumns =
    "uid, case_no, receipt_no, terminal, item_id, item_version, department, state, outcome, step, revision, "
    "received_at, accepted_on, promised, remark";

OfficeCase read_case(const storage::Row& row);
/// Applies one change to `the_case` (also in memory). Inside an open transaction.
storage::Result<void> apply_change(Office::Parts& parts, OfficeCase& the_case, const Change& change);

/// Keeps a terminal's audit head if it is right and the newest, notes it in the audit log if it is not.
/// Returns what the receipt countersigns. Inside an open transaction.
storage::Result<std::optional<cases::ReceiptHead>> take_head(Office::Parts& parts,
                                                             const std::string& terminal,
                                                             std::string_view json);

template <class T>
tl::unexpected<Error> failed(const storage::Result<T>& result) {
  return cases::store_failure(result.error());
}

}  // namespace yitang::office
