#include "escpos_model.hpp"

#include <algorithm>
#include <cerrno>

namespace yitang::faults {
namespace {

// Fast enough for a test, slow enough that a slip takes several transfers.
devices::PrinterModel quick_model() {
  devices::PrinterModel model;
  model.speed_mm_per_s = 2000;
  return model;
}

constexpr devices::milliseconds kNow{0};

int code_of(const devices::Error& error) {
  switch (error.code) {
    case devices::ErrorCode::Timeout: return -EAGAIN;
    case devices::ErrorCode::Stall: return -EPIPE;
    default: return -EPROTO;
  }
}

}  // namespace

EscposModel::EscposModel() : printer(clock_, quick_model()) {}

Bytes EscposModel::device_descriptor() const { return descriptors_.device_descriptor(); }
Bytes EscposModel::configuration_descriptor() const { return descriptors_.configuration_descriptor(); }

int EscposModel::out(std::uint8_t /*endpoint*/, std::span<const std::uint8_t> data) {
  const auto written = link_->write(devices::Channel::First, data, kNow);
  const std::size_t taken = written ? *written : written.error().transferred;
  received.insert(received.end(), data.begin(), data.begin() + static_cast<std::ptrdiff_t>(taken));
  if (written || taken > 0) return static_cast<int>(taken);
  return code_of(written.error());
}

int EscposModel::in(std::uint8_t /*endpoint*/, std::span<std::uint8_t> buffer) {
  const auto answer = link_->read(devices::Channel::First, buffer.size(), kNow);
  if (!answer) return code_of(answer.error());
  std::copy(answer->begin(), answer->end(), buffer.begin());
  return static_cast<int>(answer->size());
}

int EscposModel::control(const ControlRequest& request, std::span<std::uint8_t> data) {
  if (request.type == 0xA1 && request.request == 1) {  // GET_PORT_STATUS: the printer's own answer
    const auto answer =
        link_->control_in({request.type, request.request, request.value, request.index}, 1, kNow);
    if (!answer || data.empty()) return -EPIPE;
    data[0] = answer->front();
    return 1;
  }
  return descriptors_.control(request, data);
}

void EscposModel::clear_halt(std::uint8_t /*endpoint*/) {
  // One halt ends on both pipes; a model that refuses would show as a stall of the next transfer.
  static_cast<void>(link_->clear_halt(devices::Direction::Out, devices::Channel::First));
}

// Power on: buffer and status reports are gone.
void EscposModel::reset() {
  link_ = printer.connect();
  received.clear();
}

}  // namespace yitang::faults
