// The lines of an audit export, one by one. Private to this folder; the form is described in
// audit_export.hpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "kiosk/base/date.hpp"
#include "kiosk/cases/office_receipt.hpp"
#include "storage/audit_head.hpp"

namespace yitang::cases::export_lines {

struct Begin {
  std::string device;
  storage::PublicKey key{};
  UnixMillis at = 0;
};

struct End {
  std::int64_t rows = 0;
  std::int64_t heads = 0;
  storage::AuditHash digest{};
  storage::Signature signature{};
};

struct Countersigned {
  ReceiptHead head;
};

// Without line feed.
std::string begin(const Begin& line);
std::string row(const storage::AuditRow& line);
std::string head(const storage::SignedHead& line);
std::string countersigned(const std::string& receipt);
std::string end(const End& line);
storage::Bytes signed_end(const storage::AuditHash& digest);

// Nothing for another kind of line, and for another way to write the same.
std::optional<Begin> read_begin(std::string_view text);
std::optional<storage::AuditRow> read_row(std::string_view text);
std::optional<storage::SignedHead> read_head(std::string_view text);
std::optional<Countersigned> read_countersigned(std::string_view text);
std::optional<End> read_end(std::string_view text);

}  // namespace yitang::cases::export_lines
