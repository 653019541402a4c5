// Notices that a new roll was put in, from the states that a printer passes through. Pure.
#pragma once

#include "devices/printer/status.hpp"

namespace yitang::devices {

// The paper ran out with the cover closed, the cover was opened, and now there is paper that is not near its
// end. Opening the cover alone is no new roll, though some printers report "no paper" for as long; nor is a
// nearly used one.
class RollWatch {
 public:
  // Each state of the printer in turn, whole ones only. True: this one ends the change of a roll.
  bool see(const PrinterStatus& status) {
    if (!status.known) return false;
    if (status.cover_open) {
      opened_ = ran_out_;
      return false;
    }
    if (status.paper == PaperState::Out) {
      ran_out_ = true;
      return false;
    }
    const bool changed = ran_out_ && opened_ && status.paper == PaperState::Ok;
    ran_out_ = opened_ = false;
    return changed;
  }

 private:
  bool ran_out_ = false;
  bool opened_ = false;
};

}  // namespace yitang::devices
