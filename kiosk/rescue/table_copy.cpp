#include "kiosk/rescue/table_copy.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "kiosk/cases/storage_error.hpp"

namespace yitang::rescue {
namespace {

constexpr int kBatch = 400;
constexpr std::int64_t kProbesWithoutRow = 3000;  // so many empty places in a row: nothing more comes
constexpr std::int64_t kMostProbes = 400'000;

Cell cell_of(const storage::Row& row, int column) {
  switch (row.type(column)) {
    case storage::ColumnType::Integer: return row.integer(column);
    case storage::ColumnType::Real: return row.real(column);
    case storage::ColumnType::Text: return row.text(column);
    case storage::ColumnType::Blob: return row.blob(column);
    case storage::ColumnType::Null: break;
  }
  return std::monostate();
}

/// One table on its way. Rows are collected and written in one transaction a batch.
class TableCopy {
 public:
  TableCopy(DamagedDatabase& from, storage::Database& to, const TableShape& shape)
      : from_(from), to_(to), shape_(shape) {}

  /// False when the damaged database does not have the table.
  Result<bool> begin() {
    std::vector<std::string> there;
    auto read = from_.read("SELECT name FROM pragma_table_info(?)", {shape_.name},
                           [&](const storage::Row& row) { there.push_back(row.text(0)); });
    if (!read) return tl::unexpected(read.error());
    for (const std::string& column : shape_.columns) {
      if (std::find(there.begin(), there.end(), column) != there.end()) columns_.push_back(column);
    }
    if (columns_.empty()) {
      copied_.missing = true;
      return false;
    }
    list_ = fmt::format("{}", fmt::join(columns_, ", "));
    std::string marks = "?";
    for (std::size_t i = 1; i < columns_.size(); ++i) marks += ", ?";
    insert_ = fmt::format("INSERT OR IGNORE INTO {} ({}) VALUES ({})", shape_.name, list_, marks);
    return true;
  }

  Result<TableCopied> by_rowid();
  Result<TableCopied> by_key();
  Result<TableCopied> by_value(const std::string& column, const std::vector<std::string>& values);

 private:
  using Take = std::function<void(const storage::Row&)>;

  void collect(const storage::Row& row, int first) {
    std::vector<Cell> cells;
    cells.reserve(columns_.size());
    for (int i = 0; i < static_cast<int>(columns_.size()); ++i) cells.push_back(cell_of(row, first + i));
    waiting_.push_back(std::move(cells));
  }

  Result<void> write() {
    if (waiting_.empty()) return {};
    auto transaction = to_.begin();
    if (!transaction) return cases::store_failure(transaction.error());
    for (const auto& cells : waiting_) {
      std::vector<storage::Value> values;
      values.reserve(cells.size());
      for (const Cell& cell : cells) values.push_back(value_of(cell));
      auto statement = to_.prepare(insert_);
      if (!statement) return cases::store_failure(statement.error());
      if (auto bound = statement->bind_all(values); !bound) return cases::store_failure(bound.error());
      auto inserted = statement->step();
      if (inserted) {
        ++copied_.rows;
      } else if (inserted.error().code == storage::ErrorCode::Constraint) {
        ++copied_.unreadable;
      } else {
        return cases::store_failure(inserted.error());
      }
    }
    waiting_.clear();
    auto done = transaction->commit();
    if (!done) return cases::store_failure(done.error());
    return {};
  }

  /// Whole batches in one direction from `edge`, which moves along; true at the end of the table.
  Result<bool> scan(const std::string& sql, std::vector<Cell>& edge, std::size_t key_size) {
    for (;;) {
      int got = 0;
      auto read = from_.read(sql, edge, [&](const storage::Row& row) {
        ++got;
        for (std::size_t i = 0; i < key_size; ++i) edge[i] = cell_of(row, static_cast<int>(i));
        collect(row, static_cast<int>(key_size));
      });
      if (!read) return read;
      if (auto written = write(); !written) return tl::unexpected(written.error());
      if (!*read) return false;
      if (got < kBatch) return true;
    }
  }

  Result<void> probe(std::int64_t above, std::int64_t below);

  DamagedDatabase& from_;
  storage::Database& to_;
  const TableShape& shape_;
  std::vector<std::string> columns_;
  std::string list_;
  std::string insert_;
  std::vector<std::vector<Cell>> waiting_;
  TableCopied copied_;
};

/// The rows between the two ends that a scan could not pass, one by one.
Result<void> TableCopy::probe(std::int64_t above, std::int64_t below) {
  const std::string sql = fmt::format("SELECT {} FROM {} WHERE rowid = ?", list_, shape_.name);
  std::int64_t empty = 0;
  std::int64_t probes = 0;
  const bool open_ended = below == INT64_MAX;
  for (std::int64_t id = above + 1; id < below && probes < kMostProbes; ++id, ++probes) {
    if (open_ended && empty >= kProbesWithoutRow) break;
    bool found = false;
    auto read = from_.read(sql, {id}, [&](const storage::Row& row) {
      found = true;
      collect(row, 0);
    });
    if (!read) return tl::unexpected(read.error());
    if (!*read) ++copied_.unreadable;
    empty = found ? 0 : empty + 1;
    if (waiting_.size() >= kBatch) {
      if (auto written = write(); !written) return written;
    }
  }
  return write();
}

Result<TableCopied> TableCopy::by_rowid() {
  const auto sql = [&](const char* compare, const char* order) {
    return fmt::format("SELECT rowid, {} FROM {} WHERE rowid {} ? ORDER BY rowid {} LIMIT {}", list_,
                       shape_.name, compare, order, kBatch);
  };
  std::vector<Cell> low{std::int64_t{-1}};
  auto up = scan(sql(">", "ASC"), low, 1);
  if (!up) return tl::unexpected(up.error());
  if (*up) return copied_;
  std::vector<Cell> high{INT64_MAX};
  auto down = scan(sql("<", "DESC"), high, 1);
  if (!down) return tl::unexpected(down.error());
  const auto below = std::get<std::int64_t>(high[0]);
  const auto seen = copied_.unreadable;
  if (auto probed = probe(std::get<std::int64_t>(low[0]), below); !probed)
    return tl::unexpected(probed.error());
  if (copied_.unreadable == seen) ++copied_.unreadable;  // something was there that no probe met
  return copied_;
}

Result<TableCopied> TableCopy::by_key() {
  const std::string key = fmt::format("{}", fmt::join(shape_.key, ", "));
  std::string marks = "?";
  for (std::size_t i = 1; i < shape_.key.size(); ++i) marks += ", ?";
  const auto sql = [&](const char* compare, const char* order) {
    std::string ordered;
    for (const std::string& column : shape_.key)
      ordered += (ordered.empty() ? "" : ", ") + column + " " + order;
    return fmt::format("SELECT {}, {} FROM {} WHERE ({}) {} ({}) ORDER BY {} LIMIT {}", key, list_,
                       shape_.name, key, compare, marks, ordered, kBatch);
  };
  // Before all texts and after them: an integer sorts before every text, a blob behind.
  std::vector<Cell> low(shape_.key.size(), std::int64_t{INT64_MIN});
  auto up = scan(sql(">", "ASC"), low, shape_.key.size());
  if (!up) return tl::unexpected(up.error());
  if (*up) return copied_;
  std::vector<Cell> high(shape_.key.size(), storage::Bytes{0});
  auto down = scan(sql("<", "DESC"), high, shape_.key.size());
  if (!down) return tl::unexpected(down.error());
  ++copied_.unreadable;
  return copied_;
}

Result<TableCopied> TableCopy::by_value(const std::string& column, const std::vector<std::string>& values) {
  const std::string sql = fmt::format("SELECT {} FROM {} WHERE {} = ?", list_, shape_.name, column);
  for (const std::string& value : values) {
    auto read = from_.read(sql, {value}, [&](const storage::Row& row) { collect(row, 0); });
    if (!read) return tl::unexpected(read.error());
    if (!*read) ++copied_.unreadable;
  }
  if (auto written = write(); !written) return tl::unexpected(written.error());
  return copied_;
}

}  // namespace

Result<TableCopied> copy_table(DamagedDatabase& from, storage::Database& to, const TableShape& shape) {
  TableCopy copy(from, to, shape);
  auto there = copy.begin();
  if (!there) return tl::unexpected(there.error());
  if (!*there) return TableCopied{0, 0, true};
  return shape.key.empty() ? copy.by_rowid() : copy.by_key();
}

Result<TableCopied> copy_rows(DamagedDatabase& from, storage::Database& to, const TableShape& shape,
                              const std::string& column, const std::vector<std::string>& values) {
  TableCopy copy(from, to, shape);
  auto there = copy.begin();
  if (!there) return tl::unexpected(there.error());
  if (!*there) return TableCopied{0, 0, true};
  return copy.by_value(column, values);
}

}  // namespace yitang::rescue
