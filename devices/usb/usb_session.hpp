// The libusb context with its event thread and the list of devices. Internal to devices/usb.
#pragma once

#include <libusb.h>

#include <atomic>
#include <memory>
#include <mutex>
#include <string_view>
#include <thread>
#include <vector>

#include "devices/usb/usb_context.hpp"

namespace yitang::devices {

[[nodiscard]] ErrorCode code_from_libusb(int status);
[[nodiscard]] tl::unexpected<Error> usb_error(int status, std::string_view doing);
[[nodiscard]] UsbDeviceInfo describe_device(libusb_device* device);

// A counted reference to a device.
struct UsbDeviceUnref {
  void operator()(libusb_device* device) const { libusb_unref_device(device); }
};
using UsbDeviceRef = std::unique_ptr<libusb_device, UsbDeviceUnref>;

struct UsbCandidate {
  UsbDeviceRef device;
  UsbDeviceInfo info;
  UsbInterfaceInfo interface;
};

class UsbSession {
 public:
  static Result<std::shared_ptr<UsbSession>> start(Clock& clock, UsbListener listener);
  ~UsbSession();
  UsbSession(const UsbSession&) = delete;
  UsbSession& operator=(const UsbSession&) = delete;

  [[nodiscard]] std::vector<UsbDeviceInfo> devices() const;
  [[nodiscard]] std::vector<UsbCandidate> candidates(const std::vector<UsbMatch>& table,
                                                     const PlugName& plug) const;
  // No listener call begins after this returned.
  void silence();
  [[nodiscard]] Clock& clock() const { return clock_; }

 private:
  struct Known {
    libusb_device* device;  // referenced
    UsbDeviceInfo info;
  };
  UsbSession(Clock& clock, UsbListener listener) : clock_(clock), listener_(std::move(listener)) {}
  static int LIBUSB_CALL on_hotplug(libusb_context* context, libusb_device* device,
                                    libusb_hotplug_event event, void* self);
  void arrived(libusb_device* device);
  void left(libusb_device* device);
  void tell(UsbChange change, const UsbDeviceInfo& info);
  void run_events();

  Clock& clock_;
  std::mutex listener_mutex_;
  UsbListener listener_;
  libusb_context* context_ = nullptr;
  libusb_hotplug_callback_handle hotplug_ = 0;
  bool hotplug_registered_ = false;
  mutable std::mutex mutex_;
  std::vector<Known> known_;
  std::atomic<bool> stopping_{false};
  std::thread events_;
};

}  // namespace yitang::devices
