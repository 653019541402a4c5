// What happens to memory when a person has left: everything that held something of the visit is emptied and
// overwritten. docs/privacy.md tells what this covers, and tests/e2e/residue how it is proved.
#pragma once

#include "kiosk/terminal/terminal.hpp"
#include "kiosk/terminal/view.hpp"

namespace yitang::terminal {

/// Main thread, between frames, once the page that comes after the visit has been drawn. View and the main
/// thread's stack are clean when it returns; stores and services follow on their own threads within
/// milliseconds. Call it near the bottom of the stack: what lies above the caller is not touched.
void forget_person(Terminal& terminal, View& view);

/// As above if somebody has left since the last call and the page that shows now is drawn already. True if
/// so.
bool forget_who_left(Terminal& terminal, View& view);

}  // namespace yitang::terminal
