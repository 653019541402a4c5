#include "storage/release_memory.hpp"

namespace yitang::storage {

Result<void> release_memory(Database& database) {
  // SQLite puts the cell of a row together in a buffer as large as a page, which lives as long as the
  // connection: a row of zeros that is never committed fills it. Rolling back leaves the pages of the new
  // table in nobody's hands.
  auto transaction = database.begin();
  if (!transaction) return tl::unexpected(std::move(transaction.error()));
  auto filled = database.exec(
      "CREATE TABLE release_memory(filler BLOB); INSERT INTO release_memory VALUES(zeroblob(3900))");
  transaction->rollback();
  if (!filled) return filled;
  // The cipher decrypts into a buffer of its own: the last page that is read, one of the schema, stays there.
  return database.exec("PRAGMA shrink_memory; SELECT count(*) FROM sqlite_schema; PRAGMA shrink_memory");
}

}  // namespace yitang::storage
