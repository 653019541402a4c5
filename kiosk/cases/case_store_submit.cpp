#include <fmt/format.h>

#include "kiosk/cases/case_store.hpp"
#include "kiosk/cases/case_writing.hpp"
#include "kiosk/cases/envelope_body.hpp"
#include "kiosk/cases/receipt_number.hpp"

namespace yitang::cases {
namespace {

constexpr int kLargestSerial = 9999999;

/// A supplement belongs to a case that is here.
Result<void> check_supplement(StoreParts& parts, const Envelope& envelope) {
  if (!envelope.supplement) return {};
  auto known = parts.database.query_one<std::int64_t>(
      "SELECT id FROM case_row WHERE uid = ? AND supplement_of IS NULL", envelope.supplement->case_uid);
  if (!known) return failure(known);
  if (!*known) return fail(ErrorKind::BadInput, "is no case of this terminal", "supplement.case");
  if (envelope.materials.empty()) return fail(ErrorKind::BadInput, "is empty", "materials");
  return {};
}

/// Number and token, inside the caller's transaction: a case that is not committed has used up no number.
Result<void> issue_number(StoreParts& parts, Envelope& envelope) {
  envelope.terminal = parts.terminal;
  envelope.submitted_at = parts.clock.now();
  const auto day = Date::of(envelope.submitted_at);
  auto block =
      parts.database.query_one<std::int64_t>("SELECT value FROM counter WHERE name = 'serial.block'");
  if (!block) return failure(block);
  auto serial = parts.database.query_one<std::int64_t>(
      "INSERT INTO serial (day, last) VALUES (?1, ?2 + 1)"
      " ON CONFLICT (day) DO UPDATE SET last = max(last, ?2) + 1 RETURNING last",
      day.iso(), block->value_or(0) * kSerialsInABlock);
  if (!serial) return failure(serial);
  if (!*serial || **serial > kLargestSerial)
    return fail(ErrorKind::Refused, "no serial is left for this day");
  envelope.receipt_no = format_receipt_number({parts.terminal, day, static_cast<int>(**serial)});
  envelope.qr_token = new_qr_token(parts.random);
  return {};
}

Result<void> insert_case(StoreParts& parts, const Envelope& envelope) {
  const auto& uid = envelope.idempotency_key;
  auto key = key_of(parts, uid);
  if (!key) return failure(key);
  auto body = seal_text(*key, body_to_json(envelope), uid);
  if (!body) return failure(body);
  const auto applicant = index_of(parts, envelope.applicant.number);
  const auto agent = index_of(parts, envelope.agent);
  const auto promised =
      envelope.promised ? std::optional<std::string>(envelope.promised->iso()) : std::nullopt;
  const bool dated = envelope.clock_trusted && parts.clock.trusted();
  const auto kept_from = dated ? std::optional<UnixMillis>(envelope.submitted_at) : std::nullopt;
  std::optional<std::string> supplement_of;
  std::optional<std::string> notice_no;
  if (envelope.supplement) {
    supplement_of = envelope.supplement->case_uid;
    notice_no = envelope.supplement->notice_no;
  }
  auto added = parts.database.run(
      "INSERT INTO case_row (uid, receipt_no, qr_token, item_id, item_version, state, submitted_at, "
      "promised, state_at, applicant, agent, kept_from, supplement_of, notice_no)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?7, ?9, ?10, ?11, ?12, ?13)",
      uid, envelope.receipt_no, envelope.qr_token, envelope.item_id, envelope.item_version,
      CaseState::Submitted, envelope.submitted_at, promised, applicant, agent, kept_from, supplement_of,
      notice_no);
  if (!added) return failure(added);
  added = parts.database.run("INSERT INTO case_body (case_id, body) VALUES (?, ?)",
                             parts.database.last_insert_id(), *body);
  if (!added) return failure(added);
  added = parts.database.run(
      "INSERT INTO outbox (uid, idempotency_key, created, next_at) VALUES (?1, ?1, ?2, ?2)", uid,
      envelope.submitted_at);
  if (!added) return failure(added);
  added = parts.database.run("DELETE FROM draft WHERE uid = ?", uid);
  if (!added) return failure(added);
  return {};
}

}  // namespace

// What the office could never take is not committed: it would stay in the outbox for ever.
Result<void> check_complete(const Envelope& envelope) {
  const auto empty = [](const char* where) { return fail(ErrorKind::BadInput, "is empty", where); };
  if (envelope.item_id.empty()) return empty("item_id");
  if (envelope.task_code.empty()) return empty("task_code");
  if (envelope.department_code.empty()) return empty("department_code");
  std::uint64_t bytes = 0;
  for (const EnvelopeMaterial& material : envelope.materials) {
    for (const PageImage& page : material.pages) bytes += page.bytes;
  }
  if (bytes > kMaxPicturesBytes) {
    return fail(ErrorKind::Refused,
                fmt::format("the pictures have {} MiB together, {} MiB is the most: leave out pages",
                            bytes >> 20, kMaxPicturesBytes >> 20),
                "materials");
  }
  return {};
}

Result<std::optional<SubmittedCase>> submitted_before(StoreParts& parts, std::string_view uid) {
  auto row = parts.database.query_one<std::string, std::string, std::optional<std::string>, std::int64_t>(
      "SELECT receipt_no, qr_token, promised, submitted_at FROM case_row WHERE uid = ?", uid);
  if (!row) return failure(row);
  if (!*row) return std::nullopt;
  const auto& [receipt_no, qr_token, promised, submitted_at] = **row;
  SubmittedCase known{std::string(uid), receipt_no, qr_token, std::nullopt, submitted_at, true};
  if (promised) known.promised = Date::parse(*promised);
  return known;
}

Result<void> seal_pages(CaseStore& store, Envelope& envelope, PageNames& sealed) {
  for (auto& material : envelope.materials) {
    for (auto& page : material.pages) {
      if (page.sealed) continue;
      auto kept = store.seal_page(page);
      if (!kept) return failure(kept);
      page = std::move(*kept);
      sealed.insert(page.sealed->name);
    }
  }
  return {};
}

bool is_uid(std::string_view text) {
  return text.size() == 32 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

Result<PageNames> write_case(StoreParts& parts, Envelope& envelope) {
  if (auto issued = issue_number(parts, envelope); !issued) return failure(issued);
  if (auto inserted = insert_case(parts, envelope); !inserted) return failure(inserted);
  auto gone = set_pages(parts, envelope.idempotency_key, page_names(envelope.materials));
  if (!gone) return gone;
  auto audited = append_audit(
      parts, audit::CaseSubmitted{envelope.idempotency_key, envelope.receipt_no, envelope.item_id});
  if (!audited) return failure(audited);
  return gone;
}

namespace {

Result<PageNames> commit_case(CaseStore& store, StoreParts& parts, Envelope& envelope,
                              const std::optional<SlotWish>& place) {
  auto transaction = parts.database.begin();
  if (!transaction) return failure(transaction);
  auto gone = write_case(parts, envelope);
  if (!gone) return gone;
  if (place) {
    if (auto held = hold_place(store, parts, envelope, *place); !held) return failure(held);
  }
  if (auto committed = transaction->commit(); !committed) return failure(committed);
  return gone;
}

}  // namespace

Result<SubmittedCase> CaseStore::submit(const Envelope& envelope, const std::optional<SlotWish>& place) {
  auto& parts = *parts_;
  if (auto complete = check_complete(envelope); !complete) return failure(complete);
  auto issued = envelope;
  if (issued.idempotency_key.empty()) issued.idempotency_key = parts.random.text(32, "0123456789abcdef");
  if (!is_uid(issued.idempotency_key)) return fail(ErrorKind::BadInput, "is no key", "idempotency_key");
  auto known = submitted_before(parts, issued.idempotency_key);
  if (!known) return failure(known);
  if (*known) return **known;
  if (auto belongs = check_supplement(parts, issued); !belongs) return failure(belongs);
  PageNames sealed;
  if (auto pages = seal_pages(*this, issued, sealed); !pages) {
    remove_files(parts, sealed);
    return failure(pages);
  }
  auto gone = commit_case(*this, parts, issued, place);
  if (!gone) {
    if (!parts.database.failed_commit_may_return()) remove_files(parts, sealed);
    return failure(gone);
  }
  remove_files(parts, *gone);
  return SubmittedCase{issued.idempotency_key, issued.receipt_no,   issued.qr_token,
                       issued.promised,        issued.submitted_at, false};
}

}  // namespace yitang::cases
