// Changes of a key file: slots, rotation, the database key. Each is one atomic replacement of the file.
#include <algorithm>
#include <utility>

#include "storage/connection.hpp"
#include "storage/file_system.hpp"
#include "storage/key_file_parts.hpp"
#include "storage/key_wrap.hpp"

namespace yitang::storage {
namespace {

tl::unexpected<Error> cannot(ErrorCode code, std::string why, const std::filesystem::path& path) {
  return tl::unexpected(Error{code, std::move(why), path.string(), 0});
}

// The parameters and key of the slot that takes the place of `slot` in a rotation.
Result<NewSlotKey> renewed(const KeyFileImage& image, const KeySlot& slot, const HostBinding& host,
                           Disk& disk, RandomSource& random) {
  const auto kind = static_cast<SlotKind>(slot.kind);
  if (kind == SlotKind::Recovery) {
    const auto old = parse_recovery_parameters(slot.parameters);
    if (old) return new_recovery_slot(old->public_key, random);
  }
  // A slot that does not open now is not made anew: nobody could tell whether its owner still exists.
  SlotAttempt attempt = try_slot(image, slot, host, disk);
  if (!attempt.master) {
    const SlotReport report = report_on(slot, attempt.state, std::move(attempt.detail));
    return tl::unexpected(Error{ErrorCode::KeysLocked, "cannot be made anew: " + explain({report}), {}, 0});
  }
  switch (kind) {
    case SlotKind::Host: {
      auto key = host_slot_key(host, disk);
      if (!key) return tl::unexpected(std::move(key.error()));
      return NewSlotKey{{}, std::move(*key)};
    }
    case SlotKind::Tpm:
      return new_tpm_slot(*host.sealer, parse_tpm_parameters(slot.parameters)->pcrs, random);
    case SlotKind::Passphrase:
      return new_passphrase_slot(*host.passphrase, parse_passphrase_parameters(slot.parameters)->cost,
                                 random);
    default: break;
  }
  return tl::unexpected(Error{ErrorCode::Misuse, "a slot of an unknown kind cannot be made anew", {}, 0});
}

}  // namespace

KeySlot wrap_slot(const KeyFileImage& image, KeySlot slot, const SecretBytes& slot_key,
                  const SecretBytes& master, RandomSource& random) {
  slot.wrapped = wrap_secret(master.view(), slot_key, context_of(image, slot), random);
  return slot;
}

SecretBytes copy_of(const SecretBytes& secret) { return SecretBytes::copy_of(secret.view()); }

KeyRing copy_of(const KeyRing& ring) {
  return {{copy_of(ring.keys.database_key), copy_of(ring.keys.database_salt),
           copy_of(ring.keys.blind_index_key), copy_of(ring.keys.signing_seed)},
          copy_of(ring.next_database_key)};
}

Result<void> KeyFile::Parts::write(KeyFileImage next, SecretBytes next_master, KeyRing next_ring,
                                   RandomSource& random) {
  next.generation = image.generation + 1;
  next.sealed_keys = seal_keys(next_ring, next_master, next, random);
  next.seal = seal_of(next, next_master);
  Bytes file = encode_key_file(next);
  if (file.size() > kMaxKeyFileSize)
    return cannot(ErrorCode::TooLarge, "the key file would be too large", path);
  std::unique_ptr<DiskLock> held;
  if (!on_disk.empty()) {
    auto lock = detail::acquire_lock(path, *disk);
    if (!lock) return cannot(ErrorCode::Locked, "another program is changing the key file", path);
    held = std::move(*lock);
    auto now = read_private_file(path, kMaxKeyFileSize, *disk);
    if (!now) return tl::unexpected(std::move(now.error()));
    if (*now != on_disk)
      return cannot(ErrorCode::Locked, "another program has just changed the key file", path);
  }
  auto written =
      write_file_durably(path, file, 0600, on_disk.empty() ? Overwrite::Refuse : Overwrite::Allow, *disk);
  if (!written) return written;
  on_disk = std::move(file);
  image = std::move(next);
  master = std::move(next_master);
  ring = std::move(next_ring);
  return {};
}

Result<void> KeyFile::Parts::write(KeyRing next_ring, RandomSource& random) {
  return write(image, copy_of(master), std::move(next_ring), random);
}

Result<std::uint32_t> KeyFile::add_slot(SlotKind kind, Bytes parameters, const SecretBytes& slot_key,
                                        RandomSource& random, std::int64_t created) {
  if (parts_->image.slots.size() >= kMaxKeySlots) {
    return cannot(ErrorCode::TooLarge, "the key file has 16 slots already", parts_->path);
  }
  KeyFileImage next = parts_->image;
  KeySlot slot{static_cast<std::uint16_t>(kind), ++next.last_slot_id, created, std::move(parameters), {}};
  const std::uint32_t id = slot.id;
  next.slots.push_back(wrap_slot(next, std::move(slot), slot_key, parts_->master, random));
  auto written = parts_->write(std::move(next), copy_of(parts_->master), copy_of(parts_->ring), random);
  if (!written) return tl::unexpected(std::move(written.error()));
  return id;
}

Result<std::uint32_t> KeyFile::add_host_slot(const HostBinding& host, RandomSource& random,
                                             std::int64_t created) {
  auto key = host_slot_key(host, *parts_->disk);
  if (!key) return tl::unexpected(std::move(key.error()));
  return add_slot(SlotKind::Host, {}, *key, random, created);
}

Result<std::uint32_t> KeyFile::add_tpm_slot(Sealer& sealer, std::uint32_t pcrs, RandomSource& random,
                                            std::int64_t created) {
  auto made = new_tpm_slot(sealer, pcrs, random);
  if (!made) return tl::unexpected(std::move(made.error()));
  return add_slot(SlotKind::Tpm, std::move(made->parameters), made->key, random, created);
}

Result<std::uint32_t> KeyFile::add_passphrase_slot(const SecretBytes& passphrase, const PassphraseCost& cost,
                                                   RandomSource& random, std::int64_t created) {
  auto made = new_passphrase_slot(passphrase, cost, random);
  if (!made) return tl::unexpected(std::move(made.error()));
  return add_slot(SlotKind::Passphrase, std::move(made->parameters), made->key, random, created);
}

Result<std::uint32_t> KeyFile::add_recovery_slot(const RecoveryPublicKey& key, RandomSource& random,
                                                 std::int64_t created) {
  auto made = new_recovery_slot(key, random);
  if (!made) return tl::unexpected(std::move(made.error()));
  return add_slot(SlotKind::Recovery, std::move(made->parameters), made->key, random, created);
}

Result<void> KeyFile::remove_slot(std::uint32_t id, const HostBinding& host, RandomSource& random) {
  KeyFileImage next = parts_->image;
  const auto gone = std::erase_if(next.slots, [id](const KeySlot& slot) { return slot.id == id; });
  if (gone == 0) return cannot(ErrorCode::NotFound, "there is no slot with this number", parts_->path);
  const bool another = std::any_of(next.slots.begin(), next.slots.end(), [&](const KeySlot& slot) {
    return try_slot(next, slot, host, *parts_->disk).master.has_value();
  });
  if (!another) {
    return cannot(ErrorCode::KeysLocked, "no other slot has been seen to open, so this one stays",
                  parts_->path);
  }
  return parts_->write(std::move(next), copy_of(parts_->master), copy_of(parts_->ring), random);
}

Result<void> KeyFile::rotate(const HostBinding& host, RandomSource& random) {
  KeyFileImage next = parts_->image;
  random.fill(next.file_id);
  SecretBytes master = random.secret(kMasterSize);
  for (std::size_t i = 0; i < next.slots.size(); ++i) {
    auto made = renewed(parts_->image, parts_->image.slots[i], host, *parts_->disk, random);
    if (!made) {
      made.error().path = parts_->path.string();
      return tl::unexpected(std::move(made.error()));
    }
    KeySlot slot = next.slots[i];
    slot.parameters = std::move(made->parameters);
    next.slots[i] = wrap_slot(next, std::move(slot), made->key, master, random);
  }
  return parts_->write(std::move(next), std::move(master), copy_of(parts_->ring), random);
}

Result<void> KeyFile::prepare_database_key(RandomSource& random) {
  if (!parts_->ring.next_database_key.empty()) {
    return cannot(ErrorCode::Misuse, "a change of the database key is under way already", parts_->path);
  }
  KeyRing ring = copy_of(parts_->ring);
  ring.next_database_key = random.secret(kDatabaseKeySize);
  return parts_->write(std::move(ring), random);
}

Result<void> KeyFile::settle_database_key(DatabaseKey which, RandomSource& random) {
  if (parts_->ring.next_database_key.empty()) return {};
  KeyRing ring = copy_of(parts_->ring);
  if (which == DatabaseKey::Next) ring.keys.database_key = std::move(ring.next_database_key);
  ring.next_database_key = SecretBytes();
  return parts_->write(std::move(ring), random);
}

}  // namespace yitang::storage
