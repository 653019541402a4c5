#include "storage/key_file.hpp"

#include <sodium.h>

#include <algorithm>
#include <cctype>
#include <optional>

#include "storage/file_system.hpp"
#include "storage/key_file_format.hpp"
#include "storage/system_error.hpp"

namespace yitang::storage {
namespace {

constexpr std::size_t kHostKeySize = 32;
constexpr std::size_t kPayloadSize =
    kDatabaseKeySize + kDatabaseSaltSize + kBlindIndexKeySize + kSigningSeedSize;
constexpr std::size_t kNonceSize = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTagSize = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t kHostBodySize = kNonceSize + kPayloadSize + kTagSize;
constexpr std::string_view kWrapLabel = "yitang key file 1, host slot";

tl::unexpected<Error> bad(std::string why, const std::filesystem::path& path) {
  return tl::unexpected(Error{ErrorCode::BadKeyFile, std::move(why), path.string(), 0});
}

Error at(Error error, const std::filesystem::path& path) {
  if (error.path.empty()) error.path = path.string();
  return error;
}

Result<SecretBytes> read_host_key(const std::filesystem::path& path, Disk& disk) {
  auto bytes = read_private_file(path, 4096, disk);
  if (!bytes) return tl::unexpected(std::move(bytes.error()));
  const bool right_size = bytes->size() == kHostKeySize;
  SecretBytes key = SecretBytes::copy_of(*bytes);
  sodium_memzero(bytes->data(), bytes->size());
  if (!right_size) return bad("the host key must have 32 bytes", path);
  return key;
}

// The host key is made once a machine and may serve several stores, so an existing one is kept.
Result<void> ensure_host_key(const std::filesystem::path& path, RandomSource& random, Disk& disk) {
  auto present = is_present(path, disk);
  if (!present) return tl::unexpected(std::move(present.error()));
  if (*present) return {};
  auto made = make_private_directory(path.parent_path(), disk);
  if (!made) return made;
  const SecretBytes key = random.secret(kHostKeySize);
  auto written = write_file_durably(path, key.view(), 0600, Overwrite::Refuse, disk);
  if (!written && written.error().code == ErrorCode::AlreadyExists) return {};
  return written;
}

// BLAKE2b-256 keyed by the host key, over the label and the hardware id.
Result<SecretBytes> wrapping_key(const HostBinding& host, Disk& disk) {
  auto host_key = read_host_key(host.host_key_path, disk);
  if (!host_key) return tl::unexpected(std::move(host_key.error()));
  auto hardware = host.hardware_id();
  if (!hardware) return tl::unexpected(std::move(hardware.error()));
  require_sodium();
  SecretBytes key(crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
  crypto_generichash_state state;
  crypto_generichash_init(&state, host_key->view().data(), host_key->size(), key.size());
  crypto_generichash_update(&state, bytes_of(kWrapLabel).data(), kWrapLabel.size());
  crypto_generichash_update(&state, hardware->data(), hardware->size());
  crypto_generichash_final(&state, key.span().data(), key.size());
  sodium_memzero(&state, sizeof state);
  return key;
}

StoreKeys draw_keys(RandomSource& random) {
  StoreKeys keys;
  keys.database_key = random.secret(kDatabaseKeySize);
  keys.database_salt = random.secret(kDatabaseSaltSize);
  keys.blind_index_key = random.secret(kBlindIndexKeySize);
  keys.signing_seed = random.secret(kSigningSeedSize);
  return keys;
}

KeySlot wrap(const StoreKeys& keys, const SecretBytes& wrapping, RandomSource& random) {
  SecretBytes payload(kPayloadSize);
  auto out = payload.span().begin();
  for (const SecretBytes* part :
       {&keys.database_key, &keys.database_salt, &keys.blind_index_key, &keys.signing_seed}) {
    out = std::copy(part->view().begin(), part->view().end(), out);
  }
  KeySlot slot{static_cast<std::uint16_t>(SlotKind::Host), random.bytes(kNonceSize)};
  slot.body.resize(kHostBodySize);
  crypto_aead_xchacha20poly1305_ietf_encrypt(slot.body.data() + kNonceSize, nullptr, payload.view().data(),
                                             payload.size(), bytes_of(kWrapLabel).data(), kWrapLabel.size(),
                                             nullptr, slot.body.data(), wrapping.view().data());
  return slot;
}

std::optional<StoreKeys> unwrap(const KeySlot& slot, const SecretBytes& wrapping) {
  if (slot.body.size() != kHostBodySize) return std::nullopt;
  SecretBytes payload(kPayloadSize);
  const int opened = crypto_aead_xchacha20poly1305_ietf_decrypt(
      payload.span().data(), nullptr, nullptr, slot.body.data() + kNonceSize, slot.body.size() - kNonceSize,
      bytes_of(kWrapLabel).data(), kWrapLabel.size(), slot.body.data(), wrapping.view().data());
  if (opened != 0) return std::nullopt;
  ByteView rest = payload.view();
  const auto next = [&rest](std::size_t size) {
    SecretBytes part = SecretBytes::copy_of(rest.first(size));
    rest = rest.subspan(size);
    return part;
  };
  StoreKeys keys;
  keys.database_key = next(kDatabaseKeySize);
  keys.database_salt = next(kDatabaseSaltSize);
  keys.blind_index_key = next(kBlindIndexKeySize);
  keys.signing_seed = next(kSigningSeedSize);
  return keys;
}

}  // namespace

Result<Bytes> system_hardware_id() {
  // Boards without a serial number report these.
  static constexpr std::string_view kPlaceholders[] = {"00000000-0000-0000-0000-000000000000",
                                                       "ffffffff-ffff-ffff-ffff-ffffffffffff",
                                                       "03000200-0400-0500-0006-000700080009"};
  for (const char* path :
       {"/sys/class/dmi/id/product_uuid", "/proc/device-tree/serial-number", "/etc/machine-id"}) {
    std::error_code absent;
    if (!std::filesystem::exists(path, absent)) continue;
    auto content = read_file(path, 64 * 1024);  // a file of /sys claims a page, whatever it holds
    if (!content) continue;                     // product_uuid is for root only
    std::string id(content->begin(), content->end());
    std::erase_if(id, [](unsigned char c) { return c <= ' '; });
    std::transform(id.begin(), id.end(), id.begin(), [](unsigned char c) { return std::tolower(c); });
    if (id.empty() ||
        std::find(std::begin(kPlaceholders), std::end(kPlaceholders), id) != std::end(kPlaceholders)) {
      continue;
    }
    return Bytes(id.begin(), id.end());
  }
  return tl::unexpected(Error{ErrorCode::NotFound, "this machine has no identity", "/etc/machine-id", 0});
}

Result<KeyFile> KeyFile::create(const std::filesystem::path& path, const HostBinding& host,
                                RandomSource& random, Disk& disk) {
  auto present = is_present(path, disk);
  if (!present) return tl::unexpected(std::move(present.error()));
  if (*present) {
    return tl::unexpected(Error{ErrorCode::AlreadyExists, "there is a key file already", path.string(), 0});
  }
  auto host_key = ensure_host_key(host.host_key_path, random, disk);
  if (!host_key) return tl::unexpected(std::move(host_key.error()));
  auto wrapping = wrapping_key(host, disk);
  if (!wrapping) return tl::unexpected(std::move(wrapping.error()));
  StoreKeys keys = draw_keys(random);
  const Bytes file = encode_key_file({wrap(keys, *wrapping, random)});
  auto written = write_file_durably(path, file, 0600, Overwrite::Refuse, disk);
  if (!written) return tl::unexpected(std::move(written.error()));
  return KeyFile(std::move(keys));
}

Result<KeyFile> KeyFile::open(const std::filesystem::path& path, const HostBinding& host, Disk& disk) {
  auto file = read_private_file(path, kMaxKeyFileSize, disk);
  if (!file) return tl::unexpected(std::move(file.error()));
  auto slots = parse_key_file(*file);
  if (!slots) return tl::unexpected(at(std::move(slots.error()), path));
  auto wrapping = wrapping_key(host, disk);
  if (!wrapping) return tl::unexpected(std::move(wrapping.error()));
  for (const KeySlot& slot : *slots) {
    if (slot.kind != static_cast<std::uint16_t>(SlotKind::Host)) continue;
    auto keys = unwrap(slot, *wrapping);
    if (keys) return KeyFile(std::move(*keys));
  }
  return bad("no slot opens with this machine's host key and hardware", path);
}

Result<KeyFile> KeyFile::open_or_create(const std::filesystem::path& path,
                                        const std::filesystem::path& database, const HostBinding& host,
                                        RandomSource& random, Disk& disk) {
  auto present = is_present(path, disk);
  if (!present) return tl::unexpected(std::move(present.error()));
  if (*present) return open(path, host, disk);
  present = is_present(database, disk);
  if (!present) return tl::unexpected(std::move(present.error()));
  if (*present) {
    return tl::unexpected(
        Error{ErrorCode::NotFound, "the database is here but its key file is gone", path.string(), 0});
  }
  return create(path, host, random, disk);
}

}  // namespace yitang::storage
