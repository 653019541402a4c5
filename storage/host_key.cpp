#include "storage/host_key.hpp"

#include <sodium.h>

#include <algorithm>
#include <cctype>

#include "storage/file_system.hpp"
#include "storage/key_file.hpp"
#include "storage/system_error.hpp"

namespace yitang::storage {
namespace {

constexpr std::size_t kHostKeySize = 32;

// What a crash left of an earlier try holds a host key, perhaps one that came into use.
Result<void> sweep_beside(const std::filesystem::path& path, Disk& disk) {
  auto swept = sweep_temporaries(path.has_parent_path() ? path.parent_path() : ".", disk);
  if (!swept) return tl::unexpected(std::move(swept.error()));
  return {};
}

}  // namespace

Result<std::vector<SecretBytes>> read_host_keys(const std::filesystem::path& path, Disk& disk) {
  auto bytes = read_private_file(path, 4096, disk);
  if (!bytes) return tl::unexpected(std::move(bytes.error()));
  std::vector<SecretBytes> keys;
  if (bytes->size() == kHostKeySize || bytes->size() == 2 * kHostKeySize) {
    for (std::size_t at = 0; at < bytes->size(); at += kHostKeySize) {
      keys.push_back(SecretBytes::copy_of(ByteView(*bytes).subspan(at, kHostKeySize)));
    }
  }
  sodium_memzero(bytes->data(), bytes->size());
  if (keys.empty()) {
    return tl::unexpected(Error{ErrorCode::BadKeyFile, "the host key must have 32 bytes", path.string(), 0});
  }
  return keys;
}

Result<void> ensure_host_key(const std::filesystem::path& path, RandomSource& random, Disk& disk) {
  auto present = is_present(path, disk);
  if (!present) return tl::unexpected(std::move(present.error()));
  if (*present) return {};
  auto made = make_private_directory(path.parent_path(), disk);
  if (!made) return made;
  if (auto swept = sweep_beside(path, disk); !swept) return swept;
  const SecretBytes key = random.secret(kHostKeySize);
  auto written = write_file_durably(path, key.view(), 0600, Overwrite::Refuse, disk);
  if (!written && written.error().code == ErrorCode::AlreadyExists) return {};
  return written;
}

Result<void> begin_host_key_change(const std::filesystem::path& path, RandomSource& random, Disk& disk) {
  auto keys = read_host_keys(path, disk);
  if (!keys) return tl::unexpected(std::move(keys.error()));
  if (auto swept = sweep_beside(path, disk); !swept) return swept;
  if (keys->size() == 2) return {};  // a change that did not come to its end
  SecretBytes both(2 * kHostKeySize);
  random.fill(both.span().first(kHostKeySize));
  std::copy(keys->front().view().begin(), keys->front().view().end(), both.span().begin() + kHostKeySize);
  return write_file_durably(path, both.view(), 0600, Overwrite::Allow, disk);
}

Result<void> finish_host_key_change(const std::filesystem::path& path, Disk& disk) {
  auto keys = read_host_keys(path, disk);
  if (!keys) return tl::unexpected(std::move(keys.error()));
  if (auto swept = sweep_beside(path, disk); !swept) return swept;
  if (keys->size() == 1) return {};
  return write_file_durably(path, keys->front().view(), 0600, Overwrite::Allow, disk);
}

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

}  // namespace yitang::storage
