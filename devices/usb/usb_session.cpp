#include "devices/usb/usb_session.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "devices/node/plug.hpp"

namespace yitang::devices {

namespace {

std::string port_path_of(libusb_device* device) {
  std::uint8_t ports[8];
  const int count = libusb_get_port_numbers(device, ports, sizeof ports);
  std::string path = std::to_string(libusb_get_bus_number(device));
  for (int i = 0; i < count; ++i) {
    path += (i == 0 ? '-' : '.') + std::to_string(ports[i]);
  }
  return path;
}

UsbInterfaceInfo describe_interface(const libusb_interface_descriptor& raw) {
  UsbInterfaceInfo info;
  info.number = raw.bInterfaceNumber;
  info.alternate_setting = raw.bAlternateSetting;
  info.interface_class = raw.bInterfaceClass;
  info.subclass = raw.bInterfaceSubClass;
  info.protocol = raw.bInterfaceProtocol;
  for (int i = 0; i < raw.bNumEndpoints; ++i) {
    const libusb_endpoint_descriptor& endpoint = raw.endpoint[i];
    const int type = endpoint.bmAttributes & LIBUSB_TRANSFER_TYPE_MASK;
    if (type != LIBUSB_TRANSFER_TYPE_BULK && type != LIBUSB_TRANSFER_TYPE_INTERRUPT) {
      continue;
    }
    Pipe pipe;
    pipe.address = endpoint.bEndpointAddress;
    pipe.direction = (endpoint.bEndpointAddress & LIBUSB_ENDPOINT_IN) != 0 ? Direction::In : Direction::Out;
    pipe.type = type == LIBUSB_TRANSFER_TYPE_BULK ? PipeType::Bulk : PipeType::Interrupt;
    pipe.max_packet = static_cast<std::uint16_t>(endpoint.wMaxPacketSize & 0x07FF);
    info.pipes.push_back(pipe);
  }
  return info;
}

}  // namespace

ErrorCode code_from_libusb(int status) {
  switch (status) {
    case LIBUSB_ERROR_TIMEOUT: return ErrorCode::Timeout;
    case LIBUSB_ERROR_NO_DEVICE: return ErrorCode::Disconnected;
    case LIBUSB_ERROR_PIPE: return ErrorCode::Stall;
    case LIBUSB_ERROR_OVERFLOW: return ErrorCode::Overflow;
    case LIBUSB_ERROR_ACCESS: return ErrorCode::Access;
    case LIBUSB_ERROR_BUSY: return ErrorCode::Busy;
    case LIBUSB_ERROR_NOT_FOUND: return ErrorCode::NotFound;
    case LIBUSB_ERROR_INTERRUPTED: return ErrorCode::Cancelled;
    case LIBUSB_ERROR_NOT_SUPPORTED: return ErrorCode::NotSupported;
    case LIBUSB_ERROR_INVALID_PARAM: return ErrorCode::BadArgument;
    case LIBUSB_ERROR_NO_MEM: return ErrorCode::OutOfMemory;
    default: return ErrorCode::Io;
  }
}

tl::unexpected<Error> usb_error(int status, std::string_view doing) {
  return fail(code_from_libusb(status), fmt::format("{}: {}", doing, libusb_error_name(status)));
}

// Uses descriptors that libusb and the kernel have in memory: allowed in a hotplug callback.
UsbDeviceInfo describe_device(libusb_device* device) {
  UsbDeviceInfo info;
  libusb_device_descriptor raw{};
  if (libusb_get_device_descriptor(device, &raw) == LIBUSB_SUCCESS) {
    info.vendor = raw.idVendor;
    info.product = raw.idProduct;
  }
  info.bus = libusb_get_bus_number(device);
  info.address = libusb_get_device_address(device);
  info.port_path = port_path_of(device);
  if (auto plug = plug_at(info.port_path)) {
    info.serial = std::move(plug->serial);
    info.maker = std::move(plug->maker);
    info.model = std::move(plug->model);
  }
  libusb_config_descriptor* config = nullptr;
  if (libusb_get_config_descriptor(device, 0, &config) != LIBUSB_SUCCESS) {
    return info;  // without interfaces it fits no row of any table
  }
  for (int i = 0; i < config->bNumInterfaces; ++i) {
    for (int k = 0; k < config->interface[i].num_altsetting; ++k) {
      info.interfaces.push_back(describe_interface(config->interface[i].altsetting[k]));
    }
  }
  libusb_free_config_descriptor(config);
  return info;
}

Result<std::shared_ptr<UsbSession>> UsbSession::start(Clock& clock, UsbListener listener) {
  std::shared_ptr<UsbSession> session(new UsbSession(clock, std::move(listener)));
  if (const int status = libusb_init(&session->context_); status != LIBUSB_SUCCESS) {
    session->context_ = nullptr;
    return usb_error(status, "starting libusb");
  }
  if (libusb_has_capability(LIBUSB_CAP_HAS_HOTPLUG) == 0) {
    return fail(ErrorCode::NotSupported, "libusb without hotplug");
  }
  const int events = LIBUSB_HOTPLUG_EVENT_DEVICE_ARRIVED | LIBUSB_HOTPLUG_EVENT_DEVICE_LEFT;
  const int status = libusb_hotplug_register_callback(
      session->context_, events, LIBUSB_HOTPLUG_ENUMERATE, LIBUSB_HOTPLUG_MATCH_ANY, LIBUSB_HOTPLUG_MATCH_ANY,
      LIBUSB_HOTPLUG_MATCH_ANY, &UsbSession::on_hotplug, session.get(), &session->hotplug_);
  if (status != LIBUSB_SUCCESS) {
    return usb_error(status, "registering for hotplug");
  }
  session->hotplug_registered_ = true;
  session->events_ = std::thread([raw = session.get()] { raw->run_events(); });
  return session;
}

UsbSession::~UsbSession() {
  stopping_ = true;
  if (hotplug_registered_) {
    libusb_hotplug_deregister_callback(context_, hotplug_);
  }
  if (events_.joinable()) {
    libusb_interrupt_event_handler(context_);
    events_.join();
  }
  for (const Known& known : known_) {
    libusb_unref_device(known.device);
  }
  if (context_ != nullptr) {
    libusb_exit(context_);
  }
}

void UsbSession::run_events() {
  while (!stopping_) {
    // Long, because everything that matters wakes it: an idle terminal shall sleep.
    timeval longest{60, 0};
    libusb_handle_events_timeout_completed(context_, &longest, nullptr);
  }
}

int LIBUSB_CALL UsbSession::on_hotplug(libusb_context* /*context*/, libusb_device* device,
                                       libusb_hotplug_event event, void* self) {
  auto* session = static_cast<UsbSession*>(self);
  if (event == LIBUSB_HOTPLUG_EVENT_DEVICE_ARRIVED) {
    session->arrived(device);
  } else {
    session->left(device);
  }
  return 0;  // 1 would end the registration
}

void UsbSession::arrived(libusb_device* device) {
  UsbDeviceInfo info = describe_device(device);
  {
    const std::scoped_lock lock(mutex_);
    const bool again =
        std::any_of(known_.begin(), known_.end(), [&](const Known& known) { return known.device == device; });
    if (again) {
      return;  // enumeration and a fresh event may both report it
    }
    known_.push_back({libusb_ref_device(device), info});
  }
  tell(UsbChange::Arrived, info);
}

void UsbSession::left(libusb_device* device) {
  UsbDeviceInfo info;
  {
    const std::scoped_lock lock(mutex_);
    const auto found = std::find_if(known_.begin(), known_.end(),
                                    [&](const Known& known) { return known.device == device; });
    if (found == known_.end()) {
      return;
    }
    info = found->info;
    libusb_unref_device(found->device);
    known_.erase(found);
  }
  tell(UsbChange::Left, info);
}

void UsbSession::tell(UsbChange change, const UsbDeviceInfo& info) {
  const std::scoped_lock lock(listener_mutex_);
  if (listener_) {
    listener_(change, info);
  }
}

void UsbSession::silence() {
  const std::scoped_lock lock(listener_mutex_);
  listener_ = nullptr;
}

std::vector<UsbDeviceInfo> UsbSession::devices() const {
  const std::scoped_lock lock(mutex_);
  std::vector<UsbDeviceInfo> infos;
  infos.reserve(known_.size());
  for (const Known& known : known_) {
    infos.push_back(known.info);
  }
  return infos;
}

std::vector<UsbCandidate> UsbSession::candidates(const std::vector<UsbMatch>& table,
                                                 const PlugName& plug) const {
  const std::scoped_lock lock(mutex_);
  std::vector<UsbCandidate> found;
  for (const Known& known : known_) {
    // Without a serial number in /sys only the opened device can tell.
    const std::string& serial = known.info.serial.empty() ? plug.serial : known.info.serial;
    if (!plug.fits(known.info.port_path, serial)) {
      continue;
    }
    for (const UsbMatch& match : table) {
      if (const UsbInterfaceInfo* interface = find_interface(known.info, match)) {
        found.push_back({UsbDeviceRef(libusb_ref_device(known.device)), known.info, *interface});
        break;
      }
    }
  }
  // Of several alike always the same one, whichever was plugged in first.
  std::stable_sort(found.begin(), found.end(), [](const UsbCandidate& a, const UsbCandidate& b) {
    return port_before(a.info.port_path, b.info.port_path);
  });
  return found;
}

}  // namespace yitang::devices
