// yitang keys recover and make-recovery: the back office's key pair.
#include <cstdio>

#include "kiosk/base/clock.hpp"
#include "kiosk/cli/command.hpp"
#include "kiosk/cli/keys_commands.hpp"
#include "kiosk/cli/keys_words.hpp"
#include "kiosk/cli/passphrase_input.hpp"
#include "storage/file_system.hpp"
#include "storage/host_key.hpp"

namespace yitang::cli {
namespace {

using storage::RecoveryKeyPair;
using storage::SecretBytes;

Error about_recovery_key(const storage::Error& error, const std::string& file) {
  // A wrong file or passphrase is what was given, not the store.
  return {ErrorKind::BadInput, error.message, file};
}

Result<RecoveryKeyPair> private_key(const RecoverOptions& options) {
  auto content = storage::read_recovery_private_key(options.private_key);
  if (!content) return tl::unexpected(about_recovery_key(content.error(), options.private_key));
  auto protected_file = storage::recovery_private_key_needs_passphrase(content->view());
  if (!protected_file) return tl::unexpected(about_recovery_key(protected_file.error(), options.private_key));
  SecretBytes passphrase;
  if (*protected_file) {
    auto typed = options.common.passphrase_file.empty() ? ask_passphrase("Passphrase of the private key")
                                                        : passphrase_from(options.common.passphrase_file);
    if (!typed) return tl::unexpected(typed.error());
    passphrase = std::move(*typed);
  }
  auto pair = storage::parse_recovery_private_key(content->view(), passphrase);
  if (!pair) return tl::unexpected(about_recovery_key(pair.error(), options.private_key));
  return std::move(*pair);
}

}  // namespace

int recover_keys(const RecoverOptions& options) {
  auto config = configuration(options.common.config);
  if (!config) return report(config.error());
  auto stores = keyed_stores(options.common);
  if (!stores) return report(stores.error());
  auto pair = private_key(options);
  if (!pair) return report(pair.error());
  KeysOptions without_passphrase = options.common;
  without_passphrase.passphrase_file.clear();
  auto host = binding(without_passphrase, *config);
  if (!host) return report(host.error());
  storage::SystemRandom random;
  auto made = storage::ensure_host_key(host->host_key_path, random);
  if (!made) return report(from_storage(made.error()));
  for (const KeyedStore& store : *stores) {
    auto keys = storage::KeyFile::open_with_recovery_key(store.key_file, *pair);
    if (!keys) return report(from_storage(keys.error()));
    auto added = keys->add_host_slot(*host, random, SystemClock().now());
    if (!added) return report(from_storage(added.error()));
    std::printf("%s: opened with key %s; slot %u added for this machine\n", store.name.c_str(),
                storage::fingerprint_of(pair->public_key).c_str(), *added);
  }
  std::printf("Slots of the old machine stay until they are removed: yitang keys status.\n");
  return kDone;
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
