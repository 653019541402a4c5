// Reads cards on the reader's thread while somebody is asked for one, and never otherwise.
#pragma once

#include <functional>
#include <memory>

#include "devices/id_reader/driver.hpp"
#include "devices/id_reader/photo_decoder.hpp"
#include "devices/manager/device_board.hpp"
#include "kiosk/base/clock.hpp"
#include "kiosk/base/executor.hpp"
#include "kiosk/resident/flow/events.hpp"

namespace yitang::terminal {

/// Calls from the main thread; `board` (may be null) learns what the driver says; `post` is called on the
/// reader's thread and must bring the event to the main thread. With `decode`, which runs on the reader's
/// thread, the photo follows the card as an event of its own; without it (null) the photo never leaves the
/// driver.
class CardService {
 public:
  CardService(Executor& thread, const Clock& clock, devices::Clock& device_clock, devices::OpenTransport open,
              std::function<void(resident::Event)> post, devices::DeviceBoard* board = nullptr,
              devices::DecodePhoto decode = nullptr);
  ~CardService();

  /// On: reads the card that lies there or comes next. Off: stops; nothing is read, but one that was read and
  /// lies there still is watched until it is lifted: CardStays, then CardGone.
  void want(bool on);
  /// Off, and whatever lies there is nobody's business any more.
  void forget();
  /// A reader may have been plugged in. Any thread.
  void device_arrived();

 private:
  struct Shared;
  std::shared_ptr<Shared> shared_;
};

}  // namespace yitang::terminal
