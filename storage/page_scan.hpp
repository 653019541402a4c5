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

// Visits every row on every page that authenticates, first page to last. A row whose overflow pages are not
// whole is left out. The file must not be written meanwhile; its log is not looked at. Io, NotFound.
Result<PageScan> scan_pages(const std::filesystem::path& database, const DatabaseKey& key,
                            const std::function<void(const ScannedRow&)>& visit);

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
