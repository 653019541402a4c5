#pragma once

#include <cstdint>
#include <vector>

#include "storage/bytes.hpp"
#include "storage/error.hpp"

// The bytes of a key file: pure functions. Layout: storage/README.md.
namespace yitang::storage {

inline constexpr std::size_t kMaxKeyFileSize = 64 * 1024;

// Ways to unwrap the keys. Numbers are part of the format; a reader passes over kinds that it does not know.
enum class SlotKind : std::uint16_t { Host = 1 };

struct KeySlot {
  std::uint16_t kind = 0;
  Bytes body;
};

Bytes encode_key_file(const std::vector<KeySlot>& slots);

// Ends a file's bytes with their checksum.
Bytes with_key_file_checksum(Bytes bytes);

// BadKeyFile for anything that is not a whole, undamaged key file of version 1.
Result<std::vector<KeySlot>> parse_key_file(ByteView file);

}  // namespace yitang::storage
