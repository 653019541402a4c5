#include "storage/sealed_files.hpp"

#include <algorithm>

#include "storage/file_system.hpp"
#include "storage/system_error.hpp"

namespace yitang::storage {
namespace {

constexpr std::size_t kNameBytes = 16;
constexpr std::size_t kLargestFile = kSealedMaxSize + kSealedMaxSize / 1024 + 4096;  // with the envelope

// Also keeps a name from a damaged row from leaving the directory.
bool is_sealed_name(const std::string& name) {
  return name.size() == 2 * kNameBytes && std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

tl::unexpected<Error> tampered(const char* why, const std::filesystem::path& path) {
  return tl::unexpected(Error{ErrorCode::TamperedSealedFile, why, path.string(), 0});
}

Result<std::vector<std::string>> list(const std::filesystem::path& directory, Disk& disk) {
  auto names = disk.list(directory);
  if (!names) return tl::unexpected(system_error(names.error(), "list the sealed files", directory));
  return std::move(*names);
}

}  // namespace

Result<SealedFiles> SealedFiles::open(const std::filesystem::path& directory, Disk& disk) {
  auto made = make_private_directory(directory, disk);
  if (!made) return tl::unexpected(std::move(made.error()));
  return SealedFiles(directory, disk);
}

Result<SealedRef> SealedFiles::put(ByteView content, RandomSource& random) {
  SealedRef ref;
  ref.name = to_hex(random.bytes(kNameBytes));
  random.fill(ref.key);
  ref.size = content.size();
  ref.digest = digest_of(content);
  auto sealed = seal(content, ref.key, ref.name);
  if (!sealed) return tl::unexpected(std::move(sealed.error()));
  auto written = write_file_durably(directory_ / ref.name, *sealed, 0600, Overwrite::Refuse, *disk_);
  if (!written) return tl::unexpected(std::move(written.error()));
  return ref;
}

Result<Bytes> SealedFiles::get(const SealedRef& ref) const {
  if (!is_sealed_name(ref.name)) return tampered("not the name of a sealed file", directory_);
  const std::filesystem::path path = directory_ / ref.name;
  auto sealed = read_file(path, kLargestFile, *disk_);
  if (!sealed && sealed.error().code == ErrorCode::TooLarge)
    return tampered("sealed file is too large", path);
  if (!sealed) return sealed;
  auto content = unseal(*sealed, ref.key, ref.name);
  if (!content) {
    content.error().path = path.string();
    return content;
  }
  if (content->size() != ref.size || !equal_in_constant_time(digest_of(*content), ref.digest)) {
    return tampered("sealed file does not fit its record", path);
  }
  return content;
}

Result<bool> SealedFiles::remove(const std::string& name) {
  if (!is_sealed_name(name)) {
    return tl::unexpected(Error{ErrorCode::Misuse, "not the name of a sealed file", directory_.string(), 0});
  }
  return remove_file_durably(directory_ / name, *disk_);
}

Result<std::size_t> SealedFiles::sweep(const std::set<std::string>& known) {
  auto present = list(directory_, *disk_);
  if (!present) return tl::unexpected(std::move(present.error()));
  std::size_t removed = 0;
  for (const std::string& name : *present) {
    const bool orphan = is_sealed_name(name) && known.count(name) == 0;
    if (!orphan && !name.starts_with(kTemporaryPrefix)) continue;
    auto gone = remove_file_durably(directory_ / name, *disk_);
    if (!gone) return tl::unexpected(std::move(gone.error()));
    if (*gone) ++removed;
  }
  return removed;
}

Result<std::set<std::string>> SealedFiles::names() const {
  auto present = list(directory_, *disk_);
  if (!present) return tl::unexpected(std::move(present.error()));
  std::set<std::string> sealed;
  for (std::string& name : *present) {
    if (is_sealed_name(name)) sealed.insert(std::move(name));
  }
  return sealed;
}

}  // namespace yitang::storage
