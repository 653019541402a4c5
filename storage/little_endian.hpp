#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "storage/bytes.hpp"

// For use inside storage/ only: little-endian numbers and length-prefixed strings, written and read with
// bounds checks.
namespace yitang::storage {

template <class Unsigned>
void append_number(Bytes& out, Unsigned value) {
  for (std::size_t i = 0; i < sizeof(Unsigned); ++i)
    out.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

inline void append_bytes(Bytes& out, ByteView bytes) { out.insert(out.end(), bytes.begin(), bytes.end()); }

// Length as 32 bits, then the bytes.
inline void append_text(Bytes& out, std::string_view text) {
  append_number(out, static_cast<std::uint32_t>(text.size()));
  append_bytes(out, bytes_of(text));
}

class ByteReader {
 public:
  explicit ByteReader(ByteView rest) : rest_(rest) {}

  std::optional<ByteView> bytes(std::size_t count) {
    if (count > rest_.size()) return std::nullopt;
    const ByteView taken = rest_.first(count);
    rest_ = rest_.subspan(count);
    return taken;
  }

  template <class Unsigned>
  std::optional<Unsigned> number() {
    const auto taken = bytes(sizeof(Unsigned));
    if (!taken) return std::nullopt;
    Unsigned value = 0;
    for (std::size_t i = 0; i < sizeof(Unsigned); ++i) {
      value = static_cast<Unsigned>(value | static_cast<Unsigned>(Unsigned{(*taken)[i]} << (8 * i)));
    }
    return value;
  }

  std::optional<std::string_view> text() {
    const auto length = number<std::uint32_t>();
    if (!length) return std::nullopt;
    const auto taken = bytes(*length);
    if (!taken) return std::nullopt;
    return std::string_view(reinterpret_cast<const char*>(taken->data()), taken->size());
  }

  std::size_t left() const { return rest_.size(); }

 private:
  ByteView rest_;
};

}  // namespace yitang::storage
