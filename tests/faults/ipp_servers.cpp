#include "ipp_servers.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string_view>
#include <vector>

namespace yitang::faults {
namespace {

constexpr int starts_within_ms = 10'000;

int listen_on_free_port(std::uint16_t& port) {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (::bind(fd, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(fd, 8) != 0 ||
      ::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    ::close(fd);
    return -1;
  }
  port = ntohs(address.sin_port);
  return fd;
}

// Starts a program in a process group of its own and waits until it has written `word`. -1 if it never does.
pid_t launch(const std::vector<std::string>& words, const std::string& environment, std::string_view word) {
  int pipe[2];
  if (::pipe2(pipe, O_CLOEXEC) != 0) return -1;
  const pid_t child = ::fork();
  if (child == 0) {
    ::setpgid(0, 0);
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::dup2(pipe[1], 1);
    ::dup2(pipe[1], 2);
    ::putenv(const_cast<char*>(environment.c_str()));
    std::vector<char*> arguments;
    for (const std::string& each : words) arguments.push_back(const_cast<char*>(each.c_str()));
    arguments.push_back(nullptr);
    ::execvp(arguments[0], arguments.data());
    ::_exit(127);
  }
  ::close(pipe[1]);
  std::string said;
  char part[512];
  while (said.find(word) == std::string::npos) {
    pollfd wait{pipe[0], POLLIN, 0};
    const ssize_t count = ::poll(&wait, 1, starts_within_ms) == 1 ? ::read(pipe[0], part, sizeof part) : 0;
    if (count <= 0) break;
    said.append(part, static_cast<std::size_t>(count));
  }
  const bool started = said.find(word) != std::string::npos;
  // What it says from now on fits into the pipe; the end of it is left open, so that it is not killed by
  // writing.
  if (started) return child;
  ::close(pipe[0]);
  ::kill(-child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  return -1;
}

void end(pid_t& child) {
  if (child <= 0) return;
  ::kill(-child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  child = -1;
}

}  // namespace

std::unique_ptr<ReferencePrinter> ReferencePrinter::start(const std::string& script) {
  char directory[] = "/tmp/yitang-ipp-XXXXXX";
  if (::mkdtemp(directory) == nullptr) return nullptr;
  std::unique_ptr<ReferencePrinter> printer(new ReferencePrinter());
  printer->directory_ = directory;
  std::ofstream(printer->file("print")) << "#!/bin/sh\nDIR=" << directory << "\n" << script;
  std::filesystem::permissions(printer->file("print"), std::filesystem::perms::owner_all);
  if (::mkfifo(printer->file("go").c_str(), 0600) != 0 || !printer->start_bus()) return nullptr;
  // Somebody else may take the port between finding it free and using it.
  for (int attempt = 0; attempt < 5; ++attempt) {
    const int held = listen_on_free_port(printer->port_);
    ::close(held);
    if (printer->switch_on()) return printer;
  }
  return nullptr;
}

bool ReferencePrinter::start_bus() {
  bus_ = launch({"dbus-daemon", "--session", "--nofork", "--nopidfile", "--address=unix:path=" + file("bus"),
                 "--print-address=1"},
                "HOME=" + directory_, "unix:path=");
  return bus_ > 0;
}

bool ReferencePrinter::switch_on() {
  printer_ = launch({"env",
                     "HOME=" + directory_,
                     "ippeveprinter",
                     "-v",
                     "-r",
                     "off",
                     "-n",
                     "localhost",
                     "-p",
                     fmt::format("{}", port_),
                     "-d",
                     directory_,
                     "-K",
                     directory_,
                     "-k",
                     "-f",
                     "application/pdf",
                     "-c",
                     file("print"),
                     "Test"},
                    "DBUS_SYSTEM_BUS_ADDRESS=unix:path=" + file("bus"), "printer-uri-supported");
  return printer_ > 0;
}

void ReferencePrinter::switch_off() { end(printer_); }

void ReferencePrinter::let_go() const {
  const int fd = ::open(file("go").c_str(), O_RDWR | O_CLOEXEC);
  if (fd < 0) return;
  if (::write(fd, "\n", 1) != 1) ::perror("go");
  // Closed only after the script has read it: a FIFO without ends forgets.
  pollfd wait{fd, POLLIN, 0};
  while (::poll(&wait, 1, 0) == 1) ::poll(nullptr, 0, 5);
  ::close(fd);
}

ReferencePrinter::~ReferencePrinter() {
  end(printer_);
  end(bus_);
  std::error_code ignored;
  std::filesystem::remove_all(directory_, ignored);
}

std::string ReferencePrinter::address() const { return fmt::format("ipp://127.0.0.1:{}/ipp/print", port_); }

WrongServer::WrongServer(Way way) : way_(way) {
  listener_ = listen_on_free_port(port_);
  if (::pipe2(stop_, O_CLOEXEC) != 0) return;
  thread_ = std::thread([this] {
    std::vector<int> held;
    while (true) {
      pollfd wait[2] = {{listener_, POLLIN, 0}, {stop_[0], POLLIN, 0}};
      if (::poll(wait, 2, -1) < 0 || (wait[1].revents & POLLIN) != 0) break;
      const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
      if (client < 0) continue;
      serve(client);
      held.push_back(client);
      if (way_ != Way::Silent) ::shutdown(client, SHUT_RDWR);
    }
    for (const int client : held) ::close(client);
  });
}

void WrongServer::serve(int client) const {
  const auto say = [client](std::string_view text) {
    return ::send(client, text.data(), text.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(text.size());
  };
  if (way_ == Way::Nonsense)
    say("HTTP/1.1 200 OK\r\nContent-Type: application/ipp\r\nContent-Length: 4\r\n\r\nabcd");
  if (way_ != Way::Trickles) return;
  if (!say("HTTP/1.1 200 OK\r\nContent-Type: application/ipp\r\nContent-Length: 100000\r\n\r\n")) return;
  pollfd stop{stop_[0], POLLIN, 0};
  while (::poll(&stop, 1, 10) == 0 && say("x")) {
  }
}

WrongServer::~WrongServer() {
  if (::write(stop_[1], "x", 1) == 1 && thread_.joinable()) thread_.join();
  ::close(listener_);
  ::close(stop_[0]);
  ::close(stop_[1]);
}

}  // namespace yitang::faults
