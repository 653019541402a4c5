#include "storage/tpm_object.hpp"

#include <tss2/tss2_mu.h>

#include <array>

#include "storage/little_endian.hpp"

namespace yitang::storage {
namespace {

void append_part(Bytes& out, ByteView part) {
  append_number(out, static_cast<std::uint16_t>(part.size()));
  append_bytes(out, part);
}

std::optional<ByteView> read_part(ByteReader& reader) {
  const auto size = reader.number<std::uint16_t>();
  if (!size) return std::nullopt;
  return reader.bytes(*size);
}

}  // namespace

std::optional<Bytes> encode_tpm_object(const TpmObject& object) {
  std::array<std::uint8_t, kMaxSealedObjectSize> buffer{};
  Bytes bytes;
  append_part(bytes, object.parent_name);
  std::size_t size = 0;
  if (Tss2_MU_TPM2B_PUBLIC_Marshal(&object.public_part, buffer.data(), buffer.size(), &size) !=
      TSS2_RC_SUCCESS) {
    return std::nullopt;
  }
  append_part(bytes, ByteView(buffer).first(size));
  size = 0;
  if (Tss2_MU_TPM2B_PRIVATE_Marshal(&object.private_part, buffer.data(), buffer.size(), &size) !=
      TSS2_RC_SUCCESS) {
    return std::nullopt;
  }
  append_part(bytes, ByteView(buffer).first(size));
  if (bytes.size() > kMaxSealedObjectSize) return std::nullopt;
  return bytes;
}

std::optional<TpmObject> parse_tpm_object(ByteView bytes) {
  if (bytes.size() > kMaxSealedObjectSize) return std::nullopt;
  ByteReader reader(bytes);
  const auto name = read_part(reader);
  const auto public_part = read_part(reader);
  const auto private_part = read_part(reader);
  if (!name || !public_part || !private_part || reader.left() != 0) return std::nullopt;
  TpmObject object;
  object.parent_name.assign(name->begin(), name->end());
  std::size_t offset = 0;
  if (Tss2_MU_TPM2B_PUBLIC_Unmarshal(public_part->data(), public_part->size(), &offset,
                                     &object.public_part) != TSS2_RC_SUCCESS ||
      offset != public_part->size()) {
    return std::nullopt;
  }
  offset = 0;
  if (Tss2_MU_TPM2B_PRIVATE_Unmarshal(private_part->data(), private_part->size(), &offset,
                                      &object.private_part) != TSS2_RC_SUCCESS ||
      offset != private_part->size()) {
    return std::nullopt;
  }
  return object;
}

}  // namespace yitang::storage
