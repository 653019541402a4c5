#include "old_stores.hpp"

#include <stdexcept>

#include "crash_bench.hpp"
#include "kiosk/cases/envelope_body.hpp"
#include "kiosk/cases/office_receipt.hpp"
#include "kiosk/cases/receipt_number.hpp"
#include "kiosk/cases/store_schema.hpp"
#include "kiosk/cases/submission.hpp"
#include "kiosk/office/schema.hpp"
#include "storage/file_system.hpp"
#include "storage/sealed_files.hpp"
#include "tests/unit/kiosk/cases/cases_support.hpp"

namespace yitang::faults {
namespace {

using cases::test::kFriday;
using storage::ByteView;

template <class T>
T must(storage::Result<T> result) {
  if (!result) throw std::runtime_error(storage::describe(result.error()));
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

struct OldStore {
  storage::KeyFile keys;
  storage::Database database;
  storage::SealedFiles files;
  storage::SystemRandom random{};
};

OldStore make_store(storage::Disk& disk, const std::filesystem::path& folder, const char* name,
                    std::span<const storage::Migration> steps) {
  must(storage::make_private_directory(folder, disk));
  storage::SystemRandom random;
  auto keys = must(storage::KeyFile::open_or_create(folder / "keys.bin", folder / name,
                                                    terminal_options(disk).host, random, disk));
  auto database =
      must(storage::Database::open({folder / name,
                                    {keys.keys().database_key.view(), keys.keys().database_salt.view()},
                                    storage::OpenMode::CreateIfMissing,
                                    &disk}));
  must(storage::migrate(database, steps.first(1)));
  auto files = must(storage::SealedFiles::open(folder / "sealed", disk));
  return {std::move(keys), std::move(database), std::move(files)};
}

void seal(OldStore& store, cases::PageImage& page) {
  page.sealed = must(store.files.put(page.content, store.random));
  page.content.clear();
}

storage::SealedKey add_key(OldStore& store, const std::string& uid) {
  storage::SealedKey key{};
  store.random.fill(key);
  must(store.database.run("INSERT INTO record_key (uid, key) VALUES (?, ?)", uid, key));
  return key;
}

// Before schema 6 a rating stayed here.
void add_rating(OldStore& store, int number) {
  must(store.database.run(
      "INSERT INTO rating (visit_uid, level, tags, comment, at) VALUES (?, 2, '207', '', ?)", uid_of(number),
      kFriday));
}

void add_pages(OldStore& store, const std::string& uid, const std::vector<cases::PageImage>& pages) {
  for (const auto& page : pages) {
    must(store.database.run("INSERT INTO page (name, uid) VALUES (?, ?)", page.sealed->name, uid));
  }
}

void add_draft(OldStore& store, int number) {
  auto draft = draft_of(number);
  for (auto& page : draft.materials.front().pages) seal(store, page);
  draft.updated = kFriday;
  auto transaction = must(store.database.begin());
  const auto key = add_key(store, draft.uid);
  const auto body = must(storage::seal(storage::bytes_of(cases::draft_to_json(draft)), key, draft.uid));
  must(store.database.run("INSERT INTO draft (uid, item_id, updated, body) VALUES (?, ?, ?, ?)", draft.uid,
                          draft.item_id, draft.updated, body));
  add_pages(store, draft.uid, draft.materials.front().pages);
  must(transaction.commit());
}

std::string add_case(OldStore& store, int number) {
  const auto& draft = draft_of(number);
  auto envelope = cases::make_envelope(cases::test::item(draft.item_id), draft,
                                       cases::test::sample().calendar(), kFriday, true);
  envelope.terminal = "YT01";
  envelope.submitted_at = kFriday;
  envelope.receipt_no = cases::format_receipt_number({"YT01", Date::of(kFriday), 1});
  const auto random = seeded_random(400);
  envelope.qr_token = cases::new_qr_token(*random);
  std::vector<cases::PageImage> pages;
  for (auto& material : envelope.materials) {
    for (auto& page : material.pages) {
      seal(store, page);
      pages.push_back(page);
    }
  }
  const std::string& uid = envelope.idempotency_key;
  auto transaction = must(store.database.begin());
  const auto key = add_key(store, uid);
  const auto body = must(storage::seal(storage::bytes_of(cases::body_to_json(envelope)), key, uid));
  must(store.database.run("INSERT INTO serial (day, last) VALUES (?, 1)", Date::of(kFriday).iso()));
  must(store.database.run(
      "INSERT INTO case_row (uid, receipt_no, qr_token, item_id, item_version, state, submitted_at, "
      "state_at) VALUES (?, ?, ?, ?, ?, 0, ?6, ?6)",
      uid, envelope.receipt_no, envelope.qr_token, envelope.item_id, envelope.item_version, kFriday));
  must(store.database.run("INSERT INTO case_body (case_id, body) VALUES (?, ?)",
                          store.database.last_insert_id(), body));
  must(store.database.run(
      "INSERT INTO outbox (uid, idempotency_key, created, next_at) VALUES (?1, ?1, ?2, ?2)", uid, kFriday));
  add_pages(store, uid, pages);
  must(storage::append_audit(store.database, {"case.submitted", "ok", {{"uid", uid}}}, kFriday));
  must(transaction.commit());
  return envelope.receipt_no;
}

std::string add_office_case(OldStore& store, int number) {
  const std::string& text = envelope_of(number);
  auto envelope = *cases::envelope_from_json(text, cases::EnvelopeUse::Delivery);
  const std::string& uid = envelope.idempotency_key;
  const std::string case_no =
      "1234567890123456789012345678901"
      "20261120"
      "0001";
  const std::string receipt =
      cases::signed_receipt({uid, case_no, "1", kFriday}, store.keys.keys().signing_seed.view());
  auto transaction = must(store.database.begin());
  must(store.database.run(
      "INSERT INTO office_case(uid, content_digest, case_no, receipt_no, terminal, item_id, item_version, "
      "department, state, outcome, step, revision, received_at, remark, receipt) VALUES (?, ?, ?, ?, 'YT01', "
      "?, ?, '1', 'submitted', 'none', 'accept', 1, ?, '', ?)",
      uid, ByteView(storage::digest_of(storage::bytes_of(text))), case_no, envelope.receipt_no,
      envelope.item_id, envelope.item_version, kFriday, receipt));
  const std::int64_t id = store.database.last_insert_id();
  must(store.database.run("INSERT INTO office_body(case_id, envelope) VALUES (?, ?)", id,
                          cases::envelope_to_json(envelope, cases::EnvelopePages::WithoutContent)));
  for (const auto& material : envelope.materials) {
    for (const auto& page : material.pages) {
      const auto ref = must(store.files.put(page.content, store.random));
      must(store.database.run(
          "INSERT INTO office_page(case_id, digest, name, key, size, seal_digest) VALUES (?, ?, ?, ?, ?, ?)",
          id, page.digest, ref.name, ByteView(ref.key), static_cast<std::int64_t>(ref.size),
          ByteView(ref.digest)));
    }
  }
  must(store.database.run(
      "INSERT INTO office_answer(terminal, uid, revision, state, outcome, at, step, case_no, message, "
      "account) VALUES ('YT01', ?, 1, 'submitted', 'none', ?, 'accept', ?, '', 'rule')",
      uid, kFriday, case_no));
  must(storage::append_audit(store.database, {"office.submitted", "ok", {{"uid", uid}}}, kFriday));
  must(transaction.commit());
  return receipt;
}

}  // namespace

void make_old_terminal(storage::Disk& disk, int version, Ledger& ledger) {
  const auto steps = cases::store_migrations();
  auto store = make_store(disk, kTerminalFolder, "cases.db", steps);
  ledger.cases[uid_of(0)].receipt_no = add_case(store, 0);
  add_rating(store, 0);
  add_draft(store, 1);
  ledger.drafts.insert(uid_of(1));
  ledger.cases[uid_of(1)];
  must(storage::migrate(store.database, steps.first(static_cast<std::size_t>(version))));
}

void make_old_office(storage::Disk& disk, int version, Ledger& ledger) {
  const auto steps = office::office_migrations();
  auto store = make_store(disk, kOfficeFolder, "office.db", steps);
  ledger.cases[uid_of(0)].office_receipt = add_office_case(store, 0);
  must(storage::migrate(store.database, steps.first(static_cast<std::size_t>(version))));
}

int newest_terminal_schema() { return cases::store_migrations().back().version; }
int newest_office_schema() { return office::office_migrations().back().version; }

storage::Database open_database_of(storage::Disk& disk, const std::filesystem::path& folder,
                                   const char* name) {
  const auto keys = must(storage::KeyFile::open(folder / "keys.bin", terminal_options(disk).host, disk));
  return must(storage::Database::open({folder / name,
                                       {keys.keys().database_key.view(), keys.keys().database_salt.view()},
                                       storage::OpenMode::MustExist,
                                       &disk}));
}

}  // namespace yitang::faults
