#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <functional>

#include "kiosk/cases/storage_error.hpp"
#include "kiosk/rescue/table_copy.hpp"

namespace yitang::rescue {
namespace {

struct Column {
  std::string name;
  std::string type;
  bool required = false;
  bool is_rowid = false;  ///< INTEGER PRIMARY KEY: empty in the record, the rowid stands for it
};

struct RecordShape {
  std::string table;
  bool has_rowid = true;
  std::vector<Column> columns;  ///< in the order of the record
};

Result<std::vector<RecordShape>> record_shapes(storage::Database& database) {
  auto tables = shapes_of(database);
  if (!tables) return tl::unexpected(tables.error());
  std::vector<RecordShape> shapes;
  for (const TableShape& table : *tables) {
    RecordShape shape{table.name, table.key.empty(), {}};
    // A WITHOUT ROWID table's record begins with its key.
    auto read = database.query(
        "SELECT name, type, \"notnull\", pk FROM pragma_table_info(?1)"
        " ORDER BY CASE WHEN ?2 = 0 AND pk > 0 THEN pk ELSE 1000 END, cid",
        [&](const storage::Row& row) {
          const bool rowid = shape.has_rowid && row.integer(3) == 1 && row.text(1) == "INTEGER";
          shape.columns.push_back(
              {row.text(0), row.text(1), row.integer(2) != 0 || row.integer(3) != 0, rowid});
        },
        table.name, shape.has_rowid);
    if (!read) return cases::store_failure(read.error());
    shapes.push_back(std::move(shape));
  }
  return shapes;
}

bool fits(const Column& column, const storage::ScannedValue& value) {
  if (column.is_rowid || std::holds_alternative<std::monostate>(value))
    return std::holds_alternative<std::monostate>(value) && (column.is_rowid || !column.required);
  if (column.type == "INTEGER") return std::holds_alternative<std::int64_t>(value);
  if (column.type == "TEXT") return std::holds_alternative<std::string>(value);
  if (column.type == "BLOB") return std::holds_alternative<storage::Bytes>(value);
  return column.type == "REAL" && std::holds_alternative<double>(value);
}

bool fits(const RecordShape& shape, const storage::ScannedRow& row) {
  if (shape.has_rowid != row.rowid.has_value() || row.values.size() > shape.columns.size()) return false;
  // Columns that a later version added are missing at the end of older records.
  constexpr std::size_t kAddedLater = 4;
  if (row.values.size() + kAddedLater < shape.columns.size()) return false;
  for (std::size_t i = 0; i < row.values.size(); ++i) {
    if (!fits(shape.columns[i], row.values[i])) return false;
  }
  if (shape.has_rowid) return true;
  // Entries of indices look like rows of narrow tables; none of ours has a text first and holds a blob.
  return std::holds_alternative<std::string>(row.values.front()) &&
         std::any_of(row.values.begin(), row.values.end(),
                     [](const auto& value) { return std::holds_alternative<storage::Bytes>(value); });
}

/// The one table that a row can be of; nothing when there is none or several.
const RecordShape* table_of(const std::vector<RecordShape>& shapes, const storage::ScannedRow& row) {
  const RecordShape* found = nullptr;
  bool several = false;
  for (const RecordShape& shape : shapes) {
    if (row.values.empty() || !fits(shape, row)) continue;
    const bool exact = shape.columns.size() == row.values.size();
    if (found != nullptr && (found->columns.size() == row.values.size()) == exact) several = true;
    if (found == nullptr || (exact && found->columns.size() != row.values.size())) {
      several = false;
      found = &shape;
    }
  }
  return several ? nullptr : found;
}

Result<bool> add_row(storage::Database& to, const RecordShape& shape, const storage::ScannedRow& row) {
  std::vector<std::string> names;
  std::vector<std::string> marks;
  std::vector<Cell> cells;
  for (std::size_t i = 0; i < row.values.size(); ++i) {
    names.push_back(shape.columns[i].name);
    marks.emplace_back("?");
    cells.push_back(shape.columns[i].is_rowid ? Cell(*row.rowid) : row.values[i]);
  }
  std::vector<storage::Value> values;
  values.reserve(cells.size());
  for (const Cell& cell : cells) values.push_back(value_of(cell));
  auto statement = to.prepare(fmt::format("INSERT OR IGNORE INTO {} ({}) VALUES ({}) RETURNING 1",
                                          shape.table, fmt::join(names, ", "), fmt::join(marks, ", ")));
  if (!statement) return cases::store_failure(statement.error());
  if (auto bound = statement->bind_all(values); !bound) return cases::store_failure(bound.error());
  auto added = statement->step();
  if (!added && added.error().code == storage::ErrorCode::Constraint) return false;
  if (!added) return cases::store_failure(added.error());
  return *added;
}

using Scan = std::function<storage::Result<storage::PageScan>(
    const std::function<void(const storage::ScannedRow&)>& visit)>;

Result<std::int64_t> add_rows(storage::Database& to, const Scan& scan) {
  auto shapes = record_shapes(to);
  if (!shapes) return tl::unexpected(shapes.error());
  auto transaction = to.begin();
  if (!transaction) return cases::store_failure(transaction.error());
  std::int64_t count = 0;
  Result<void> failed;
  auto scanned = scan([&](const storage::ScannedRow& row) {
    const RecordShape* shape = table_of(*shapes, row);
    if (shape == nullptr || !failed) return;
    auto added = add_row(to, *shape, row);
    if (!added) failed = tl::unexpected(added.error());
    if (added && *added) ++count;
  });
  if (!failed) return tl::unexpected(failed.error());
  if (!scanned) return cases::store_failure(scanned.error());
  auto done = transaction->commit();
  if (!done) return cases::store_failure(done.error());
  return count;
}

}  // namespace

Result<std::int64_t> copy_loose_rows(const std::filesystem::path& copy, const storage::StoreKeys& keys,
                                     storage::Database& to) {
  return add_rows(to, [&](const auto& visit) {
    return storage::scan_pages(copy, {keys.database_key.view(), keys.database_salt.view()}, visit, to.disk());
  });
}

Result<std::int64_t> copy_log_rows(const std::filesystem::path& database, const storage::StoreKeys& keys,
                                   std::uint64_t from, storage::Database& to) {
  return add_rows(to, [&](const auto& visit) {
    return storage::scan_log(database, {keys.database_key.view(), keys.database_salt.view()}, from, visit,
                             to.disk());
  });
}

}  // namespace yitang::rescue
