#include "serial_node.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cstdlib>

namespace yitang::faults {
namespace {

constexpr int kLookEveryMs = 3;

std::string folder_of(UMockdevTestbed* testbed) {
  gchar* directory = umockdev_testbed_get_root_dir(testbed);
  std::string result = directory;
  g_free(directory);
  return result;
}

}  // namespace

// Without a node ("N:"), as with the other nodes.
SerialNode::SerialNode(UMockdevTestbed* testbed, int number, std::uint16_t vendor, std::uint16_t product,
                       Device device)
    : testbed_(testbed),
      name_(fmt::format("ttyACM{}", number)),
      path_(fmt::format("/devices/virtual/line{}", number)),
      description_(
          fmt::format("P: {0}\nE: SUBSYSTEM=platform\nA: idVendor={1:04x}\\n\nA: idProduct={2:04x}\\n\n\n"
                      "P: {0}/tty/{3}\nE: SUBSYSTEM=tty\nE: DEVNAME=/dev/{3}\nL: device=../../../line{4}\n",
                      path_, vendor, product, name_, number)),
      device_(std::move(device)) {}

SerialNode::~SerialNode() {
  unplug();
  if (handler_ == nullptr) return;
  umockdev_testbed_detach_ioctl(testbed_, ("/dev/" + name_).c_str(), nullptr);
  g_object_unref(handler_);
}

bool SerialNode::open_line() {
  line_ = ::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
  if (line_ < 0 || ::grantpt(line_) != 0 || ::unlockpt(line_) != 0) return false;
  std::array<char, 64> name{};
  if (::ptsname_r(line_, name.data(), name.size()) != 0) return false;
  held_ = ::open(name.data(), O_RDWR | O_NOCTTY | O_CLOEXEC);
  termios raw{};
  if (held_ < 0 || ::tcgetattr(held_, &raw) != 0) return false;
  ::cfmakeraw(&raw);  // what the device sends before anybody opens the port must not come back to it
  if (::tcsetattr(held_, TCSANOW, &raw) != 0) return false;
  link_ = folder_of(testbed_) + "/dev/" + name_;
  return ::symlink(name.data(), link_.c_str()) == 0;
}

// umockdev lets no request of a program through to a node it emulates; those that termios makes by itself go
// to the kernel. What is left, taking the port for oneself and its control lines, is granted.
gboolean SerialNode::take_ioctl(UMockdevIoctlBase* /*base*/, UMockdevIoctlClient* client, gpointer /*self*/) {
  umockdev_ioctl_client_complete(client, 0, 0);
  return TRUE;
}

bool SerialNode::plug() {
  if (!open_line()) return false;
  handler_ = umockdev_ioctl_base_new();
  g_signal_connect(handler_, "handle-ioctl", G_CALLBACK(&SerialNode::take_ioctl), this);
  if (umockdev_testbed_attach_ioctl(testbed_, ("/dev/" + name_).c_str(), handler_, nullptr) == FALSE)
    return false;
  thread_ = std::thread([this] { run(); });
  return umockdev_testbed_add_from_string(testbed_, description_.c_str(), nullptr) != FALSE;
}

void SerialNode::unplug() {
  if (line_ < 0) return;
  umockdev_testbed_remove_device(testbed_, ("/sys" + path_).c_str());
  ::unlink(link_.c_str());
  ending_ = true;
  if (thread_.joinable()) thread_.join();
  ::close(held_);
  ::close(line_);
  line_ = held_ = -1;
}

void SerialNode::run() {
  while (!ending_) {
    pollfd wanted{line_, POLLIN, 0};
    (void)::poll(&wanted, 1, kLookEveryMs);
    std::array<std::uint8_t, 4096> buffer{};
    const ssize_t got = ::read(line_, buffer.data(), buffer.size());
    const devices::Bytes answer = device_({buffer.data(), got > 0 ? static_cast<std::size_t>(got) : 0});
    // What the line does not take is lost, as with a program that does not listen.
    if (!answer.empty() && ::write(line_, answer.data(), answer.size()) < 0) continue;
  }
}

}  // namespace yitang::faults
