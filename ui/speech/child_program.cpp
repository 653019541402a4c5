#include "ui/speech/child_program.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <sstream>

extern char** environ;

namespace yitang::ui {
namespace {

bool is_program(const std::string& path) { return ::access(path.c_str(), X_OK) == 0; }

struct Child {
  pid_t pid = -1;
  int input = -1;  // our end of its standard input
};

Child start_child(const std::string& path, const std::vector<std::string>& arguments) {
  std::array<int, 2> ends{};
  // A socket instead of a pipe: writing to a program that has ended then gives an error instead of a signal.
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) return {};
  std::vector<char*> argv{const_cast<char*>(path.c_str())};
  for (const auto& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDIN_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t all;
  sigset_t none;
  sigfillset(&all);
  sigemptyset(&none);
  posix_spawnattr_setsigdefault(&attributes, &all);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setpgroup(&attributes, 0);
  posix_spawnattr_setflags(&attributes,
                           POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
  Child child;
  const int error = ::posix_spawn(&child.pid, path.c_str(), &actions, &attributes, argv.data(), environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  ::close(ends[1]);
  if (error != 0) {
    ::close(ends[0]);
    return {};
  }
  child.input = ends[0];
  return child;
}

void feed_child(int input, std::string_view text) {
  while (!text.empty()) {
    const ssize_t sent = ::send(input, text.data(), text.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) break;  // the program has ended; its exit status tells why
    text.remove_prefix(static_cast<std::size_t>(sent));
  }
  ::close(input);
}

}  // namespace

std::string find_program(const std::string& program) {
  if (program.empty()) return {};
  if (program.find('/') != std::string::npos) return is_program(program) ? program : std::string();
  const char* path = std::getenv("PATH");
  std::istringstream folders(path != nullptr ? path : "/usr/local/bin:/usr/bin:/bin");
  for (std::string folder; std::getline(folders, folder, ':');) {
    std::string candidate = (folder.empty() ? "." : folder) + "/" + program;
    if (is_program(candidate)) return candidate;
  }
  return {};
}

ChildEnd run_child(const std::string& path, const std::vector<std::string>& arguments, std::string_view input,
                   const std::stop_token& stop) {
  const Child child = start_child(path, arguments);
  if (child.pid < 0) return ChildEnd::NotStarted;
  {
    const std::stop_callback kill_group(stop, [pid = child.pid] { ::kill(-pid, SIGKILL); });
    feed_child(child.input, input);
    // Waits without reaping: until the callback is gone the number must not become a stranger's.
    siginfo_t info{};
    while (::waitid(P_PID, static_cast<id_t>(child.pid), &info, WEXITED | WNOWAIT) != 0 && errno == EINTR) {
    }
  }
  int status = 0;
  while (::waitpid(child.pid, &status, 0) < 0 && errno == EINTR) {
  }
  if (stop.stop_requested()) return ChildEnd::Stopped;
  return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? ChildEnd::Done : ChildEnd::Failed;
}

}  // namespace yitang::ui
