#pragma once

#include <array>
#include <filesystem>
#include <string>
#include <string_view>

#include "storage/bytes.hpp"
#include "storage/error.hpp"
#include "storage/passphrase.hpp"
#include "storage/random.hpp"

// The key pair of the back office (X25519). A terminal has the public half only: whatever is sealed to it can
// be read by nobody but the holder of the private half, not even by the terminal that sealed it. Layout of
// the two files: storage/README.md.
namespace yitang::storage {

inline constexpr std::size_t kRecoveryKeySize = 32;
inline constexpr std::size_t kRecoverySealOverhead = 48;  // libsodium's sealed box
inline constexpr std::size_t kMaxRecoveryKeyFileSize = 4096;

using RecoveryPublicKey = std::array<std::uint8_t, kRecoveryKeySize>;

struct RecoveryKeyPair {
  RecoveryPublicKey public_key{};
  SecretBytes private_key;  // 32 bytes
};

RecoveryKeyPair make_recovery_key(RandomSource& random);

// For people to compare by eye: "3f2a-91c0-77de-0b14", from BLAKE2b of the public key.
std::string fingerprint_of(const RecoveryPublicKey& key);

// For short messages such as keys: it is held in memory whole. BadKeyFile for a public key that no private
// key can have.
Result<Bytes> seal_to_recovery_key(ByteView message, const RecoveryPublicKey& key);
// WrongKey when it was sealed to another key, or changed.
Result<SecretBytes> open_with_recovery_key(ByteView sealed, const RecoveryKeyPair& pair);

// One line of text, with a checksum against typing errors.
std::string encode_recovery_public_key(const RecoveryPublicKey& key);
// White space around it is passed over. BadKeyFile.
Result<RecoveryPublicKey> parse_recovery_public_key(std::string_view text);
Result<RecoveryPublicKey> read_recovery_public_key(const std::filesystem::path& path);

// The private half as a file: unprotected (keep it 0600, off the terminal), or under a passphrase.
SecretBytes encode_recovery_private_key(const RecoveryKeyPair& pair);
Result<SecretBytes> encode_recovery_private_key(const RecoveryKeyPair& pair, const SecretBytes& passphrase,
                                                const PassphraseCost& cost, RandomSource& random);
// BadKeyFile when it is no such file.
Result<bool> recovery_private_key_needs_passphrase(ByteView file);
// BadKeyFile; WrongKey for a wrong or missing passphrase. `passphrase` may be empty for an unprotected file.
Result<RecoveryKeyPair> parse_recovery_private_key(ByteView file, const SecretBytes& passphrase);

// The content of such a file, wiped after use. BadKeyFile also when others can read it.
Result<SecretBytes> read_recovery_private_key(const std::filesystem::path& path);

}  // namespace yitang::storage
