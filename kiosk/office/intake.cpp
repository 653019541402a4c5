// Taking a case in, exactly once.
#include <fmt/format.h>

#include <algorithm>

#include "kiosk/cases/deadlines.hpp"
#include "kiosk/cases/office_receipt.hpp"
#include "kiosk/cases/rating.hpp"
#include "kiosk/cases/signature.hpp"
#include "kiosk/cases/submission.hpp"
#include "kiosk/office/parts.hpp"
#include "storage/migration_copy.hpp"

namespace yitang::office {
namespace {

struct Known {
  storage::Bytes digest;
  std::string receipt;
};

storage::Result<std::optional<Known>> find_known(storage::Database& database, const std::string& uid) {
  auto row = database.query_one<storage::Bytes, std::string>(
      "SELECT content_digest, receipt FROM office_case WHERE uid = ?1 UNION ALL SELECT content_digest, "
      "receipt "
      "FROM office_supplement WHERE uid = ?1",
      uid);
  if (!row) return tl::unexpected(row.error());
  if (!*row) return std::optional<Known>();
  return std::optional<Known>(Known{std::get<0>(**row), std::get<1>(**row)});
}

// 31 characters of task code, the day, four digits of that day's serial for this task (standards.md, section
// 1).
storage::Result<std::string> next_case_no(storage::Database& database, const std::string& task_code,
                                          Date day) {
  const std::string compact = day.compact();
  auto serial = database.query_one<std::int64_t>(
      "INSERT INTO office_serial(task_code, day, last) VALUES (?, ?, 1) "
      "ON CONFLICT DO UPDATE SET last = last + 1 RETURNING last",
      task_code, compact);
  if (!serial) return tl::unexpected(serial.error());
  return fmt::format("{}{}{:04}", task_code, compact, serial->value_or(0));
}

storage::Result<void> store_body(Office::Parts& parts, std::int64_t case_id, const std::string& uid,
                                 const std::string& body) {
  storage::SealedKey key{};
  parts.random.fill(key);
  auto sealed = storage::seal(storage::bytes_of(body), key, uid);
  if (!sealed) return tl::unexpected(sealed.error());
  auto stored = parts.database.run("INSERT INTO office_sealed(case_id, key, body) VALUES (?, ?, ?)", case_id,
                                   key, *sealed);
  if (!stored) return tl::unexpected(stored.error());
  return {};
}

std::string step_after_acceptance(const catalog::ServiceItem& item) {
  for (const catalog::FlowStep& step : item.flow) {
    if (step.kind != catalog::StepKind::Apply && step.kind != catalog::StepKind::Accept) {
      return std::string(catalog::code_of(step.kind));
    }
  }
  return std::string(catalog::code_of(catalog::StepKind::Decide));
}

// The rule for immediate items: what the form demands is there and signed, so the registration is made.
storage::Result<void> first_steps(Office::Parts& parts, const catalog::ServiceItem& item,
                                  OfficeCase& the_case, const cases::Envelope& envelope) {
  if (!the_case.remark.empty()) return {};  // waits for a clerk
  if (!parts.clock.trusted()) return {};    // waits for the right day: see upkeep()
  const Date today = parts.clock.today();
  the_case.accepted_on = today;
  the_case.promised = cases::promised_date(item, today, parts.catalog->calendar()).date;
  Change accepted{
      cases::CaseState::Accepted, cases::Outcome::None, step_after_acceptance(item), {}, kRuleAccount};
  if (auto done = apply_change(parts, the_case, accepted); !done) return done;
  if (item.case_type != catalog::CaseType::Immediate) return {};
  Change concluded{cases::CaseState::Concluded,
                   cases::Outcome::Approved,
                   std::string(catalog::code_of(catalog::StepKind::Issue)),
                   {},
                   kRuleAccount,
                   {{}, {}, {}, rule_result(item, the_case, envelope, today)}};
  return apply_change(parts, the_case, concluded);
}

}  // namespace

Result<std::string> Office::intake(const std::string& text, std::string_view audit_head) {
  if (cases::is_rating(text)) return take_rating(*parts_, text, audit_head);
  auto parsed = cases::envelope_from_json(text, cases::EnvelopeUse::Delivery);
  if (!parsed) return tl::unexpected(parsed.error());
  cases::Envelope& envelope = *parsed;
  const storage::SealedDigest digest = storage::digest_of(storage::bytes_of(text));

  auto known = find_known(parts_->database, envelope.idempotency_key);
  if (!known) return failed(known);
  if (*known) {
    if (!storage::equal_in_constant_time((*known)->digest, digest)) {
      return fail(ErrorKind::Refused, "this idempotency key came with another content before");
    }
    return (*known)->receipt;
  }
  if (envelope.supplement) return take_supplement(*parts_, envelope, digest, audit_head);
  const catalog::ServiceItem* item = parts_->catalog->nearest(envelope.item_id, envelope.item_version);
  if (item == nullptr) return fail(ErrorKind::Refused, "unknown item " + envelope.item_id);
  if (envelope.signature &&
      cases::verify(*envelope.signature, envelope) == cases::SignatureProblem::FormChanged) {
    return fail(ErrorKind::Refused, "the signature does not belong to this form");
  }

  auto taken = parts_->database.query_one<std::string>("SELECT uid FROM office_case WHERE receipt_no = ?",
                                                       envelope.receipt_no);
  if (!taken) return failed(taken);
  if (*taken) {  // two terminals with one code: trying again would never help, a person must look
    return fail(ErrorKind::Refused, "this receipt number belongs to another case", envelope.receipt_no);
  }

  // Sealed first: a crash before the commit leaves orphans, which the next start sweeps; a failure takes them
  // away now.
  SealedPages pages;
  RemoveUnlessKept unless_kept{parts_->database, parts_->sealed, pages};
  if (auto sealed = seal_pages(*parts_, envelope, {}, pages); !sealed) return tl::unexpected(sealed.error());
  const std::string body = cases::envelope_to_json(envelope, cases::EnvelopePages::WithoutContent);

  OfficeCase the_case;
  the_case.uid = envelope.idempotency_key;
  the_case.receipt_no = envelope.receipt_no;
  the_case.terminal = envelope.terminal;
  the_case.item_id = envelope.item_id;
  the_case.item_version = envelope.item_version;
  the_case.department = item->department_code;
  the_case.received_at = parts_->clock.now();
  the_case.promised = envelope.promised;
  // By the rules of the day on which it was handed in, however long the way here took.
  const UnixMillis handed_in =
      envelope.clock_trusted ? std::min(envelope.submitted_at, the_case.received_at) : the_case.received_at;
  const auto formal = cases::check_submission(*item, envelope, handed_in);
  if (!formal) {
    the_case.remark = describe(formal.error());
  } else if (envelope.agreed.guardian && envelope.applicant.source == cases::PersonSource::Typed) {
    // Nobody has seen a card: never by the rule alone.
    the_case.remark = "applicant: name and number were typed by the guardian and are to be confirmed";
  } else if (envelope.applicant.source == cases::PersonSource::Code &&
             !knows_reference(*parts_, envelope.terminal, envelope.applicant)) {
    the_case.remark = "applicant: nothing here shows that a code proved who this is; to be confirmed";
  }

  auto transaction = parts_->database.begin();
  if (!transaction) return failed(transaction);
  auto case_no = next_case_no(parts_->database, item->task_code, parts_->clock.today());
  if (!case_no) return failed(case_no);
  the_case.case_no = *case_no;
  auto head = take_head(*parts_, the_case.terminal, audit_head);
  if (!head) return failed(head);
  const std::string receipt = cases::signed_receipt(
      {the_case.uid, the_case.case_no, the_case.department, the_case.received_at, std::move(*head)},
      parts_->keys.keys().signing_seed.view());
  auto inserted = parts_->database.run(
      "INSERT INTO office_case(uid, content_digest, case_no, receipt_no, terminal, item_id, item_version, "
      "department, "
      "state, outcome, step, revision, received_at, remark, receipt) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'submitted', 'none', 'accept', 0, ?, ?, ?)",
      the_case.uid, storage::ByteView(digest), the_case.case_no, the_case.receipt_no, the_case.terminal,
      the_case.item_id, the_case.item_version, the_case.department, the_case.received_at, the_case.remark,
      receipt);
  if (!inserted) return failed(inserted);
  const std::int64_t case_id = parts_->database.last_insert_id();
  if (auto stored = store_body(*parts_, case_id, the_case.uid, body); !stored) return failed(stored);
  if (auto done = store_pages(*parts_, case_id, pages); !done) return failed(done);
  const Change submitted{cases::CaseState::Submitted, cases::Outcome::None, "accept", {}, kRuleAccount};
  if (auto done = apply_change(*parts_, the_case, submitted); !done) return failed(done);
  if (auto done = first_steps(*parts_, *item, the_case, envelope); !done) return failed(done);
  if (auto done = transaction->commit(); !done) return failed(done);
  unless_kept.kept = true;
  return receipt;
}

Result<int> Office::upkeep() {
  int answered = 0;
  if (parts_->clock.trusted()) {
    static const std::string waiting = "SELECT " + std::string(kCaseColumns) +
                                       " FROM office_case WHERE state = 'submitted' AND remark = '' AND "
                                       "accepted_on IS NULL ORDER BY id LIMIT 1000";
    auto rows = parts_->database.collect(waiting, read_case);
    if (!rows) return failed(rows);
    for (OfficeCase& the_case : *rows) {
      const catalog::ServiceItem* item = parts_->catalog->nearest(the_case.item_id, the_case.item_version);
      if (item == nullptr) continue;
      auto envelope = content(the_case.uid);
      if (!envelope) continue;  // a rule decides nothing that cannot be read; `store check` names it
      auto transaction = parts_->database.begin();
      if (!transaction) return failed(transaction);
      if (auto done = first_steps(*parts_, *item, the_case, *envelope); !done) return failed(done);
      if (auto done = transaction->commit(); !done) return failed(done);
      ++answered;
    }
    auto resumed = resume_answered(*parts_);
    if (!resumed) return tl::unexpected(resumed.error());
    answered += *resumed;
    if (auto dated = date_rectifications(*parts_); !dated) return failed(dated);
  }
  if (auto erased = erase_due(); !erased) return tl::unexpected(erased.error());
  if (auto head = sign_audit_head(); !head) return tl::unexpected(head.error());
  auto folded = parts_->database.checkpoint(storage::CheckpointMode::Truncate);
  if (!folded) return failed(folded);
  // The store works under the new schema: a copy of the old one has done its duty.
  if (auto gone = storage::discard_migration_copies(parts_->database); !gone) return failed(gone);
  return answered;
}

}  // namespace yitang::office
