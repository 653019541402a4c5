// The inside of the printer simulator: what the firmware and the mechanism do with bytes and time. Not for
// use outside this folder. Every member function expects `mutex` to be held.
#pragma once

#include <array>
#include <mutex>
#include <optional>

#include "devices/printer/simulator.hpp"

namespace yitang::devices {

class PrinterSimulator::Device {
 public:
  Device(Clock& device_clock, PrinterModel printer_model) : clock(device_clock), model(printer_model) {
    paper_left = printer_model.paper_dots;
  }

  // Lets time pass up to now: prints what there is to print.
  void run();
  // Takes what fits into the receive buffer and obeys real-time commands at once.
  std::size_t accept(ByteView data);
  Bytes take_replies(std::size_t max);
  [[nodiscard]] std::uint8_t port_status() const;
  void clear_buffers();
  void power_on();
  void state_changed();  // sends automatic status if it differs
  [[nodiscard]] bool paper_is_out() const;
  [[nodiscard]] bool online() const;

  std::mutex mutex;
  Clock& clock;
  PrinterModel model;

  bool plugged = false;
  unsigned connection = 0;  // counts plug-ins; older ends of the cable are dead
  std::size_t received = 0;
  std::optional<std::size_t> unplug_at;
  std::optional<std::size_t> stall_at;
  bool halted = false;

  int paper_left = 0;
  std::optional<int> lines_left;
  bool paper_pulled = false;
  bool near_end_set = false;
  bool cover_open = false;
  bool broken = false;
  bool jam_at_cut = false;
  bool jammed = false;
  bool jam_cause = false;

  Bytes buffer;
  Bytes printed;
  int cuts = 0;

 private:
  struct Raster {
    std::size_t stride = 0;
    std::size_t rows = 0;  // not printed yet
  };

  void scan();
  void obey_real_time(ByteView command);
  void answer_status(std::uint8_t question);
  bool print_next(TimePoint now);
  bool print_raster_rows(TimePoint now);
  bool begin_raster();
  [[nodiscard]] int feed_of(ByteView command) const;
  bool spend(int dots, bool is_line, TimePoint now);
  void obey(ByteView command);
  void note_mode(ByteView command);
  void consume(std::size_t count);
  void reply(std::initializer_list<std::uint8_t> bytes) { replies_.insert(replies_.end(), bytes); }
  [[nodiscard]] std::array<std::uint8_t, 4> automatic_status() const;
  [[nodiscard]] bool near_end() const { return near_end_set || paper_left < model.near_end_dots; }

  std::size_t scanned_ = 0;    // bytes of the buffer known to be whole commands or raster data
  std::size_t scan_skip_ = 0;  // raster data still to come
  std::optional<Raster> raster_;
  TimePoint free_at_{};  // when the mechanism has finished what it does
  Bytes replies_;
  bool automatic_on_ = false;
  std::array<std::uint8_t, 4> last_automatic_{};
  int line_spacing_ = 32;
  int height_ = 1;
};

}  // namespace yitang::devices
