// What the office's source files share. Internal.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

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
  /// As published last: they are worked out anew only when a case has moved, or on another day.
  cases::PublishedFigures figures{};
  bool figures_known = false;
  std::int64_t figures_seq = 0;
  Date figures_day{};
  IdentityPlatform* platform = nullptr;
};

/// Where a case goes next. Written with its answer and its audit row in the caller's transaction.
struct Change {
  cases::CaseState state = cases::CaseState::Accepted;
  cases::Outcome outcome = cases::Outcome::None;
  std::string step;
  std::string message;
  std::string account;
  cases::StatusDetails details{};
};

inline constexpr const char* kRuleAccount = "rule";

inline constexpr const char* kCaseColumns =
    "uid, case_no, receipt_no, terminal, item_id, item_version, department, state, outcome, step, revision, "
    "received_at, accepted_on, promised, remark, "
    "coalesce((SELECT number FROM office_notice WHERE case_id = office_case.id AND state = 'supplement' "
    "ORDER BY office_notice.id DESC LIMIT 1), ''), "
    "(SELECT due FROM office_notice WHERE case_id = office_case.id AND state = 'supplement' "
    "ORDER BY office_notice.id DESC LIMIT 1)";

/// Cases of this item are for one role only, and no part of what is published. Also if it is not known.
bool is_restricted(const catalog::Catalog& catalog, std::string_view item_id);

OfficeCase read_case(const storage::Row& row);
/// Applies one change to `the_case` (also in memory). Inside an open transaction.
storage::Result<void> apply_change(Office::Parts& parts, OfficeCase& the_case, const Change& change);

/// The clock of a case that waited for the person goes on from `today`, the day on which everything was
/// there: the promised date moves, or is given if there was none. Changes `the_case` in memory only.
storage::Result<void> resume_clock(Office::Parts& parts, const catalog::ServiceItem& item,
                                   OfficeCase& the_case, Date today);
/// The reference was given by this office, to this terminal, for this person and kind of code.
bool knows_reference(const Office::Parts& parts, std::string_view terminal, const cases::Person& person);

/// What the rule sends along when it concludes a case; nothing if its result is not one to be printed.
std::optional<cases::ResultDocument> rule_result(const catalog::ServiceItem& item, const OfficeCase& the_case,
                                                 const cases::Envelope& envelope, Date today);
/// Takes in what was handed in later. As Office::intake().
Result<std::string> take_supplement(Office::Parts& parts, cases::Envelope& envelope,
                                    storage::ByteView content_digest, std::string_view audit_head);
/// Cases whose supplement came while the clock was not trusted go on; returns how many. Only while it is.
Result<int> resume_answered(Office::Parts& parts);
/// The bodies of what was handed in later for a case, oldest first.
Result<std::vector<cases::Envelope>> supplements_of(Office::Parts& parts, std::string_view uid);

/// Takes in a rating. As Office::intake().
Result<std::string> take_rating(Office::Parts& parts, std::string_view rating, std::string_view audit_head);
/// Rectification tasks that came while the clock was not trusted get their days. Only while it is.
storage::Result<void> date_rectifications(Office::Parts& parts);
/// Comments of ratings that are older than `days`, none of an open task. Only while the clock is trusted.
storage::Result<void> erase_rating_comments(Office::Parts& parts, int days);

/// Pictures of an envelope in sealed files, by digest: written before the transaction that names them.
using SealedPages = std::vector<std::pair<std::string, storage::SealedRef>>;
struct RemoveUnlessKept {
  storage::Database& database;
  storage::SealedFiles& files;
  const SealedPages& pages;
  bool kept = false;
  ~RemoveUnlessKept();
};
/// Except those of `known` digests, which the case has already.
Result<void> seal_pages(Office::Parts& parts, const cases::Envelope& envelope,
                        const std::set<std::string>& known, SealedPages& pages);
storage::Result<void> store_pages(Office::Parts& parts, std::int64_t case_id, const SealedPages& pages);

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
