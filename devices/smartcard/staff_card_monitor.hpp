// Follows service, readers and cards, one step at a time, and tells what changes. No thread of its own.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "devices/smartcard/card_system.hpp"
#include "devices/smartcard/staff_card.hpp"

namespace yitang::devices {

struct StaffCardSettings {
  std::string reader;  // part of the reader's name; empty: any reader
  StaffKey key;
  milliseconds longest_wait{30'000};  // after it the list of readers is read again, whatever the service said
};

class StaffCardMonitor {
 public:
  using Listener = std::function<void(const StaffCardEvent&)>;
  // `system` is borrowed.
  StaffCardMonitor(CardSystem& system, StaffCardSettings settings, Listener listener)
      : system_(system), settings_(std::move(settings)), listener_(std::move(listener)) {}
  ~StaffCardMonitor();
  StaffCardMonitor(const StaffCardMonitor&) = delete;
  StaffCardMonitor& operator=(const StaffCardMonitor&) = delete;

  // Sleeps in the service until something changes, then tells it. Returns how long to pause before the next
  // step: 0 as a rule, 1 to 30 s and growing while the service is away or fails, 2 s while a reader does not
  // answer.
  milliseconds step();

 private:
  milliseconds lost(const Error& error);
  Result<void> follow_readers();
  // False: the reader does not answer.
  [[nodiscard]] bool look_at(const CardSlot& slot);
  void card_gone(const std::string& reader);
  void tell_readers();
  void tell_state(StaffReaderState state);
  [[nodiscard]] bool wanted(const std::string& reader) const;

  CardSystem& system_;
  StaffCardSettings settings_;
  Listener listener_;
  bool connected_ = false;
  bool answering_ = true;  // no reader has left a command without an answer
  std::optional<StaffReaderState> told_;
  std::vector<CardSlot> slots_;
  std::vector<std::string> with_card_;  // readers whose card was told
  unsigned failures_ = 0;               // in a row
};

}  // namespace yitang::devices
