// Transport over libusb's asynchronous transfers. Internal to devices/usb: open one through UsbContext.
// Every IN pipe has a transfer waiting all the time, so that nothing the device says is ever lost to a
// cancelled read, an unplugged device is noticed at once, and a printer can report while its OUT pipe is
// blocked.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>

#include "devices/usb/usb_session.hpp"
#include "devices/wipe.hpp"

namespace yitang::devices {

class UsbTransport final : public Transport {
 public:
  // Opens, claims and starts listening. Access and Busy are tried once.
  static Result<std::unique_ptr<Transport>> open(std::shared_ptr<UsbSession> session,
                                                 const UsbCandidate& candidate);
  ~UsbTransport() override;

  [[nodiscard]] const DeviceDescription& description() const override { return description_; }
  Result<std::size_t> write(Channel out, ByteView data, milliseconds timeout) override;
  Result<Bytes> read(Channel in, std::size_t max, milliseconds timeout) override;
  Result<Bytes> control_in(const ControlSetup& setup, std::uint16_t length, milliseconds timeout) override;
  Result<void> control_out(const ControlSetup& setup, ByteView data, milliseconds timeout) override;
  Result<void> clear_halt(Direction direction, Channel channel) override;
  Result<void> reset() override;

 private:
  struct Inbox;    // standing transfer of one IN pipe
  struct OneShot;  // a transfer that somebody waits for

  UsbTransport(std::shared_ptr<UsbSession> session, libusb_device_handle* handle,
               DeviceDescription description);
  static void LIBUSB_CALL on_input(libusb_transfer* transfer);
  static void LIBUSB_CALL on_one_shot(libusb_transfer* transfer);

  Inbox* inbox(Channel in);
  Result<void> listen(Inbox& inbox);  // with mutex_ held
  void stop_listening(Inbox& inbox, std::unique_lock<std::mutex>& lock);
  Result<Bytes> control(std::uint8_t request_type, const ControlSetup& setup, ByteView data,
                        std::uint16_t length, milliseconds timeout);
  Result<std::size_t> run(libusb_transfer* transfer, std::string_view doing);
  Result<void> check_present();

  std::shared_ptr<UsbSession> session_;
  libusb_device_handle* handle_;
  DeviceDescription description_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool gone_ = false;
  std::vector<std::unique_ptr<Inbox>> inboxes_;
};

}  // namespace yitang::devices
