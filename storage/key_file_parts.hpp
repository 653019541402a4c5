#pragma once

#include "storage/key_slots.hpp"

// For use inside key_file*.cpp only.
namespace yitang::storage {

struct KeyFile::Parts {
  std::filesystem::path path;
  Disk* disk = nullptr;
  Bytes on_disk;       // the file as it was read or written last: another content means another writer
  KeyFileImage image;  // of a file of version 1: what it becomes with the next change
  SecretBytes master;
  KeyRing ring;
  std::uint32_t opened_by = 0;

  // Seals `next` (whose slots are made for `next_master`) with `next_ring`, writes it, and takes it over.
  Result<void> write(KeyFileImage next, SecretBytes next_master, KeyRing next_ring, RandomSource& random);
  // The same master and slots with another ring.
  Result<void> write(KeyRing next_ring, RandomSource& random);
};

KeySlot wrap_slot(const KeyFileImage& image, KeySlot slot, const SecretBytes& slot_key,
                  const SecretBytes& master, RandomSource& random);
SecretBytes copy_of(const SecretBytes& secret);
KeyRing copy_of(const KeyRing& ring);

}  // namespace yitang::storage
