// Copying what can still be read of a damaged database, table by table, row by row.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/base/error.hpp"
#include "storage/database.hpp"
#include "storage/key_file.hpp"
#include "storage/page_scan.hpp"

namespace yitang::rescue {

/// One stored value, owned.
using Cell = storage::ScannedValue;

/// Borrows text and blobs.
storage::Value value_of(const Cell& cell);

/// A working copy of a damaged database: never the original. A page that cannot be read ends a query with an
/// error and may leave the connection unusable, so it is opened again after each.
class DamagedDatabase {
 public:
  static storage::Result<DamagedDatabase> open(const std::filesystem::path& copy,
                                               const storage::StoreKeys& keys, storage::Disk& disk);
  /// Calls `row` for each row until the end (true) or until something cannot be read (false). An error only
  /// when the disk of the working copy is full, or the copy cannot be opened again.
  Result<bool> read(std::string_view sql, const std::vector<Cell>& values,
                    const std::function<void(const storage::Row&)>& row);

 private:
  DamagedDatabase(storage::OpenOptions options, storage::Database database)
      : options_(std::move(options)), database_(std::move(database)) {}
  storage::Result<void> read_once(std::string_view sql, const std::vector<Cell>& values,
                                  const std::function<void(const storage::Row&)>& row);

  storage::OpenOptions options_;
  std::optional<storage::Database> database_;
};

/// A table of the new store.
struct TableShape {
  std::string name;
  std::vector<std::string> columns;
  std::vector<std::string> key;  ///< in order; empty: its rows have a rowid
};
/// All tables but SQLite's own, in the order in which they were made.
Result<std::vector<TableShape>> shapes_of(storage::Database& database);

struct TableCopied {
  std::int64_t rows = 0;
  std::int64_t unreadable = 0;  ///< places where a row is or may have been and cannot be read
  bool missing = false;         ///< the damaged database does not know the table any more
};

/// Copies all readable rows into the new database (rows that are there already stay). Rows that the new table
/// refuses (a type or check that does not hold: damage that authentication did not see) count as unreadable.
Result<TableCopied> copy_table(DamagedDatabase& from, storage::Database& to, const TableShape& shape);

/// Single rows by the first column of a key, for what a scan could not reach.
Result<TableCopied> copy_rows(DamagedDatabase& from, storage::Database& to, const TableShape& shape,
                              const std::string& column, const std::vector<std::string>& values);

/// Rows that no query reaches, because a page that leads to them is gone: found page by page, and told apart
/// by the types of their columns. Rows that are there already stay. `copy` is not open. Returns how many were
/// added.
Result<std::int64_t> copy_loose_rows(const std::filesystem::path& copy, const storage::StoreKeys& keys,
                                     storage::Database& to);

/// The same for rows on pages of `database`'s log from this place on, see storage::scan_log().
Result<std::int64_t> copy_log_rows(const std::filesystem::path& database, const storage::StoreKeys& keys,
                                   std::uint64_t from, storage::Database& to);

}  // namespace yitang::rescue
