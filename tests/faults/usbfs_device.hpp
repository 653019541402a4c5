// One USB device as the kernel's usbdevfs would show it, made with umockdev: a device node whose ioctls we
// answer, its sysfs entry and its hotplug messages. The program under test uses libusb as it is.
#pragma once

#include <umockdev.h>

#include <deque>
#include <list>
#include <map>
#include <mutex>
#include <string>

#include "usb_model.hpp"

namespace yitang::faults {

class UsbfsDevice {
 public:
  // `testbed` and `model` must outlive this. `number` is the device number on bus 1: a new one for every
  // plug.
  UsbfsDevice(UMockdevTestbed* testbed, UsbModel& model, int number, std::string port);
  ~UsbfsDevice();
  UsbfsDevice(const UsbfsDevice&) = delete;
  UsbfsDevice& operator=(const UsbfsDevice&) = delete;

  // False if the device cannot be made.
  bool plug();
  // Pending transfers end, the node goes, "remove" is told. Transfers already finished can still be reaped.
  void unplug();

  // Runs `change` on the model while no transfer does, then lets transfers go on.
  template <class Change>
  void with_model(Change change) {
    const std::scoped_lock lock(mutex_);
    change();
    pump();
  }

 private:
  struct Urb {
    UMockdevIoctlData* data;    // the client's usbdevfs_urb, held until it is reaped
    UMockdevIoctlData* buffer;  // its data; null if empty
    unsigned long address;      // in the client: how DISCARDURB names it
    int done;                   // bytes moved so far
  };

  static gboolean on_ioctl(UMockdevIoctlBase* base, UMockdevIoctlClient* client, gpointer self);
  static void on_client_gone(UMockdevIoctlBase* base, UMockdevIoctlClient* client, gpointer self);
  bool handle(UMockdevIoctlClient* client);
  int answer(unsigned long request, UMockdevIoctlData* argument);
  int submit(UMockdevIoctlData* argument);
  bool reap(UMockdevIoctlClient* client, UMockdevIoctlData* argument);
  int discard(UMockdevIoctlData* argument);
  void pump();
  int run(Urb& urb);
  void finish(Urb urb, int status);
  void drop_all();
  void show_readiness();
  bool make_fifo();
  void tell(const char* action) const;
  [[nodiscard]] std::string sysfs_description() const;
  [[nodiscard]] std::string root() const;
  [[nodiscard]] std::string padded_number() const;

  UMockdevTestbed* testbed_;
  UsbModel& model_;
  int number_;
  std::string port_;
  std::string node_;         // "bus/usb/001/004"
  std::string device_path_;  // without /sys
  UMockdevIoctlBase* handler_ = nullptr;
  std::recursive_mutex mutex_;
  std::map<int, std::list<Urb>> pending_;  // by endpoint; control transfers under 0
  std::deque<Urb> finished_;
  bool present_ = false;
  int fifo_ = -1;
  std::optional<bool> shown_ready_;
};

}  // namespace yitang::faults
