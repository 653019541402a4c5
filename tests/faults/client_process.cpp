#include "client_process.hpp"

#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>

namespace yitang::faults {

namespace {

constexpr int kPatienceMs = 30'000;

}  // namespace

ClientProcess::ClientProcess(std::vector<std::string> arguments, std::vector<std::string> variables) {
  // Only the emulation: the sanitizer that this program may run with is not for others' programs.
  variables.insert(variables.begin(), {"env", "LC_ALL=C.UTF-8", "LD_PRELOAD=libumockdev-preload.so.0"});
  variables.insert(variables.end(), arguments.begin(), arguments.end());
  std::vector<char*> list;
  for (std::string& argument : variables) list.push_back(argument.data());
  list.push_back(nullptr);
  std::array<int, 2> output{};
  if (pipe(output.data()) != 0) return;
  child_ = fork();
  if (child_ == 0) {
    unsetenv("LD_PRELOAD");
    dup2(output[1], STDOUT_FILENO);
    dup2(output[1], STDERR_FILENO);
    close(output[0]);
    close(output[1]);
    execvp("env", list.data());
    std::_Exit(127);
  }
  close(output[1]);
  from_child_ = output[0];
}

ClientProcess::~ClientProcess() {
  if (child_ > 0) {
    kill(child_, SIGKILL);
    waitpid(child_, nullptr, 0);
  }
  if (from_child_ >= 0) close(from_child_);
}

bool ClientProcess::read_more() {
  pollfd waiting{from_child_, POLLIN, 0};
  if (poll(&waiting, 1, kPatienceMs) != 1) return false;
  std::array<char, 4096> part{};
  const ssize_t count = read(from_child_, part.data(), part.size());
  if (count <= 0) return false;
  output_.append(part.data(), static_cast<std::size_t>(count));
  return true;
}

bool ClientProcess::shows(const std::string& text) {
  while (output_.find(text) == std::string::npos) {
    if (!read_more()) return false;
  }
  return true;
}

int ClientProcess::wait() {
  while (read_more()) {
  }
  if (child_ <= 0) return -1;
  // Its output has ended, or it hangs: then it is killed below.
  pollfd waiting{from_child_, POLLIN, 0};
  if (poll(&waiting, 1, 0) == 0) kill(child_, SIGKILL);
  int status = 0;
  waitpid(child_, &status, 0);
  child_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace yitang::faults
