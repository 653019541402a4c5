#include "devices/usb/usb_transport.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace yitang::devices {

namespace {

constexpr std::size_t kInputTransfer = 4096;  // a multiple of every packet size there is (8 .. 512)
constexpr std::size_t kInboxLimit =
    64 * 1024;  // a device that talks without end is not listened to beyond this

struct FreeTransfer {
  void operator()(libusb_transfer* transfer) const { libusb_free_transfer(transfer); }
};
using TransferPtr = std::unique_ptr<libusb_transfer, FreeTransfer>;

int error_from_status(int status) {
  switch (status) {
    case LIBUSB_TRANSFER_COMPLETED: return LIBUSB_SUCCESS;
    case LIBUSB_TRANSFER_TIMED_OUT: return LIBUSB_ERROR_TIMEOUT;
    case LIBUSB_TRANSFER_CANCELLED: return LIBUSB_ERROR_INTERRUPTED;
    case LIBUSB_TRANSFER_STALL: return LIBUSB_ERROR_PIPE;
    case LIBUSB_TRANSFER_NO_DEVICE: return LIBUSB_ERROR_NO_DEVICE;
    case LIBUSB_TRANSFER_OVERFLOW: return LIBUSB_ERROR_OVERFLOW;
    default: return LIBUSB_ERROR_IO;
  }
}

// libusb takes 0 for "for ever".
unsigned int at_least_one(milliseconds timeout) {
  return static_cast<unsigned int>(std::max<milliseconds::rep>(1, timeout.count()));
}

}  // namespace

// All fields are guarded by the transport's mutex, except the transfer while libusb has it.
struct UsbTransport::Inbox {
  UsbTransport* owner = nullptr;
  Pipe pipe;
  TransferPtr transfer;
  std::vector<std::uint8_t> buffer = std::vector<std::uint8_t>(kInputTransfer);
  SecretBytes arrived;
  bool waiting = false;  // libusb has the transfer
  bool paused = false;   // do not submit again
  int error = LIBUSB_SUCCESS;
};

struct UsbTransport::OneShot {
  UsbTransport* owner;
  bool done = false;
};

UsbTransport::UsbTransport(std::shared_ptr<UsbSession> session, libusb_device_handle* handle,
                           DeviceDescription description)
    : session_(std::move(session)), handle_(handle), description_(std::move(description)) {}

Result<std::unique_ptr<Transport>> UsbTransport::open(std::shared_ptr<UsbSession> session,
                                                      const UsbCandidate& candidate) {
  libusb_device_handle* handle = nullptr;
  if (const int status = libusb_open(candidate.device.get(), &handle); status != LIBUSB_SUCCESS) {
    return usb_error(status, "opening the device");
  }
  DeviceDescription description;
  description.vendor = candidate.info.vendor;
  description.product = candidate.info.product;
  description.port_path = candidate.info.port_path;
  description.interface_number = candidate.interface.number;
  description.alternate_setting = candidate.interface.alternate_setting;
  description.interface_class = candidate.interface.interface_class;
  description.interface_subclass = candidate.interface.subclass;
  description.interface_protocol = candidate.interface.protocol;
  description.pipes = candidate.interface.pipes;

  // Not supported on some systems; then claiming says Busy, which is reported.
  (void)libusb_set_auto_detach_kernel_driver(handle, 1);
  if (const int status = libusb_claim_interface(handle, description.interface_number);
      status != LIBUSB_SUCCESS) {
    libusb_close(handle);
    return usb_error(status, "claiming the interface");
  }
  std::unique_ptr<UsbTransport> transport(
      new UsbTransport(std::move(session), handle, std::move(description)));
  const DeviceDescription& known = transport->description_;
  if (known.alternate_setting != 0) {
    const int status =
        libusb_set_interface_alt_setting(handle, known.interface_number, known.alternate_setting);
    if (status != LIBUSB_SUCCESS) {
      return usb_error(status, "choosing the alternate setting");
    }
  }
  libusb_device_descriptor raw{};
  if (libusb_get_device_descriptor(candidate.device.get(), &raw) == LIBUSB_SUCCESS &&
      raw.iSerialNumber != 0) {
    unsigned char text[256];
    const int size = libusb_get_string_descriptor_ascii(handle, raw.iSerialNumber, text, sizeof text);
    // Cheap firmware announces a serial number and has none: the port path stands in.
    transport->description_.serial.assign(text, text + std::max(0, size));
  }
  for (const Pipe& pipe : known.pipes) {
    if (pipe.direction != Direction::In) {
      continue;
    }
    auto inbox = std::make_unique<Inbox>();
    inbox->owner = transport.get();
    inbox->pipe = pipe;
    inbox->transfer.reset(libusb_alloc_transfer(0));
    if (!inbox->transfer) {
      return fail(ErrorCode::OutOfMemory, "no memory for a transfer");
    }
    const std::scoped_lock lock(transport->mutex_);
    transport->inboxes_.push_back(std::move(inbox));
    if (auto listening = transport->listen(*transport->inboxes_.back()); !listening) {
      return tl::unexpected(listening.error());
    }
  }
  return transport;
}

UsbTransport::~UsbTransport() {
  {
    std::unique_lock lock(mutex_);
    for (const auto& inbox : inboxes_) {
      stop_listening(*inbox, lock);
      explicit_bzero(inbox->buffer.data(), inbox->buffer.size());
    }
  }
  // Releases the interface too, and gives it back to the kernel driver that had it.
  libusb_release_interface(handle_, description_.interface_number);
  libusb_close(handle_);
}

UsbTransport::Inbox* UsbTransport::inbox(Channel in) {
  const auto index = static_cast<std::size_t>(in);
  return index < inboxes_.size() ? inboxes_[index].get() : nullptr;
}

Result<void> UsbTransport::listen(Inbox& inbox) {
  if (inbox.waiting || inbox.paused || gone_ || inbox.arrived.size() >= kInboxLimit) {
    return {};
  }
  const auto fill =
      inbox.pipe.type == PipeType::Bulk ? libusb_fill_bulk_transfer : libusb_fill_interrupt_transfer;
  fill(inbox.transfer.get(), handle_, inbox.pipe.address, inbox.buffer.data(),
       static_cast<int>(inbox.buffer.size()), &UsbTransport::on_input, &inbox, 0);
  const int status = libusb_submit_transfer(inbox.transfer.get());
  if (status != LIBUSB_SUCCESS) {
    gone_ = gone_ || status == LIBUSB_ERROR_NO_DEVICE;
    return usb_error(status, "listening");
  }
  inbox.waiting = true;
  return {};
}

void UsbTransport::stop_listening(Inbox& inbox, std::unique_lock<std::mutex>& lock) {
  // A transfer that finishes just now must not be submitted again by its callback.
  inbox.paused = true;
  if (inbox.waiting) {
    // NOT_FOUND: it has just finished by itself, and its callback is on the way.
    (void)libusb_cancel_transfer(inbox.transfer.get());
    changed_.wait(lock, [&inbox] { return !inbox.waiting; });
  }
}

// On the event thread.
void LIBUSB_CALL UsbTransport::on_input(libusb_transfer* transfer) {
  auto* inbox = static_cast<Inbox*>(transfer->user_data);
  UsbTransport& self = *inbox->owner;
  const std::scoped_lock lock(self.mutex_);
  inbox->waiting = false;
  const auto count = static_cast<std::size_t>(std::max(0, transfer->actual_length));
  inbox->arrived.insert(inbox->arrived.end(), inbox->buffer.begin(),
                        inbox->buffer.begin() + static_cast<std::ptrdiff_t>(count));
  explicit_bzero(inbox->buffer.data(), count);
  if (transfer->status == LIBUSB_TRANSFER_COMPLETED) {
    // A failure to go on listening shows in the next read(), which tries again.
    (void)self.listen(*inbox);
  } else {
    inbox->error = error_from_status(transfer->status);
    self.gone_ = self.gone_ || transfer->status == LIBUSB_TRANSFER_NO_DEVICE;
  }
  self.changed_.notify_all();
}

// On the event thread.
void LIBUSB_CALL UsbTransport::on_one_shot(libusb_transfer* transfer) {
  auto* shot = static_cast<OneShot*>(transfer->user_data);
  UsbTransport& self = *shot->owner;
  const std::scoped_lock lock(self.mutex_);
  self.gone_ = self.gone_ || transfer->status == LIBUSB_TRANSFER_NO_DEVICE;
  shot->done = true;
  self.changed_.notify_all();
}

Result<void> UsbTransport::check_present() {
  if (gone_) {
    return fail(ErrorCode::Disconnected, "the device is unplugged");
  }
  return {};
}

Result<Bytes> UsbTransport::read(Channel in, std::size_t max, milliseconds timeout) {
  Inbox* from = inbox(in);
  if (from == nullptr || max == 0) {
    return fail(ErrorCode::BadArgument, "no such pipe, or nothing to read");
  }
  std::unique_lock lock(mutex_);
  if (from->arrived.empty() && from->error == LIBUSB_SUCCESS) {
    if (auto listening = listen(*from); !listening) {
      return tl::unexpected(listening.error());
    }
  }
  changed_.wait_for(lock, timeout,
                    [&] { return !from->arrived.empty() || from->error != LIBUSB_SUCCESS || gone_; });
  if (!from->arrived.empty()) {
    const auto end = from->arrived.begin() + static_cast<std::ptrdiff_t>(std::min(max, from->arrived.size()));
    Bytes bytes(from->arrived.begin(), end);
    SecretBytes rest(end, from->arrived.end());
    from->arrived.swap(rest);
    if (from->error == LIBUSB_SUCCESS) {
      (void)listen(*from);  // as in on_input
    }
    return bytes;
  }
  if (auto there = check_present(); !there) {
    return tl::unexpected(there.error());
  }
  if (from->error == LIBUSB_SUCCESS) {
    return fail(ErrorCode::Timeout, "nothing to read");
  }
  const int error = from->error;
  if (error != LIBUSB_ERROR_PIPE) {
    from->error = LIBUSB_SUCCESS;  // told; the next read listens again. A stall stays until clear_halt()
  }
  return usb_error(error, "reading");
}

// Submits, waits for the callback (always: the transfer must not be freed before), gives the bytes
// transferred.
Result<std::size_t> UsbTransport::run(libusb_transfer* transfer, std::string_view doing) {
  OneShot shot{this};
  transfer->user_data = &shot;
  std::unique_lock lock(mutex_);
  if (auto there = check_present(); !there) {
    return tl::unexpected(there.error());
  }
  if (const int status = libusb_submit_transfer(transfer); status != LIBUSB_SUCCESS) {
    gone_ = gone_ || status == LIBUSB_ERROR_NO_DEVICE;
    return usb_error(status, doing);
  }
  changed_.wait(lock, [&shot] { return shot.done; });
  const auto transferred = static_cast<std::size_t>(std::max(0, transfer->actual_length));
  if (transfer->status == LIBUSB_TRANSFER_COMPLETED) {
    return transferred;
  }
  auto error = usb_error(error_from_status(transfer->status), doing);
  error.value().transferred = transferred;
  return error;
}

Result<std::size_t> UsbTransport::write(Channel out, ByteView data, milliseconds timeout) {
  const Pipe* pipe = description_.pipe(Direction::Out, out);
  if (pipe == nullptr || data.empty()) {
    return fail(ErrorCode::BadArgument, "no such pipe, or nothing to write");
  }
  const TransferPtr transfer(libusb_alloc_transfer(0));
  if (!transfer) {
    return fail(ErrorCode::OutOfMemory, "no memory for a transfer");
  }
  Bytes copy(data.begin(), data.end());  // libusb wants writable memory
  const auto fill = pipe->type == PipeType::Bulk ? libusb_fill_bulk_transfer : libusb_fill_interrupt_transfer;
  fill(transfer.get(), handle_, pipe->address, copy.data(), static_cast<int>(copy.size()),
       &UsbTransport::on_one_shot, nullptr, at_least_one(timeout));
  auto written = run(transfer.get(), "writing");
  wipe(copy);
  if (written && *written < data.size()) {
    auto error = fail(ErrorCode::Io, "the device took less than it was given");
    error.value().transferred = *written;
    return error;
  }
  return written;
}

Result<Bytes> UsbTransport::control(std::uint8_t request_type, const ControlSetup& setup, ByteView data,
                                    std::uint16_t length, milliseconds timeout) {
  const TransferPtr transfer(libusb_alloc_transfer(0));
  if (!transfer) {
    return fail(ErrorCode::OutOfMemory, "no memory for a transfer");
  }
  Bytes buffer(LIBUSB_CONTROL_SETUP_SIZE + length);
  libusb_fill_control_setup(buffer.data(), request_type, setup.request, setup.value, setup.index, length);
  std::copy(data.begin(), data.end(), buffer.begin() + LIBUSB_CONTROL_SETUP_SIZE);
  libusb_fill_control_transfer(transfer.get(), handle_, buffer.data(), &UsbTransport::on_one_shot, nullptr,
                               at_least_one(timeout));
  auto transferred = run(transfer.get(), "control request");
  if (!transferred) {
    return tl::unexpected(transferred.error());
  }
  const auto begin = buffer.begin() + LIBUSB_CONTROL_SETUP_SIZE;
  return Bytes(begin, begin + static_cast<std::ptrdiff_t>(*transferred));
}

Result<Bytes> UsbTransport::control_in(const ControlSetup& setup, std::uint16_t length,
                                       milliseconds timeout) {
  return control(setup.request_type | LIBUSB_ENDPOINT_IN, setup, {}, length, timeout);
}

Result<void> UsbTransport::control_out(const ControlSetup& setup, ByteView data, milliseconds timeout) {
  if (data.size() > 0xFFFF || (setup.request_type & LIBUSB_ENDPOINT_IN) != 0) {
    return fail(ErrorCode::BadArgument, "not an OUT request");
  }
  auto sent = control(setup.request_type, setup, data, static_cast<std::uint16_t>(data.size()), timeout);
  return sent ? Result<void>{} : tl::unexpected(sent.error());
}

Result<void> UsbTransport::clear_halt(Direction direction, Channel channel) {
  const Pipe* pipe = description_.pipe(direction, channel);
  if (pipe == nullptr) {
    return fail(ErrorCode::BadArgument, "no such pipe");
  }
  Inbox* listener = direction == Direction::In ? inbox(channel) : nullptr;
  if (listener != nullptr) {
    std::unique_lock lock(mutex_);
    stop_listening(*listener, lock);
  }
  const int status = libusb_clear_halt(handle_, pipe->address);
  if (status != LIBUSB_SUCCESS) {
    const std::scoped_lock lock(mutex_);
    if (listener != nullptr) {
      listener->paused = false;
    }
    gone_ = gone_ || status == LIBUSB_ERROR_NO_DEVICE;
    return usb_error(status, "clearing a halt");
  }
  if (listener == nullptr) {
    return {};
  }
  const std::scoped_lock lock(mutex_);
  listener->paused = false;
  listener->error = LIBUSB_SUCCESS;
  return listen(*listener);
}

Result<void> UsbTransport::reset() {
  {
    std::unique_lock lock(mutex_);
    for (const auto& inbox : inboxes_) {
      stop_listening(*inbox, lock);
    }
  }
  const int status = libusb_reset_device(handle_);
  const std::scoped_lock lock(mutex_);
  for (const auto& inbox : inboxes_) {
    inbox->paused = false;
  }
  if (status != LIBUSB_SUCCESS) {
    gone_ = gone_ || status == LIBUSB_ERROR_NO_DEVICE || status == LIBUSB_ERROR_NOT_FOUND;
    return usb_error(status, "resetting the port");
  }
  for (const auto& inbox : inboxes_) {
    inbox->arrived.clear();
    inbox->error = LIBUSB_SUCCESS;
    if (auto listening = listen(*inbox); !listening) {
      return listening;
    }
  }
  return {};
}

}  // namespace yitang::devices
