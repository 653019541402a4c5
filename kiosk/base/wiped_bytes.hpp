// Bytes of a person that are overwritten before their memory is given back.
#pragma once

#include <cstring>
#include <memory>
#include <vector>

namespace yitang {

/// Also wipes what a growing or moving container leaves behind. The compiler may not remove these writes.
template <class T>
struct WipedAllocator {
  using value_type = T;
  WipedAllocator() = default;
  template <class U>
  explicit(false) WipedAllocator(const WipedAllocator<U>& /*other*/) {}

  T* allocate(std::size_t count) { return std::allocator<T>{}.allocate(count); }
  void deallocate(T* place, std::size_t count) {
    explicit_bzero(static_cast<void*>(place), count * sizeof(T));
    std::allocator<T>{}.deallocate(place, count);
  }
  friend bool operator==(const WipedAllocator&, const WipedAllocator&) { return true; }
};

using WipedBytes = std::vector<unsigned char, WipedAllocator<unsigned char>>;

}  // namespace yitang
