// Steps of a salvage that both stores share. Private to this folder.
#pragma once

#include <map>
#include <memory>
#include <set>

#include "kiosk/rescue/places.hpp"
#include "kiosk/rescue/salvage.hpp"
#include "kiosk/rescue/table_copy.hpp"
#include "storage/sealed_files.hpp"

namespace yitang::rescue {

/// Of a store that is put together: the damaged database's working copy.
inline constexpr const char* kDamagedCopy = ".damaged-copy";

/// One store on its way: keys, a readable copy of the damaged database, the new database.
struct SalvagedStore {
  const StorePlace* place = nullptr;
  storage::Disk* disk = nullptr;
  std::filesystem::path from;  ///< folder of the damaged store
  std::filesystem::path to;    ///< folder of the new one
  storage::StoreKeys keys;
  std::optional<DamagedDatabase> damaged;     ///< nothing: it does not open, only its pages can be read
  std::optional<storage::Database> database;  ///< foreign keys are off
  storage::LogState log;                      ///< of the damaged database
  bool with_log = true;                       ///< the working copy took in what is good of it
  std::vector<std::string> to_do;             ///< about the new keys
};

struct NotOpened {
  Error error;
  bool damaged = false;  ///< by what lies in the store; else something else went wrong, and may not again
};

/// Makes the new key file with the old keys, and a working copy of the database that opens. `aside`: where
/// the new stores are put together.
tl::expected<SalvagedStore, NotOpened> open_damaged(const StorePlace& place, const SalvageOptions& options,
                                                    const std::filesystem::path& aside,
                                                    storage::RandomSource& random);
/// Opens the new database, whose schema `make_schema` has brought to the newest version.
Result<void> open_new(SalvagedStore& store);

/// All tables; what could not be read goes into the report.
Result<void> copy_all_tables(SalvagedStore& store, SalvageReport& report);
/// What no query reached, page by page, in the working copy and in what its log lost. The working copy is
/// closed afterwards.
Result<void> copy_unreachable(SalvagedStore& store, SalvageReport& report);
/// Keeps the rows of the audit log that hang together from the first on; the others go into `loose`. Returns
/// the receipt numbers by uid of all cases that the log names, loose rows included.
Result<std::map<std::string, std::string>> settle_audit(SalvagedStore& store,
                                                        const std::filesystem::path& loose,
                                                        SalvageReport& report);
/// What an office that was salvaged still has, by uid.
struct OfficeKnows {
  std::set<std::string> cases;  ///< and supplements
  std::set<std::string> ratings;
};
/// In the office's new store: no rating stays without its case, where the next case could get it, and no task
/// without its rating. After its cases are settled.
Result<void> settle_ratings(SalvagedStore& store, SalvageReport& report);
/// Ratings that were delivered and that the office has no more go again, if it has their case. After the
/// cases that go again have been put back: what is behind these waits already.
Result<void> rate_again(SalvagedStore& terminal, const OfficeKnows& known, SalvageReport& report);
/// Brings one sealed file over if it is whole; false when it is not. Errors are of the disk.
Result<bool> take_picture(const SalvagedStore& store, const storage::SealedRef& ref);

}  // namespace yitang::rescue
