#include "kiosk/cli/recovery_key_input.hpp"

#include "kiosk/cli/passphrase_input.hpp"

namespace yitang::cli {
namespace {

Error about_recovery_key(const storage::Error& error, const std::string& file) {
  // A wrong file or passphrase is what was given, not the store.
  return {ErrorKind::BadInput, error.message, file};
}

}  // namespace

Result<storage::RecoveryKeyPair> private_recovery_key(const std::string& file,
                                                      const std::string& passphrase_file) {
  auto content = storage::read_recovery_private_key(file);
  if (!content) return tl::unexpected(about_recovery_key(content.error(), file));
  auto protected_file = storage::recovery_private_key_needs_passphrase(content->view());
  if (!protected_file) return tl::unexpected(about_recovery_key(protected_file.error(), file));
  storage::SecretBytes passphrase;
  if (*protected_file) {
    auto typed = passphrase_file.empty() ? ask_passphrase("Passphrase of the private key")
                                         : passphrase_from(passphrase_file);
    if (!typed) return tl::unexpected(typed.error());
    passphrase = std::move(*typed);
  }
  auto pair = storage::parse_recovery_private_key(content->view(), passphrase);
  if (!pair) return tl::unexpected(about_recovery_key(pair.error(), file));
  return std::move(*pair);
}

}  // namespace yitang::cli
