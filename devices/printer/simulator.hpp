// A receipt printer on the device side of the bytes: receive buffer, mechanism that prints at its speed by
// the clock, paper, cover, cutter, status, confirmation. The driver under test is the real one. May be used
// from two threads (a panel that pulls the paper, and the driver).
#pragma once

#include <cstddef>
#include <memory>

#include "devices/clock.hpp"
#include "devices/transport.hpp"

namespace yitang::devices {

struct PrinterModel {
  std::size_t buffer_bytes = 4096;
  int speed_mm_per_s = 150;
  int dots_per_mm = 8;
  bool process_id = true;          // GS ( H; clones lack it
  bool answers_sensor = true;      // GS r
  bool port_status = true;         // USB class request
  bool automatic_status = true;    // GS a
  bool real_time_status = true;    // DLE EOT
  bool refuses_offline = false;    // NAKs at once when off-line, instead of filling the buffer first
  bool obeys_dle_in_data = false;  // acts on DLE EOT found inside raster data
  int paper_dots = 80 * 1000 * 8;  // roll at the start
  int near_end_dots = 5 * 1000 * 8;
};

class PrinterSimulator {
 public:
  PrinterSimulator(Clock& clock, PrinterModel model = {});
  ~PrinterSimulator();
  PrinterSimulator(const PrinterSimulator&) = delete;
  PrinterSimulator& operator=(const PrinterSimulator&) = delete;

  // Plugs the cable in and hands out the host's end, which stays valid after the simulator is gone (it then
  // answers Disconnected). An older end is disconnected. The buffer is empty, as after power on.
  [[nodiscard]] std::unique_ptr<Transport> connect();

  // The host's program ends and starts again: a new end of the cable, and the printer keeps what it has.
  [[nodiscard]] std::unique_ptr<Transport> reconnect();

  void unplug();
  void unplug_at_byte(std::size_t count);  // as soon as so many bytes of this connection have been taken
  void stall_at_byte(std::size_t count);   // one halt of OUT
  void set_cover_open(bool open);
  void pull_paper();
  void paper_out_after_lines(int lines);  // so many more lines can be printed
  void load_paper();
  void set_near_end(bool near_end);
  void jam_cutter_at_next_cut();
  void clear_jam();  // a person removed the cause; the printer still waits for the host's recovery command
  void set_broken(bool broken);  // unrecoverable error

  [[nodiscard]] bool connected() const;
  [[nodiscard]] std::size_t bytes_received() const;  // by this connection
  [[nodiscard]] std::size_t bytes_buffered() const;  // received, not printed yet
  [[nodiscard]] int cuts() const;
  // Everything that came onto paper since the start, as the commands that put it there: interpret_escpos()
  // draws it.
  [[nodiscard]] Bytes printed() const;
  void forget_printed();

 private:
  class Device;
  class Link;
  std::shared_ptr<Device> device_;
};

}  // namespace yitang::devices
