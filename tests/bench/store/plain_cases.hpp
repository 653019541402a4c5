// The same rows as CaseStore::submit writes, by plain sqlite3: same schema, same statements, the form's text
// and the pictures as they are.
#pragma once

#include <string>
#include <vector>

#include "kiosk/cases/envelope.hpp"
#include "tests/bench/store/plain_sqlite.hpp"

namespace yitang::bench {

class PlainCases {
 public:
  PlainCases(const Sqlite& sqlite, const std::filesystem::path& path);

  void submit(const cases::Envelope& envelope, storage::ByteView applicant);
  void checkpoint() { database_.exec("PRAGMA wal_checkpoint(TRUNCATE)"); }

 private:
  void append_audit(const cases::Envelope& envelope);

  PlainDatabase database_;
  PlainStatement begin_, serial_, key_, row_, body_, outbox_, draft_, page_, picture_, last_audit_, audit_,
      commit_;
  std::int64_t pictures_ = 0;
};

}  // namespace yitang::bench
