#include "kiosk/cases/storage_error.hpp"
#include "kiosk/rescue/table_copy.hpp"

namespace yitang::rescue {

storage::Value value_of(const Cell& cell) {
  return std::visit(
      [](const auto& content) -> storage::Value {
        using Content = std::decay_t<decltype(content)>;
        if constexpr (std::is_same_v<Content, std::monostate>) {
          return {};
        } else {
          return {content};
        }
      },
      cell);
}

storage::Result<DamagedDatabase> DamagedDatabase::open(const std::filesystem::path& copy,
                                                       const storage::StoreKeys& keys, storage::Disk& disk) {
  storage::OpenOptions options{
      copy, {keys.database_key.view(), keys.database_salt.view()}, storage::OpenMode::MustExist, &disk};
  auto database = storage::Database::open(options);
  if (!database) return tl::unexpected(database.error());
  return DamagedDatabase(options, std::move(*database));
}

storage::Result<void> DamagedDatabase::read_once(std::string_view sql, const std::vector<Cell>& values,
                                                 const std::function<void(const storage::Row&)>& row) {
  auto statement = database_->prepare(sql);
  if (!statement) return tl::unexpected(statement.error());
  std::vector<storage::Value> bound;
  bound.reserve(values.size());
  for (const Cell& cell : values) bound.push_back(value_of(cell));
  if (auto done = statement->bind_all(bound); !done) return done;
  for (;;) {
    auto more = statement->step();
    if (!more) return tl::unexpected(more.error());
    if (!*more) return {};
    row(statement->row());
  }
}

Result<bool> DamagedDatabase::read(std::string_view sql, const std::vector<Cell>& values,
                                   const std::function<void(const storage::Row&)>& row) {
  {
    auto once = read_once(sql, values, row);
    if (once) return true;
    if (once.error().code == storage::ErrorCode::DiskFull) return cases::store_failure(once.error());
  }
  database_.reset();  // first: it holds the lock
  auto again = storage::Database::open(options_);
  if (!again) return cases::store_failure(again.error());
  database_.emplace(std::move(*again));
  return false;
}

Result<std::vector<TableShape>> shapes_of(storage::Database& database) {
  std::vector<TableShape> shapes;
  auto listed = database.query(
      "SELECT l.name, l.wr FROM pragma_table_list AS l JOIN sqlite_schema AS s ON s.name = l.name"
      " WHERE l.type = 'table' AND l.schema = 'main' AND l.name NOT LIKE 'sqlite_%' ORDER BY s.rowid",
      [&](const storage::Row& row) {
        shapes.push_back({row.text(0),
                          {},
                          row.integer(1) != 0 ? std::vector<std::string>{""} : std::vector<std::string>{}});
      });
  if (!listed) return cases::store_failure(listed.error());
  for (TableShape& shape : shapes) {
    const bool keyed = !shape.key.empty();
    shape.key.clear();
    auto columns = database.query(
        "SELECT name, pk FROM pragma_table_info(?) ORDER BY CASE WHEN pk = 0 THEN 1000 ELSE pk END, cid",
        [&](const storage::Row& row) {
          shape.columns.push_back(row.text(0));
          if (keyed && row.integer(1) > 0) shape.key.push_back(row.text(0));
        },
        shape.name);
    if (!columns) return cases::store_failure(columns.error());
  }
  return shapes;
}

}  // namespace yitang::rescue
