// yitang keys rotate: a new master and new slot keys, the host key in an order that opens at every step, and
// on request a new database key.
#include <algorithm>
#include <cstdio>

#include "kiosk/base/clock.hpp"
#include "kiosk/base/random.hpp"
#include "kiosk/cases/case_store.hpp"
#include "kiosk/cli/command.hpp"
#include "kiosk/cli/keys_commands.hpp"
#include "kiosk/cli/keys_record.hpp"
#include "kiosk/cli/keys_words.hpp"
#include "storage/host_key.hpp"
#include "storage/store_database.hpp"

namespace yitang::cli {
namespace {

using storage::KeyFile;

bool uses_host_key(const std::vector<KeyedStore>& stores, const storage::HostBinding& host) {
  return std::any_of(stores.begin(), stores.end(), [&host](const KeyedStore& store) {
    const auto slots = KeyFile::inspect(store.key_file, host);
    return slots && std::any_of(slots->begin(), slots->end(), [](const storage::SlotReport& slot) {
             return slot.kind == storage::SlotKind::Host;
           });
  });
}

// Half a rotation is whole: each store's file is replaced at once, and the host key file holds both keys
// until the last is done.
Result<void> rotate_slots(const std::vector<KeyedStore>& stores, storage::HostBinding& host,
                          bool new_host_key, std::vector<KeysChange>& changes) {
  storage::SystemRandom random;
  if (new_host_key) {
    auto begun = storage::begin_host_key_change(host.host_key_path, random);
    if (!begun) return tl::unexpected(from_storage(begun.error()));
  }
  for (const KeyedStore& store : stores) {
    auto keys = open_keys(store, host);
    if (!keys) return tl::unexpected(keys.error());
    auto rotated = keys->rotate(host, random);
    if (!rotated) {
      Error error = from_storage(rotated.error());
      error.reason += "; give its passphrase or make its TPM answer, or remove the slot first";
      return tl::unexpected(std::move(error));
    }
    changes.push_back({audit::KeysChanged::Disposition::Rotated, store.name, 0});
    std::printf("%s: new keys for every slot\n", store.name.c_str());
  }
  if (new_host_key) {
    auto finished = storage::finish_host_key_change(host.host_key_path);
    if (!finished) return tl::unexpected(from_storage(finished.error()));
    std::printf("host key: new, %s\n", host.host_key_path.c_str());
  }
  return {};
}

// Everything handed in must have been delivered: a long rewrite is no time to hold the only copy.
Result<void> require_nothing_waiting(const KeyedStore& store, const storage::HostBinding& host,
                                     const terminal::Config& config) {
  const SystemClock clock;
  const auto random = system_random();
  auto opened =
      cases::CaseStore::open({store.key_file.parent_path(), host, config.terminal_code}, clock, *random);
  if (!opened) return tl::unexpected(opened.error());
  auto counts = opened->counts();
  if (!counts) return tl::unexpected(counts.error());
  if (counts->waiting > 0) {
    return fail(
        ErrorKind::Refused,
        std::to_string(counts->waiting) + " cases wait to be delivered: let the terminal deliver them first",
        store.name);
  }
  return {};
}

Result<void> rotate_database(const KeyedStore& store, storage::HostBinding& host,
                             const terminal::Config& config) {
  auto keys = open_keys(store, host);
  if (!keys) return tl::unexpected(keys.error());
  if (store.name == "terminal") {
    if (auto empty = require_nothing_waiting(store, host, config); !empty) return empty;
    keys = open_keys(store, host);  // opening the store may have settled an earlier change
    if (!keys) return tl::unexpected(keys.error());
  }
  storage::SystemRandom random;
  auto changed = storage::change_database_key(*keys, store.database, random);
  if (!changed) return tl::unexpected(from_storage(changed.error()));
  std::printf("%s: database encrypted anew\n", store.name.c_str());
  return {};
}

}  // namespace

int rotate_keys(const RotateOptions& options) {
  auto config = configuration(options.common.config);
  if (!config) return report(config.error());
  auto stores = keyed_stores(options.common);
  if (!stores) return report(stores.error());
  auto host = binding(options.common, *config);
  if (!host) return report(host.error());
  if (auto rests = refuse_while_running(options.common, *host, *config); !rests) return report(rests.error());
  std::vector<KeysChange> changes;
  const auto end = [&](int code) { return record_changes(options.common, *host, *config, changes, code); };
  // The database first: its new key is then under the new master only.
  if (options.database) {
    for (const KeyedStore& store : *stores) {
      if (auto done = rotate_database(store, *host, *config); !done) return end(report(done.error()));
      changes.push_back({audit::KeysChanged::Disposition::DatabaseRotated, store.name, 0});
    }
  }
  const bool new_host_key = !options.keep_host_key && uses_host_key(*stores, *host);
  if (auto done = rotate_slots(*stores, *host, new_host_key, changes); !done)
    return end(report(done.error()));
  if (!options.database) {
    std::printf(
        "The database keys are the same: someone who has an old key file and what opened it still reads the "
        "data. "
        "--database changes them too.\n");
  }
  return end(kDone);
}

}  // namespace yitang::cli
