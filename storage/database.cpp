#include "storage/database.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <utility>

#include "storage/connection.hpp"

namespace yitang::storage {

Database::Database(std::unique_ptr<detail::Connection> connection) : connection_(std::move(connection)) {}
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;
Database::~Database() = default;

Result<void> Database::exec(std::string_view script) {
  auto ready = ready_to_write();
  if (!ready) return ready;
  return connection_->exec(script);
}

Result<Statement> Database::prepare(std::string_view sql) {
  if (connection_->handle() == nullptr) {
    if (auto ready = ready_to_write(); !ready) return tl::unexpected(std::move(ready.error()));
  }
  auto lease = connection_->take(sql);
  if (!lease) return tl::unexpected(std::move(lease.error()));
  const bool wanting = connection_->log_suspect || connection_->log_overlong;
  if (wanting && sqlite3_stmt_readonly(lease->statement) == 0) {
    connection_->give_back(*lease);
    if (auto ready = ready_to_write(); !ready) return tl::unexpected(std::move(ready.error()));
    lease = connection_->take(sql);
    if (!lease) return tl::unexpected(std::move(lease.error()));
  }
  return Statement(*connection_, lease->statement, lease->shelf);
}

Result<Statement> Database::start(std::string_view sql, std::span<const Value> values) {
  auto statement = prepare(sql);
  if (!statement) return statement;
  auto bound = statement->bind_all(values);
  if (!bound) return tl::unexpected(std::move(bound.error()));
  return statement;
}

Result<std::int64_t> Database::run_values(std::string_view sql, std::span<const Value> values) {
  auto statement = start(sql, values);
  if (!statement) return tl::unexpected(std::move(statement.error()));
  sqlite3* handle = connection_->handle();
  const std::int64_t before = sqlite3_total_changes64(handle);
  for (;;) {
    auto more = statement->step();
    if (!more) return tl::unexpected(std::move(more.error()));
    if (!*more) break;
  }
  // sqlite3_changes64 keeps the figure of an earlier statement when this one changed nothing.
  return sqlite3_total_changes64(handle) == before ? 0 : sqlite3_changes64(handle);
}

Error Database::wrong_column_count(std::string_view sql) {
  return {ErrorCode::Misuse, "the statement has another number of columns: " + detail::brief_sql(sql), {}, 0};
}

std::int64_t Database::last_insert_id() const { return sqlite3_last_insert_rowid(connection_->handle()); }

Result<Transaction> Database::begin() {
  if (connection_->transaction_alive || in_transaction()) {
    return tl::unexpected(connection_->misuse("a transaction is open already"));
  }
  auto begun = run_values("BEGIN IMMEDIATE", {});
  if (!begun) return tl::unexpected(std::move(begun.error()));
  connection_->transaction_alive = true;
  return Transaction(*connection_);
}

bool Database::in_transaction() const { return connection_->in_transaction(); }

const std::filesystem::path& Database::path() const { return connection_->path(); }

Disk& Database::disk() const { return connection_->disk(); }

const std::string& Database::cipher_version() const { return connection_->cipher_version; }

bool Database::failed_commit_may_return() const {
  return connection_->log_suspect || connection_->log_overlong;
}

void Database::move_to_this_thread() { connection_->adopt(); }

Transaction::Transaction(Transaction&& other) noexcept
    : connection_(std::exchange(other.connection_, nullptr)) {}

Transaction::~Transaction() { rollback(); }

void Transaction::rollback() {
  if (connection_ == nullptr) return;
  connection_->transaction_alive = false;
  // ROLLBACK can only fail when there is nothing to roll back, and then the goal is reached.
  if (connection_->in_transaction())
    sqlite3_exec(connection_->handle(), "ROLLBACK", nullptr, nullptr, nullptr);
  // Now rather than with the next write: the program may be killed before. Failing, it is tried again then.
  if (connection_->log_overlong && !connection_->log_suspect) static_cast<void>(connection_->cut_log());
  connection_ = nullptr;
}

Result<void> Transaction::commit() {
  if (connection_ == nullptr) {
    return tl::unexpected(Error{ErrorCode::Misuse, "the transaction is over", {}, 0});
  }
  if (!connection_->in_transaction()) {
    Error error = connection_->misuse("the transaction was rolled back by an earlier error");
    rollback();
    return tl::unexpected(std::move(error));
  }
  if (connection_->log_suspect) {  // a sync failed while the transaction was under way
    Error error{ErrorCode::Io, "a sync of the log failed", connection_->path().string(), 0};
    rollback();
    return tl::unexpected(std::move(error));
  }
  auto committed = connection_->exec("COMMIT");
  rollback();  // after a failed COMMIT the transaction may still be open
  return committed;
}

}  // namespace yitang::storage
