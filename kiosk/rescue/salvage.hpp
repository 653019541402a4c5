// What can still be read of damaged stores, saved into new ones. The originals are only read: everything
// works on a copy. The new stores are put together aside, in <out>/.salvaging, and take their place when they
// are whole and on the medium; until then no store of `out` opens.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "kiosk/base/clock.hpp"
#include "kiosk/base/error.hpp"
#include "kiosk/catalog/catalog.hpp"
#include "storage/disk.hpp"
#include "storage/key_file.hpp"
#include "storage/random.hpp"

namespace yitang::rescue {

struct SalvageOptions {
  std::filesystem::path data;
  std::filesystem::path out;  ///< the new data folder; must be missing or empty
  storage::HostBinding from;  ///< opens the key files of `data`
  storage::HostBinding to;    ///< for the key files of `out`
  std::string terminal_code;
  catalog::CatalogPtr catalog;
  storage::Disk* disk = &storage::system_disk();  ///< of both folders
};

struct SalvageReport {
  std::int64_t cases = 0;    ///< of the terminal, with their content
  std::int64_t waiting = 0;  ///< of them not delivered: they will be, under the key they had
  std::int64_t drafts = 0;
  std::int64_t pictures = 0;  ///< of both stores
  std::int64_t office_cases = 0;
  std::int64_t audit_rows = 0;      ///< that still hang together; the others are in audit-loose.jsonl
  std::vector<std::string> losses;  ///< English, by receipt number where it is known; empty: nothing is lost
  std::vector<std::string> to_do;   ///< English: what a person must set right about the new keys
  std::vector<std::string> problems;  ///< what the check of the new stores found; empty as a rule
};

/// BadInput without a terminal's store, Refused when `out` holds something or a restore of `data` is not
/// finished, Unavailable when a store is in use; both stay locked until the end. StoreFull when `out` has too
/// little room. Only what the originals themselves do not give any more is a loss: an error of the disk on
/// either side ends the salvage, and what it made in `out` is removed again. WrongKey when the terminal's key
/// file does not open: without its keys nothing can be read. StoreFailed or WrongKey when not one page of its
/// database can be read. An office of which nothing can be read begins anew, and gets all cases that the
/// terminal has. A report is also in `out`/salvage-report.txt. Interrupted, it is called again and begins
/// anew, unless all was ready: then it brings the stores to their place and answers Refused, because `out`
/// holds something now.
Result<SalvageReport> salvage(const SalvageOptions& options, const Clock& clock,
                              storage::RandomSource& random);

}  // namespace yitang::rescue
