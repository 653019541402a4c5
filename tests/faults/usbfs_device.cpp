#include "usbfs_device.hpp"

#include <fcntl.h>
#include <linux/usbdevice_fs.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "uevent.hpp"

namespace yitang::faults {

namespace {

constexpr std::size_t kFifoSize = 4096;
constexpr std::size_t kSetupSize = 8;

usbdevfs_urb* raw(UMockdevIoctlData* data) { return reinterpret_cast<usbdevfs_urb*>(data->data); }

std::string hex(const Bytes& bytes) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  std::string text;
  for (const std::uint8_t byte : bytes) {
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

}  // namespace

UsbfsDevice::UsbfsDevice(UMockdevTestbed* testbed, UsbModel& model, int number, std::string port)
    : testbed_(testbed), model_(model), number_(number), port_(std::move(port)) {
  node_ = "bus/usb/001/" + padded_number();
  device_path_ = "/devices/pci0000:00/0000:00:14.0/usb1/" + port_;
}

UsbfsDevice::~UsbfsDevice() {
  if (handler_ != nullptr) {
    umockdev_testbed_detach_ioctl(testbed_, ("/dev/" + node_).c_str(), nullptr);
    g_object_unref(handler_);
  }
  drop_all();
  if (fifo_ >= 0) {
    close(fifo_);
  }
}

std::string UsbfsDevice::padded_number() const {
  std::string digits = std::to_string(number_);
  return std::string(3 - digits.size(), '0') + digits;
}

std::string UsbfsDevice::root() const {
  gchar* directory = umockdev_testbed_get_root_dir(testbed_);
  std::string result = directory;
  g_free(directory);
  return result;
}

std::string UsbfsDevice::sysfs_description() const {
  const Bytes device = model_.device_descriptor();
  const Bytes configuration = model_.configuration_descriptor();
  const std::string vendor = hex({device[9], device[8]});
  const std::string product = hex({device[11], device[10]});
  const std::string serial = model_.serial().empty() ? "" : "\nA: serial=" + model_.serial() + "\\n";
  // Attributes end with a line break, as the kernel writes them.
  return "P: " + device_path_ + "\nN: " + node_ +
         "\nE: SUBSYSTEM=usb\nE: DEVTYPE=usb_device\nE: DEVNAME=/dev/" + node_ +
         "\nE: BUSNUM=001\nE: DEVNUM=" + padded_number() +
         "\nA: busnum=1\\n\nA: devnum=" + std::to_string(number_) +
         "\\n\nA: speed=12\\n\nA: bConfigurationValue=1\\n\nA: bNumConfigurations=1\\n\nA: idVendor=" +
         vendor + "\\n\nA: idProduct=" + product + "\\n" + serial + "\nH: descriptors=" + hex(device) +
         hex(configuration) + "\n";
}

bool UsbfsDevice::plug() {
  handler_ = umockdev_ioctl_base_new();
  g_signal_connect(handler_, "handle-ioctl", G_CALLBACK(&UsbfsDevice::on_ioctl), this);
  g_signal_connect(handler_, "client-vanished", G_CALLBACK(&UsbfsDevice::on_client_gone), this);
  present_ = true;
  // The order matters: whoever hears of the device opens it at once.
  if (umockdev_testbed_attach_ioctl(testbed_, ("/dev/" + node_).c_str(), handler_, nullptr) == FALSE ||
      umockdev_testbed_add_from_string(testbed_, sysfs_description().c_str(), nullptr) == FALSE ||
      !make_fifo()) {
    return false;
  }
  tell("add");
  return true;
}

void UsbfsDevice::unplug() {
  const std::scoped_lock lock(mutex_);
  present_ = false;
  for (auto& [endpoint, urbs] : pending_) {
    for (const Urb& urb : urbs) {
      finish(urb, -ESHUTDOWN);
    }
  }
  pending_.clear();
  umockdev_testbed_remove_device(testbed_, ("/sys" + device_path_).c_str());
  show_readiness();
  tell("remove");
}

void UsbfsDevice::tell(const char* action) const {
  send_uevent(root(), {action,
                       "usb",
                       "usb_device",
                       device_path_,
                       {"DEVNAME=/dev/" + node_, "BUSNUM=001", "DEVNUM=" + padded_number(), "MAJOR=189",
                        "MINOR=" + std::to_string(number_ - 1)}});
}

// The node that umockdev makes is always writable for poll(), which usbdevfs uses to say "a transfer is
// finished". A FIFO can be made writable (drained) or not (full).
bool UsbfsDevice::make_fifo() {
  const std::string path = root() + "/dev/" + node_;
  unlink(path.c_str());
  if (mkfifo(path.c_str(), 0666) != 0) {
    return false;
  }
  fifo_ = open(path.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC);
  if (fifo_ < 0 || fcntl(fifo_, F_SETPIPE_SZ, kFifoSize) < 0) {
    return false;
  }
  show_readiness();
  return true;
}

void UsbfsDevice::show_readiness() {
  const bool ready = !finished_.empty();
  if (fifo_ < 0 || shown_ready_ == ready) {
    return;
  }
  shown_ready_ = ready;
  std::array<char, kFifoSize> page{};
  if (ready) {
    while (read(fifo_, page.data(), page.size()) > 0) {
    }
  } else {
    while (write(fifo_, page.data(), page.size()) > 0) {
    }
  }
}

void UsbfsDevice::finish(Urb urb, int status) {
  raw(urb.data)->status = status;
  raw(urb.data)->actual_length = urb.done;
  finished_.push_back(urb);
  show_readiness();
}

void UsbfsDevice::drop_all() {
  const std::scoped_lock lock(mutex_);
  for (auto& [endpoint, urbs] : pending_) {
    for (const Urb& urb : urbs) {
      g_object_unref(urb.data);
    }
  }
  for (const Urb& urb : finished_) {
    g_object_unref(urb.data);
  }
  pending_.clear();
  finished_.clear();
  show_readiness();
}

// What can move moves; an endpoint that NAKs keeps its transfers in order. One transfer may unblock another
// endpoint.
void UsbfsDevice::pump() {
  for (bool moved = true; moved;) {
    moved = false;
    for (auto& [endpoint, urbs] : pending_) {
      while (!urbs.empty()) {
        const int result = run(urbs.front());
        if (result == -EAGAIN) {
          break;
        }
        finish(urbs.front(), result);
        urbs.pop_front();
        moved = true;
      }
    }
  }
}

// 0: finished, urb.done is set. Else a negative errno.
int UsbfsDevice::run(Urb& urb) {
  const usbdevfs_urb& request = *raw(urb.data);
  const std::span<std::uint8_t> buffer(urb.buffer != nullptr ? urb.buffer->data : nullptr,
                                       static_cast<std::size_t>(request.buffer_length));
  if (request.type == USBDEVFS_URB_TYPE_CONTROL) {
    if (buffer.size() < kSetupSize) {
      return -EINVAL;
    }
    const ControlRequest setup{buffer[0], buffer[1], static_cast<std::uint16_t>(buffer[2] | buffer[3] << 8),
                               static_cast<std::uint16_t>(buffer[4] | buffer[5] << 8)};
    const int moved = model_.control(setup, buffer.subspan(kSetupSize));
    urb.done = std::max(0, moved);
    return std::min(0, moved);
  }
  if ((request.endpoint & 0x80) != 0) {
    const int moved = model_.in(request.endpoint, buffer);
    urb.done = std::max(0, moved);
    return std::min(0, moved);
  }
  while (static_cast<std::size_t>(urb.done) < buffer.size()) {
    const int moved = model_.out(request.endpoint, buffer.subspan(static_cast<std::size_t>(urb.done)));
    if (moved < 0) {
      return moved;
    }
    urb.done += moved;
  }
  return 0;
}

gboolean UsbfsDevice::on_ioctl(UMockdevIoctlBase* /*base*/, UMockdevIoctlClient* client, gpointer self) {
  return static_cast<UsbfsDevice*>(self)->handle(client) ? TRUE : FALSE;
}

void UsbfsDevice::on_client_gone(UMockdevIoctlBase* /*base*/, UMockdevIoctlClient* /*client*/,
                                 gpointer self) {
  static_cast<UsbfsDevice*>(self)->drop_all();
}

bool UsbfsDevice::handle(UMockdevIoctlClient* client) {
  const std::scoped_lock lock(mutex_);
  const unsigned long request = umockdev_ioctl_client_get_request(client) & 0xFFFFFFFFUL;
  UMockdevIoctlData* argument = umockdev_ioctl_client_get_arg(client);
  const bool reaps =
      request == (USBDEVFS_REAPURBNDELAY & 0xFFFFFFFFUL) || request == (USBDEVFS_REAPURB & 0xFFFFFFFFUL);
  if (reaps && reap(client, argument)) {
    return true;
  }
  int error = reaps ? (present_ ? EAGAIN : ENODEV) : -answer(request, argument);
  umockdev_ioctl_client_complete(client, error == 0 ? 0 : -1, error);
  return true;
}

int UsbfsDevice::answer(unsigned long request, UMockdevIoctlData* argument) {
  if (request == (USBDEVFS_DISCARDURB & 0xFFFFFFFFUL)) {
    return discard(argument);
  }
  if (!present_) {
    return -ENODEV;
  }
  switch (request) {
    case USBDEVFS_CLAIMINTERFACE:
    case USBDEVFS_RELEASEINTERFACE:
    case USBDEVFS_SETINTERFACE:
    case USBDEVFS_SETCONFIGURATION:
    case USBDEVFS_DISCONNECT_CLAIM: return 0;
    case USBDEVFS_GETDRIVER:
    case USBDEVFS_IOCTL: return -ENODATA;  // no kernel driver is bound
    case USBDEVFS_SUBMITURB & 0xFFFFFFFFUL: return submit(argument);
    case USBDEVFS_RESET:
      model_.reset();
      pump();
      return 0;
    default: break;
  }
  UMockdevIoctlData* word = umockdev_ioctl_data_resolve(argument, 0, sizeof(std::uint32_t), nullptr);
  if (word == nullptr) {
    return -EFAULT;
  }
  int result = -ENOTTY;
  if (request == (USBDEVFS_GET_CAPABILITIES & 0xFFFFFFFFUL)) {
    const std::uint32_t abilities = USBDEVFS_CAP_ZERO_PACKET | USBDEVFS_CAP_BULK_CONTINUATION |
                                    USBDEVFS_CAP_NO_PACKET_SIZE_LIM | USBDEVFS_CAP_REAP_AFTER_DISCONNECT;
    std::memcpy(word->data, &abilities, sizeof abilities);
    result = 0;
  } else if (request == (USBDEVFS_CLEAR_HALT & 0xFFFFFFFFUL)) {
    model_.clear_halt(word->data[0]);
    pump();
    result = 0;
  }
  g_object_unref(word);
  return result;
}

int UsbfsDevice::submit(UMockdevIoctlData* argument) {
  UMockdevIoctlData* data = umockdev_ioctl_data_resolve(argument, 0, sizeof(usbdevfs_urb), nullptr);
  if (data == nullptr) {
    return -EFAULT;
  }
  Urb urb{data, nullptr, data->client_addr, 0};
  const usbdevfs_urb& request = *raw(data);
  if (request.buffer_length > 0) {
    urb.buffer = umockdev_ioctl_data_resolve(data, offsetof(usbdevfs_urb, buffer),
                                             static_cast<gsize>(request.buffer_length), nullptr);
    if (urb.buffer == nullptr) {
      g_object_unref(data);
      return -EFAULT;
    }
    g_object_unref(urb.buffer);  // `data` keeps it
  }
  pending_[request.type == USBDEVFS_URB_TYPE_CONTROL ? 0 : request.endpoint].push_back(urb);
  pump();
  return 0;
}

bool UsbfsDevice::reap(UMockdevIoctlClient* client, UMockdevIoctlData* argument) {
  if (finished_.empty()) {
    return false;
  }
  const Urb urb = finished_.front();
  finished_.pop_front();
  UMockdevIoctlData* pointer = umockdev_ioctl_data_resolve(argument, 0, sizeof(void*), nullptr);
  umockdev_ioctl_data_set_ptr(pointer, 0, urb.data);
  g_object_unref(pointer);
  show_readiness();
  umockdev_ioctl_client_complete(client, 0, 0);
  g_object_unref(urb.data);
  return true;
}

int UsbfsDevice::discard(UMockdevIoctlData* argument) {
  unsigned long address = 0;
  std::memcpy(&address, argument->data, sizeof address);
  for (auto& [endpoint, urbs] : pending_) {
    for (auto at = urbs.begin(); at != urbs.end(); ++at) {
      if (at->address == address) {
        finish(*at, -ENOENT);
        urbs.erase(at);
        return 0;
      }
    }
  }
  return -EINVAL;
}

}  // namespace yitang::faults
