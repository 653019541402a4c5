// What the files of the store share. Private to this folder.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/audit_events.hpp"
#include "kiosk/base/clock.hpp"
#include "kiosk/base/error.hpp"
#include "kiosk/base/random.hpp"
#include "kiosk/cases/case_store.hpp"
#include "kiosk/cases/storage_error.hpp"
#include "storage/audit_chain.hpp"
#include "storage/audit_head.hpp"
#include "storage/blind_index.hpp"
#include "storage/database.hpp"
#include "storage/key_file.hpp"
#include "storage/sealed_files.hpp"

namespace yitang::cases {

struct StoreParts {
  storage::KeyFile keys;
  storage::Database database;
  storage::SealedFiles files;
  const Clock& clock;
  Random& random;
  std::string terminal;
  storage::SystemRandom secrets{};  ///< for keys, whatever `random` is
  std::unique_ptr<OutboxQueue> outbox{};
  bool claims_held = true;  ///< from before the start: nothing is claimed before they are released
  std::string boot = storage::this_boot();
  std::set<std::string> sealed_since_open{};  ///< perhaps of a draft that is not saved yet: never swept
};

template <class T>
Result<T> up(storage::Result<T> result) {
  return std::move(result).map_error(product_error);
}
template <class T>
tl::unexpected<Error> failure(const storage::Result<T>& result) {
  return tl::unexpected(product_error(result.error()));
}
template <class T>
tl::unexpected<Error> failure(const Result<T>& result) {
  return tl::unexpected(result.error());
}

/// Purpose of the blind index over identity numbers.
inline constexpr std::string_view kPersonIndex = "case.citizen-number";

/// Empty for an empty number: such a row is found by nobody.
std::optional<storage::BlindIndex> index_of(const StoreParts& parts, std::string_view id_number);
std::optional<storage::BlindIndex> index_of(const StoreParts& parts, const std::optional<Person>& person);
std::optional<storage::BlindIndex> index_of(const StoreParts& parts, const std::optional<Agent>& agent);

/// The record's key; made inside the caller's transaction if there is none.
Result<storage::SealedKey> key_of(StoreParts& parts, std::string_view uid);
/// nullopt when it was destroyed.
Result<std::optional<storage::SealedKey>> existing_key(StoreParts& parts, std::string_view uid);
Result<storage::Bytes> seal_text(const storage::SealedKey& key, std::string_view text, std::string_view uid);
Result<std::string> unseal_text(const storage::SealedKey& key, storage::ByteView sealed,
                                std::string_view uid);

using PageNames = std::set<std::string>;
/// Makes `names` the record's pictures, inside the caller's transaction. Returns those it no longer has:
/// remove their files after the commit.
Result<PageNames> set_pages(StoreParts& parts, std::string_view uid, const PageNames& names);
/// After a commit: a file that stays behind is swept at the next start.
void remove_files(StoreParts& parts, const PageNames& names);
PageNames page_names(const std::vector<MaterialPages>& materials);
PageNames page_names(const std::vector<EnvelopeMaterial>& materials);

/// Writes a declared event inside the caller's transaction: append_audit(parts, audit::CaseErased{...}).
Result<void> append_record(StoreParts& parts, const Result<audit::Record>& record);
template <class Event>
Result<void> append_audit(StoreParts& parts, const Event& event) {
  return append_record(parts, audit::record_of(event));
}

/// Signs the chain's head as it is now, if it is not signed yet. Inside the caller's transaction, if any.
Result<std::optional<storage::SignedHead>> sign_head(StoreParts& parts);
/// Keeps the head that a verified receipt countersigns if it is newer than the one that is kept. Inside the
/// caller's transaction.
Result<void> keep_countersigned(StoreParts& parts, const std::string& receipt);

/// The case as it was handed in, from its body.
Result<Envelope> load_case(StoreParts& parts, std::string_view uid);
/// Fetches the pictures' content.
Result<void> load_pages(StoreParts& parts, Envelope& envelope);

std::unique_ptr<OutboxQueue> make_outbox(StoreParts& parts);
/// The office will never take this case: nor what waits behind it, its rating. Inside the caller's
/// transaction, with an audit row.
Result<void> refuse_behind(StoreParts& parts, const std::string& case_uid);
/// Claims that a crash left behind are due again. What waits behind a refused case is refused: it came from
/// an earlier schema, or a salvage found that the case cannot be sent.
Result<void> release_claims(StoreParts& parts);

}  // namespace yitang::cases
