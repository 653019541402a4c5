// What stands under the master of a key file, and the keys of files of version 1.
#include <algorithm>
#include <utility>

#include "storage/host_key.hpp"
#include "storage/key_slots.hpp"
#include "storage/key_wrap.hpp"

namespace yitang::storage {
namespace {

constexpr std::size_t kKeysSize =
    kDatabaseKeySize + kDatabaseSaltSize + kBlindIndexKeySize + kSigningSeedSize;
constexpr std::size_t kRingSize = kKeysSize + 1 + kDatabaseKeySize;
static_assert(kRingSize + kWrapOverhead == kSealedKeysSize);

constexpr std::string_view kRingLabel = "yitang key file 2, keys";
constexpr std::string_view kSealLabel = "yitang key file 2, whole file";
constexpr std::string_view kVersion1Label = "yitang key file 1, host slot";

Bytes ring_context(const KeyFileImage& image) {
  Bytes context(bytes_of(kRingLabel).begin(), bytes_of(kRingLabel).end());
  context.insert(context.end(), image.file_id.begin(), image.file_id.end());
  return context;
}

}  // namespace

SecretBytes pack_keys(const StoreKeys& keys) {
  SecretBytes packed(kKeysSize);
  auto out = packed.span().begin();
  for (const SecretBytes* part :
       {&keys.database_key, &keys.database_salt, &keys.blind_index_key, &keys.signing_seed}) {
    out = std::copy(part->view().begin(), part->view().end(), out);
  }
  return packed;
}

std::optional<StoreKeys> unpack_keys(ByteView packed) {
  if (packed.size() != kKeysSize) return std::nullopt;
  const auto next = [&packed](std::size_t size) {
    SecretBytes part = SecretBytes::copy_of(packed.first(size));
    packed = packed.subspan(size);
    return part;
  };
  StoreKeys keys;
  keys.database_key = next(kDatabaseKeySize);
  keys.database_salt = next(kDatabaseSaltSize);
  keys.blind_index_key = next(kBlindIndexKeySize);
  keys.signing_seed = next(kSigningSeedSize);
  return keys;
}

Bytes seal_keys(const KeyRing& ring, const SecretBytes& master, const KeyFileImage& image,
                RandomSource& random) {
  SecretBytes payload(kRingSize);  // zeros where there is no next key
  const SecretBytes keys = pack_keys(ring.keys);
  auto out = std::copy(keys.view().begin(), keys.view().end(), payload.span().begin());
  *out++ = ring.next_database_key.empty() ? 0 : 1;
  std::copy(ring.next_database_key.view().begin(), ring.next_database_key.view().end(), out);
  const SecretBytes key = derive_key(master.view(), {bytes_of(kRingLabel)});
  return wrap_secret(payload.view(), key, ring_context(image), random);
}

std::optional<KeyRing> unseal_keys(const KeyFileImage& image, const SecretBytes& master) {
  const SecretBytes key = derive_key(master.view(), {bytes_of(kRingLabel)});
  const auto payload = unwrap_secret(image.sealed_keys, key, ring_context(image));
  if (!payload || payload->size() != kRingSize) return std::nullopt;
  KeyRing ring{*unpack_keys(payload->view().first(kKeysSize)), {}};
  if (payload->view()[kKeysSize] == 1) {
    ring.next_database_key = SecretBytes::copy_of(payload->view().last(kDatabaseKeySize));
  }
  return ring;
}

std::array<std::uint8_t, 32> seal_of(const KeyFileImage& image, const SecretBytes& master) {
  const SecretBytes key = derive_key(master.view(), {bytes_of(kSealLabel)});
  const SecretBytes digest = derive_key(key.view(), {sealed_part(image)});
  std::array<std::uint8_t, 32> seal{};
  std::copy(digest.view().begin(), digest.view().end(), seal.begin());
  return seal;
}

Result<Opened1> open_version_1(ByteView file, const HostBinding& host, Disk& disk) {
  auto slots = parse_key_file_1(file);
  if (!slots) return tl::unexpected(std::move(slots.error()));
  auto host_keys = read_host_keys(host.host_key_path, disk);
  if (!host_keys) return Opened1{{}, describe(host_keys.error())};
  auto hardware = host.hardware_id();
  if (!hardware) return Opened1{{}, describe(hardware.error())};
  for (const KeySlot1& slot : *slots) {
    if (slot.kind != static_cast<std::uint16_t>(SlotKind::Host)) continue;
    for (const SecretBytes& host_key : *host_keys) {
      const SecretBytes key = host_slot_key(host_key, *hardware, kVersion1Label);
      const auto payload = unwrap_secret(slot.body, key, bytes_of(kVersion1Label));
      if (!payload) continue;
      if (auto keys = unpack_keys(payload->view())) return Opened1{std::move(*keys), {}};
    }
  }
  return Opened1{{}, "another host key, or another machine"};
}

}  // namespace yitang::storage
