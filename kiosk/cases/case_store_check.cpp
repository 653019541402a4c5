// `check()`: whether everything in the store still holds together.
#include <fmt/format.h>

#include "kiosk/cases/case_store.hpp"
#include "kiosk/cases/store_parts.hpp"

namespace yitang::cases {
namespace {

using storage::Row;

Result<void> check_database(CaseStore& store, StoreParts& parts, StoreReport& report) {
  auto integrity = parts.database.integrity_check();
  if (!integrity) return failure(integrity);
  for (auto& problem : integrity->problems) report.problems.push_back("database: " + std::move(problem));
  auto audit = store.verify_audit();
  if (!audit) return failure(audit);
  report.audit_rows = audit->rows;
  if (!audit->problem.empty()) report.problems.push_back("audit: " + audit->problem);
  return {};
}

Result<std::vector<std::string>> uids(StoreParts& parts, std::string_view sql) {
  return up(parts.database.collect(sql, [](const Row& row) { return row.text(0); }));
}

Result<void> list_refused(StoreParts& parts, StoreReport& report) {
  auto refused = parts.database.collect(
      "SELECT c.receipt_no, coalesce(o.refusal, ''), o.behind IS NOT NULL FROM outbox AS o JOIN case_row AS "
      "c "
      "ON c.uid = coalesce(o.behind, o.uid) WHERE o.state = 3 ORDER BY o.id LIMIT 1000",
      [](const Row& row) {
        return fmt::format("{}case {}: {}", row.get<bool>(2) ? "rating of " : "", row.text(0), row.text(1));
      });
  if (!refused) return failure(refused);
  report.refused = std::move(*refused);
  return {};
}

/// Every case that is not erased opens, and its pictures are those that the rows name.
Result<void> check_cases(StoreParts& parts, StoreReport& report) {
  auto bodies = uids(parts, "SELECT uid FROM case_row JOIN case_body ON case_id = case_row.id");
  if (!bodies) return failure(bodies);
  for (const auto& uid : *bodies) {
    auto envelope = load_case(parts, uid);
    if (!envelope) {
      report.problems.push_back(fmt::format("case {}: {}", uid, describe(envelope.error())));
    } else if (auto pages = load_pages(parts, *envelope); !pages) {
      report.problems.push_back(fmt::format("case {}: picture: {}", uid, describe(pages.error())));
    }
  }
  // A refused case may have lost its content: it is in the list of those on which a person must act.
  auto open =
      uids(parts,
           "SELECT c.uid FROM case_row AS c JOIN outbox AS o ON o.uid = c.uid WHERE o.state < 2 AND NOT"
           " EXISTS (SELECT 1 FROM record_key AS k WHERE k.uid = c.uid)");
  if (!open) return failure(open);
  for (const auto& uid : *open)
    report.problems.push_back(fmt::format("case {}: undelivered and without key", uid));
  return {};
}

/// A place that is held is somebody's, who can report for it.
Result<void> check_appointments(StoreParts& parts, StoreReport& report) {
  auto lost = uids(parts,
                   "SELECT case_uid FROM appointment WHERE case_uid NOT IN (SELECT uid FROM case_row) OR "
                   "(state = 0 AND holder IS NULL) LIMIT 1000");
  if (!lost) return failure(lost);
  for (const auto& uid : *lost)
    report.problems.push_back(fmt::format("appointment of case {}: of nobody", uid));
  return {};
}

Result<void> check_drafts(CaseStore& store, StoreParts& parts, StoreReport& report) {
  auto drafts = uids(parts, "SELECT uid FROM draft");
  if (!drafts) return failure(drafts);
  report.drafts = static_cast<std::int64_t>(drafts->size());
  for (const auto& uid : *drafts) {
    if (auto draft = store.draft(uid); !draft) {
      report.problems.push_back(fmt::format("draft {}: {}", uid, draft.error().reason));
    }
  }
  auto keys = uids(parts,
                   "SELECT uid FROM record_key WHERE uid NOT IN (SELECT uid FROM draft UNION SELECT uid FROM"
                   " case_row)");
  if (!keys) return failure(keys);
  for (const auto& uid : *keys) report.problems.push_back(fmt::format("key {}: of no draft or case", uid));
  return {};
}

Result<void> check_files(StoreParts& parts, StoreReport& report) {
  auto rows = uids(parts, "SELECT name FROM page");
  if (!rows) return failure(rows);
  const PageNames known(rows->begin(), rows->end());
  auto present = parts.files.names();
  if (!present) return failure(present);
  report.pages = static_cast<std::int64_t>(known.size());
  for (const auto& name : known) {
    if (!present->contains(name))
      report.problems.push_back(fmt::format("picture {}: the file is gone", name));
  }
  for (const auto& name : *present) {
    if (!known.contains(name))
      report.problems.push_back(fmt::format("picture {}: of no draft or case", name));
  }
  return {};
}

Result<void> check_counters(CaseStore& store, StoreParts& parts, StoreReport& report) {
  auto counted = store.counts();
  if (!counted) return failure(counted);
  auto real = parts.database.query_one<std::int64_t, std::int64_t, std::int64_t>(
      "SELECT (SELECT count(*) FROM draft), (SELECT count(*) FROM case_row WHERE supplement_of IS NULL), "
      "(SELECT count(*) FROM outbox "
      "WHERE state < 2)");
  if (!real) return failure(real);
  const auto& [drafts, cases, waiting] = **real;
  report.cases = cases;
  if (counted->drafts != drafts || counted->cases != cases || counted->waiting != waiting) {
    report.problems.push_back("counters: differ from the rows");
  }
  return {};
}

}  // namespace

Result<StoreReport> CaseStore::check() {
  StoreReport report;
  auto& parts = *parts_;
  if (auto done = check_database(*this, parts, report); !done) return failure(done);
  if (auto done = check_counters(*this, parts, report); !done) return failure(done);
  if (auto done = check_cases(parts, report); !done) return failure(done);
  if (auto done = check_appointments(parts, report); !done) return failure(done);
  if (auto done = list_refused(parts, report); !done) return failure(done);
  if (auto done = check_drafts(*this, parts, report); !done) return failure(done);
  if (auto done = check_files(parts, report); !done) return failure(done);
  return report;
}

}  // namespace yitang::cases
