// The machine's smart-card service as the driver of staff cards sees it: readers, what lies on them, one
// command.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "devices/clock.hpp"
#include "devices/error.hpp"
#include "devices/transport.hpp"

namespace yitang::devices {

// A reader and what was last seen on it. `mark` is the service's own and only handed back.
struct CardSlot {
  std::string reader;
  bool has_card = false;
  bool mute = false;  // the card does not answer, not even with what it is
  bool gone = false;  // the reader was unplugged
  std::uint32_t mark = 0;
  Bytes answer_to_reset;  // of the card
};

class CardSystem {
 public:
  virtual ~CardSystem() = default;
  CardSystem() = default;
  CardSystem(const CardSystem&) = delete;
  CardSystem& operator=(const CardSystem&) = delete;

  // Thread: one for all but cancel(). Disconnected everywhere: the service does not run or has ended;
  // connect() comes next.
  virtual Result<void> connect() = 0;
  virtual void disconnect() = 0;
  // Names of all readers, in the service's order; none is no error.
  virtual Result<std::vector<std::string>> readers() = 0;
  // Sleeps until a slot differs from what is known, readers come or go (Cancelled ends it as well), or
  // Timeout. A slot whose mark is 0 is looked at once and answers at once.
  virtual Result<void> wait(std::vector<CardSlot>& slots, milliseconds limit) = 0;
  // One command to the card. Busy: another program has it to itself. NotFound: the card is away again.
  // Timeout: neither card nor reader says anything, now or since an earlier command. Io.
  virtual Result<Bytes> ask(const std::string& reader, ByteView command) = 0;
  // Any thread: ends a wait() or ask() that runs now.
  virtual void cancel() = 0;
};

}  // namespace yitang::devices
