#include "storage/statement.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <utility>

#include "storage/connection.hpp"

namespace yitang::storage {
namespace {

int bind_content(sqlite3_stmt* statement, int parameter, const Value::Content& content) {
  struct Binder {
    sqlite3_stmt* statement;
    int parameter;
    int operator()(std::monostate) const { return sqlite3_bind_null(statement, parameter); }
    int operator()(std::int64_t value) const { return sqlite3_bind_int64(statement, parameter, value); }
    int operator()(double value) const { return sqlite3_bind_double(statement, parameter, value); }
    int operator()(std::string_view text) const {
      // A null pointer would bind NULL, but an empty text is a text.
      const char* data = text.data() == nullptr ? "" : text.data();
      return sqlite3_bind_text64(statement, parameter, data, text.size(), SQLITE_STATIC, SQLITE_UTF8);
    }
    int operator()(ByteView blob) const {
      if (blob.empty()) return sqlite3_bind_zeroblob(statement, parameter, 0);
      return sqlite3_bind_blob64(statement, parameter, blob.data(), blob.size(), SQLITE_STATIC);
    }
  };
  return std::visit(Binder{statement, parameter}, content);
}

}  // namespace

Statement::Statement(Statement&& other) noexcept
    : connection_(other.connection_),
      statement_(std::exchange(other.statement_, nullptr)),
      shelf_(other.shelf_) {}

Statement::~Statement() {
  if (statement_ != nullptr) connection_->give_back({statement_, shelf_});
}

Result<void> Statement::bind(int parameter, const Value& value) {
  connection_->assert_owner();
  const int result = bind_content(statement_, parameter, value.content());
  if (result != SQLITE_OK) return tl::unexpected(connection_->error(result, "bind a parameter"));
  return {};
}

Result<void> Statement::bind_all(std::span<const Value> values) {
  const int wanted = sqlite3_bind_parameter_count(statement_);
  if (static_cast<std::size_t>(wanted) != values.size()) {
    return tl::unexpected(
        connection_->misuse(fmt::format("{} values for {} parameters: {}", values.size(), wanted,
                                        detail::brief_sql(sqlite3_sql(statement_)))));
  }
  for (int i = 0; i < wanted; ++i) {
    auto bound = bind(i + 1, values[static_cast<std::size_t>(i)]);
    if (!bound) return bound;
  }
  return {};
}

Result<bool> Statement::step() {
  connection_->assert_owner();
  if (connection_->transaction_alive && !connection_->in_transaction() &&
      sqlite3_stmt_readonly(statement_) == 0) {
    return tl::unexpected(connection_->misuse("the transaction was rolled back by an earlier error"));
  }
  const int result = sqlite3_step(statement_);
  if (result == SQLITE_ROW) return true;
  if (result == SQLITE_DONE) return false;
  Error failure = connection_->error(result, detail::brief_sql(sqlite3_sql(statement_)));
  sqlite3_reset(statement_);  // repeats the same result
  return tl::unexpected(std::move(failure));
}

void Statement::reset() { sqlite3_reset(statement_); }

Error Statement::wrong_type(const Row& row) const {
  return connection_->misuse(fmt::format("column {} has another type than read: {}", row.mismatch(),
                                         detail::brief_sql(sqlite3_sql(statement_))));
}

int Row::columns() const { return sqlite3_column_count(statement_); }

bool Row::is_null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }

ColumnType Row::type(int column) const {
  static_assert(SQLITE_INTEGER == 1 && SQLITE_FLOAT == 2 && SQLITE_TEXT == 3 && SQLITE_BLOB == 4 &&
                SQLITE_NULL == 5);
  return static_cast<ColumnType>(sqlite3_column_type(statement_, column));
}

void Row::mark(int column) const {
  if (mismatch_ < 0) mismatch_ = column;
}

bool Row::holds(int column, int type) const {
  const bool fits = column >= 0 && column < columns() && sqlite3_column_type(statement_, column) == type;
  if (!fits) mark(column);
  return fits;
}

std::int64_t Row::integer(int column) const {
  return holds(column, SQLITE_INTEGER) ? sqlite3_column_int64(statement_, column) : 0;
}

double Row::real(int column) const {
  if (sqlite3_column_type(statement_, column) == SQLITE_INTEGER) {
    return static_cast<double>(sqlite3_column_int64(statement_, column));
  }
  return holds(column, SQLITE_FLOAT) ? sqlite3_column_double(statement_, column) : 0.0;
}

std::string_view Row::text_view(int column) const {
  if (!holds(column, SQLITE_TEXT)) return {};
  // The text first: asking for it may convert, and the length counts the converted form.
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  return {text, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

ByteView Row::blob_view(int column) const {
  if (!holds(column, SQLITE_BLOB)) return {};
  const auto* blob = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_, column));
  return {blob, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

std::string Row::text(int column) const { return std::string(text_view(column)); }

Bytes Row::blob(int column) const {
  const ByteView view = blob_view(column);
  return {view.begin(), view.end()};
}

}  // namespace yitang::storage
