#include "kiosk/rescue/backup_file.hpp"

#include <algorithm>
#include <numeric>

#include "kiosk/cases/storage_error.hpp"

namespace yitang::rescue {

using storage::Bytes;
using storage::ByteView;

tl::unexpected<Error> BackupFile::broken(const storage::Error& error) const {
  const auto kind = error.code == storage::ErrorCode::WrongKey ? ErrorKind::WrongKey : ErrorKind::BadInput;
  return fail(kind, error.message, path_.string());
}

Result<Bytes> BackupFile::read(std::uint64_t offset, std::size_t size) {
  Bytes bytes(size);
  const auto got = input_->read(offset, bytes);
  if (!got || *got != size) {
    return fail(ErrorKind::StoreFailed, "the medium cannot be read", path_.string());
  }
  return bytes;
}

Result<BackupFile> BackupFile::open(const std::filesystem::path& path, storage::Disk& disk) {
  auto input = disk.open(path, storage::OpenAs::Reader);
  const auto info = input ? (*input)->info() : tl::unexpected(input.error());
  if (!info || info->kind != storage::DiskEntry::Kind::Regular)
    return fail(ErrorKind::BadInput, "cannot be read", path.string());
  BackupFile file(path, std::move(*input));
  const std::uint64_t size = file.size_ = info->size;
  auto prefix = file.read(0, std::min<std::uint64_t>(size, storage::kBackupPrefixSize));
  if (!prefix) return tl::unexpected(prefix.error());
  auto header_size = storage::backup_header_size(*prefix);
  if (!header_size) return file.broken(header_size.error());
  if (size < storage::backup_container_size(*header_size, 0)) {
    return file.broken({storage::ErrorCode::Corrupt, "the backup is cut off", {}, 0});
  }
  auto bytes = file.read(0, *header_size);
  if (!bytes) return tl::unexpected(bytes.error());
  auto header = storage::parse_backup_header(*bytes);
  if (!header) return file.broken(header.error());
  file.header_bytes_ = std::move(*bytes);
  file.header_ = std::move(*header);
  return file;
}

Result<void> BackupFile::check_signature() {
  input_->forget_cached();  // the medium is asked, not memory
  storage::BackupDigest digest;
  const std::uint64_t end = size_ - storage::kBackupTrailerSize;
  for (std::uint64_t offset = 0; offset < end;) {
    auto piece = read(offset, std::min<std::uint64_t>(end - offset, 1 << 20));
    if (!piece) return tl::unexpected(piece.error());
    digest.add(*piece);
    offset += piece->size();
  }
  auto trailer = read(end, storage::kBackupTrailerSize);
  if (!trailer) return tl::unexpected(trailer.error());
  digest_ = digest.value();
  auto checked = storage::check_backup_trailer(*trailer, digest_, header_.device_key);
  if (!checked) return broken(checked.error());
  return {};
}

Result<void> BackupFile::read_content(const storage::SecretBytes& key, storage::BackupContentReader& reader) {
  std::uint64_t offset = header_bytes_.size();
  const std::uint64_t end = size_ - storage::kBackupTrailerSize;
  auto stream_header = read(offset, storage::kBackupStreamHeaderSize);
  if (!stream_header) return tl::unexpected(stream_header.error());
  auto decryptor = storage::BackupDecryptor::open(key, header_bytes_, *stream_header);
  if (!decryptor) return broken(decryptor.error());
  for (offset += stream_header->size(); offset < end;) {
    constexpr std::uint64_t kSealedChunk = storage::kBackupChunkSize + storage::kBackupChunkOverhead;
    auto sealed = read(offset, std::min(end - offset, kSealedChunk));
    if (!sealed) return tl::unexpected(sealed.error());
    offset += sealed->size();
    auto content = decryptor->chunk(*sealed);
    if (!content) return broken(content.error());
    if (auto taken = reader.push(content->view()); !taken) return broken(taken.error());
  }
  if (!decryptor->ended()) return broken({storage::ErrorCode::Corrupt, "the backup is cut off", {}, 0});
  if (auto whole = reader.finish(); !whole) return broken(whole.error());
  return {};
}

BackupSource::BackupSource(Bytes header, const storage::SecretBytes& content_key,
                           std::vector<BackupInput> inputs, const storage::SecretBytes& signing_seed)
    : encryptor_(content_key, header), inputs_(std::move(inputs)), signing_seed_(signing_seed.view()) {
  const std::uint64_t content = std::accumulate(
      inputs_.begin(), inputs_.end(), std::uint64_t{0}, [](std::uint64_t sum, const auto& input) {
        return sum + storage::kBackupPartHeaderSize + input.part.size;
      });
  size_ = storage::backup_container_size(header.size(), content);
  emit(header);
  emit(encryptor_.stream_header());
}

void BackupSource::emit(ByteView bytes) {
  digest_.add(bytes);
  ready_.insert(ready_.end(), bytes.begin(), bytes.end());
}

storage::Result<void> BackupSource::fill_plain() {
  const auto room = [this] { return plain_.span().subspan(filled_); };
  while (filled_ < storage::kBackupChunkSize && input_ < inputs_.size()) {
    BackupInput& input = inputs_[input_];
    if (!head_given_) {
      const Bytes head = storage::encode_backup_part(input.part);
      std::copy(head.begin(), head.end(), room().begin());
      filled_ += head.size();
      head_given_ = true;
    }
    const auto wanted = static_cast<std::size_t>(
        std::min<std::uint64_t>(input.part.size - offset_, storage::kBackupChunkSize));
    if (wanted > 0) {
      auto read = input.read(offset_, room().first(wanted));
      if (!read) return read;
    }
    filled_ += wanted;
    offset_ += wanted;
    if (offset_ < input.part.size) continue;
    ++input_;
    offset_ = 0;
    head_given_ = false;
  }
  return {};
}

storage::Result<void> BackupSource::produce() {
  if (auto filled = fill_plain(); !filled) return filled;
  const auto size = std::min(filled_, storage::kBackupChunkSize);
  const bool last = size < storage::kBackupChunkSize;  // the last chunk is shorter, perhaps empty
  emit(encryptor_.chunk(plain_.view().first(size), last));
  const auto plain = plain_.span();
  std::copy(plain.begin() + static_cast<std::ptrdiff_t>(size),
            plain.begin() + static_cast<std::ptrdiff_t>(filled_), plain.begin());
  std::fill(plain.begin() + static_cast<std::ptrdiff_t>(filled_ - size),
            plain.begin() + static_cast<std::ptrdiff_t>(filled_), std::uint8_t{0});
  filled_ -= size;
  if (!last) return {};
  const Bytes trailer = storage::backup_trailer(digest_.value(), signing_seed_);
  ready_.insert(ready_.end(), trailer.begin(), trailer.end());
  ended_ = true;
  return {};
}

storage::Result<void> BackupSource::read(std::span<std::uint8_t> out) {
  while (!out.empty()) {
    if (taken_ == ready_.size()) {
      ready_.clear();
      taken_ = 0;
      if (ended_) {
        return tl::unexpected(
            storage::Error{storage::ErrorCode::Misuse, "more was asked for than the backup has", {}, 0});
      }
      if (auto produced = produce(); !produced) return produced;
    }
    const auto piece = std::min(out.size(), ready_.size() - taken_);
    std::copy_n(ready_.begin() + static_cast<std::ptrdiff_t>(taken_), piece, out.begin());
    taken_ += piece;
    out = out.subspan(piece);
  }
  return {};
}

}  // namespace yitang::rescue
