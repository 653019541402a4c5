#pragma once

#include <optional>
#include <string>
#include <vector>

#include "storage/key_file.hpp"
#include "storage/key_file_format.hpp"

// For use inside storage/ only: how each kind of slot finds its key, and what stands under the master.
namespace yitang::storage {

// What the master protects.
struct KeyRing {
  StoreKeys keys;
  SecretBytes next_database_key;  // empty unless a change of it is under way
};

Bytes seal_keys(const KeyRing& ring, const SecretBytes& master, const KeyFileImage& image,
                RandomSource& random);
std::optional<KeyRing> unseal_keys(const KeyFileImage& image, const SecretBytes& master);
// The image's seal under this master.
std::array<std::uint8_t, 32> seal_of(const KeyFileImage& image, const SecretBytes& master);

struct SlotAttempt {
  SlotState state = SlotState::Failed;
  std::string detail;
  std::optional<SecretBytes> master;  // when it opens
};

SlotAttempt try_slot(const KeyFileImage& image, const KeySlot& slot, const HostBinding& host, Disk& disk);
SlotAttempt try_slot(const KeyFileImage& image, const KeySlot& slot, const RecoveryKeyPair& pair, Disk& disk);

// The key of a new host slot, from the newest host key.
Result<SecretBytes> host_slot_key(const HostBinding& host, Disk& disk);
// BLAKE2b-256 keyed by the host key, over the label of its version and the hardware id.
SecretBytes host_slot_key(const SecretBytes& host_key, ByteView hardware_id, std::string_view label);

// New parameters and a new key for a slot of each kind that needs more than the host.
struct NewSlotKey {
  Bytes parameters;
  SecretBytes key;
};
Result<NewSlotKey> new_tpm_slot(Sealer& sealer, std::uint32_t pcrs, RandomSource& random);
Result<NewSlotKey> new_passphrase_slot(const SecretBytes& passphrase, const PassphraseCost& cost,
                                       RandomSource& random);
Result<NewSlotKey> new_recovery_slot(const RecoveryPublicKey& key, RandomSource& random);

// A report of the slot's fixed properties; its state is `state`.
SlotReport report_on(const KeySlot& slot, SlotState state, std::string detail);

// "slot 1 (Host): OtherHost; slot 2 (Tpm): TpmChanged"
std::string explain(const std::vector<SlotReport>& reports);

// Version 1: keys of the first host slot that opens.
struct Opened1 {
  std::optional<StoreKeys> keys;
  std::string why;  // when none opens
};
Result<Opened1> open_version_1(ByteView file, const HostBinding& host, Disk& disk);

}  // namespace yitang::storage
