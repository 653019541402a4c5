#include "kiosk/base/wipe.hpp"

#include <pthread.h>
#include <sys/mman.h>
#include <unistd.h>

#include <atomic>
#include <cstdint>

#include "kiosk/base/wipe_heap.hpp"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define YITANG_OWN_STACK 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define YITANG_OWN_STACK 0
#endif
#endif
#ifndef YITANG_OWN_STACK
#define YITANG_OWN_STACK 1
#endif

namespace yitang {

std::atomic<bool>* g_heap_is_wiped = nullptr;

namespace {

std::atomic<bool> g_stopped{false};

#if YITANG_OWN_STACK
constexpr std::size_t kNear = 48 * 1024;  // overwritten; what lies farther down is given back by pages
constexpr std::size_t kSpared =
    24 * 1024;  // of the near part, so that the calls below do not lose their own frames

__attribute__((noinline)) void overwrite_near() {
  unsigned char room[kNear];
  explicit_bzero(room, sizeof room);
}

// Pages below `top` that the thread has used. They read as zeros afterwards. Fails only where the memory is
// locked: then nothing here is ever written to a disk, and the near part is what matters.
__attribute__((noinline)) void give_back_below(std::uintptr_t top) {
  pthread_attr_t attributes;
  if (pthread_getattr_np(pthread_self(), &attributes) != 0) return;
  void* lowest = nullptr;
  std::size_t size = 0;
  std::size_t guard = 0;
  pthread_attr_getstack(&attributes, &lowest, &size);
  pthread_attr_getguardsize(&attributes, &guard);
  pthread_attr_destroy(&attributes);
  const auto page = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
  const std::uintptr_t begin = (reinterpret_cast<std::uintptr_t>(lowest) + page - 1) / page * page;
  const std::uintptr_t end = top / page * page;
  if (end > begin) ::madvise(lowest, end - begin, MADV_DONTNEED);  // holes in the range are passed over
}
#endif

}  // namespace

bool wiping_stopped() { return g_stopped.load(std::memory_order_relaxed); }

void stop_wiping() {
  g_stopped = true;
  if (g_heap_is_wiped != nullptr) *g_heap_is_wiped = false;
}

bool freed_memory_is_wiped() { return g_heap_is_wiped != nullptr && *g_heap_is_wiped; }

void wipe_dead_stack() {
  if (wiping_stopped()) return;
#if YITANG_OWN_STACK
  const auto here = reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0));
  give_back_below(here - kSpared);
  overwrite_near();
#endif
}

}  // namespace yitang
