// The audit log as a file that can be checked without the terminal and without its keys.
//
// JSON lines "yitang.audit-export/1", UTF-8, keys sorted, no spaces, every line ended by a line feed:
//   {"at":MS,"device":"YT01","key":HEX,"schema":"yitang.audit-export/1"}         first: whose log, its public
//   key
//   {"disposition":"ok","fields":[["uid","..."]],"hash":HEX,"seq":1,"type":"...","unix_ms":MS}     each row
//   {"head":{... "yitang.audit-head/1" ...}}         after the row whose hash it signs
//   {"countersigned":{... "yitang.office-receipt/1" ...}}                        at most one, after the rows
//   {"end":{"digest":HEX,"heads":N,"rows":N,"signature":HEX}}                    last
// digest: BLAKE2b-256 of all bytes before the last line; signature: Ed25519 by "key" over the text
// "yitang audit export 1" (length as 32 bits, then the bytes) and the digest's 32 bytes. The hash of a row
// and what a head signs: storage/README.md. Each line has one way to be written; another spelling is refused.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "kiosk/base/date.hpp"
#include "kiosk/base/error.hpp"
#include "storage/audit_head.hpp"

namespace yitang::cases {

struct AuditExport {
  std::string device;
  storage::ByteView signing_seed;
  UnixMillis now = 0;
  std::string office_receipt{};  ///< the newest one that countersigns a head of this log; "" if there is none
};

/// Writes the log line by line, each with its line feed. The chain is not checked on the way: a broken one is
/// exported as it is, and the reader finds out. Errors of the store and of `write`.
Result<void> export_audit(storage::Database& database, const AuditExport& what,
                          const std::function<Result<void>(std::string_view)>& write);

struct AuditExportReport {
  std::string device;
  storage::PublicKey key{};
  UnixMillis exported_at = 0;
  std::int64_t rows = 0;
  std::int64_t heads = 0;
  storage::AuditHead head;
  std::optional<storage::AuditHead> countersigned;  ///< the office's own signature on it is not checked here
};

/// Checks an export as it is read. Pure: needs neither store nor keys.
class AuditExportReader {
 public:
  /// With `expected`, the key that the terminal is known by; without it the report says whose key it was.
  explicit AuditExportReader(std::optional<storage::PublicKey> expected = std::nullopt);
  ~AuditExportReader();

  /// One line without its line feed. Refused, naming the audit row (or the line, outside of rows) that does
  /// not hold.
  Result<void> line(std::string_view text);
  /// After the last line. `complete`: the last line had its line feed.
  Result<AuditExportReport> finish(bool complete = true);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The same for a whole file in memory.
Result<AuditExportReport> verify_export(std::string_view text,
                                        std::optional<storage::PublicKey> expected = std::nullopt);

}  // namespace yitang::cases
