#include "kiosk/office/office.hpp"

#include <set>
#include <utility>

#include "kiosk/cases/submission.hpp"
#include "kiosk/cases/unfinished_restore.hpp"
#include "kiosk/office/parts.hpp"
#include "kiosk/office/schema.hpp"
#include "storage/file_system.hpp"
#include "storage/migration_copy.hpp"
#include "storage/release_memory.hpp"
#include "storage/store_database.hpp"

namespace yitang::office {
namespace {

// Sealed under a key of its own; in the clear (inside the encrypted database) if an older version took it in.
storage::Result<std::optional<std::string>> stored_body(Office::Parts& parts, std::string_view uid) {
  auto sealed = parts.database.query_one<storage::SealedKey, storage::Bytes>(
      "SELECT key, body FROM office_sealed JOIN office_case ON id = case_id WHERE uid = ?", uid);
  if (!sealed) return tl::unexpected(sealed.error());
  if (!*sealed) {
    return parts.database.query_one<std::string>(
        "SELECT envelope FROM office_body JOIN office_case ON id = case_id WHERE uid = ?", uid);
  }
  const auto& [key, body] = **sealed;
  auto plain = storage::unseal(body, key, uid);
  if (!plain) return tl::unexpected(plain.error());
  return std::optional(std::string(plain->begin(), plain->end()));
}

}  // namespace

Office::Office(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Office::Office(Office&&) noexcept = default;
Office& Office::operator=(Office&&) noexcept = default;
Office::~Office() = default;

Result<Office> Office::open(const OfficeOptions& options, catalog::CatalogPtr catalog, const Clock& clock) {
  storage::Disk& disk = *options.disk;
  if (auto whole = cases::refuse_unfinished_restore(options.directory, disk); !whole)
    return tl::unexpected(whole.error());
  if (auto made = storage::make_private_directory(options.directory, disk); !made) return failed(made);
  const auto database_path = options.directory / "office.db";
  storage::SystemRandom random;
  auto keys = storage::KeyFile::open_or_create(options.directory / "keys.bin", database_path, options.host,
                                               random, disk, clock.now());
  if (!keys) return failed(keys);
  auto database = storage::open_database(*keys, database_path, storage::OpenMode::CreateIfMissing, random,
                                         disk, office_migrations().back().version);
  if (!database) return failed(database);
  // Only now: the database's lock says that the folder is ours.
  auto tidied = storage::sweep_temporaries(options.directory, disk);
  if (!tidied) return failed(tidied);
  auto migrated = storage::migrate_with_copy(*database, office_migrations());
  if (!migrated) return failed(migrated);
  auto sealed = storage::SealedFiles::open(options.directory / "sealed", disk);
  if (!sealed) return failed(sealed);
  if (*migrated == 0) {
    if (auto gone = storage::discard_migration_copies(*database); !gone) return failed(gone);
  }
  const storage::PublicKey key = storage::public_key_of(keys->keys().signing_seed.view());
  Office office(std::make_unique<Parts>(Parts{std::move(*keys), std::move(*database), std::move(*sealed),
                                              random, std::move(catalog), clock, key}));
  office.parts_->platform = options.platform;
  if (options.orphans == storage::SweepOrphans::AtOpen) {
    if (auto swept = office.sweep(); !swept) return tl::unexpected(swept.error());
  }
  return office;
}

Result<std::size_t> Office::sweep() {
  std::set<std::string> known;
  auto read = parts_->database.query("SELECT name FROM office_page",
                                     [&](const storage::Row& row) { known.insert(row.get<std::string>(0)); });
  if (!read) return failed(read);
  auto swept = parts_->sealed.sweep(known);
  if (!swept) return failed(swept);
  return *swept;
}

const storage::PublicKey& Office::public_key() const { return parts_->public_key; }
void Office::move_to_this_thread() { parts_->database.move_to_this_thread(); }

Result<void> Office::release_memory() {
  auto released = storage::release_memory(parts_->database);
  if (!released) return failed(released);
  return {};
}

Result<std::vector<Answer>> Office::answers(std::string_view terminal, std::int64_t after, int limit) {
  auto rows = parts_->database.collect(
      "SELECT seq, uid, revision, state, outcome, at, step, case_no, promised, message, details FROM "
      "office_answer "
      "WHERE terminal = ? AND seq > ? ORDER BY seq LIMIT ?",
      [](const storage::Row& row) {
        Answer answer;
        answer.seq = row.get<std::int64_t>(0);
        cases::StatusUpdate& update = answer.update;
        update.uid = row.get<std::string>(1);
        update.revision = row.get<std::int64_t>(2);
        update.state = cases::case_state(row.get<std::string>(3)).value_or(cases::CaseState::Submitted);
        update.outcome = cases::outcome(row.get<std::string>(4)).value_or(cases::Outcome::None);
        update.at = row.get<std::int64_t>(5);
        update.step = row.get<std::string>(6);
        update.office_case_no = row.get<std::string>(7);
        if (const auto promised = row.get<std::optional<std::string>>(8))
          update.promised = Date::parse(*promised);
        update.message = row.get<std::string>(9);
        // This store wrote it: what cannot be read is left out, the state is what counts.
        if (auto details = cases::details_from_json(row.get<std::string>(10)))
          update.details = std::move(*details);
        return answer;
      },
      terminal, after, limit);
  if (!rows) return failed(rows);
  return std::move(*rows);
}

Result<std::vector<OfficeCase>> Office::list(std::string_view department, int limit) {
  const std::string columns(kCaseColumns);
  static const std::string all = "SELECT " + columns + " FROM office_case ORDER BY id DESC LIMIT ?";
  static const std::string one =
      "SELECT " + columns + " FROM office_case WHERE department = ? ORDER BY id DESC LIMIT ?";
  auto rows = department.empty() ? parts_->database.collect(all, read_case, limit)
                                 : parts_->database.collect(one, read_case, department, limit);
  if (!rows) return failed(rows);
  return std::move(*rows);
}

Result<OfficeCase> Office::find(std::string_view reference) {
  static const std::string sql =
      "SELECT " + std::string(kCaseColumns) +
      " FROM office_case WHERE uid = ?1 OR receipt_no = ?1 OR case_no = ?1 LIMIT 1";
  auto rows = parts_->database.collect(sql, read_case, reference);
  if (!rows) return failed(rows);
  if (rows->empty()) return fail(ErrorKind::NotFound, "no such case", std::string(reference));
  return std::move(rows->front());
}

Result<cases::Envelope> Office::content(std::string_view uid) {
  auto body = stored_body(*parts_, uid);
  if (!body) return failed(body);
  if (!*body) return fail(ErrorKind::NotFound, "no such case, or it was erased", std::string(uid));
  auto envelope =
      cases::envelope_from_json(**body, cases::EnvelopeUse::Delivery, cases::EnvelopePages::WithoutContent);
  if (!envelope) return envelope;
  auto supplements = supplements_of(*parts_, uid);
  if (!supplements) return tl::unexpected(supplements.error());
  for (const cases::Envelope& supplement : *supplements) cases::add_supplement(*envelope, supplement);
  return envelope;
}

}  // namespace yitang::office
