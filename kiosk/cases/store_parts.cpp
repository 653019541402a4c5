#include "kiosk/cases/store_parts.hpp"

#include <algorithm>
#include <iterator>

#include "kiosk/cases/audit_log.hpp"
#include "kiosk/cases/envelope_body.hpp"

namespace yitang::cases {
namespace {

// Signed heads come with each delivery and with the upkeep; this bounds what lies between on a busy day.
constexpr std::int64_t kSignEveryRows = 64;

template <class Material>
PageNames names_of(const std::vector<Material>& materials) {
  PageNames names;
  for (const auto& material : materials) {
    for (const auto& page : material.pages) {
      if (page.sealed) names.insert(page.sealed->name);
    }
  }
  return names;
}

}  // namespace

std::optional<storage::BlindIndex> index_of(const StoreParts& parts, std::string_view id_number) {
  if (id_number.empty()) return std::nullopt;
  return storage::blind_index(parts.keys.keys().blind_index_key.view(), kPersonIndex, id_number);
}

std::optional<storage::BlindIndex> index_of(const StoreParts& parts, const std::optional<Person>& person) {
  return person ? index_of(parts, person->number) : std::nullopt;
}

std::optional<storage::BlindIndex> index_of(const StoreParts& parts, const std::optional<Agent>& agent) {
  return agent ? index_of(parts, agent->person.number) : std::nullopt;
}

Result<std::optional<storage::SealedKey>> existing_key(StoreParts& parts, std::string_view uid) {
  return up(parts.database.query_one<storage::SealedKey>("SELECT key FROM record_key WHERE uid = ?", uid));
}

Result<storage::SealedKey> key_of(StoreParts& parts, std::string_view uid) {
  auto existing = existing_key(parts, uid);
  if (!existing) return failure(existing);
  if (*existing) return **existing;
  storage::SealedKey key{};
  parts.secrets.fill(key);
  auto added = parts.database.run("INSERT INTO record_key (uid, key) VALUES (?, ?)", uid, key);
  if (!added) return failure(added);
  return key;
}

Result<storage::Bytes> seal_text(const storage::SealedKey& key, std::string_view text, std::string_view uid) {
  return up(storage::seal(storage::bytes_of(text), key, uid));
}

Result<std::string> unseal_text(const storage::SealedKey& key, storage::ByteView sealed,
                                std::string_view uid) {
  auto plain = storage::unseal(sealed, key, uid);
  if (!plain) return failure(plain);
  return std::string(plain->begin(), plain->end());
}

Result<PageNames> set_pages(StoreParts& parts, std::string_view uid, const PageNames& names) {
  PageNames before;
  auto listed = parts.database.query(
      "SELECT name FROM page WHERE uid = ?", [&](const storage::Row& row) { before.insert(row.text(0)); },
      uid);
  if (!listed) return failure(listed);
  PageNames gone;
  std::set_difference(before.begin(), before.end(), names.begin(), names.end(),
                      std::inserter(gone, gone.end()));
  for (const auto& name : gone) {
    auto removed = parts.database.run("DELETE FROM page WHERE name = ?", name);
    if (!removed) return failure(removed);
  }
  for (const auto& name : names) {
    if (before.contains(name)) continue;
    auto added = parts.database.run("INSERT INTO page (name, uid) VALUES (?, ?)", name, uid);
    if (!added) return failure(added);
  }
  return gone;
}

void remove_files(StoreParts& parts, const PageNames& names) {
  for (const auto& name : names) (void)parts.files.remove(name);
}

PageNames page_names(const std::vector<MaterialPages>& materials) { return names_of(materials); }
PageNames page_names(const std::vector<EnvelopeMaterial>& materials) { return names_of(materials); }

Result<void> append_record(StoreParts& parts, const Result<audit::Record>& record) {
  auto appended = append_event(parts.database, record, parts.clock.now());
  if (!appended) return failure(appended);
  if (appended->seq % kSignEveryRows != 0) return {};
  auto head = sign_head(parts);
  if (!head) return failure(head);
  return {};
}

Result<Envelope> load_case(StoreParts& parts, std::string_view uid) {
  auto body = parts.database.query_one<storage::Bytes>(
      "SELECT body FROM case_body JOIN case_row ON case_row.id = case_id WHERE uid = ?", uid);
  if (!body) return failure(body);
  auto key = existing_key(parts, uid);
  if (!key) return failure(key);
  if (!*body || !*key) return fail(ErrorKind::NotFound, "no such case, or it was erased");
  auto text = unseal_text(**key, **body, uid);
  if (!text) return failure(text);
  auto envelope = body_from_json(*text);
  if (!envelope)
    return fail(ErrorKind::StoreFailed, "a stored case cannot be read: " + describe(envelope.error()));
  return envelope;
}

Result<void> load_pages(StoreParts& parts, Envelope& envelope) {
  for (auto& material : envelope.materials) {
    for (auto& page : material.pages) {
      if (!page.sealed) return fail(ErrorKind::StoreFailed, "a stored page has no file");
      auto content = parts.files.get(*page.sealed);
      if (!content) return failure(content);
      page.content = std::move(*content);
    }
  }
  return {};
}

}  // namespace yitang::cases
