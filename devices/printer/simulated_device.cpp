#include "devices/printer/simulated_device.hpp"

#include <algorithm>

#include "devices/receipt/escpos_command.hpp"

namespace yitang::devices {
namespace {

constexpr std::size_t hard_limit = 1U << 20U;  // of one command
constexpr int cut_dots = 96;                   // from head to cutter

bool is_raster(ByteView bytes) { return bytes.size() >= 8 && bytes[0] == 0x1D && bytes[1] == 0x76; }

std::size_t u16(ByteView bytes, std::size_t at) {
  return static_cast<std::size_t>(bytes[at]) | static_cast<std::size_t>(bytes[at + 1]) << 8U;
}

// Questions put nothing on paper.
bool is_question(ByteView command) {
  const bool group = command.size() >= 3 && command[0] == 0x1D;
  return group && (command[1] == 0x61 || command[1] == 0x72 || command[1] == 0x49 ||
                   (command[1] == 0x28 && command[2] == 0x48));
}

}  // namespace

bool PrinterSimulator::Device::paper_is_out() const {
  return paper_pulled || paper_left <= 0 || (lines_left && *lines_left <= 0);
}

bool PrinterSimulator::Device::online() const { return !cover_open && !paper_is_out() && !jammed && !broken; }

void PrinterSimulator::Device::power_on() {
  clear_buffers();
  replies_.clear();
  automatic_on_ = false;
  halted = false;
  received = 0;
}

void PrinterSimulator::Device::clear_buffers() {
  // Rows that never came onto paper stay white, so that what did can still be drawn.
  if (raster_) printed.insert(printed.end(), raster_->stride * raster_->rows, 0);
  raster_.reset();
  buffer.clear();
  scanned_ = 0;
  scan_skip_ = 0;
  line_spacing_ = 32;
  height_ = 1;
}

std::array<std::uint8_t, 4> PrinterSimulator::Device::automatic_status() const {
  std::array<std::uint8_t, 4> bytes{0x10, 0, 0, 0};
  if (!online()) bytes[0] |= 0x08U;
  if (cover_open) bytes[0] |= 0x20U;
  if (jammed) bytes[1] |= 0x08U;
  if (broken) bytes[1] |= 0x20U;
  if (near_end()) bytes[2] |= 0x03U;
  if (paper_is_out()) bytes[2] |= 0x0CU;
  return bytes;
}

void PrinterSimulator::Device::state_changed() {
  const auto status = automatic_status();
  if (!automatic_on_ || status == last_automatic_) return;
  last_automatic_ = status;
  replies_.insert(replies_.end(), status.begin(), status.end());
}

std::uint8_t PrinterSimulator::Device::port_status() const {
  std::uint8_t byte = 0;
  if (paper_is_out()) byte |= 0x20U;
  if (online()) byte |= 0x10U;
  if (!jammed && !broken) byte |= 0x08U;
  return byte;
}

std::size_t PrinterSimulator::Device::accept(ByteView data) {
  if (model.refuses_offline && !online()) return 0;
  // Only whole commands fill the receive buffer; a long one that is still coming is kept apart, as firmware
  // does.
  const std::size_t used = std::min(scanned_, model.buffer_bytes);
  std::size_t count = std::min(data.size(), model.buffer_bytes - used);
  if (buffer.size() - scanned_ + count > hard_limit) count = 0;
  if (stall_at && received + count >= *stall_at) {
    count = *stall_at - std::min(received, *stall_at);
    stall_at.reset();
    halted = true;
  }
  if (unplug_at && received + count >= *unplug_at) {
    count = *unplug_at - std::min(received, *unplug_at);
    unplug_at.reset();
    plugged = false;
  }
  if (scanned_ == 0 && !raster_) free_at_ = std::max(free_at_, clock.now());
  buffer.insert(buffer.end(), data.begin(), data.begin() + static_cast<std::ptrdiff_t>(count));
  received += count;
  scan();
  return count;
}

void PrinterSimulator::Device::scan() {
  while (scanned_ < buffer.size()) {
    if (scan_skip_ > 0) {
      const std::size_t step = std::min(scan_skip_, buffer.size() - scanned_);
      scanned_ += step;
      scan_skip_ -= step;
      continue;
    }
    const CommandSlice slice = next_command(buffer, scanned_);
    const ByteView bytes = ByteView(buffer).subspan(scanned_, slice.length);
    if (is_raster(bytes)) {
      if (model.obeys_dle_in_data) {
        for (std::size_t i = 8; i + 2 < bytes.size(); ++i) {
          if (bytes[i] == 0x10 && bytes[i + 1] == 0x04) answer_status(bytes[i + 2]);
        }
      }
      scan_skip_ = u16(bytes, 4) * u16(bytes, 6);
      scanned_ += 8;
    } else if (slice.shape == CommandShape::Truncated) {
      return;
    } else if (slice.shape == CommandShape::Command && bytes[0] == 0x10) {
      const Bytes command(bytes.begin(), bytes.end());
      const auto first = buffer.begin() + static_cast<std::ptrdiff_t>(scanned_);
      buffer.erase(first, first + static_cast<std::ptrdiff_t>(slice.length));
      obey_real_time(command);
    } else {
      scanned_ += slice.length;
    }
  }
}

void PrinterSimulator::Device::answer_status(std::uint8_t question) {
  if (!model.real_time_status) return;
  std::uint8_t byte = 0x12;
  if (question == 1 && !online()) byte |= 0x08U;
  if (question == 2)
    byte |= (cover_open ? 0x04U : 0U) | (paper_is_out() ? 0x20U : 0U) | (jammed || broken ? 0x40U : 0U);
  if (question == 3) byte |= (jammed ? 0x08U : 0U) | (broken ? 0x20U : 0U);
  if (question == 4) byte |= (near_end() ? 0x0CU : 0U) | (paper_is_out() ? 0x60U : 0U);
  if (question >= 1 && question <= 4) reply({byte});
}

void PrinterSimulator::Device::obey_real_time(ByteView command) {
  if (command[1] == 0x04) {
    answer_status(command[2]);
  } else if (command[1] == 0x05) {
    if (!jammed || jam_cause) return;  // only for errors whose cause is gone
    jammed = false;
    if (command[2] == 2) clear_buffers();
    free_at_ = clock.now();
    state_changed();
  } else if (command[1] == 0x14 && command[2] == 0x08) {
    clear_buffers();
    if (model.process_id) reply({0x37, 0x25, 0x00});
  }
}

Bytes PrinterSimulator::Device::take_replies(std::size_t max) {
  const std::size_t count = std::min(max, replies_.size());
  Bytes bytes(replies_.begin(), replies_.begin() + static_cast<std::ptrdiff_t>(count));
  replies_.erase(replies_.begin(), replies_.begin() + static_cast<std::ptrdiff_t>(count));
  return bytes;
}

void PrinterSimulator::Device::consume(std::size_t count) {
  buffer.erase(buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(count));
  scanned_ -= count;
}

void PrinterSimulator::Device::run() {
  const TimePoint now = clock.now();
  state_changed();
  while (online() && scanned_ > 0) {
    const bool went_on = raster_ ? print_raster_rows(now) : print_next(now);
    state_changed();
    if (!went_on) return;
  }
  if (!online() || scanned_ == 0) free_at_ = std::max(free_at_, now);
}

// Takes the paper and the time for a feed; false if it is not finished by now.
bool PrinterSimulator::Device::spend(int dots, bool is_line, TimePoint now) {
  if (dots <= 0) return true;
  const auto duration =
      std::chrono::microseconds(1'000'000LL * dots / (model.dots_per_mm * std::max(model.speed_mm_per_s, 1)));
  if (free_at_ + duration > now) return false;
  free_at_ += duration;
  paper_left -= dots;
  if (is_line && lines_left) --*lines_left;
  return true;
}

bool PrinterSimulator::Device::begin_raster() {
  if (scanned_ < 8 || !is_raster(buffer)) return false;
  raster_ = Raster{u16(buffer, 4), u16(buffer, 6)};
  printed.insert(printed.end(), buffer.begin(), buffer.begin() + 8);
  consume(8);
  if (raster_->rows == 0 || raster_->stride == 0) raster_.reset();
  return true;
}

bool PrinterSimulator::Device::print_raster_rows(TimePoint now) {
  if (scanned_ < raster_->stride) return false;
  if (!spend(1, raster_->rows == 1, now)) return false;
  printed.insert(printed.end(), buffer.begin(),
                 buffer.begin() + static_cast<std::ptrdiff_t>(raster_->stride));
  consume(raster_->stride);
  if (--raster_->rows == 0) raster_.reset();
  return true;
}

int PrinterSimulator::Device::feed_of(ByteView command) const {
  const int line = std::max(line_spacing_, 24 * height_);
  if (command[0] == 0x0A) return line;
  if (command.size() < 3) return 0;
  if (command[0] == 0x1B && command[1] == 0x4A) return command[2];
  if (command[0] == 0x1B && command[1] == 0x64) return command[2] * line;
  if (command[0] == 0x1D && command[1] == 0x56) return command.size() == 4 ? cut_dots + command[3] : 0;
  const bool symbol = command[0] == 0x1D && command[1] == 0x28 && command[2] == 0x6B;
  return symbol && command.size() >= 7 && command[6] == 0x51 ? 200 : 0;
}

bool PrinterSimulator::Device::print_next(TimePoint now) {
  if (begin_raster()) return true;
  const CommandSlice slice = next_command(ByteView(buffer).first(scanned_), 0);
  if (slice.shape == CommandShape::Truncated) return false;
  const Bytes command(buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(slice.length));
  const bool is_cut = command.size() >= 3 && command[0] == 0x1D && command[1] == 0x56;
  if (is_cut && jam_at_cut) {
    jam_at_cut = false;
    jammed = jam_cause = true;
    return false;
  }
  if (!spend(feed_of(command), true, now)) return false;
  consume(slice.length);
  if (!is_question(command)) printed.insert(printed.end(), command.begin(), command.end());
  if (is_cut) ++cuts;
  note_mode(command);
  obey(command);
  return true;
}

void PrinterSimulator::Device::note_mode(ByteView command) {
  if (command.size() == 2 && command[0] == 0x1B && command[1] == 0x40) {
    line_spacing_ = 32;
    height_ = 1;
  }
  if (command.size() != 3) return;
  if (command[0] == 0x1B && command[1] == 0x33) line_spacing_ = command[2];
  if (command[0] == 0x1D && command[1] == 0x21) height_ = (command[2] & 7) + 1;
}

void PrinterSimulator::Device::obey(ByteView command) {
  if (!is_question(command)) return;
  switch (command[1]) {
    case 0x61:
      automatic_on_ = command[2] != 0 && model.automatic_status;
      last_automatic_ = {};
      state_changed();
      return;
    case 0x72:
      if (model.answers_sensor && command[2] == 1) {
        reply({static_cast<std::uint8_t>((near_end() ? 0x03U : 0U) | (paper_is_out() ? 0x0CU : 0U))});
      }
      return;
    case 0x49: reply({0x5F, 'S', 'I', 'M', 0x00}); return;
    default:
      if (model.process_id && command.size() == 11 && command[6] == 0x30) {
        reply({0x37, 0x22, command[7], command[8], command[9], command[10], 0x00});
      }
  }
}

}  // namespace yitang::devices
