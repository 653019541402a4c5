// What is handed in later: taken in once, added to its case, and the case goes on.
#include "kiosk/cases/submission.hpp"
#include "kiosk/catalog/enums.hpp"
#include "kiosk/office/parts.hpp"

namespace yitang::office {
namespace {

using cases::CaseState;

struct Owner {
  std::int64_t id = 0;
  bool erased = false;
};

Result<Owner> owner_of(Office::Parts& parts, const cases::Envelope& envelope) {
  auto row = parts.database.query_one<std::int64_t, bool, std::string, std::string>(
      "SELECT id, erased_at IS NOT NULL, terminal, item_id FROM office_case WHERE uid = ?",
      envelope.supplement->case_uid);
  if (!row) return failed(row);
  const auto refuse = [&](const char* reason) {
    return fail(ErrorKind::Refused, reason, envelope.receipt_no);
  };
  if (!*row) return refuse("the case that this belongs to is not known");
  const auto& [id, erased, terminal, item_id] = **row;
  if (terminal != envelope.terminal || item_id != envelope.item_id)
    return refuse("the case that this belongs to is another terminal's or of another item");
  if (erased) return refuse("the case that this belongs to is erased");
  return Owner{id, erased};
}

storage::Result<void> store_supplement(Office::Parts& parts, std::int64_t case_id,
                                       const cases::Envelope& envelope, storage::ByteView digest,
                                       const std::string& receipt) {
  const std::string& uid = envelope.idempotency_key;
  storage::SealedKey key{};
  parts.random.fill(key);
  const std::string body = cases::envelope_to_json(envelope, cases::EnvelopePages::WithoutContent);
  auto sealed = storage::seal(storage::bytes_of(body), key, uid);
  if (!sealed) return tl::unexpected(sealed.error());
  auto stored = parts.database.run(
      "INSERT INTO office_supplement(uid, case_id, content_digest, receipt, received_at, key, body) VALUES "
      "(?, ?, ?, ?, ?, ?, ?)",
      uid, case_id, digest, receipt, parts.clock.now(), key, *sealed);
  if (!stored) return tl::unexpected(stored.error());
  return {};
}

// Whatever the notice asked for, the department looks at what came: the rule only sets the case going again.
storage::Result<void> go_on(Office::Parts& parts, const catalog::ServiceItem& item, OfficeCase& the_case,
                            Date answered_on) {
  if (auto resumed = resume_clock(parts, item, the_case, answered_on); !resumed) return resumed;
  const Change accepted{CaseState::Accepted,
                        cases::Outcome::None,
                        std::string(catalog::code_of(catalog::StepKind::Review)),
                        {},
                        kRuleAccount};
  return apply_change(parts, the_case, accepted);
}

storage::Result<std::vector<OfficeCase>> case_by(Office::Parts& parts, const std::string& uid) {
  static const std::string sql = "SELECT " + std::string(kCaseColumns) + " FROM office_case WHERE uid = ?";
  return parts.database.collect(sql, read_case, uid);
}

}  // namespace

Result<std::string> take_supplement(Office::Parts& parts, cases::Envelope& envelope,
                                    storage::ByteView content_digest, std::string_view audit_head) {
  auto owner = owner_of(parts, envelope);
  if (!owner) return tl::unexpected(owner.error());
  const catalog::ServiceItem* item = parts.catalog->nearest(envelope.item_id, envelope.item_version);
  if (item == nullptr) return fail(ErrorKind::Refused, "unknown item " + envelope.item_id);

  std::set<std::string> known;
  auto listed = parts.database.query(
      "SELECT digest FROM office_page WHERE case_id = ?",
      [&](const storage::Row& row) { known.insert(row.text(0)); }, owner->id);
  if (!listed) return failed(listed);
  SealedPages pages;
  RemoveUnlessKept unless_kept{parts.database, parts.sealed, pages};
  if (auto sealed = seal_pages(parts, envelope, known, pages); !sealed) return tl::unexpected(sealed.error());

  auto transaction = parts.database.begin();
  if (!transaction) return failed(transaction);
  auto rows = case_by(parts, envelope.supplement->case_uid);
  if (!rows) return failed(rows);
  OfficeCase& the_case = rows->front();
  auto head = take_head(parts, envelope.terminal, audit_head);
  if (!head) return failed(head);
  const std::string receipt = cases::signed_receipt(
      {envelope.idempotency_key, the_case.case_no, the_case.department, parts.clock.now(), std::move(*head)},
      parts.keys.keys().signing_seed.view());
  if (auto stored = store_supplement(parts, owner->id, envelope, content_digest, receipt); !stored)
    return failed(stored);
  if (auto stored = store_pages(parts, owner->id, pages); !stored) return failed(stored);
  auto answered = parts.database.run(
      "UPDATE office_notice SET answered_on = ? WHERE number = ? AND case_id = ? AND answered_on IS NULL",
      parts.clock.today().iso(), envelope.supplement->notice_no, owner->id);
  if (!answered) return failed(answered);
  const bool awaited =
      the_case.state == CaseState::Supplement && the_case.notice_no == envelope.supplement->notice_no;
  if (awaited && parts.clock.trusted()) {
    if (auto done = go_on(parts, *item, the_case, parts.clock.today()); !done) return failed(done);
  }
  if (auto done = transaction->commit(); !done) return failed(done);
  unless_kept.kept = true;
  return receipt;
}

Result<int> resume_answered(Office::Parts& parts) {
  static const std::string waiting =
      "SELECT " + std::string(kCaseColumns) +
      " FROM office_case WHERE state = 'supplement' AND EXISTS (SELECT 1 FROM office_notice WHERE case_id = "
      "office_case.id AND answered_on IS NOT NULL AND office_notice.id = (SELECT max(id) FROM office_notice "
      "WHERE case_id = office_case.id)) LIMIT 1000";
  auto rows = parts.database.collect(waiting, read_case);
  if (!rows) return failed(rows);
  int resumed = 0;
  for (OfficeCase& the_case : *rows) {
    const catalog::ServiceItem* item = parts.catalog->nearest(the_case.item_id, the_case.item_version);
    if (item == nullptr) continue;
    auto transaction = parts.database.begin();
    if (!transaction) return failed(transaction);
    // The day on which it came is not known for sure: of an untrusted clock. It counts from today.
    if (auto done = go_on(parts, *item, the_case, parts.clock.today()); !done) return failed(done);
    if (auto done = transaction->commit(); !done) return failed(done);
    ++resumed;
  }
  return resumed;
}

Result<std::vector<cases::Envelope>> supplements_of(Office::Parts& parts, std::string_view uid) {
  struct Sealed {
    std::string uid;
    storage::SealedKey key{};
    storage::Bytes body;
  };
  auto rows = parts.database.collect(
      "SELECT s.uid, s.key, s.body FROM office_supplement AS s JOIN office_case AS c ON c.id = s.case_id "
      "WHERE "
      "c.uid = ? AND s.key IS NOT NULL ORDER BY s.id",
      [](const storage::Row& row) {
        return Sealed{row.text(0), row.get<storage::SealedKey>(1), row.blob(2)};
      },
      uid);
  if (!rows) return failed(rows);
  std::vector<cases::Envelope> envelopes;
  for (const Sealed& row : *rows) {
    auto plain = storage::unseal(row.body, row.key, row.uid);
    if (!plain) return failed(plain);
    auto envelope =
        cases::envelope_from_json(std::string(plain->begin(), plain->end()), cases::EnvelopeUse::Delivery,
                                  cases::EnvelopePages::WithoutContent);
    if (!envelope) return tl::unexpected(envelope.error());
    envelopes.push_back(std::move(*envelope));
  }
  return envelopes;
}

}  // namespace yitang::office
