#include "kiosk/terminal/memory.hpp"

#include <malloc.h>

#include "kiosk/base/wipe.hpp"

namespace yitang::terminal {

void forget_person(Terminal& terminal, View& view) {
  view.forget_person();
  terminal.forget_person();
  if (!wiping_stopped())
    ::malloc_trim(0);  // what is free goes back to the system, which hands out zeros only
  wipe_dead_stack();
}

bool forget_who_left(Terminal& terminal, View& view) {
  if (view.stale() || !terminal.take_person_left()) return false;
  forget_person(terminal, view);
  return true;
}

}  // namespace yitang::terminal
