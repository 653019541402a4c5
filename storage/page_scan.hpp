#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "storage/bytes.hpp"
#include "storage/database.hpp"
#include "storage/error.hpp"

// The rows of a damaged database, page by page and without its trees: what can still be found when the page
// that leads to others is gone. Formats: SQLCipher 4 (AES-256-CBC, HMAC-SHA512 and IV in the last 80 bytes of
// a page) and https://www.sqlite.org/fileformat2.html (b-tree pages, records).
namespace yitang::storage {

using ScannedValue = std::variant<std::monostate, std::int64_t, double, std::string, Bytes>;

struct ScannedRow {
  std::uint32_t page = 0;
  std::optional<std::int64_t> rowid;  // of a table's row; nothing in an index or a WITHOUT ROWID table
  std::vector<ScannedValue> values;   // in the order of the record; a rowid's own column is empty
};

struct PageScan {
  std::uint32_t pages = 0;
  std::uint32_t unreadable = 0;  // do not authenticate under this key
};

// What there is to know of a log before anything of it is used.
struct LogState : GoodLog {
  std::uint64_t size = 0;    // of the file
  std::uint64_t behind = 0;  // bytes of this log that are not in `bytes`: cut off by a power cut, or lost
  bool damaged = false;      // commits were lost with them, no power cut does that
  bool unreadable = false;   // the header is destroyed: nothing of `size` can be used
  std::uint64_t last_commit = 0;  // end of the last frame that commits, also behind the damage
};
// Of this database; a missing or empty log is good. Io.
Result<LogState> state_of_log(const std::filesystem::path& database, Disk& disk = system_disk());

// Visits every row on every page that authenticates, first page to last. A row whose overflow pages are not
// whole is left out. The good part of its log counts as
// part of it. Neither may be written meanwhile. Io, NotFound.
Result<PageScan> scan_pages(const std::filesystem::path& database, const DatabaseKey& key,
                            const std::function<void(const ScannedRow&)>& visit, Disk& disk = system_disk());

// The same for the pages of its log whose newest version begins at `from` (bytes into the log) or later: what
// SQLite passes over behind a damaged place. Looks as far as the last frame that commits. Every page still
// authenticates by itself; one that does not is counted, and the version before it is
// taken if that lies there too.
Result<PageScan> scan_log(const std::filesystem::path& database, const DatabaseKey& key, std::uint64_t from,
                          const std::function<void(const ScannedRow&)>& visit, Disk& disk = system_disk());

namespace detail {

// Decrypted pages by number from 1; nothing for one that cannot be read.
using PageSource = std::function<std::optional<Bytes>(std::uint32_t number)>;

// Rows of one page, pure but for the overflow pages it asks for. Any bytes give rows or nothing.
void rows_of_page(std::uint32_t number, ByteView page, std::size_t usable, const PageSource& pages,
                  const std::function<void(const ScannedRow&)>& visit);

// The values of one record; nothing when it is malformed.
std::optional<std::vector<ScannedValue>> values_of_record(ByteView record);

}  // namespace detail

}  // namespace yitang::storage
