// The readable part of a backup and the parts inside it: pure. Layout: storage/README.md.
#include <algorithm>
#include <tuple>

#include "storage/backup_container.hpp"
#include "storage/little_endian.hpp"

namespace yitang::storage {
namespace {

constexpr std::string_view kBackupMagic = "YITANGBK";
constexpr std::uint16_t kBackupVersion = 1;
constexpr std::uint16_t kBackupSuite = 1;  // X25519 sealed box + Argon2id, XChaCha20-Poly1305 stream, Ed25519
constexpr std::size_t kMaxTerminal = 64;
constexpr std::size_t kMaxSealedHalf = 512;
constexpr std::size_t kPictureNameBytes = 16;
constexpr std::size_t kAttachmentSize = 1 + kPictureNameBytes + 8 + 32;

tl::unexpected<Error> not_a_backup(const char* why) {
  return tl::unexpected(Error{ErrorCode::Corrupt, why, {}, 0});
}

bool known_store(std::uint8_t store) {
  return store == static_cast<std::uint8_t>(BackupStore::Terminal) ||
         store == static_cast<std::uint8_t>(BackupStore::Office);
}

auto order_of(const BackupAttachment& attachment) {
  return std::tuple(static_cast<std::uint8_t>(attachment.store), std::string_view(attachment.name));
}

bool in_order(const std::vector<BackupAttachment>& all) {
  return std::adjacent_find(all.begin(), all.end(), [](const auto& left, const auto& right) {
           return !(order_of(left) < order_of(right));
         }) == all.end();
}

template <std::size_t N>
bool read_array(ByteReader& reader, std::array<std::uint8_t, N>& out) {
  const auto bytes = reader.bytes(N);
  if (bytes) std::copy(bytes->begin(), bytes->end(), out.begin());
  return bytes.has_value();
}

template <class T>
bool read_number(ByteReader& reader, T& out) {
  const auto value = reader.number<std::make_unsigned_t<T>>();
  if (value) out = static_cast<T>(*value);
  return value.has_value();
}

bool read_text(ByteReader& reader, std::size_t longest, std::string& out) {
  const auto text = reader.text();
  if (!text || text->size() > longest) return false;
  out = *text;
  return true;
}

bool read_attachment(ByteReader& reader, BackupAttachment& out) {
  std::uint8_t store = 0;
  std::array<std::uint8_t, kPictureNameBytes> name{};
  if (!read_number(reader, store) || !known_store(store) || !read_array(reader, name)) return false;
  out.store = static_cast<BackupStore>(store);
  out.name = to_hex(name);
  return read_number(reader, out.size) && read_array(reader, out.digest);
}

bool read_fields(ByteReader& reader, BackupHeader& out) {
  std::string sealed;
  const bool read = read_text(reader, kMaxTerminal, out.terminal) && read_number(reader, out.created_ms) &&
                    read_array(reader, out.device_key) && read_array(reader, out.recovery_key) &&
                    read_number(reader, out.head.seq) && read_array(reader, out.head.hash) &&
                    read_array(reader, out.passphrase_salt) && read_number(reader, out.cost.passes) &&
                    read_number(reader, out.cost.memory_kib) && read_text(reader, kMaxSealedHalf, sealed);
  out.sealed_half.assign(sealed.begin(), sealed.end());
  return read;
}

}  // namespace

Result<std::size_t> backup_header_size(ByteView prefix) {
  ByteReader reader(prefix);
  const auto magic = reader.bytes(kBackupMagic.size());
  if (!magic || !std::equal(magic->begin(), magic->end(), bytes_of(kBackupMagic).begin()))
    return not_a_backup("not a backup");
  const auto version = reader.number<std::uint16_t>();
  const auto suite = reader.number<std::uint16_t>();
  const auto length = reader.number<std::uint64_t>();
  if (!length) return not_a_backup("the backup is cut off");
  if (version != kBackupVersion || suite != kBackupSuite)
    return not_a_backup("a backup of another version of the program");
  if (*length > kBackupMaxHeader - kBackupPrefixSize) return not_a_backup("the backup's header is too large");
  return kBackupPrefixSize + static_cast<std::size_t>(*length);
}

Result<BackupHeader> parse_backup_header(ByteView bytes, std::size_t* size) {
  auto length = backup_header_size(bytes);
  if (!length) return tl::unexpected(std::move(length.error()));
  if (bytes.size() < *length) return not_a_backup("the backup is cut off");
  ByteReader reader(bytes.subspan(kBackupPrefixSize, *length - kBackupPrefixSize));
  BackupHeader header;
  if (!read_fields(reader, header)) return not_a_backup("the backup's header is damaged");
  if (!is_acceptable(header.cost) || header.head.seq < 0)
    return not_a_backup("the backup's header has an impossible value");
  const auto count = reader.number<std::uint32_t>();
  if (!count || reader.left() != *count * kAttachmentSize)
    return not_a_backup("the backup's list of pictures is damaged");
  header.attachments.resize(*count);
  for (BackupAttachment& attachment : header.attachments) {
    if (!read_attachment(reader, attachment)) return not_a_backup("the backup's list of pictures is damaged");
  }
  if (!in_order(header.attachments)) return not_a_backup("the backup's list of pictures is out of order");
  if (size != nullptr) *size = *length;
  return header;
}

Result<Bytes> encode_backup_header(const BackupHeader& header) {
  const auto misuse = [](const char* why) { return tl::unexpected(Error{ErrorCode::Misuse, why, {}, 0}); };
  if (header.terminal.size() > kMaxTerminal || header.sealed_half.size() > kMaxSealedHalf ||
      !is_acceptable(header.cost) || header.head.seq < 0)
    return misuse("a field of the backup's header is beyond its limit");
  if (!in_order(header.attachments)) return misuse("the backup's attachments are out of order");
  Bytes fields;
  append_text(fields, header.terminal);
  append_number(fields, static_cast<std::uint64_t>(header.created_ms));
  append_bytes(fields, header.device_key);
  append_bytes(fields, header.recovery_key);
  append_number(fields, static_cast<std::uint64_t>(header.head.seq));
  append_bytes(fields, header.head.hash);
  append_bytes(fields, header.passphrase_salt);
  append_number(fields, header.cost.passes);
  append_number(fields, header.cost.memory_kib);
  append_number(fields, static_cast<std::uint32_t>(header.sealed_half.size()));
  append_bytes(fields, header.sealed_half);
  append_number(fields, static_cast<std::uint32_t>(header.attachments.size()));
  for (const BackupAttachment& attachment : header.attachments) {
    const auto name = from_hex(attachment.name);
    if (!name || name->size() != kPictureNameBytes || to_hex(*name) != attachment.name)
      return misuse("not the name of a sealed file");
    append_number(fields, static_cast<std::uint8_t>(attachment.store));
    append_bytes(fields, *name);
    append_number(fields, attachment.size);
    append_bytes(fields, attachment.digest);
  }
  if (fields.size() > kBackupMaxHeader - kBackupPrefixSize)
    return misuse("too many attachments for one backup");
  Bytes encoded;
  append_bytes(encoded, bytes_of(kBackupMagic));
  append_number(encoded, kBackupVersion);
  append_number(encoded, kBackupSuite);
  append_number(encoded, static_cast<std::uint64_t>(fields.size()));
  append_bytes(encoded, fields);
  return encoded;
}

Bytes encode_backup_part(const BackupPart& part) {
  Bytes head;
  append_number(head, static_cast<std::uint8_t>(part.kind));
  append_number(head, static_cast<std::uint8_t>(part.store));
  append_number(head, part.size);
  return head;
}

BackupContentReader::BackupContentReader(OnPart on_part, OnBytes on_bytes)
    : on_part_(std::move(on_part)), on_bytes_(std::move(on_bytes)) {}

Result<void> BackupContentReader::begin_part() {
  constexpr std::uint64_t kLargestKeys = 4096;
  ByteReader reader(head_);
  const auto kind = *reader.number<std::uint8_t>();
  const auto store = *reader.number<std::uint8_t>();
  const bool known_kind = kind == static_cast<std::uint8_t>(BackupPartKind::Keys) ||
                          kind == static_cast<std::uint8_t>(BackupPartKind::Database);
  if (!known_kind || !known_store(store)) return not_a_backup("an unknown part in the backup");
  part_ = {static_cast<BackupPartKind>(kind), static_cast<BackupStore>(store),
           *reader.number<std::uint64_t>()};
  if (part_.kind == BackupPartKind::Keys && part_.size > kLargestKeys)
    return not_a_backup("keys of an impossible size in the backup");
  const std::pair which(part_.kind, part_.store);
  if (std::find(seen_.begin(), seen_.end(), which) != seen_.end())
    return not_a_backup("a part comes twice in the backup");
  seen_.push_back(which);
  left_ = part_.size;
  head_.clear();
  return on_part_(part_);
}

Result<void> BackupContentReader::push(ByteView bytes) {
  while (!bytes.empty()) {
    if (left_ > 0) {
      const ByteView piece =
          bytes.first(static_cast<std::size_t>(std::min<std::uint64_t>(left_, bytes.size())));
      if (auto taken = on_bytes_(part_, piece); !taken) return taken;
      left_ -= piece.size();
      bytes = bytes.subspan(piece.size());
      continue;
    }
    const ByteView piece = bytes.first(std::min(kBackupPartHeaderSize - head_.size(), bytes.size()));
    append_bytes(head_, piece);
    bytes = bytes.subspan(piece.size());
    if (head_.size() < kBackupPartHeaderSize) continue;
    if (auto begun = begin_part(); !begun) return begun;
  }
  return {};
}

Result<void> BackupContentReader::finish() const {
  if (left_ != 0 || !head_.empty()) return not_a_backup("the backup ends inside a part");
  return {};
}

}  // namespace yitang::storage
