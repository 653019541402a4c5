// Serial ports that come and go: entries in the emulated /sys, and in /dev a way to a pseudo terminal of the
// real kernel. The program under test uses its termios, poll, read and write as they are.
#pragma once

#include <umockdev.h>

#include <atomic>
#include <functional>
#include <string>
#include <thread>

#include "devices/transport.hpp"

namespace yitang::faults {

class SerialNode {
 public:
  // Gets what the program has sent, which may be nothing, and gives what the device sends. On the node's
  // thread, every few milliseconds.
  using Device = std::function<devices::Bytes(devices::ByteView)>;

  SerialNode(UMockdevTestbed* testbed, int number, std::uint16_t vendor, std::uint16_t product,
             Device device);
  ~SerialNode();
  SerialNode(const SerialNode&) = delete;
  SerialNode& operator=(const SerialNode&) = delete;

  [[nodiscard]] bool plug();  // false: the node cannot be made
  // The line hangs up. The node itself must stay until the end: a program that still has the port open makes
  // requests, and is ended by umockdev if nobody is there to answer.
  void unplug();

 private:
  static gboolean take_ioctl(UMockdevIoctlBase* base, UMockdevIoctlClient* client, gpointer self);
  void run();
  [[nodiscard]] bool open_line();

  UMockdevTestbed* testbed_;
  std::string name_;  // "ttyACM3"
  std::string path_;  // below /sys
  std::string description_;
  Device device_;
  std::string link_;  // in the emulated /dev
  UMockdevIoctlBase* handler_ = nullptr;
  int line_ = -1;  // the device's end
  int held_ = -1;  // of the program's end: while it is open, nothing hangs up
  std::atomic<bool> ending_{false};
  std::thread thread_;
};

}  // namespace yitang::faults
