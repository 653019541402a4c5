// What a device does behind its USB plug, and two of them: a card reader and a receipt printer.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "devices/id_reader/simulator.hpp"

namespace yitang::faults {

using devices::Bytes;

struct ControlRequest {
  std::uint8_t type;
  std::uint8_t request;
  std::uint16_t value;
  std::uint16_t index;
};

// All results: bytes moved, or a negative errno. -EAGAIN means "not now" (the device NAKs), -EPIPE a stall.
class UsbModel {
 public:
  virtual ~UsbModel() = default;
  [[nodiscard]] virtual Bytes device_descriptor() const = 0;
  [[nodiscard]] virtual Bytes configuration_descriptor() const = 0;
  // As the kernel shows it in sysfs; empty: the device has none.
  [[nodiscard]] virtual std::string serial() const { return {}; }
  virtual int out(std::uint8_t endpoint, std::span<const std::uint8_t> data) = 0;
  virtual int in(std::uint8_t endpoint, std::span<std::uint8_t> buffer) = 0;
  virtual int control(const ControlRequest& request, std::span<std::uint8_t> data) = 0;
  virtual void clear_halt(std::uint8_t endpoint) = 0;
  virtual void reset() = 0;
};

// Frames through the same module as the simulator's.
class ReaderModel final : public UsbModel {
 public:
  explicit ReaderModel(bool four_pipes) : four_pipes_(four_pipes) {}
  [[nodiscard]] Bytes device_descriptor() const override;
  [[nodiscard]] Bytes configuration_descriptor() const override;
  int out(std::uint8_t endpoint, std::span<const std::uint8_t> data) override;
  int in(std::uint8_t endpoint, std::span<std::uint8_t> buffer) override;
  int control(const ControlRequest& request, std::span<std::uint8_t> data) override;
  void clear_halt(std::uint8_t endpoint) override;
  void reset() override;

  devices::SamModule module;
  bool mute = false;
  int stalls = 0;  // how many times pipes still stall after clear_halt
  bool halted = false;
  std::optional<std::size_t> hold_read_after;  // of the next read answer only so many bytes go out
  bool holding = false;                        // they have gone out

 private:
  void queue(const devices::SecretBytes& answers);
  bool four_pipes_;
  std::deque<std::uint8_t> header_;  // IN 81
  std::deque<std::uint8_t> body_;    // IN 85
  std::optional<std::size_t> left_;  // bytes until holding
};

// A printer-class device that knows status requests and takes everything else as text.
class PrinterModel final : public UsbModel {
 public:
  [[nodiscard]] Bytes device_descriptor() const override;
  [[nodiscard]] Bytes configuration_descriptor() const override;
  [[nodiscard]] std::string serial() const override;
  int out(std::uint8_t endpoint, std::span<const std::uint8_t> data) override;
  int in(std::uint8_t endpoint, std::span<std::uint8_t> buffer) override;
  int control(const ControlRequest& request, std::span<std::uint8_t> data) override;
  void clear_halt(std::uint8_t endpoint) override;
  void reset() override;

  bool paper = true;
  std::size_t room = SIZE_MAX;  // bytes until the receive buffer is full and OUT NAKs
  bool halted = false;
  std::size_t taken = 0;

 private:
  std::deque<std::uint8_t> answers_;
};

}  // namespace yitang::faults
