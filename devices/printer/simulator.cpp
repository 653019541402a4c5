#include "devices/printer/simulator.hpp"

#include <algorithm>
#include <string_view>

#include "devices/printer/simulated_device.hpp"

namespace yitang::devices {
namespace {

tl::unexpected<Error> error_at(ErrorCode code, const char* message, std::size_t transferred = 0) {
  return tl::unexpected<Error>(Error{code, message, transferred, 0});
}

constexpr milliseconds tick{5};

}  // namespace

// The host's end of the cable.
class PrinterSimulator::Link final : public Transport {
 public:
  Link(std::shared_ptr<Device> device, unsigned connection)
      : device_(std::move(device)), connection_(connection) {
    description_.vendor = 0x1209;
    description_.product = 0x0001;
    description_.port_path = "simulated";
    description_.interface_class = 7;
    description_.interface_subclass = 1;
    description_.interface_protocol = 2;
    description_.pipes = {Pipe{0x01, Direction::Out, PipeType::Bulk, 64},
                          Pipe{0x82, Direction::In, PipeType::Bulk, 64}};
  }

  [[nodiscard]] const DeviceDescription& description() const override { return description_; }

  Result<std::size_t> write(Channel out, ByteView data, milliseconds timeout) override {
    if (out != Channel::First) return error_at(ErrorCode::NotFound, "no such pipe");
    const TimePoint deadline = device_->clock.now() + timeout;
    std::size_t taken = 0;
    while (true) {
      {
        const std::lock_guard lock(device_->mutex);
        if (!alive()) return error_at(ErrorCode::Disconnected, "the printer is unplugged", taken);
        if (device_->halted) return error_at(ErrorCode::Stall, "the pipe is halted", taken);
        device_->run();
        taken += device_->accept(data.subspan(taken));
        device_->run();
        if (taken == data.size() && alive() && !device_->halted) return taken;
        if (!alive() || device_->halted) continue;
      }
      if (!pass(deadline)) return error_at(ErrorCode::Timeout, "the printer takes no more", taken);
    }
  }

  Result<Bytes> read(Channel in, std::size_t max, milliseconds timeout) override {
    if (in != Channel::First || max == 0) return error_at(ErrorCode::NotFound, "no such pipe");
    const TimePoint deadline = device_->clock.now() + timeout;
    while (true) {
      {
        const std::lock_guard lock(device_->mutex);
        if (!alive()) return error_at(ErrorCode::Disconnected, "the printer is unplugged");
        device_->run();
        Bytes bytes = device_->take_replies(max);
        if (!bytes.empty()) return bytes;
      }
      if (!pass(deadline)) return error_at(ErrorCode::Timeout, "the printer says nothing");
    }
  }

  Result<Bytes> control_in(const ControlSetup& setup, std::uint16_t length,
                           milliseconds /*timeout*/) override {
    const std::lock_guard lock(device_->mutex);
    if (!alive()) return error_at(ErrorCode::Disconnected, "the printer is unplugged");
    device_->run();
    Bytes answer;
    if (setup.request_type == 0xA1 && setup.request == 0x01 && device_->model.port_status) {
      answer = {device_->port_status()};
    } else if (setup.request_type == 0xA1 && setup.request == 0x00) {
      static constexpr std::string_view id = "MFG:Yitang;CMD:ESC/POS;MDL:Simulated;CLS:PRINTER;";
      answer = {0, static_cast<std::uint8_t>(id.size() + 2)};
      answer.insert(answer.end(), id.begin(), id.end());
    } else {
      return error_at(ErrorCode::Stall, "no such request");
    }
    answer.resize(std::min<std::size_t>(answer.size(), length));
    return answer;
  }

  Result<void> control_out(const ControlSetup& setup, ByteView /*data*/, milliseconds /*timeout*/) override {
    const std::lock_guard lock(device_->mutex);
    if (!alive()) return error_at(ErrorCode::Disconnected, "the printer is unplugged");
    if ((setup.request_type != 0x21 && setup.request_type != 0x23) || setup.request != 0x02) {
      return error_at(ErrorCode::Stall, "no such request");
    }
    device_->clear_buffers();
    return {};
  }

  Result<void> clear_halt(Direction direction, Channel /*channel*/) override {
    const std::lock_guard lock(device_->mutex);
    if (!alive()) return error_at(ErrorCode::Disconnected, "the printer is unplugged");
    if (direction == Direction::Out) device_->halted = false;
    return {};
  }

  Result<void> reset() override {
    const std::lock_guard lock(device_->mutex);
    if (!alive()) return error_at(ErrorCode::Disconnected, "the printer is unplugged");
    device_->power_on();
    return {};
  }

 private:
  [[nodiscard]] bool alive() const { return device_->plugged && device_->connection == connection_; }

  // Waits a little, without the lock; false when the time is over.
  bool pass(TimePoint deadline) {
    const auto left = std::chrono::duration_cast<milliseconds>(deadline - device_->clock.now());
    if (left <= milliseconds{0}) return false;
    device_->clock.sleep_for(std::min(left, tick));
    return true;
  }

  std::shared_ptr<Device> device_;
  unsigned connection_;
  DeviceDescription description_;
};

PrinterSimulator::PrinterSimulator(Clock& clock, PrinterModel model)
    : device_(std::make_shared<Device>(clock, model)) {}

PrinterSimulator::~PrinterSimulator() { unplug(); }

std::unique_ptr<Transport> PrinterSimulator::connect() {
  const std::lock_guard lock(device_->mutex);
  device_->power_on();
  device_->plugged = true;
  return std::make_unique<Link>(device_, ++device_->connection);
}

std::unique_ptr<Transport> PrinterSimulator::reconnect() {
  const std::lock_guard lock(device_->mutex);
  device_->plugged = true;
  return std::make_unique<Link>(device_, ++device_->connection);
}

void PrinterSimulator::unplug() {
  const std::lock_guard lock(device_->mutex);
  device_->plugged = false;
}

void PrinterSimulator::unplug_at_byte(std::size_t count) {
  const std::lock_guard lock(device_->mutex);
  device_->unplug_at = count;
}

void PrinterSimulator::stall_at_byte(std::size_t count) {
  const std::lock_guard lock(device_->mutex);
  device_->stall_at = count;
}

void PrinterSimulator::set_cover_open(bool open) {
  const std::lock_guard lock(device_->mutex);
  device_->run();
  device_->cover_open = open;
  device_->run();
}

void PrinterSimulator::pull_paper() {
  const std::lock_guard lock(device_->mutex);
  device_->run();
  device_->paper_pulled = true;
  device_->run();
}

void PrinterSimulator::paper_out_after_lines(int lines) {
  const std::lock_guard lock(device_->mutex);
  device_->lines_left = lines;
}

void PrinterSimulator::load_paper() {
  const std::lock_guard lock(device_->mutex);
  device_->run();
  device_->paper_pulled = false;
  device_->lines_left.reset();
  device_->near_end_set = false;
  device_->paper_left = device_->model.paper_dots;
  device_->run();
}

void PrinterSimulator::set_near_end(bool near_end) {
  const std::lock_guard lock(device_->mutex);
  device_->near_end_set = near_end;
  device_->run();
}

void PrinterSimulator::jam_cutter_at_next_cut() {
  const std::lock_guard lock(device_->mutex);
  device_->jam_at_cut = true;
}

void PrinterSimulator::clear_jam() {
  const std::lock_guard lock(device_->mutex);
  device_->jam_cause = false;
}

void PrinterSimulator::set_broken(bool broken) {
  const std::lock_guard lock(device_->mutex);
  device_->broken = broken;
  device_->run();
}

bool PrinterSimulator::connected() const {
  const std::lock_guard lock(device_->mutex);
  return device_->plugged;
}

std::size_t PrinterSimulator::bytes_received() const {
  const std::lock_guard lock(device_->mutex);
  return device_->received;
}

std::size_t PrinterSimulator::bytes_buffered() const {
  const std::lock_guard lock(device_->mutex);
  device_->run();
  return device_->buffer.size();
}

int PrinterSimulator::cuts() const {
  const std::lock_guard lock(device_->mutex);
  device_->run();
  return device_->cuts;
}

Bytes PrinterSimulator::printed() const {
  const std::lock_guard lock(device_->mutex);
  device_->run();
  return device_->printed;
}

void PrinterSimulator::forget_printed() {
  const std::lock_guard lock(device_->mutex);
  device_->printed.clear();
  device_->cuts = 0;
}

}  // namespace yitang::devices
