#include "storage/key_file_format.hpp"

#include <sodium.h>

#include <algorithm>
#include <utility>

#include "storage/key_wrap.hpp"
#include "storage/little_endian.hpp"
#include "storage/system_error.hpp"

namespace yitang::storage {
namespace {

constexpr std::string_view kKeyFileMagic = "YITANGKF";
constexpr std::uint16_t kCurrentVersion = 2;
constexpr std::size_t kChecksumSize = 16;
constexpr std::string_view kSlotLabel = "yitang key file 2, slot";

using Checksum = std::array<std::uint8_t, kChecksumSize>;

// Tells a damaged file from one of another machine; it does not protect against anybody.
Checksum checksum_of(ByteView bytes) {
  require_sodium();
  Checksum sum{};
  crypto_generichash(sum.data(), sum.size(), bytes.data(), bytes.size(), nullptr, 0);
  return sum;
}

tl::unexpected<Error> malformed(const char* why) {
  return tl::unexpected(Error{ErrorCode::BadKeyFile, why, {}, 0});
}

// Everything between the version and the checksum.
ByteView inside(ByteView file) {
  const std::size_t head = kKeyFileMagic.size() + sizeof(std::uint16_t);
  return file.subspan(head, file.size() - head - kChecksumSize);
}

std::optional<KeySlot> read_slot(ByteReader& reader) {
  const auto kind = reader.number<std::uint16_t>();
  const auto id = reader.number<std::uint32_t>();
  const auto created = reader.number<std::uint64_t>();
  const auto length = reader.number<std::uint16_t>();
  if (!kind || !id || !created || !length) return std::nullopt;
  const auto parameters = reader.bytes(*length);
  const auto wrapped = reader.bytes(kWrappedMasterSize);
  if (!parameters || !wrapped) return std::nullopt;
  return KeySlot{*kind, *id, static_cast<std::int64_t>(*created),
                 Bytes(parameters->begin(), parameters->end()), Bytes(wrapped->begin(), wrapped->end())};
}

bool has_good_ids(const KeyFileImage& image) {
  for (auto slot = image.slots.begin(); slot != image.slots.end(); ++slot) {
    if (slot->id == 0 || slot->id > image.last_slot_id) return false;
    if (std::any_of(image.slots.begin(), slot, [&](const KeySlot& other) { return other.id == slot->id; })) {
      return false;
    }
  }
  return true;
}

}  // namespace

Result<int> key_file_version(ByteView file) {
  if (file.size() > kMaxKeyFileSize) return malformed("key file is too large");
  if (file.size() < kKeyFileMagic.size() + 4 + kChecksumSize) return malformed("key file is too short");
  const ByteView body = file.first(file.size() - kChecksumSize);
  ByteReader reader(body);
  const ByteView magic = *reader.bytes(kKeyFileMagic.size());
  if (!std::equal(magic.begin(), magic.end(), bytes_of(kKeyFileMagic).begin()))
    return malformed("not a key file");
  const auto version = *reader.number<std::uint16_t>();
  if (version == 0 || version > kCurrentVersion) return malformed("key file of another version");
  const Checksum sum = checksum_of(body);
  if (!std::equal(sum.begin(), sum.end(), file.end() - kChecksumSize))
    return malformed("key file is damaged");
  return version;
}

Result<KeyFileImage> parse_key_file(ByteView file) {
  auto version = key_file_version(file);
  if (!version) return tl::unexpected(std::move(version.error()));
  if (*version != kCurrentVersion) return malformed("key file of another version");
  ByteReader reader(inside(file));
  KeyFileImage image;
  const auto count = reader.number<std::uint16_t>();
  const auto file_id = reader.bytes(image.file_id.size());
  const auto generation = reader.number<std::uint32_t>();
  const auto last_slot_id = reader.number<std::uint32_t>();
  const auto sealed_keys = reader.bytes(kSealedKeysSize);
  if (!count || !file_id || !generation || !last_slot_id || !sealed_keys) return malformed("key file is cut");
  if (*count == 0 || *count > kMaxKeySlots) return malformed("key file has an impossible number of slots");
  std::copy(file_id->begin(), file_id->end(), image.file_id.begin());
  image.generation = *generation;
  image.last_slot_id = *last_slot_id;
  image.sealed_keys.assign(sealed_keys->begin(), sealed_keys->end());
  for (std::uint16_t i = 0; i < *count; ++i) {
    auto slot = read_slot(reader);
    if (!slot) return malformed("key file ends inside a slot");
    image.slots.push_back(std::move(*slot));
  }
  const auto seal = reader.bytes(image.seal.size());
  if (!seal) return malformed("key file ends before its seal");
  if (reader.left() != 0) return malformed("key file has bytes after its seal");
  std::copy(seal->begin(), seal->end(), image.seal.begin());
  if (!has_good_ids(image)) return malformed("key file has slots with impossible numbers");
  return image;
}

Result<std::vector<KeySlot1>> parse_key_file_1(ByteView file) {
  auto version = key_file_version(file);
  if (!version) return tl::unexpected(std::move(version.error()));
  if (*version != 1) return malformed("key file of another version");
  ByteReader reader(inside(file));
  const auto count = reader.number<std::uint16_t>();
  if (!count || *count == 0 || *count > kMaxKeySlots) {
    return malformed("key file has an impossible number of slots");
  }
  std::vector<KeySlot1> slots;
  for (std::uint16_t i = 0; i < *count; ++i) {
    const auto kind = reader.number<std::uint16_t>();
    const auto length = reader.number<std::uint16_t>();
    if (!kind || !length) return malformed("key file ends inside a slot");
    const auto content = reader.bytes(*length);
    if (!content) return malformed("key file ends inside a slot");
    slots.push_back({*kind, Bytes(content->begin(), content->end())});
  }
  if (reader.left() != 0) return malformed("key file has bytes after its last slot");
  return slots;
}

Bytes sealed_part(const KeyFileImage& image) {
  Bytes file;
  append_bytes(file, bytes_of(kKeyFileMagic));
  append_number(file, kCurrentVersion);
  append_number(file, static_cast<std::uint16_t>(image.slots.size()));
  append_bytes(file, image.file_id);
  append_number(file, image.generation);
  append_number(file, image.last_slot_id);
  append_bytes(file, image.sealed_keys);
  for (const KeySlot& slot : image.slots) {
    append_number(file, slot.kind);
    append_number(file, slot.id);
    append_number(file, static_cast<std::uint64_t>(slot.created));
    append_number(file, static_cast<std::uint16_t>(slot.parameters.size()));
    append_bytes(file, slot.parameters);
    append_bytes(file, slot.wrapped);
  }
  return file;
}

Bytes encode_key_file(const KeyFileImage& image) {
  Bytes file = sealed_part(image);
  append_bytes(file, image.seal);
  return with_key_file_checksum(std::move(file));
}

Bytes with_key_file_checksum(Bytes bytes) {
  append_bytes(bytes, checksum_of(bytes));
  return bytes;
}

Bytes context_of(const KeyFileImage& image, const KeySlot& slot) {
  Bytes context;
  append_bytes(context, bytes_of(kSlotLabel));
  append_bytes(context, image.file_id);
  append_number(context, slot.kind);
  append_number(context, slot.id);
  append_number(context, static_cast<std::uint64_t>(slot.created));
  append_bytes(context, slot.parameters);
  return context;
}

Bytes encode(const TpmParameters& parameters) {
  Bytes bytes;
  append_number(bytes, parameters.pcrs);
  append_bytes(bytes, parameters.sealed);
  return bytes;
}

Bytes encode(const PassphraseParameters& parameters) {
  Bytes bytes;
  append_number(bytes, parameters.cost.passes);
  append_number(bytes, parameters.cost.memory_kib);
  append_bytes(bytes, parameters.salt);
  return bytes;
}

Bytes encode(const RecoveryParameters& parameters) {
  Bytes bytes;
  append_bytes(bytes, parameters.public_key);
  append_bytes(bytes, parameters.box);
  return bytes;
}

std::optional<TpmParameters> parse_tpm_parameters(ByteView bytes) {
  ByteReader reader(bytes);
  const auto pcrs = reader.number<std::uint32_t>();
  if (!pcrs || *pcrs == 0 || *pcrs > 0xffffff || reader.left() == 0) return std::nullopt;
  const ByteView sealed = *reader.bytes(reader.left());
  return TpmParameters{*pcrs, Bytes(sealed.begin(), sealed.end())};
}

std::optional<PassphraseParameters> parse_passphrase_parameters(ByteView bytes) {
  ByteReader reader(bytes);
  const auto passes = reader.number<std::uint32_t>();
  const auto memory = reader.number<std::uint32_t>();
  const auto salt = reader.bytes(kPassphraseSaltSize);
  if (!passes || !memory || !salt || reader.left() != 0) return std::nullopt;
  const PassphraseCost cost{*passes, *memory};
  if (!is_acceptable(cost)) return std::nullopt;
  return PassphraseParameters{cost, Bytes(salt->begin(), salt->end())};
}

std::optional<RecoveryParameters> parse_recovery_parameters(ByteView bytes) {
  if (bytes.size() != kRecoveryKeySize + kWrapKeySize + kRecoverySealOverhead) return std::nullopt;
  RecoveryParameters parameters;
  const ByteView box = bytes.subspan(kRecoveryKeySize);
  std::copy_n(bytes.begin(), kRecoveryKeySize, parameters.public_key.begin());
  parameters.box.assign(box.begin(), box.end());
  return parameters;
}

}  // namespace yitang::storage
