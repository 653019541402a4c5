#include "kiosk/cases/store_rebuild.hpp"

#include <fmt/format.h>

#include <set>

#include "kiosk/cases/case_record.hpp"
#include "kiosk/cases/draft.hpp"
#include "kiosk/cases/envelope_body.hpp"
#include "kiosk/cases/store_adopt.hpp"
#include "kiosk/cases/store_parts.hpp"
#include "storage/audit_chain.hpp"

namespace yitang::cases {
namespace {

using storage::Bytes;
using storage::Row;
using storage::SealedKey;

constexpr int kDelivered = 2;  // state of an outbox entry

struct SavedCase {
  std::int64_t id = 0;
  std::string uid;
  std::string receipt_no;
  std::optional<int> outbox;  ///< state of its entry
  std::optional<Bytes> body;
  bool known_person = false;  ///< a blind index is there; erasing takes it away
};

class Rebuild {
 public:
  Rebuild(storage::Database& database, const storage::StoreKeys& keys, const TakePicture& take_picture)
      : database_(database), keys_(keys), take_picture_(take_picture) {}

  Result<Rebuilt> run() {
    auto done = run("DELETE FROM page")
                    .and_then([&] { return read_keys(); })
                    .and_then([&] { return read_erased(); })
                    .and_then([&] { return adopt_bodies(database_, keys_, record_keys_); })
                    .and_then([&] { return settle_cases(); })
                    .and_then([&] { return settle_drafts(); })
                    .and_then([&] { return remove_rows_of_nobody(); })
                    .and_then([&] { return count_again(); });
    if (!done) return tl::unexpected(done.error());
    return result_;
  }

 private:
  template <class... Args>
  Result<void> run(std::string_view sql, const Args&... args) {
    auto changed = database_.run(sql, args...);
    if (!changed) return failure(changed);
    return {};
  }

  Result<void> read_keys() {
    auto read = database_.query("SELECT uid, key FROM record_key",
                                [&](const Row& row) { record_keys_[row.text(0)] = row.get<SealedKey>(1); });
    if (!read) return failure(read);
    return {};
  }

  /// What the log says was erased has not been lost.
  Result<void> read_erased() {
    auto read = storage::for_each_audit_row(database_, 0, [&](const storage::AuditRow& row) {
      if (row.type != "case.erased") return;
      for (const auto& field : row.fields) {
        if (field.name == "uid") erased_.insert(field.value);
      }
    });
    if (!read) return failure(read);
    return {};
  }

  std::optional<std::string> unsealed(const std::string& uid, const Bytes& body) const {
    return unseal_saved(record_keys_, uid, body);
  }

  /// Pages that are not whole go; returns how many. The others belong to the record from now on.
  template <class Materials>
  Result<int> take_pages(const std::string& uid, Materials& materials) {
    int lost = 0;
    for (auto& material : materials) {
      std::vector<PageImage> whole;
      for (PageImage& page : material.pages) {
        auto taken = page.sealed ? take_picture_(*page.sealed) : Result<bool>(false);
        if (!taken) return failure(taken);
        if (*taken) whole.push_back(std::move(page));
      }
      lost += static_cast<int>(material.pages.size() - whole.size());
      material.pages = std::move(whole);
      for (const PageImage& page : material.pages) {
        ++result_.pictures;
        auto added = run("INSERT OR IGNORE INTO page (name, uid) VALUES (?, ?)", page.sealed->name, uid);
        if (!added) return failure(added);
      }
    }
    return lost;
  }

  Result<void> settle_cases() {
    auto cases = database_.collect(
        "SELECT c.id, c.uid, c.receipt_no, o.state, b.body, c.applicant IS NOT NULL FROM case_row AS c LEFT "
        "JOIN outbox AS o ON o.uid = "
        "c.uid"
        " LEFT JOIN case_body AS b ON b.case_id = c.id ORDER BY c.id",
        [](const Row& row) {
          return SavedCase{row.integer(0),
                           row.text(1),
                           row.text(2),
                           row.get<std::optional<int>>(3),
                           row.get<std::optional<Bytes>>(4),
                           row.get<bool>(5)};
        });
    if (!cases) return failure(cases);
    for (const SavedCase& one : *cases) {
      if (auto settled = settle_case(one); !settled) return settled;
    }
    return {};
  }

  Result<void> settle_case(const SavedCase& one) {
    const auto text = one.body ? unsealed(one.uid, *one.body) : std::nullopt;
    auto envelope = text ? body_from_json(*text) : fail(ErrorKind::NotFound, {});
    std::string loss;
    if (envelope) {
      auto lost = take_pages(one.uid, envelope->materials);
      if (!lost) return failure(lost);
      ++result_.cases;
      if (*lost > 0) {
        loss = fmt::format("{} pictures are lost", *lost);
        if (auto kept = keep_body(one, *envelope); !kept) return kept;
      }
      if (auto joined = keep_bundle(one, *envelope); !joined) return joined;
    } else if (is_erased(one)) {
      ++result_.erased;
    } else {
      loss = "its content is lost";
    }
    if (!envelope) {
      if (auto gone = drop_content(one); !gone) return gone;
    }
    const bool delivered = one.outbox == kDelivered || (!envelope && loss.empty());
    if (!loss.empty()) {
      result_.losses.push_back(
          fmt::format("case {}: {}; {}", one.receipt_no, loss,
                      delivered ? "the office has it" : "it was not delivered: ask the person again"));
    }
    return settle_entry(one, delivered, loss);
  }

  /// Erasing destroys the key first of all: a body that is gone while its key is here was lost.
  bool is_erased(const SavedCase& one) const {
    if (erased_.contains(one.uid)) return true;
    return one.outbox == kDelivered && !one.body && !one.known_person && !record_keys_.contains(one.uid);
  }

  /// Without the pages that are lost: what is here must fit together.
  Result<void> keep_body(const SavedCase& one, const Envelope& envelope) {
    auto body = seal_text(record_keys_.at(one.uid), body_to_json(envelope), one.uid);
    if (!body) return failure(body);
    return run("UPDATE case_body SET body = ? WHERE case_id = ?", *body, one.id);
  }

  /// Its slip names the others, too: what was handed in together is found together.
  Result<void> keep_bundle(const SavedCase& one, const Envelope& envelope) {
    if (!envelope.bundle || envelope.bundle->qr_token.empty()) return {};
    return run("INSERT OR IGNORE INTO bundle_member (uid, bundle, position, qr_token) VALUES (?, ?, ?, ?)",
               one.uid, envelope.bundle->uid, envelope.bundle->position, envelope.bundle->qr_token);
  }

  Result<void> drop_content(const SavedCase& one) {
    return run("DELETE FROM case_body WHERE case_id = ?", one.id).and_then([&] {
      return run("DELETE FROM record_key WHERE uid = ?", one.uid);
    });
  }

  Result<void> settle_entry(const SavedCase& one, bool delivered, const std::string& loss) {
    if (!one.outbox) {
      auto added =
          run("INSERT INTO outbox (uid, idempotency_key, state, created, next_at) SELECT uid, uid, 0, "
              "submitted_at,"
              " submitted_at FROM case_row WHERE id = ?",
              one.id);
      if (!added) return added;
    }
    if (delivered) return run("UPDATE outbox SET state = 2 WHERE uid = ? AND state <> 2", one.uid);
    if (!loss.empty()) return run("UPDATE outbox SET state = 3, refusal = ? WHERE uid = ?", loss, one.uid);
    if (one.outbox.value_or(0) < 2) {
      ++result_.waiting;
      return run("UPDATE outbox SET state = 0, attempts = 0 WHERE uid = ?", one.uid);
    }
    return {};
  }

  Result<void> settle_drafts() {
    std::vector<std::pair<std::string, Bytes>> drafts;
    auto read = database_.query("SELECT uid, body FROM draft",
                                [&](const Row& row) { drafts.emplace_back(row.text(0), row.blob(1)); });
    if (!read) return failure(read);
    int lost = 0;
    for (const auto& [uid, body] : drafts) {
      const auto text = unsealed(uid, body);
      auto draft = text ? draft_from_json(*text) : fail(ErrorKind::NotFound, {});
      if (!draft) {
        ++lost;
        if (auto gone = run("DELETE FROM draft WHERE uid = ?", uid); !gone) return gone;
        continue;
      }
      ++result_.drafts;
      if (auto kept = settle_draft_pages(*draft); !kept) return kept;
    }
    if (lost > 0) result_.losses.push_back(fmt::format("{} drafts are lost", lost));
    return {};
  }

  /// A draft is good without a picture: the person is asked for it again.
  Result<void> settle_draft_pages(Draft& draft) {
    auto lost = take_pages(draft.uid, draft.materials);
    if (!lost) return failure(lost);
    if (*lost == 0) return {};
    auto body = seal_text(record_keys_.at(draft.uid), draft_to_json(draft), draft.uid);
    if (!body) return failure(body);
    result_.losses.push_back(fmt::format("{} pictures of a draft are lost", *lost));
    return run("UPDATE draft SET body = ? WHERE uid = ?", *body, draft.uid);
  }

  Result<void> remove_rows_of_nobody() {
    for (const std::string_view sql :
         {"DELETE FROM case_body WHERE case_id NOT IN (SELECT id FROM case_row)",
          "DELETE FROM case_rating WHERE case_uid NOT IN (SELECT uid FROM case_row)",
          "DELETE FROM outbox WHERE uid NOT IN (SELECT uid FROM case_row UNION SELECT uid FROM case_rating)",
          // A rating goes again under its key: the office knows it by that.
          "UPDATE outbox SET behind = (SELECT case_uid FROM case_rating AS r WHERE r.uid = outbox.uid)",
          "INSERT INTO outbox (uid, idempotency_key, created, next_at, behind) SELECT uid, uid, at, at, "
          "case_uid "
          "FROM case_rating WHERE uid NOT IN (SELECT uid FROM outbox)",
          // Refused with its case; the case goes again.
          "UPDATE outbox SET state = 0, attempts = 0, refusal = NULL WHERE state = 3 AND behind IN (SELECT "
          "uid FROM outbox WHERE state < 2)",
          "DELETE FROM notice WHERE uid NOT IN (SELECT uid FROM case_row)",
          "DELETE FROM appointment WHERE case_uid NOT IN (SELECT uid FROM case_row)",
          "DELETE FROM bundle_member WHERE uid NOT IN (SELECT uid FROM case_row)",
          "DELETE FROM record_key WHERE uid NOT IN (SELECT uid FROM case_row UNION SELECT uid FROM draft)",
          "UPDATE notice SET message = NULL, details = NULL WHERE uid NOT IN (SELECT uid FROM record_key)"}) {
      if (auto done = run(sql); !done) return done;
    }
    return {};
  }

  Result<void> count_again() {
    return run(
        "INSERT INTO counter (name, value) SELECT 'drafts', (SELECT count(*) FROM draft)"
        " UNION ALL SELECT 'cases', (SELECT count(*) FROM case_row WHERE supplement_of IS NULL)"
        " UNION ALL SELECT 'outbox.' || s, (SELECT count(*) FROM outbox WHERE state = s)"
        " FROM (SELECT 0 AS s UNION SELECT 1 UNION SELECT 2 UNION SELECT 3) WHERE true"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value");
  }

  storage::Database& database_;
  const storage::StoreKeys& keys_;
  const TakePicture& take_picture_;
  RecordKeys record_keys_;
  std::set<std::string> erased_;
  Rebuilt result_;
};

}  // namespace

Result<Rebuilt> rebuild_store(storage::Database& database, const storage::StoreKeys& keys,
                              const TakePicture& take_picture) {
  auto transaction = database.begin();
  if (!transaction) return failure(transaction);
  auto rebuilt = Rebuild(database, keys, take_picture).run();
  if (!rebuilt) return rebuilt;
  auto done = transaction->commit();
  if (!done) return failure(done);
  return rebuilt;
}

}  // namespace yitang::cases
