// Overwriting personal data in memory before it is given back. The compiler may not remove these writes.
#pragma once

#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

namespace yitang::devices {

inline void wipe(std::vector<std::uint8_t>& bytes) {
  if (!bytes.empty()) {
    explicit_bzero(bytes.data(), bytes.size());
  }
  bytes.clear();
}

inline void wipe(std::string& text) {
  if (!text.empty()) {
    explicit_bzero(text.data(), text.size());
  }
  text.clear();
}

// Gives memory back zeroed, also what a growing container leaves behind.
template <class T>
struct WipingAllocator {
  using value_type = T;
  WipingAllocator() = default;
  template <class U>
  explicit(false) WipingAllocator(const WipingAllocator<U>& /*other*/) {}

  T* allocate(std::size_t count) { return std::allocator<T>{}.allocate(count); }
  void deallocate(T* place, std::size_t count) {
    explicit_bzero(static_cast<void*>(place), count * sizeof(T));
    std::allocator<T>{}.deallocate(place, count);
  }
  friend bool operator==(const WipingAllocator&, const WipingAllocator&) { return true; }
};

// For answers of a card reader: text, photo.
using SecretBytes = std::vector<std::uint8_t, WipingAllocator<std::uint8_t>>;

}  // namespace yitang::devices
