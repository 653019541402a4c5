#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace yitang::storage {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

// Lower-case hexadecimal, two digits a byte.
std::string to_hex(ByteView bytes);
// Accepts both cases; nothing when the length is odd or a character is not a digit.
std::optional<Bytes> from_hex(std::string_view hex);

// The same memory seen as bytes; valid as long as `text`.
ByteView bytes_of(std::string_view text);

// Equal without telling by its duration where the difference is.
bool equal_in_constant_time(ByteView left, ByteView right);

// A fixed-size buffer for keys: locked into memory where the system allows it, between guard pages, left out
// of core dumps, wiped when destroyed. Move only, so that no forgotten copy stays behind. A moved-from buffer
// is empty.
class SecretBytes {
 public:
  SecretBytes() = default;
  explicit SecretBytes(std::size_t size);  // zeroed; throws std::bad_alloc
  static SecretBytes copy_of(ByteView bytes);

  SecretBytes(SecretBytes&& other) noexcept;
  SecretBytes& operator=(SecretBytes&& other) noexcept;
  SecretBytes(const SecretBytes&) = delete;
  SecretBytes& operator=(const SecretBytes&) = delete;
  ~SecretBytes();

  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  ByteView view() const { return {data_, size_}; }
  std::span<std::uint8_t> span() { return {data_, size_}; }

 private:
  void release();

  std::uint8_t* data_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace yitang::storage
