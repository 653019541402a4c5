// The reader of staff cards on a thread of its own, which sleeps in the smart-card service.
#pragma once

#include <memory>

#include "devices/smartcard/staff_card_monitor.hpp"

namespace yitang::devices {

class StaffCardReader {
 public:
  // Starts at once and never blocks; the first event tells the state. `listener` is called on the reader's
  // thread and may not destroy the reader. BadArgument: a key of a wrong length. Io: no thread.
  [[nodiscard]] static Result<std::unique_ptr<StaffCardReader>> start(std::unique_ptr<CardSystem> system,
                                                                      StaffCardSettings settings,
                                                                      StaffCardMonitor::Listener listener);
  // Wakes the thread and joins it. A command to a card that runs now is left behind.
  ~StaffCardReader();
  StaffCardReader(const StaffCardReader&) = delete;
  StaffCardReader& operator=(const StaffCardReader&) = delete;

 private:
  struct Run;
  explicit StaffCardReader(std::unique_ptr<Run> run);
  std::unique_ptr<Run> run_;
};

}  // namespace yitang::devices
