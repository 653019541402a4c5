// The switch between wipe.cpp, which every program has, and wipe_heap.cpp, which only `yitang` is linked
// with.
#pragma once

#include <atomic>

namespace yitang {

/// Null in programs without wipe_heap.cpp. Set before main() begins.
extern std::atomic<bool>* g_heap_is_wiped;

}  // namespace yitang
