// One list of the program's devices and what is known of each. The threads that own the devices note down
// what happens to them; whoever wants to know takes a copy. Nothing is asked of a device here.
#pragma once

#include <array>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "devices/clock.hpp"
#include "devices/transport.hpp"

namespace yitang::devices {

enum class DeviceKind : std::uint8_t { Reader, Scanner, Printer, Camera, FormPrinter, PhotoDecoder };
inline constexpr std::array kDeviceKinds{DeviceKind::Reader,      DeviceKind::Scanner,
                                         DeviceKind::Printer,     DeviceKind::Camera,
                                         DeviceKind::FormPrinter, DeviceKind::PhotoDecoder};

enum class DeviceState : std::uint8_t {
  NotUsed,       // none is configured
  Refused,       // its configuration is wrong: it stays out of order until that is put right
  Unseen,        // not looked for yet
  Absent,        // not plugged in
  NoAnswer,      // its address or port is there, and nothing answers: switched off, or no way to it
  Found,         // plugged in; nobody has needed it since
  Ready,         // in use, and answers
  NoPermission,  // the operating system refuses it, for longer than a rule of udev takes to be applied
  Busy,          // another program holds it
  Faulty,        // it does not answer, or not as it should
};

struct DeviceCounters {
  std::uint64_t opened = 0;        // how often
  std::uint64_t not_opened = 0;    // attempts that failed though something was there
  std::uint64_t lost = 0;          // unplugged while in use
  std::uint64_t failed_calls = 0;  // transfers that ended with an error other than a time-out
};

struct DeviceRecord {
  DeviceKind kind = DeviceKind::Reader;
  std::string configured;  // as in the configuration: "usb", "hid:port=1-1.4", "none"
  std::string driver;      // what drives it: "sam-usb"
  bool remote = false;     // over the network
  DeviceState state = DeviceState::NotUsed;
  TimePoint since;                 // of this state
  std::optional<ErrorCode> cause;  // of a state that is not well
  std::string where;               // port of its plug, or its node; the last one known
  std::string serial;              // of the device (card readers: of the module), else of its plug
  std::uint16_t vendor = 0;
  std::uint16_t product = 0;
  std::string last_error;  // English, without data of cards and codes; "" if nothing ever failed
  TimePoint last_error_at;
  DeviceCounters counters;
};

// Names that stay, for logs and for other programs: "reader", "no-permission".
[[nodiscard]] std::string_view name_of(DeviceKind kind);
[[nodiscard]] std::optional<DeviceKind> device_kind(std::string_view name);
[[nodiscard]] std::string_view name_of(DeviceState state);
// False for what a technician has to see to.
[[nodiscard]] bool is_well(DeviceState state);

// All calls from any thread; none waits for a device.
class DeviceBoard {
 public:
  explicit DeviceBoard(const Clock& clock) : clock_(clock) {
    for (std::size_t i = 0; i < records_.size(); ++i) records_[i].kind = kDeviceKinds[i];
  }

  // What the configuration says. Before any other call for this device. `remote`: it has an address and no
  // plug, so that nobody can say whether it is there while it does not answer.
  void configure(DeviceKind kind, std::string configured, std::string driver, bool remote = false);
  void refuse(DeviceKind kind, std::string configured, std::string reason);

  // An attempt to open it. `state`: Ready, or Found when its driver has yet to say that it works.
  void opened(DeviceKind kind, const DeviceDescription& description, DeviceState state);
  void not_opened(DeviceKind kind, const Error& error);
  // A call on the opened device failed. Disconnected: it was unplugged.
  void failed(DeviceKind kind, const Error& error);
  void closed(DeviceKind kind);

  // What its driver says. `serial` may be "".
  void works(DeviceKind kind, const std::string& serial);
  void faulty(DeviceKind kind, ErrorCode cause, std::string_view reason);
  // Seen or not seen by looking at what is plugged in. Says nothing of a device that is in use. `permitted`:
  // the operating system would let us open it.
  void present(DeviceKind kind, const std::optional<std::string>& where, bool permitted = true);
  // A plug was pulled out of this port.
  void unplugged(const std::string& port);

  [[nodiscard]] DeviceRecord record(DeviceKind kind) const;
  // In the order of kDeviceKinds.
  [[nodiscard]] std::vector<DeviceRecord> snapshot() const;

 private:
  DeviceRecord& of(DeviceKind kind) { return records_[static_cast<std::size_t>(kind)]; }
  void go(DeviceRecord& record, DeviceState state, std::optional<ErrorCode> cause);
  void note(DeviceRecord& record, ErrorCode code, std::string_view message);

  const Clock& clock_;
  mutable std::mutex mutex_;
  std::array<DeviceRecord, kDeviceKinds.size()> records_;
};

}  // namespace yitang::devices
