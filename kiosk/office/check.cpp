// Whether everything in the office's store still holds together.
#include <fmt/format.h>

#include <set>

#include "kiosk/office/parts.hpp"

namespace yitang::office {
namespace {

using storage::Row;

Result<void> check_database(Office& office, Office::Parts& parts, OfficeReport& report) {
  auto integrity = parts.database.integrity_check();
  if (!integrity) return failed(integrity);
  report.problems = std::move(integrity->problems);
  auto audit = office.verify_audit();
  if (!audit) return tl::unexpected(audit.error());
  report.audit_rows = audit->rows;
  if (!audit->problem.empty()) report.problems.push_back("office audit: " + audit->problem);
  return {};
}

/// Every case has a body that can be read.
Result<void> check_bodies(Office& office, Office::Parts& parts, OfficeReport& report) {
  auto uids = parts.database.collect("SELECT uid FROM office_case WHERE erased_at IS NULL",
                                     [](const Row& row) { return row.text(0); });
  if (!uids) return failed(uids);
  auto count = parts.database.query_one<std::int64_t>("SELECT count(*) FROM office_case");
  if (!count) return failed(count);
  report.cases = count->value_or(0);
  for (const std::string& uid : *uids) {
    if (auto body = office.content(uid); !body)
      report.problems.push_back(fmt::format("office case {}: {}", uid, describe(body.error())));
  }
  return {};
}

/// Every picture opens, and no file is there without its row.
Result<void> check_pages(Office::Parts& parts, OfficeReport& report) {
  auto pages =
      parts.database.collect("SELECT name, key, size, seal_digest FROM office_page", [](const Row& row) {
        return storage::SealedRef{row.text(0), row.get<storage::SealedKey>(1), row.get<std::uint64_t>(2),
                                  row.get<storage::SealedDigest>(3)};
      });
  if (!pages) return failed(pages);
  report.pages = static_cast<std::int64_t>(pages->size());
  std::set<std::string> known;
  for (const storage::SealedRef& page : *pages) {
    known.insert(page.name);
    if (auto content = parts.sealed.get(page); !content)
      report.problems.push_back(fmt::format("office picture {}: {}", page.name, content.error().message));
  }
  auto present = parts.sealed.names();
  if (!present) return failed(present);
  for (const std::string& name : *present) {
    if (!known.contains(name))
      report.problems.push_back(fmt::format("office picture {}: belongs to no case", name));
  }
  return {};
}

}  // namespace

Result<OfficeReport> Office::check() {
  OfficeReport report;
  if (auto done = check_database(*this, *parts_, report); !done) return tl::unexpected(done.error());
  if (auto done = check_bodies(*this, *parts_, report); !done) return tl::unexpected(done.error());
  if (auto done = check_pages(*parts_, report); !done) return tl::unexpected(done.error());
  return report;
}

}  // namespace yitang::office
