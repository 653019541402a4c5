// yitang keys recover and make-recovery: the back office's key pair.
#include <cstdio>

#include "kiosk/base/clock.hpp"
#include "kiosk/cli/command.hpp"
#include "kiosk/cli/keys_commands.hpp"
#include "kiosk/cli/keys_record.hpp"
#include "kiosk/cli/keys_words.hpp"
#include "kiosk/cli/passphrase_input.hpp"
#include "kiosk/cli/recovery_key_input.hpp"
#include "storage/file_system.hpp"
#include "storage/host_key.hpp"

namespace yitang::cli {

using storage::RecoveryKeyPair;
using storage::SecretBytes;

int recover_keys(const RecoverOptions& options) {
  auto config = configuration(options.common.config);
  if (!config) return report(config.error());
  auto stores = keyed_stores(options.common);
  if (!stores) return report(stores.error());
  auto pair = private_recovery_key(options.private_key, options.common.passphrase_file);
  if (!pair) return report(pair.error());
  KeysOptions without_passphrase = options.common;
  without_passphrase.passphrase_file.clear();
  auto host = binding(without_passphrase, *config);
  if (!host) return report(host.error());
  storage::SystemRandom random;
  auto made = storage::ensure_host_key(host->host_key_path, random);
  if (!made) return report(from_storage(made.error()));
  std::vector<KeysChange> changes;
  const auto end = [&](int code) { return record_changes(options.common, *host, *config, changes, code); };
  for (const KeyedStore& store : *stores) {
    auto keys = storage::KeyFile::open_with_recovery_key(store.key_file, *pair);
    if (!keys) return end(report(from_storage(keys.error())));
    auto added = keys->add_host_slot(*host, random, SystemClock().now());
    if (!added) return end(report(from_storage(added.error())));
    changes.push_back({audit::KeysChanged::Disposition::Recovered, store.name, *added});
    std::printf("%s: opened with key %s; slot %u added for this machine\n", store.name.c_str(),
                storage::fingerprint_of(pair->public_key).c_str(), *added);
  }
  std::printf("Slots of the old machine stay until they are removed: yitang keys status.\n");
  return end(kDone);
}

int make_recovery(const MakeRecoveryOptions& options) {
  storage::SystemRandom random;
  const RecoveryKeyPair pair = storage::make_recovery_key(random);
  SecretBytes content;
  if (options.no_passphrase) {
    content = storage::encode_recovery_private_key(pair);
  } else {
    auto passphrase = new_passphrase(options.new_passphrase_file, "Passphrase for the private key");
    if (!passphrase) return report(passphrase.error());
    auto encoded = storage::encode_recovery_private_key(pair, *passphrase, {}, random);
    if (!encoded) return report(from_storage(encoded.error()));
    content = std::move(*encoded);
  }
  const std::string line = storage::encode_recovery_public_key(pair.public_key);
  auto written =
      storage::write_file_durably(options.private_key, content.view(), 0600, storage::Overwrite::Refuse)
          .and_then([&] {
            return storage::write_file_durably(options.public_key, storage::bytes_of(line), 0644,
                                               storage::Overwrite::Refuse);
          });
  if (!written) return report(from_storage(written.error()));
  std::printf("private key: %s (keep it off every terminal, and a copy somewhere else)\n",
              options.private_key.c_str());
  std::printf("public key:  %s\n", options.public_key.c_str());
  std::printf("fingerprint: %s\n", storage::fingerprint_of(pair.public_key).c_str());
  return kDone;
}

}  // namespace yitang::cli
