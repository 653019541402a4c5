#include "kiosk/cases/audit_export.hpp"

#include <sodium.h>

#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "kiosk/cases/audit_export_lines.hpp"
#include "kiosk/cases/audit_heads.hpp"
#include "kiosk/cases/storage_error.hpp"

namespace yitang::cases {
namespace {

/// Everything that was written so far, as one digest.
class RunningDigest {
 public:
  RunningDigest() { crypto_generichash_init(&state_, nullptr, 0, kSize); }
  void add(std::string_view text) {
    crypto_generichash_update(&state_, reinterpret_cast<const unsigned char*>(text.data()), text.size());
  }
  storage::AuditHash finish() {
    storage::AuditHash digest{};
    crypto_generichash_final(&state_, digest.data(), kSize);
    return digest;
  }

 private:
  static constexpr std::size_t kSize = 32;
  crypto_generichash_state state_{};
};

Result<std::vector<storage::SignedHead>> heads_of(storage::Database& database) {
  std::vector<storage::SignedHead> heads;
  auto read = storage::for_each_signed_head(database,
                                            [&](const storage::SignedHead& head) { heads.push_back(head); });
  if (!read) return store_failure(read.error());
  return heads;
}

}  // namespace

Result<void> export_audit(storage::Database& database, const AuditExport& what,
                          const std::function<Result<void>(std::string_view)>& write) {
  auto heads = heads_of(database);
  if (!heads) return tl::unexpected(heads.error());
  RunningDigest digest;
  Result<void> written;
  const auto put = [&](std::string line) {
    if (!written) return;
    line += '\n';
    digest.add(line);
    written = write(line);
  };
  put(export_lines::begin({what.device, storage::public_key_of(what.signing_seed), what.now}));
  std::int64_t rows = 0;
  std::size_t next_head = 0;
  auto read = storage::for_each_audit_row(database, 0, [&](const storage::AuditRow& row) {
    put(export_lines::row(row));
    ++rows;
    for (; next_head < heads->size() && (*heads)[next_head].head.seq <= row.seq; ++next_head) {
      put(export_lines::head((*heads)[next_head]));
    }
  });
  if (!read) return store_failure(read.error());
  for (; next_head < heads->size(); ++next_head) put(export_lines::head((*heads)[next_head]));
  if (!what.office_receipt.empty()) put(export_lines::countersigned(what.office_receipt));
  if (!written) return written;
  export_lines::End end{rows, static_cast<std::int64_t>(heads->size()), digest.finish(), {}};
  end.signature = storage::sign(what.signing_seed, export_lines::signed_end(end.digest));
  return write(export_lines::end(end) + "\n");
}

struct AuditExportReader::State {
  std::optional<storage::PublicKey> expected;
  AuditExportReport report;
  RunningDigest digest;
  std::int64_t lines = 0;
  bool ended = false;

  tl::unexpected<Error> refuse(const std::string& reason) const {
    return fail(ErrorKind::Refused, reason, "line " + std::to_string(lines));
  }
  std::string next_row() const { return "audit row " + std::to_string(report.head.seq + 1); }

  Result<void> begin(std::string_view text) {
    const auto begun = export_lines::read_begin(text);
    if (!begun) return refuse("this is not an audit export of version 1");
    if (expected && *expected != begun->key) {
      return refuse("signed by another key than expected: " + storage::to_hex(begun->key));
    }
    report.device = begun->device;
    report.key = begun->key;
    report.exported_at = begun->at;
    return {};
  }

  Result<void> row(const storage::AuditRow& row) {
    if (report.countersigned) return refuse("an audit row after the countersigned head");
    if (row.seq > report.head.seq + 1) return refuse(next_row() + " is missing");
    if (row.seq <= report.head.seq) {
      return refuse("audit row " + std::to_string(row.seq) + " is out of order: " + next_row() +
                    " should be here");
    }
    if (row.hash != storage::audit_hash(row, report.head.hash)) {
      return refuse(next_row() + " does not fit its hash");
    }
    report.head = {row.seq, row.hash};
    ++report.rows;
    return {};
  }

  Result<void> head(const storage::SignedHead& head) {
    const std::string name = "the signed head after audit row " + std::to_string(report.head.seq);
    if (head.head.seq > report.head.seq)
      return refuse(next_row() + " is missing, or " + name + " was changed");
    if (head.head != report.head) return refuse(name + " does not fit that row");
    if (head.device != report.device) return refuse(name + " is another device's");
    if (!storage::signature_holds(head)) return refuse(name + " does not fit its signature");
    ++report.heads;
    return {};
  }

  Result<void> countersigned(const export_lines::Countersigned& receipt) {
    if (report.countersigned) return refuse("a second countersigned head");
    if (receipt.head.terminal != report.device) return refuse("the countersigned head is another terminal's");
    report.countersigned = receipt.head.head;
    return {};
  }

  Result<void> end(const export_lines::End& end, const storage::AuditHash& so_far) {
    ended = true;
    if (end.rows > report.rows) return refuse(next_row() + " is missing");
    if (end.rows < report.rows) return refuse("there are more audit rows than were written");
    if (end.heads != report.heads) return refuse("signed heads are missing");
    if (end.digest != so_far) return refuse("a line that is no audit row was changed");
    if (!storage::verify_signature(report.key, export_lines::signed_end(end.digest), end.signature)) {
      return refuse("the end does not fit its signature");
    }
    return {};
  }

  Result<void> take(std::string_view text) {
    ++lines;
    if (ended) return refuse("there is something after the end");
    if (lines == 1) return begin(text);
    if (const auto found = export_lines::read_row(text)) return row(*found);
    if (const auto found = export_lines::read_head(text)) return head(*found);
    if (const auto found = export_lines::read_countersigned(text)) return countersigned(*found);
    if (const auto found = export_lines::read_end(text)) return end(*found, digest.finish());
    return refuse("malformed, where " + next_row() + ", the signed head after audit row " +
                  std::to_string(report.head.seq) + " or the end should be");
  }
};

AuditExportReader::AuditExportReader(std::optional<storage::PublicKey> expected)
    : state_(std::make_unique<State>()) {
  state_->expected = expected;
}

AuditExportReader::~AuditExportReader() = default;

Result<void> AuditExportReader::line(std::string_view text) {
  auto taken = state_->take(text);
  if (!taken) return taken;
  state_->digest.add(text);
  state_->digest.add("\n");
  return {};
}

Result<AuditExportReport> AuditExportReader::finish(bool complete) {
  if (!state_->ended)
    return state_->refuse("the file is cut: " + state_->next_row() + " or the end is missing");
  if (!complete) return state_->refuse("the last line is cut");
  return state_->report;
}

Result<AuditExportReport> verify_export(std::string_view text, std::optional<storage::PublicKey> expected) {
  AuditExportReader reader(expected);
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = text.find('\n', at);
    if (auto taken = reader.line(text.substr(at, end - at)); !taken) return tl::unexpected(taken.error());
    if (end == std::string_view::npos) return reader.finish(false);
    at = end + 1;
  }
  return reader.finish();
}

}  // namespace yitang::cases
