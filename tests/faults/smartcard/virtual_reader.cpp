#include "tests/faults/smartcard/virtual_reader.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace yitang::faults {
namespace {

constexpr const char* kServiceSocket = "/run/pcscd/pcscd.comm";
constexpr const char* kDriver = "/usr/lib/pcsc/drivers/serial/libifdvpcd.so";

bool write_file(const char* path, const std::string& text) {
  std::ofstream file(path);
  file << text;
  file.close();
  return file.good();
}

// As root of its own in a namespace of users, if it is nobody special outside.
bool own_users() {
  const uid_t user = ::getuid();
  const gid_t group = ::getgid();
  if (user == 0) return true;
  return ::unshare(CLONE_NEWUSER) == 0 && write_file("/proc/self/setgroups", "deny") &&
         write_file("/proc/self/uid_map", "0 " + std::to_string(user) + " 1") &&
         write_file("/proc/self/gid_map", "0 " + std::to_string(group) + " 1");
}

// A service that asks polkit needs to be told that there is none here.
bool knows_polkit() {
  FILE* const help = ::popen("pcscd --help 2>&1", "r");
  if (help == nullptr) return false;
  std::string text;
  std::array<char, 512> part{};
  while (std::fgets(part.data(), part.size(), help) != nullptr) text += part.data();
  ::pclose(help);
  return text.find("--disable-polkit") != std::string::npos;
}

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  return address;
}

int bound(std::uint16_t port) {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = loopback(port);
  if (::bind(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) return fd;
  ::close(fd);
  return -1;
}

// The driver makes two readers, on this port and the next. 0: none was found at this try.
std::uint16_t two_free_ports() {
  const int first = bound(0);
  sockaddr_in address{};
  socklen_t size = sizeof address;
  if (first < 0 || ::getsockname(first, reinterpret_cast<sockaddr*>(&address), &size) != 0) return 0;
  const std::uint16_t port = ntohs(address.sin_port);
  const int second = port < 65535 ? bound(static_cast<std::uint16_t>(port + 1)) : -1;
  ::close(first);
  if (second < 0) return 0;
  ::close(second);
  return port;
}

bool receive(int socket, std::uint8_t* to, std::size_t size) {
  while (size > 0) {
    const ssize_t got = ::recv(socket, to, size, 0);
    if (got <= 0) return false;
    to += got;
    size -= static_cast<std::size_t>(got);
  }
  return true;
}

}  // namespace

bool enter_own_run() {
  return own_users() && ::unshare(CLONE_NEWNS) == 0 &&
         ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
         ::mount("none", "/run", "tmpfs", 0, nullptr) == 0 && ::mkdir("/run/pcscd", 0755) == 0;
}

SmartCardService::SmartCardService() {
  char directory[] = "/tmp/yitang-pcsc-XXXXXX";
  if (::mkdtemp(directory) != nullptr) directory_ = directory;
}

SmartCardService::~SmartCardService() {
  kill();
  std::error_code ignored;
  if (!directory_.empty()) std::filesystem::remove_all(directory_, ignored);
}

bool SmartCardService::start() {
  // Somebody else may take a port between finding it free and using it.
  for (int attempt = 0; attempt < 10; ++attempt) {
    if (port_ == 0) port_ = two_free_ports();
    if (port_ != 0 && launch()) return true;
    kill();
    port_ = 0;
  }
  return false;
}

bool SmartCardService::launch() {
  const std::string port = std::to_string(port_);
  const std::string file = directory_ + "/reader.conf";
  if (!write_file(file.c_str(), "FRIENDLYNAME \"Virtual PCD\"\nDEVICENAME /dev/null:" + port + "\nLIBPATH " +
                                    kDriver + "\nCHANNELID " + port + "\n"))
    return false;
  const char* const alone = knows_polkit() ? "--disable-polkit" : nullptr;
  process_ = ::fork();
  if (process_ == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    const int nothing = ::open("/dev/null", O_RDWR);
    for (const int fd : {0, 1, 2}) ::dup2(nothing, fd);
    ::execlp("pcscd", "pcscd", "--foreground", "--config", file.c_str(), alone, static_cast<char*>(nullptr));
    ::_exit(127);
  }
  // pcscd tells nobody when it is ready.
  for (int look = 0; look < 500 && ::waitpid(process_, nullptr, WNOHANG) == 0; ++look) {
    if (listens()) return true;
    ::poll(nullptr, 0, 20);
  }
  return false;
}

bool SmartCardService::listens() const {
  const int service = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::snprintf(address.sun_path, sizeof address.sun_path, "%s", kServiceSocket);
  const bool there = ::connect(service, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  ::close(service);
  return there;
}

void SmartCardService::kill() {
  if (process_ <= 0) return;
  ::kill(process_, SIGKILL);
  ::waitpid(process_, nullptr, 0);
  process_ = -1;
  // What pcscd itself takes away when it ends in order; one that finds its old id does not start.
  for (const char* left : {kServiceSocket, "/run/pcscd/pcscd.pid"}) ::unlink(left);
}

// Protocol of vsmartcard's reader (vpcd): the card connects; both sides send messages of two bytes length,
// most significant first. One byte from the reader: 0 power off, 1 power on, 2 reset, 4 wants the answer to
// reset. More: a command to the card. Source: vsmartcard, virtualsmartcard/doc/README.
VirtualCard::VirtualCard(std::uint16_t port, devices::Bytes answer, Fault fault)
    : answer_(std::move(answer)), fault_(fault), socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  const sockaddr_in address = loopback(port);
  // The reader may still be taking its leave of the card before.
  while (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    ::poll(nullptr, 0, 20);
  }
  thread_ = std::thread([this] { serve(); });
}

VirtualCard::~VirtualCard() {
  ::shutdown(socket_, SHUT_RDWR);
  thread_.join();
  ::close(socket_);
}

void VirtualCard::serve() {
  std::array<std::uint8_t, 2> size{};
  while (receive(socket_, size.data(), size.size())) {
    devices::Bytes request(size[0] * 256U + size[1]);
    if (!receive(socket_, request.data(), request.size()) || !answer_to(request)) break;
  }
  ::shutdown(socket_, SHUT_RDWR);
}

// False: the card is lifted.
bool VirtualCard::answer_to(const devices::Bytes& request) {
  constexpr std::uint8_t kPowerOff = 0, kPowerOn = 1, kReset = 2, kAskReset = 4;
  static const devices::Bytes kReset14443{0x3B, 0x81, 0x80, 0x01, 0x80, 0x80};
  if (request.size() == 1 && request[0] != kAskReset) {
    if (request[0] == kPowerOff) return true;
    return !((request[0] == kPowerOn || request[0] == kReset) && fault_ == Fault::LiftedAtPower);
  }
  if (request.size() == 1) {
    switch (fault_) {
      case Fault::LiftedAtReset: return false;
      case Fault::NoReset: return send({});
      case Fault::OddReset: return send({0x00, 0xFF, 0x00, 0xFF});
      default: return send(kReset14443);
    }
  }
  ++commands_;
  switch (fault_) {
    case Fault::LiftedAtCommand: return false;
    case Fault::LiftedInAnswer: return send(answer_, answer_.size() / 2 + 2) && false;
    case Fault::ShortAnswer: return send({0x90});
    case Fault::EmptyAnswer: return send({});
    case Fault::NoAnswer: return true;
    case Fault::LongAnswer: return send(devices::Bytes(60'000, 0x90));
    default: return send(answer_);
  }
}

bool VirtualCard::send(const devices::Bytes& answer, std::size_t most) {
  devices::Bytes message{static_cast<std::uint8_t>(answer.size() >> 8U),
                         static_cast<std::uint8_t>(answer.size())};
  message.insert(message.end(), answer.begin(), answer.end());
  const std::size_t size = std::min(most, message.size());
  return ::send(socket_, message.data(), size, MSG_NOSIGNAL) == static_cast<ssize_t>(size);
}

}  // namespace yitang::faults
