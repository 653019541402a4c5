// Nothing of one person may be found in memory when the next one comes: overwriting what is given back, what
// lies behind on stacks, and what a member still holds after it was emptied.
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <new>
#include <string>
#include <type_traits>
#include <utility>

namespace yitang {

/// The allocator of the program `yitang` (wipe_heap.cpp) overwrites every block that is freed. False while
/// that is switched off, or where the program was built without it (sanitizers bring their own allocator).
/// Any thread.
bool freed_memory_is_wiped();
/// For tests only: shows that the search for remnants finds them where nothing is wiped. From here on nothing
/// in this header overwrites anything either.
void stop_wiping();
bool wiping_stopped();

/// Overwrites what earlier calls left on the calling thread's stack below the caller; pages of it go back to
/// the system. Call it as near as possible to where the thread waits for work. About 20 us.
void wipe_dead_stack();

/// Puts a fresh object in the place of this one and overwrites everything the old one held, also what an
/// emptied optional or short string leaves in place. References to it stay valid.
template <class T>
void renew(T& object) noexcept {  // a fresh object is empty: making and moving one does not throw
  static_assert(!std::is_polymorphic_v<T>);
  T fresh{};
  std::destroy_at(&object);
  if (!wiping_stopped()) explicit_bzero(static_cast<void*>(&object), sizeof(T));
  std::construct_at(&object, std::move(fresh));
}

}  // namespace yitang
