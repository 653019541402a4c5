#include "devices/evdev/evdev_transport.hpp"

#include <fcntl.h>
#include <linux/input.h>
#include <poll.h>
#include <sys/ioctl.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

namespace yitang::devices {
namespace {

template <std::size_t Bits>
using KeyBits = std::array<std::uint8_t, (Bits + 7) / 8>;

template <std::size_t Size>
bool bit_set(const std::array<std::uint8_t, Size>& bits, std::size_t bit) {
  return (bits[bit / 8] >> (bit % 8) & 1) != 0;
}

// A power button or a touch screen has keys, too.
bool types_codes(int fd) {
  KeyBits<KEY_CNT> keys{};
  if (::ioctl(fd, EVIOCGBIT(EV_KEY, sizeof keys), keys.data()) < 0) return false;
  return bit_set(keys, KEY_A) && bit_set(keys, KEY_1) && bit_set(keys, KEY_LEFTSHIFT) &&
         bit_set(keys, KEY_ENTER);
}

}  // namespace

EvdevTransport::EvdevTransport(NodeFile file, DeviceDescription description, bool caps_lock)
    : file_(std::move(file)), description_(std::move(description)) {
  const KeyEvent led{EV_LED, LED_CAPSL, caps_lock ? 1 : 0};
  first_ = encode_key_events({&led, 1});
}

Result<std::unique_ptr<Transport>> EvdevTransport::open(const std::string& path, Clock& clock) {
  auto file = NodeFile::open(path, O_RDONLY, clock);
  if (!file) return tl::unexpected(file.error());
  const int fd = file->fd();
  input_id id{};
  if (::ioctl(fd, EVIOCGID, &id) < 0 || !types_codes(fd))
    return fail(ErrorCode::BadArgument, path + " is no keyboard");
  if (::ioctl(fd, EVIOCGRAB, 1) < 0) return node_error(errno, "taking the keyboard for ourselves");
  KeyBits<LED_CNT> leds{};
  const bool caps = ::ioctl(fd, EVIOCGLED(sizeof leds), leds.data()) >= 0 && bit_set(leds, LED_CAPSL);
  DeviceDescription description;
  description.vendor = id.vendor;
  description.product = id.product;
  description.port_path = path;
  description.pipes = {{0x81, Direction::In, PipeType::Interrupt, sizeof(input_event)}};
  return std::unique_ptr<Transport>(new EvdevTransport(std::move(*file), std::move(description), caps));
}

Result<Bytes> EvdevTransport::read(Channel in, std::size_t max, milliseconds timeout) {
  if (in != Channel::First || max < sizeof(input_event))
    return fail(ErrorCode::BadArgument, "too little room");
  if (gone_) return fail(ErrorCode::Disconnected, "the keyboard is gone");
  if (!first_.empty()) return std::exchange(first_, {});
  const auto say = [this](const Error& error) -> tl::unexpected<Error> {
    gone_ = gone_ || error.code == ErrorCode::Disconnected;
    return tl::unexpected(error);
  };
  if (auto ready = file_.wait(POLLIN, timeout); !ready) return say(ready.error());
  auto bytes = file_.read_some(max - max % sizeof(input_event));
  if (!bytes) return say(bytes.error());
  return bytes;
}

Result<std::size_t> EvdevTransport::write(Channel /*out*/, ByteView /*data*/, milliseconds /*timeout*/) {
  return fail(ErrorCode::BadArgument, "nothing can be written to a keyboard");
}

Result<Bytes> EvdevTransport::control_in(const ControlSetup& /*setup*/, std::uint16_t /*length*/,
                                         milliseconds /*timeout*/) {
  return fail(ErrorCode::NotSupported, "evdev has no control requests");
}

Result<void> EvdevTransport::control_out(const ControlSetup& /*setup*/, ByteView /*data*/,
                                         milliseconds /*timeout*/) {
  return fail(ErrorCode::NotSupported, "evdev has no control requests");
}

Result<void> EvdevTransport::clear_halt(Direction /*direction*/, Channel /*channel*/) { return {}; }

Result<void> EvdevTransport::reset() { return fail(ErrorCode::NotSupported, "evdev cannot reset a port"); }

}  // namespace yitang::devices
