#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "storage/bytes.hpp"
#include "storage/error.hpp"
#include "storage/key_file.hpp"
#include "storage/passphrase.hpp"
#include "storage/recovery_key.hpp"

// The bytes of a key file: pure functions. For use inside storage/, its tests and fuzzers. Layout:
// storage/README.md.
namespace yitang::storage {

inline constexpr std::size_t kMaxKeySlots = 16;
inline constexpr std::size_t kMasterSize = 32;
inline constexpr std::size_t kWrappedMasterSize = kMasterSize + 40;  // nonce and tag
// Database key, salt, blind-index key, signing seed; whether there is a next database key, and that key.
inline constexpr std::size_t kSealedKeysSize = 112 + 1 + 32 + 40;

struct KeySlot {
  std::uint16_t kind = 0;    // SlotKind; a reader passes over kinds that it does not know
  std::uint32_t id = 0;      // never used twice in one file
  std::int64_t created = 0;  // Unix time in milliseconds; 0: not known
  Bytes parameters;          // what the kind needs to find its key again
  Bytes wrapped;             // the master under that key, kWrappedMasterSize bytes

  bool operator==(const KeySlot&) const = default;
};

// A key file of version 2 as it lies on the disk: nothing opened, nothing proved.
struct KeyFileImage {
  std::array<std::uint8_t, 16> file_id{};
  std::uint32_t generation = 0;  // counts writes
  std::uint32_t last_slot_id = 0;
  Bytes sealed_keys;  // kSealedKeysSize bytes under the master
  std::vector<KeySlot> slots;
  std::array<std::uint8_t, 32> seal{};  // of all before, keyed by the master

  bool operator==(const KeyFileImage&) const = default;
};

// One slot of a file of version 1: each host slot wraps the keys themselves.
struct KeySlot1 {
  std::uint16_t kind = 0;
  Bytes body;
};

// 1 or 2; BadKeyFile for anything else, and for a file that is cut or damaged.
Result<int> key_file_version(ByteView file);
// BadKeyFile for anything that is not a whole, undamaged key file of this version.
Result<KeyFileImage> parse_key_file(ByteView file);
Result<std::vector<KeySlot1>> parse_key_file_1(ByteView file);

Bytes encode_key_file(const KeyFileImage& image);
// What the seal covers.
Bytes sealed_part(const KeyFileImage& image);
// Ends a file's bytes with their checksum.
Bytes with_key_file_checksum(Bytes bytes);

// What a slot's wrapping authenticates besides the master: file, kind, id, time and parameters.
Bytes context_of(const KeyFileImage& image, const KeySlot& slot);

struct TpmParameters {
  std::uint32_t pcrs = 0;  // bit n: PCR n of the SHA-256 bank
  Bytes sealed;            // what Sealer::seal() gave
};
struct PassphraseParameters {
  PassphraseCost cost;
  Bytes salt;
};
struct RecoveryParameters {
  RecoveryPublicKey public_key{};
  Bytes box;  // the slot's key, sealed to it
};

Bytes encode(const TpmParameters& parameters);
Bytes encode(const PassphraseParameters& parameters);
Bytes encode(const RecoveryParameters& parameters);
// Nothing when malformed or out of bounds.
std::optional<TpmParameters> parse_tpm_parameters(ByteView bytes);
std::optional<PassphraseParameters> parse_passphrase_parameters(ByteView bytes);
std::optional<RecoveryParameters> parse_recovery_parameters(ByteView bytes);

}  // namespace yitang::storage
