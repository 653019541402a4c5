// Polls an IdReader on a thread of its own, as the terminal does. Scripted runs poll by themselves instead.
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

#include "devices/id_reader/driver.hpp"

namespace yitang::devices {

class ReaderThread {
 public:
  // `deliver` gets every event but Nothing, on this object's thread: hand it over to the main loop and
  // return.
  ReaderThread(std::unique_ptr<IdReader> reader, std::function<void(ReaderEvent)> deliver);
  // Waits for the step that is running: at most the longest command time-out. Nothing is delivered
  // afterwards.
  ~ReaderThread();
  ReaderThread(const ReaderThread&) = delete;
  ReaderThread& operator=(const ReaderThread&) = delete;

  // From any thread, also from a UsbListener: none of them blocks on a device.
  void device_arrived();
  void read_again();

 private:
  void run();
  void wake();

  std::unique_ptr<IdReader> reader_;
  std::function<void(ReaderEvent)> deliver_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;
  bool woken_ = false;
  std::thread thread_;
};

}  // namespace yitang::devices
