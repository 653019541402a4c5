#pragma once

#include <tss2/tss2_esys.h>

#include <optional>

#include "storage/bytes.hpp"

// For use inside storage/, its tests and fuzzers: the bytes of a sealed object. Pure functions.
namespace yitang::storage {

inline constexpr std::size_t kMaxSealedObjectSize = 2048;

struct TpmObject {
  Bytes parent_name;  // of the primary key that it is sealed under: tells another TPM without trying
  TPM2B_PUBLIC public_part{};
  TPM2B_PRIVATE private_part{};
};

// Nothing when a part does not fit; cannot happen with what a TPM gave.
std::optional<Bytes> encode_tpm_object(const TpmObject& object);
std::optional<TpmObject> parse_tpm_object(ByteView bytes);

}  // namespace yitang::storage
