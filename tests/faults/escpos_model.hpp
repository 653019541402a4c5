// The simulated receipt printer behind an emulated USB plug: same bytes, real libusb, real time.
#pragma once

#include <memory>

#include "devices/printer/simulator.hpp"
#include "usb_model.hpp"

namespace yitang::faults {

class EscposModel final : public UsbModel {
 public:
  EscposModel();
  [[nodiscard]] Bytes device_descriptor() const override;
  [[nodiscard]] Bytes configuration_descriptor() const override;
  [[nodiscard]] std::string serial() const override { return descriptors_.serial(); }
  int out(std::uint8_t endpoint, std::span<const std::uint8_t> data) override;
  int in(std::uint8_t endpoint, std::span<std::uint8_t> buffer) override;
  int control(const ControlRequest& request, std::span<std::uint8_t> data) override;
  void clear_halt(std::uint8_t endpoint) override;
  void reset() override;

 private:
  devices::SystemClock clock_;  // before the printer, which keeps a reference

 public:
  devices::PrinterSimulator printer;
  Bytes received;  // everything that came over OUT since the plug

 private:
  std::unique_ptr<devices::Transport> link_;
  PrinterModel descriptors_;  // the same class, endpoints and strings
};

}  // namespace yitang::faults
