// free() and realloc() of the whole process: they overwrite every block before the C library gets it back. So
// strings, vectors, JSON, pages of the database and what C libraries (SQLCipher, FreeType, libpinyin, SDL)
// held of a person are gone when their owner lets go of them, and not when somebody happens to use the same
// memory again. operator delete of libstdc++ calls free() and is covered.
//
// Linked into the program `yitang` only (CMake: YITANG_WIPE_FREED); sanitizers bring an allocator of their
// own. The GNU C library keeps its allocator callable under the names used below when a program defines
// free() itself, and allows that ("Replacing malloc" in its manual): its own blocks, its own bookkeeping, two
// more lines.
#include "kiosk/base/wipe_heap.hpp"

#include <malloc.h>

#include <cstddef>
#include <cstdint>
#include <cstring>

extern "C" {
// NOLINTBEGIN(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp,readability-identifier-naming)
void* __libc_malloc(std::size_t size);
void* __libc_realloc(void* block, std::size_t size);
void __libc_free(void* block);
// NOLINTEND(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp,readability-identifier-naming)
}

namespace yitang {
namespace {

std::atomic<bool> g_wipes{true};
[[maybe_unused]] const bool g_announced = (g_heap_is_wiped = &g_wipes) != nullptr;

// A large block has a mapping of its own, which the kernel takes back at once and hands out zeroed.
// Overwriting it would first bring in pages that were never used. The second lowest bit of the size before
// the block says so, in every version of the library since its allocator exists.
bool has_own_mapping(const void* block) {
  std::size_t size = 0;
  std::memcpy(&size, static_cast<const unsigned char*>(block) - sizeof size, sizeof size);
  return (size & 2U) != 0;
}

bool is_to_be_wiped(const void* block) {
  return g_wipes.load(std::memory_order_relaxed) && !has_own_mapping(block);
}

}  // namespace
}  // namespace yitang

extern "C" {

void free(void* block) noexcept {
  if (block == nullptr) return;
  if (yitang::is_to_be_wiped(block)) explicit_bzero(block, malloc_usable_size(block));
  __libc_free(block);
}

// The library would move the bytes and free the old place by itself, without overwriting it.
void* realloc(void* block, std::size_t size) noexcept {
  if (block == nullptr || size == 0 || !yitang::is_to_be_wiped(block)) return __libc_realloc(block, size);
  const std::size_t room = malloc_usable_size(block);
  if (size <= room && size >= room / 2) {
    explicit_bzero(static_cast<unsigned char*>(block) + size, room - size);
    return block;
  }
  void* moved = __libc_malloc(size);
  if (moved == nullptr) return nullptr;
  std::memcpy(moved, block, size < room ? size : room);
  free(block);
  return moved;
}

}  // extern "C"
