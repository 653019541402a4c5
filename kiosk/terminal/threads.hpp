// Which thread owns what (docs/threads.md). In the terminal each executor has a thread of its own; in a
// scripted visit all are one manual queue.
#pragma once

#include "kiosk/base/executor.hpp"

namespace yitang::terminal {

struct Threads {
  Executor& main;     ///< flow, screens, window
  Executor& store;    ///< the terminal's store
  Executor& office;   ///< link and embedded office
  Executor& reader;   ///< ID-card reader
  Executor& printer;  ///< receipt printer and rendering of slips
  Executor& camera;   ///< document camera and code scanner
  Executor& forms;    ///< printer of A4 forms
};

}  // namespace yitang::terminal
