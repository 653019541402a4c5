#include "tests/bench/store/plain_cases.hpp"

#include <cstring>

#include "kiosk/cases/envelope_body.hpp"
#include "kiosk/cases/store_schema.hpp"
#include "storage/audit_chain.hpp"

namespace yitang::bench {
namespace {

PlainDatabase& with_schema(PlainDatabase& database) {
  for (const storage::Migration& step : cases::store_migrations()) database.exec(std::string(step.sql));
  database.exec("CREATE TABLE picture (name TEXT PRIMARY KEY, content BLOB NOT NULL) STRICT, WITHOUT ROWID;");
  return database;
}

}  // namespace

PlainCases::PlainCases(const Sqlite& sqlite, const std::filesystem::path& path)
    : database_(sqlite, path),
      begin_(with_schema(database_).prepare("BEGIN IMMEDIATE")),
      serial_(
          database_.prepare("INSERT INTO serial (day, last) VALUES (?, 1) ON CONFLICT (day) DO UPDATE SET "
                            "last = last + 1 RETURNING last")),
      key_(database_.prepare("INSERT INTO record_key (uid, key) VALUES (?, ?)")),
      row_(database_.prepare("INSERT INTO case_row (uid, receipt_no, qr_token, item_id, item_version, state, "
                             "submitted_at, promised, state_at, applicant) "
                             "VALUES (?1, ?2, ?3, ?4, 1, 0, ?5, '2026-12-04', ?5, ?6)")),
      body_(database_.prepare("INSERT INTO case_body (case_id, body) VALUES (?, ?)")),
      outbox_(database_.prepare(
          "INSERT INTO outbox (uid, idempotency_key, created, next_at) VALUES (?1, ?1, ?2, ?2)")),
      draft_(database_.prepare("DELETE FROM draft WHERE uid = ?")),
      page_(database_.prepare("INSERT INTO page (name, uid) VALUES (?, ?)")),
      picture_(database_.prepare("INSERT INTO picture (name, content) VALUES (?, ?)")),
      last_audit_(database_.prepare("SELECT seq, hash FROM audit_event ORDER BY seq DESC LIMIT 1")),
      audit_(database_.prepare("INSERT INTO audit_event (seq, unix_ms, type, disposition, fields, hash) "
                               "VALUES (?, ?, ?, ?, ?, ?)")),
      commit_(database_.prepare("COMMIT")) {}

void PlainCases::submit(const cases::Envelope& envelope, storage::ByteView applicant) {
  const std::string& uid = envelope.idempotency_key;
  const std::string text = cases::body_to_json(envelope);
  begin_.run();
  require(serial_.bind(1, std::string_view("2026-11-22")).first(), "serial");
  const std::string receipt = "T001-20261122-" + std::to_string(serial_.number(0));
  serial_.done();
  key_.bind(1, uid).bind(2, applicant).run();
  row_.bind(1, uid)
      .bind(2, receipt)
      .bind(3, uid.substr(4))
      .bind(4, envelope.item_id)
      .bind(5, std::int64_t{1000});
  row_.bind(6, applicant).run();
  body_.bind(1, database_.last_insert_id()).bind(2, storage::bytes_of(text)).run();
  outbox_.bind(1, uid).bind(2, std::int64_t{1000}).run();
  draft_.bind(1, uid).run();
  for (const auto& material : envelope.materials) {
    for (const auto& page : material.pages) {
      const std::string name = uid + std::to_string(++pictures_);
      page_.bind(1, name).bind(2, uid).run();
      picture_.bind(1, name).bind(2, storage::ByteView(page.content)).run();
    }
  }
  append_audit(envelope);
  commit_.run();
}

void PlainCases::append_audit(const cases::Envelope& envelope) {
  storage::AuditHead head;
  if (last_audit_.first()) {
    head.seq = last_audit_.number(0);
    std::memcpy(head.hash.data(), last_audit_.blob(1), head.hash.size());
  }
  last_audit_.done();
  const storage::AuditRow row{
      head.seq + 1, 1000, "case.submitted", "ok", {{"uid", envelope.idempotency_key}}, {}};
  const storage::AuditHash hash = storage::audit_hash(row, head.hash);
  const storage::Bytes fields = storage::encode_audit_fields(row.fields);
  audit_.bind(1, row.seq).bind(2, row.unix_ms).bind(3, row.type).bind(4, row.disposition);
  audit_.bind(5, storage::ByteView(fields)).bind(6, storage::ByteView(hash)).run();
}

}  // namespace yitang::bench
