// Faults of the line to a simulated device, set while it is in use: what a bad cable, a bad hub or bad
// firmware does. FaultyTransport plays a script at counted operations, for tests; this one obeys a person at
// a panel or a command.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>

#include "devices/clock.hpp"
#include "devices/transport.hpp"

namespace yitang::devices {

// All calls from any thread. Faults that count end by themselves; the others last until clear().
class LineFaults {
 public:
  void set_latency(milliseconds each_transfer) { set(&State::latency, each_transfer); }
  // A read gives at most so many bytes: short packets, split answers. 0: as they come.
  void set_packet(std::size_t bytes) { set(&State::packet, bytes); }
  // Neither takes nor gives anything: every transfer runs into its time-out.
  void set_nak(bool on) { set(&State::nak, on); }
  // The next ones; each until its halt is cleared.
  void stall(std::size_t transfers) { set(&State::stalls, transfers); }
  // In front of the next answer.
  void garbage(std::size_t bytes) { set(&State::garbage, bytes); }
  // The last byte of the next reads is wrong: no checksum fits.
  void corrupt(std::size_t reads) { set(&State::corrupted, reads); }
  // Of the next reads the second half is lost.
  void cut(std::size_t reads) { set(&State::cut, reads); }
  // Of the next writes only half is taken.
  void short_writes(std::size_t count) { set(&State::short_writes, count); }
  // As soon as so many bytes were read, `pulled` is called (once), and this connection is dead.
  void disconnect_at(std::size_t bytes) { set(&State::bytes_left, std::optional<std::size_t>(bytes)); }
  void on_disconnect(std::function<void()> pulled);
  void clear() {
    const std::scoped_lock lock(mutex_);
    state_ = {};
  }

 private:
  friend class TroubledTransport;
  struct State {
    milliseconds latency{0};
    std::size_t packet = 0;  // 0: as they come
    bool nak = false;
    std::size_t stalls = 0;
    std::size_t garbage = 0;
    std::size_t corrupted = 0;
    std::size_t cut = 0;
    std::size_t short_writes = 0;
    std::optional<std::size_t> bytes_left;  // until the plug is pulled
  };
  template <class Value>
  void set(Value State::*member, Value value) {
    const std::scoped_lock lock(mutex_);
    state_.*member = value;
  }
  State snapshot() const;
  bool take(std::size_t State::*counter);
  std::size_t take_garbage();
  // How many of `bytes` may still be given; true: then the plug is pulled.
  std::pair<std::size_t, bool> admit(std::size_t bytes);
  void pull();

  mutable std::mutex mutex_;
  State state_;
  std::function<void()> pulled_;
};

// `inner` with the faults of its line. `clock` moves by latencies and time-outs, and must outlive the result.
[[nodiscard]] std::unique_ptr<Transport> with_faults(std::unique_ptr<Transport> inner,
                                                     std::shared_ptr<LineFaults> faults, Clock& clock);

}  // namespace yitang::devices
