#pragma once

#include <cstdint>

#include "storage/bytes.hpp"
#include "storage/error.hpp"

// Keys from what a person types: Argon2id (version 1.3, RFC 9106, one lane) of libsodium.
namespace yitang::storage {

inline constexpr std::size_t kPassphraseSaltSize = 16;
inline constexpr std::size_t kMaxPassphraseSize = 1024;  // bytes, UTF-8

// What one guess costs. Stored beside what it protects, so that it can be raised later.
struct PassphraseCost {
  std::uint32_t passes = 3;
  std::uint32_t memory_kib = 256 * 1024;  // about 0.7 s on a terminal's processor

  bool operator==(const PassphraseCost&) const = default;
};

// The least that is taken: for tests, and far too little for a person's passphrase.
inline constexpr PassphraseCost kLeastPassphraseCost{1, 8 * 1024};

// 1 to 16 passes, 8 MiB to 1 GiB: a forged file must not stop a terminal for hours or eat its memory.
bool is_acceptable(const PassphraseCost& cost);

// 32 bytes. Misuse for a cost or salt out of bounds or an empty or overlong passphrase; Io when the system
// does not give the memory.
Result<SecretBytes> key_from_passphrase(const SecretBytes& passphrase, ByteView salt,
                                        const PassphraseCost& cost);

}  // namespace yitang::storage
