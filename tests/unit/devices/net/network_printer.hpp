// A simulated printer behind a file descriptor: a TCP connection to a port of this machine, or the other end
// of a pseudo terminal. Its mechanism needs no time; its faults are scripted.
#pragma once

#include <atomic>
#include <memory>
#include <thread>

#include "devices/net/host_port.hpp"
#include "devices/printer/simulator.hpp"

namespace yitang::devices::test {

// What the way between host and printer does.
struct WayFaults {
  bool no_answers = false;      // a print server without a way back
  std::size_t reset_after = 0;  // the connection breaks off after so many bytes; 0: never
  std::size_t close_after = 0;  // it is closed in order after so many bytes; 0: never
};

class NetworkPrinter {
 public:
  explicit NetworkPrinter(WayFaults faults = {}, PrinterModel model = {});
  ~NetworkPrinter();
  NetworkPrinter(const NetworkPrinter&) = delete;
  NetworkPrinter& operator=(const NetworkPrinter&) = delete;

  // Listens on 127.0.0.1 (or ::1) and serves one connection after the other.
  [[nodiscard]] HostPort listen(bool six = false);
  // Serves this descriptor, which stays the caller's.
  void serve(int fd);

  ManualClock clock;
  PrinterSimulator simulator;

 private:
  void accept_all();
  void talk(int fd);

  WayFaults faults_;
  int listener_ = -1;
  std::atomic<bool> end_{false};
  std::thread thread_;
};

}  // namespace yitang::devices::test
