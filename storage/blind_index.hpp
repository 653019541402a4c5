#pragma once

#include <array>
#include <string_view>

#include "storage/bytes.hpp"

namespace yitang::storage {

using BlindIndex = std::array<std::uint8_t, 32>;

// A keyed digest (BLAKE2b-256) by which rows are found without storing the searched value itself, for example
// a citizen number. `purpose` keeps equal values of different columns apart ("case.citizen-number"). Key:
// StoreKeys::blind_index_key.
BlindIndex blind_index(ByteView key, std::string_view purpose, std::string_view value);

}  // namespace yitang::storage
