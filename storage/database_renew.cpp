// After a sync of the log that failed, and after a start that found a log: nothing is added to it before a
// durable copy has taken its place. After a write that failed: not before its rest is cut off (README.md,
// "The disk that fails").
#include <utility>

#include "storage/connection.hpp"
#include "storage/database.hpp"
#include "storage/database_file.hpp"

namespace yitang::storage {

Result<void> Database::ready_to_write() {
  detail::Connection& connection = *connection_;
  connection.assert_owner();
  const bool closed = connection.handle() == nullptr;  // opening again failed earlier
  if (!closed && connection.in_transaction()) return {};
  const bool wanting = connection.log_suspect || connection.log_overlong;
  if (!closed && wanting && connection.transaction_alive) {  // it refers to this connection
    return tl::unexpected(connection.misuse("the transaction was rolled back by an earlier error"));
  }
  if (!closed && connection.log_overlong && !connection.log_suspect) {
    auto cut = connection.cut_log();
    if (!cut && !connection.log_suspect) return cut;
  }
  if (!closed && !connection.log_suspect) return {};
  if (connection.leased() > 0) {
    return tl::unexpected(Error{ErrorCode::Io, "a sync of the log failed, and a statement is still running",
                                path().string(), 0});
  }
  return renew_log();
}

Result<void> Database::renew_log() {
  if (connection_->handle() != nullptr) {
    if (auto noted = note_page_limit(); !noted) return noted;
  }
  return begin_anew();
}

// PRAGMA max_page_count is the one setting that callers make.
Result<void> Database::note_page_limit() {
  auto limit = connection_->texts("PRAGMA max_page_count");
  if (!limit) return tl::unexpected(std::move(limit.error()));
  if (!limit->empty()) connection_->page_limit = limit->front();
  return {};
}

Result<void> Database::begin_anew() {
  detail::Connection& old = *connection_;
  // First the copy: while the disk refuses it, the old connection goes on reading.
  auto copied = detail::replace_log_by_durable_copy(path(), old.log_bytes, old.disk());
  if (!copied) return copied;
  old.log_suspect = true;  // closing must not fold the log
  auto fresh = old.reopen(old.close_and_lend());
  if (!fresh) return tl::unexpected(std::move(fresh.error()));
  (*fresh)->log_suspect = false;
  auto limited = (*fresh)->exec("PRAGMA max_page_count=" + old.page_limit);
  (*fresh)->page_limit = old.page_limit;
  (*fresh)->reopen = std::move(old.reopen);
  connection_ = std::move(*fresh);
  return limited;
}

}  // namespace yitang::storage
