#include "storage/key_file.hpp"

#include <algorithm>
#include <utility>

#include "storage/file_system.hpp"
#include "storage/host_key.hpp"
#include "storage/key_file_parts.hpp"

namespace yitang::storage {
namespace {

Error with_path(Error error, const std::filesystem::path& path) {
  if (error.path.empty()) error.path = path.string();
  return error;
}

StoreKeys draw_keys(RandomSource& random) {
  StoreKeys keys;
  keys.database_key = random.secret(kDatabaseKeySize);
  keys.database_salt = random.secret(kDatabaseSaltSize);
  keys.blind_index_key = random.secret(kBlindIndexKeySize);
  keys.signing_seed = random.secret(kSigningSeedSize);
  return keys;
}

// An image with one host slot for this master, not yet sealed.
Result<KeyFileImage> image_with_host_slot(const HostBinding& host, const SecretBytes& master,
                                          RandomSource& random, Disk& disk, std::int64_t created) {
  auto key = host_slot_key(host, disk);
  if (!key) return tl::unexpected(std::move(key.error()));
  KeyFileImage image;
  random.fill(image.file_id);
  image.last_slot_id = 1;
  KeySlot slot{static_cast<std::uint16_t>(SlotKind::Host), 1, created, {}, {}};
  image.slots.push_back(wrap_slot(image, std::move(slot), *key, master, random));
  return image;
}

// Without a person first, the cheapest last resort last.
int turn_of(SlotKind kind) {
  switch (kind) {
    case SlotKind::Tpm: return 0;
    case SlotKind::Host: return 1;
    case SlotKind::Passphrase: return 2;
    default: return 3;
  }
}

std::vector<const KeySlot*> in_order(const KeyFileImage& image) {
  std::vector<const KeySlot*> slots;
  for (const KeySlot& slot : image.slots) slots.push_back(&slot);
  std::stable_sort(slots.begin(), slots.end(), [](const KeySlot* left, const KeySlot* right) {
    return turn_of(static_cast<SlotKind>(left->kind)) < turn_of(static_cast<SlotKind>(right->kind));
  });
  return slots;
}

tl::unexpected<Error> locked(const std::string& why) {
  return tl::unexpected(Error{ErrorCode::KeysLocked, "no slot opens: " + why, {}, 0});
}

// The first slot that opens gives the master; what stands under it must then be whole.
template <class Opener>
Result<std::pair<SecretBytes, std::uint32_t>> unlock(const KeyFileImage& image, const Opener& opener,
                                                     Disk& disk) {
  std::vector<SlotReport> reports;
  for (const KeySlot* slot : in_order(image)) {
    SlotAttempt attempt = try_slot(image, *slot, opener, disk);
    if (attempt.master) return std::pair{std::move(*attempt.master), slot->id};
    reports.push_back(report_on(*slot, attempt.state, std::move(attempt.detail)));
  }
  return locked(explain(reports));
}

template <class Opener>
Result<std::uint32_t> open_image(KeyFileImage& image, SecretBytes& master, KeyRing& ring,
                                 const Opener& opener, Disk& disk) {
  auto opened = unlock(image, opener, disk);
  if (!opened) return tl::unexpected(std::move(opened.error()));
  auto unsealed = unseal_keys(image, opened->first);
  if (!unsealed || seal_of(image, opened->first) != image.seal) {
    return tl::unexpected(Error{
        ErrorCode::BadKeyFile, "slots were added, removed or changed by somebody without the keys", {}, 0});
  }
  master = std::move(opened->first);
  ring = std::move(*unsealed);
  return opened->second;
}

}  // namespace

KeyFile::KeyFile(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
KeyFile::KeyFile(KeyFile&&) noexcept = default;
KeyFile& KeyFile::operator=(KeyFile&&) noexcept = default;
KeyFile::~KeyFile() = default;

const StoreKeys& KeyFile::keys() const { return parts_->ring.keys; }
std::uint32_t KeyFile::opened_by() const { return parts_->opened_by; }
ByteView KeyFile::next_database_key() const { return parts_->ring.next_database_key.view(); }

Result<KeyFile> KeyFile::create(const std::filesystem::path& path, const HostBinding& host,
                                RandomSource& random, Disk& disk, std::int64_t created) {
  return create_with(path, host, draw_keys(random), random, disk, created);
}

Result<KeyFile> KeyFile::create_with(const std::filesystem::path& path, const HostBinding& host,
                                     StoreKeys keys, RandomSource& random, Disk& disk, std::int64_t created) {
  auto present = is_present(path, disk);
  if (!present) return tl::unexpected(std::move(present.error()));
  if (*present) {
    return tl::unexpected(Error{ErrorCode::AlreadyExists, "there is a key file already", path.string(), 0});
  }
  auto host_key = ensure_host_key(host.host_key_path, random, disk);
  if (!host_key) return tl::unexpected(std::move(host_key.error()));
  SecretBytes master = random.secret(kMasterSize);
  auto image = image_with_host_slot(host, master, random, disk, created);
  if (!image) return tl::unexpected(std::move(image.error()));
  auto parts = std::make_unique<Parts>();
  parts->path = path;
  parts->disk = &disk;
  auto written = parts->write(std::move(*image), std::move(master), {std::move(keys), {}}, random);
  if (!written) return tl::unexpected(std::move(written.error()));
  return KeyFile(std::move(parts));
}

Result<KeyFile> KeyFile::load(const std::filesystem::path& path, Disk& disk,
                              const std::function<Result<std::uint32_t>(Parts&)>& unlock_parts) {
  auto file = read_private_file(path, kMaxKeyFileSize, disk);
  if (!file) return tl::unexpected(std::move(file.error()));
  auto parts = std::make_unique<Parts>();
  parts->path = path;
  parts->disk = &disk;
  parts->on_disk = std::move(*file);
  auto opened = unlock_parts(*parts);
  if (!opened) return tl::unexpected(with_path(std::move(opened.error()), path));
  parts->opened_by = *opened;
  return KeyFile(std::move(parts));
}

Result<KeyFile> KeyFile::open(const std::filesystem::path& path, const HostBinding& host, Disk& disk) {
  return load(path, disk, [&host](Parts& parts) -> Result<std::uint32_t> {
    auto version = key_file_version(parts.on_disk);
    if (!version) return tl::unexpected(std::move(version.error()));
    if (*version == 1) {
      auto opened = open_version_1(parts.on_disk, host, *parts.disk);
      if (!opened) return tl::unexpected(std::move(opened.error()));
      if (!opened->keys) return locked("slot 1 (host): " + opened->why);
      SystemRandom random;
      parts.master = random.secret(kMasterSize);
      auto image = image_with_host_slot(host, parts.master, random, *parts.disk, 0);
      if (!image) return tl::unexpected(std::move(image.error()));
      parts.image = std::move(*image);
      parts.ring.keys = std::move(*opened->keys);
      return 1;
    }
    auto image = parse_key_file(parts.on_disk);
    if (!image) return tl::unexpected(std::move(image.error()));
    parts.image = std::move(*image);
    return open_image(parts.image, parts.master, parts.ring, host, *parts.disk);
  });
}

Result<KeyFile> KeyFile::open_with_recovery_key(const std::filesystem::path& path,
                                                const RecoveryKeyPair& pair, Disk& disk) {
  return load(path, disk, [&pair](Parts& parts) -> Result<std::uint32_t> {
    auto version = key_file_version(parts.on_disk);
    if (!version) return tl::unexpected(std::move(version.error()));
    if (*version == 1) return locked("the file is of version 1, which has no recovery slots");
    auto image = parse_key_file(parts.on_disk);
    if (!image) return tl::unexpected(std::move(image.error()));
    parts.image = std::move(*image);
    return open_image(parts.image, parts.master, parts.ring, pair, *parts.disk);
  });
}

Result<KeyFile> KeyFile::open_or_create(const std::filesystem::path& path,
                                        const std::filesystem::path& database, const HostBinding& host,
                                        RandomSource& random, Disk& disk, std::int64_t created) {
  auto present = is_present(path, disk);
  if (!present) return tl::unexpected(std::move(present.error()));
  if (*present) return open(path, host, disk);
  present = is_present(database, disk);
  if (!present) return tl::unexpected(std::move(present.error()));
  if (*present) {
    return tl::unexpected(
        Error{ErrorCode::NotFound, "the database is here but its key file is gone", path.string(), 0});
  }
  return create(path, host, random, disk, created);
}

Result<std::vector<SlotReport>> KeyFile::inspect(const std::filesystem::path& path, const HostBinding& host,
                                                 Disk& disk) {
  auto file = read_private_file(path, kMaxKeyFileSize, disk);
  if (!file) return tl::unexpected(std::move(file.error()));
  auto version = key_file_version(*file);
  if (!version) return tl::unexpected(with_path(std::move(version.error()), path));
  std::vector<SlotReport> reports;
  if (*version == 1) {
    auto opened = open_version_1(*file, host, disk);
    if (!opened) return tl::unexpected(with_path(std::move(opened.error()), path));
    const SlotState state = opened->keys ? SlotState::Opens : SlotState::OtherHost;
    reports.push_back({1, SlotKind::Host, 0, state, opened->why, 0, {}});
    return reports;
  }
  auto image = parse_key_file(*file);
  if (!image) return tl::unexpected(with_path(std::move(image.error()), path));
  for (const KeySlot& slot : image->slots) {
    SlotAttempt attempt = try_slot(*image, slot, host, disk);
    if (attempt.master && seal_of(*image, *attempt.master) != image->seal) {
      return tl::unexpected(Error{ErrorCode::BadKeyFile,
                                  "slots were added, removed or changed by somebody without the keys",
                                  path.string(), 0});
    }
    reports.push_back(report_on(slot, attempt.state, std::move(attempt.detail)));
  }
  return reports;
}

}  // namespace yitang::storage
