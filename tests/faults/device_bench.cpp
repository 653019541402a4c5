#include "device_bench.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>

namespace yitang::faults {

namespace {

constexpr const char* kMark = "YITANG_DEVICE_HOST";  // "write-fd read-fd"

int to_host = -1;
int from_host = -1;

std::string read_line() {
  std::string line;
  for (char c = 0; read(from_host, &c, 1) == 1;) {
    if (c == '\n') {
      return line;
    }
    line += c;
  }
  std::fputs("the device host is gone\n", stderr);
  std::_Exit(3);
}

// Sanitizers must come before every other preloaded library.
std::string sanitizer_library() {
  std::ifstream maps("/proc/self/maps");
  for (std::string line; std::getline(maps, line);) {
    const auto path = line.find('/');
    for (const char* name : {"/libasan.so", "/libtsan.so"}) {
      if (path != std::string::npos && line.find(name) != std::string::npos) {
        return line.substr(path) + " ";
      }
    }
  }
  return {};
}

bool start_host() {
  int commands[2];
  int answers[2];
  if (pipe(commands) != 0 || pipe(answers) != 0) {
    return false;
  }
  const pid_t child = fork();
  if (child < 0) {
    return false;
  }
  if (child == 0) {
    dup2(commands[0], STDIN_FILENO);
    dup2(answers[1], STDOUT_FILENO);
    for (const int fd : {commands[0], commands[1], answers[0], answers[1]}) {
      close(fd);
    }
    execl(YITANG_DEVICE_HOST_PATH, YITANG_DEVICE_HOST_PATH, nullptr);
    std::_Exit(127);
  }
  close(commands[0]);
  close(answers[1]);
  to_host = commands[1];
  from_host = answers[0];
  return true;
}

}  // namespace

std::string tell_host(const std::string& command) {
  const std::string line = command + "\n";
  if (write(to_host, line.data(), line.size()) != static_cast<ssize_t>(line.size())) {
    std::fputs("the device host is gone\n", stderr);
    std::_Exit(3);
  }
  return read_line();
}

bool enter_emulated_root(char** arguments) {
  if (const char* mark = std::getenv(kMark)) {
    return std::sscanf(mark, "%d %d", &to_host, &from_host) == 2;  // NOLINT(cert-err34-c)
  }
  if (!start_host()) {
    return false;
  }
  const std::string root = read_line();
  setenv(kMark, (std::to_string(to_host) + " " + std::to_string(from_host)).c_str(), 1);
  setenv("UMOCKDEV_DIR", root.c_str(), 1);
  setenv("LD_PRELOAD", (sanitizer_library() + "libumockdev-preload.so.0").c_str(), 1);
  execv("/proc/self/exe", arguments);
  return false;
}

}  // namespace yitang::faults
