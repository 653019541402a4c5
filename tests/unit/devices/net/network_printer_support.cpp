#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>

#include "tests/unit/devices/net/network_printer.hpp"

namespace yitang::devices::test {
namespace {

constexpr int kLook = 5;  // milliseconds between looks whether the printer has something to say

PrinterModel without_delay(PrinterModel model) {
  model.speed_mm_per_s = 100'000'000;
  model.port_status = false;
  return model;
}

bool readable(int fd) {
  pollfd what{fd, POLLIN, 0};
  return ::poll(&what, 1, kLook) > 0;
}

void break_off(int fd) {
  const linger at_once{1, 0};
  (void)::setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

}  // namespace

NetworkPrinter::NetworkPrinter(WayFaults faults, PrinterModel model)
    : simulator(clock, without_delay(model)), faults_(faults) {}

NetworkPrinter::~NetworkPrinter() {
  end_ = true;
  if (thread_.joinable()) thread_.join();
  if (listener_ >= 0) ::close(listener_);
}

HostPort NetworkPrinter::listen(bool six) {
  sockaddr_storage address{};
  socklen_t size = six ? sizeof(sockaddr_in6) : sizeof(sockaddr_in);
  auto* four_address = reinterpret_cast<sockaddr_in*>(&address);
  auto* six_address = reinterpret_cast<sockaddr_in6*>(&address);
  address.ss_family = six ? AF_INET6 : AF_INET;
  if (six) {
    six_address->sin6_addr = in6addr_loopback;
  } else {
    four_address->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  }
  listener_ = ::socket(address.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  // A small window, so that a printer that takes nothing is felt soon.
  const int window = 2048;
  (void)::setsockopt(listener_, SOL_SOCKET, SO_RCVBUF, &window, sizeof window);
  auto* any = reinterpret_cast<sockaddr*>(&address);
  if (::bind(listener_, any, size) != 0 || ::listen(listener_, 4) != 0) return {};
  if (::getsockname(listener_, any, &size) != 0) return {};
  thread_ = std::thread([this] { accept_all(); });
  return {six ? "::1" : "127.0.0.1", ntohs(six ? six_address->sin6_port : four_address->sin_port)};
}

void NetworkPrinter::serve(int fd) {
  thread_ = std::thread([this, fd] { talk(fd); });
}

void NetworkPrinter::accept_all() {
  while (!end_) {
    if (!readable(listener_)) continue;
    const int fd = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (fd < 0) continue;
    talk(fd);
    ::close(fd);
  }
}

// What the printer does not take stays in the connection, as with a real one.
void NetworkPrinter::talk(int fd) {
  auto printer = simulator.reconnect();
  Bytes pending;
  std::size_t received = 0;
  while (!end_) {
    if (pending.empty() && readable(fd)) {
      std::array<std::uint8_t, 1024> buffer{};
      const ssize_t count = ::read(fd, buffer.data(), buffer.size());
      if (count <= 0) return;
      pending.assign(buffer.begin(), buffer.begin() + count);
      received += static_cast<std::size_t>(count);
    } else if (!pending.empty()) {
      pollfd nothing{fd, 0, 0};
      (void)::poll(&nothing, 1, kLook);
    }
    if (faults_.reset_after != 0 && received >= faults_.reset_after) return break_off(fd);
    if (!pending.empty()) {
      const auto written = printer->write(Channel::First, pending, milliseconds{0});
      const std::size_t taken = written ? pending.size() : written.error().transferred;
      pending.erase(pending.begin(), pending.begin() + static_cast<std::ptrdiff_t>(taken));
    }
    if (faults_.close_after != 0 && received >= faults_.close_after && pending.empty()) return;
    const auto answer = printer->read(Channel::First, 256, milliseconds{0});
    if (answer && !faults_.no_answers && ::write(fd, answer->data(), answer->size()) < 0) return;
  }
}

}  // namespace yitang::devices::test
