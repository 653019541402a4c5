// The reader of staff cards in the terminal: its state and that a card was presented go into the log.
#pragma once

#include <memory>
#include <string>

#include "devices/smartcard/staff_card_reader.hpp"
#include "kiosk/base/random.hpp"

namespace yitang::terminal {

/// What an event is worth in the log: no number, no digest. Pure.
std::string words_for_log(const devices::StaffCardEvent& event);

class StaffService {
 public:
  /// `reader`: part of the reader's name, empty: any. Digests are keyed with a number drawn anew at each
  /// start. Null, and a line in the log, if there is no thread to be had: the terminal serves without.
  static std::unique_ptr<StaffService> start(const std::string& reader, Random& random);

 private:
  explicit StaffService(std::unique_ptr<devices::StaffCardReader> reader) : reader_(std::move(reader)) {}
  std::unique_ptr<devices::StaffCardReader> reader_;
};

}  // namespace yitang::terminal
