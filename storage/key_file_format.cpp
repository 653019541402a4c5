#include "storage/key_file_format.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <utility>

#include "storage/little_endian.hpp"
#include "storage/system_error.hpp"

namespace yitang::storage {
namespace {

constexpr std::string_view kMagic = "YITANGKF";
constexpr std::uint16_t kVersion = 1;
constexpr std::size_t kMaxSlots = 16;
constexpr std::size_t kChecksumSize = 16;

using Checksum = std::array<std::uint8_t, kChecksumSize>;

// Tells a damaged file from one of another machine; it does not protect against anybody.
Checksum checksum_of(ByteView bytes) {
  require_sodium();
  Checksum sum{};
  crypto_generichash(sum.data(), sum.size(), bytes.data(), bytes.size(), nullptr, 0);
  return sum;
}

tl::unexpected<Error> bad(const char* why) {
  return tl::unexpected(Error{ErrorCode::BadKeyFile, why, {}, 0});
}

}  // namespace

Bytes encode_key_file(const std::vector<KeySlot>& slots) {
  Bytes file;
  append_bytes(file, bytes_of(kMagic));
  append_number(file, kVersion);
  append_number(file, static_cast<std::uint16_t>(slots.size()));
  for (const KeySlot& slot : slots) {
    append_number(file, slot.kind);
    append_number(file, static_cast<std::uint16_t>(slot.body.size()));
    append_bytes(file, slot.body);
  }
  return with_key_file_checksum(std::move(file));
}

Bytes with_key_file_checksum(Bytes bytes) {
  append_bytes(bytes, checksum_of(bytes));
  return bytes;
}

Result<std::vector<KeySlot>> parse_key_file(ByteView file) {
  if (file.size() > kMaxKeyFileSize) return bad("key file is too large");
  if (file.size() < kMagic.size() + 4 + kChecksumSize) return bad("key file is too short");
  const ByteView body = file.first(file.size() - kChecksumSize);
  ByteReader reader(body);
  const ByteView magic = *reader.bytes(kMagic.size());
  if (!std::equal(magic.begin(), magic.end(), bytes_of(kMagic).begin())) return bad("not a key file");
  if (reader.number<std::uint16_t>() != kVersion) return bad("key file of another version");
  const Checksum sum = checksum_of(body);
  if (!std::equal(sum.begin(), sum.end(), file.end() - kChecksumSize)) return bad("key file is damaged");

  const auto count = reader.number<std::uint16_t>();
  if (!count || *count == 0 || *count > kMaxSlots) return bad("key file has an impossible number of slots");
  std::vector<KeySlot> slots;
  for (std::uint16_t i = 0; i < *count; ++i) {
    const auto kind = reader.number<std::uint16_t>();
    const auto length = reader.number<std::uint16_t>();
    if (!kind || !length) return bad("key file ends inside a slot");
    const auto content = reader.bytes(*length);
    if (!content) return bad("key file ends inside a slot");
    slots.push_back({*kind, Bytes(content->begin(), content->end())});
  }
  if (reader.left() != 0) return bad("key file has bytes after its last slot");
  return slots;
}

}  // namespace yitang::storage
