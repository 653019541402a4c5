#pragma once

#include <span>
#include <vector>

#include "storage/error.hpp"
#include "storage/value.hpp"

struct sqlite3_stmt;

namespace yitang::storage {

namespace detail {
class Connection;
}

// A prepared statement, borrowed from its Database's cache and given back when destroyed. Must not outlive
// the Database.
class Statement {
 public:
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&&) = delete;
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  ~Statement();

  // Parameters count from 1, as in SQL. The value must outlive the next step(s).
  Result<void> bind(int parameter, const Value& value);
  // All parameters at once; Misuse when their number differs from the statement's.
  Result<void> bind_all(std::span<const Value> values);

  // True: row() is a row. False: done.
  Result<bool> step();
  Row row() const { return Row(statement_); }

  // Ready to run again; keeps the bound values.
  void reset();

  // Misuse error for a row whose mismatch() is set.
  Error wrong_type(const Row& row) const;

 private:
  friend class Database;
  Statement(detail::Connection& connection, sqlite3_stmt* statement, std::vector<sqlite3_stmt*>* shelf)
      : connection_(&connection), statement_(statement), shelf_(shelf) {}

  detail::Connection* connection_;
  sqlite3_stmt* statement_;            // null: moved from
  std::vector<sqlite3_stmt*>* shelf_;  // where it goes back to; null: not cached
};

}  // namespace yitang::storage
