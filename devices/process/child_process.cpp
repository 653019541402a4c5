#include "devices/process/child_process.hpp"

#include <fcntl.h>
#include <linux/close_range.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <thread>
#include <utility>

#include "devices/process/descriptor.hpp"

namespace yitang::devices {
namespace {

constexpr int first_lifted = 32;  // above every descriptor that a child gets

tl::unexpected<Error> start_failure(const ChildOrder& order, int reason) {
  return fail(ErrorCode::NotSupported, order.program + " cannot be started: " + std::strerror(reason));
}

// A limit that we have ourselves already may be the lower one.
bool limit_child(__rlimit_resource_t what, std::uint64_t most) {
  rlimit ours{};
  if (::getrlimit(what, &ours) != 0) return false;
  const rlim_t least = std::min<rlim_t>(most, ours.rlim_max);
  const rlimit wanted{least, least};
  return ::setrlimit(what, &wanted) == 0;
}

bool confine_child(const ChildLimits& limits, pid_t parent) {
  return ::setpgid(0, 0) == 0 && ::chdir("/") == 0 && limit_child(RLIMIT_CORE, 0) &&
         limit_child(RLIMIT_AS, limits.memory_bytes) && limit_child(RLIMIT_CPU, limits.cpu_seconds) &&
         limit_child(RLIMIT_NOFILE, limits.open_files) && limit_child(RLIMIT_FSIZE, limits.file_bytes) &&
         ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && ::prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 &&
         ::getppid() == parent;
}

// Handlers are ours and end with exec; what we ignore or block would stay so in the child.
void forget_signals() {
  struct sigaction by_default {};
  by_default.sa_handler = SIG_DFL;  // NOLINT(cppcoreguidelines-pro-type-union-access)
  for (int number = 1; number < NSIG; ++number) ::sigaction(number, &by_default, nullptr);
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

bool place_descriptors(const std::vector<int>& lifted) {
  for (std::size_t i = 0; i < lifted.size(); ++i) {
    if (lifted[i] >= 0 && ::dup2(lifted[i], static_cast<int>(i)) < 0) return false;
  }
  // Closed by exec, not before: the report of what went wrong goes through one of them.
  return ::close_range(static_cast<unsigned>(lifted.size()), ~0U, CLOSE_RANGE_CLOEXEC) == 0;
}

// In the child of a program with threads: only calls that take no lock and no memory.
[[noreturn]] void become(const ChildOrder& order, const std::vector<int>& lifted, char* const* arguments,
                         int report, pid_t parent) {
  std::array<char*, 1> environment{nullptr};
  forget_signals();
  if (place_descriptors(lifted) && (!order.limits || confine_child(*order.limits, parent)))
    ::execve(order.program.c_str(), arguments, environment.data());
  const int reason = errno;
  (void)!::write(report, &reason, sizeof reason);
  ::_exit(127);
}

// What went wrong before the program ran, or 0 once it runs.
int wait_for_exec(int report) {
  int reason = 0;
  ssize_t got = 0;
  do {
    got = ::read(report, &reason, sizeof reason);
  } while (got < 0 && errno == EINTR);
  return got == static_cast<ssize_t>(sizeof reason) ? reason : 0;
}

// Copies of the descriptors, out of the way of the places where the child will have them.
Result<std::vector<Descriptor>> lift(const ChildOrder& order) {
  std::vector<Descriptor> all;
  Descriptor null(::open("/dev/null", O_RDWR | O_CLOEXEC));
  if (null.get() < 0) return start_failure(order, errno);
  for (const int ours : order.descriptors) {
    if (ours == same_as_ours) {
      all.emplace_back();
      continue;
    }
    all.emplace_back(::fcntl(ours == null_device ? null.get() : ours, F_DUPFD_CLOEXEC, first_lifted));
    if (all.back().get() < 0) return start_failure(order, errno);
  }
  return all;
}

// The pipe through which the child says why it could not become the program; exec closes its end.
struct Report {
  Descriptor ours, theirs;
};

Result<Report> make_report(const ChildOrder& order) {
  std::array<int, 2> pair{};
  if (::pipe2(pair.data(), O_CLOEXEC) != 0) return start_failure(order, errno);
  Report report{Descriptor(pair[0]), {}};
  const Descriptor low(pair[1]);
  report.theirs = Descriptor(::fcntl(low.get(), F_DUPFD_CLOEXEC, first_lifted));
  if (report.theirs.get() < 0) return start_failure(order, errno);
  return report;
}

}  // namespace

ChildProcess::ChildProcess(ChildProcess&& other) noexcept
    : pid_(std::exchange(other.pid_, 0)), group_(other.group_) {}

ChildProcess& ChildProcess::operator=(ChildProcess&& other) noexcept {
  std::swap(pid_, other.pid_);
  std::swap(group_, other.group_);
  return *this;
}

Result<ChildProcess> ChildProcess::start(const ChildOrder& order) {
  auto lifted = lift(order);
  if (!lifted) return tl::unexpected(lifted.error());
  std::vector<int> numbers;
  numbers.reserve(lifted->size());
  for (const Descriptor& each : *lifted) numbers.push_back(each.get());
  auto report = make_report(order);
  if (!report) return tl::unexpected(report.error());
  std::string name = order.name;
  const std::array<char*, 2> arguments{name.data(), nullptr};

  sigset_t all;
  sigset_t before;
  sigfillset(&all);
  ::pthread_sigmask(SIG_SETMASK, &all, &before);  // no handler of ours may run in the child
  const pid_t parent = ::getpid();
  const pid_t pid = ::fork();
  if (pid == 0) become(order, numbers, arguments.data(), report->theirs.get(), parent);
  const int forked = errno;
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
  if (pid < 0) return start_failure(order, forked);
  ChildProcess child(pid, order.limits.has_value());
  report->theirs.close();
  if (const int reason = wait_for_exec(report->ours.get()); reason != 0) return start_failure(order, reason);
  return child;
}

bool ChildProcess::ended_well(TimePoint deadline) {
  constexpr milliseconds glance{2};
  int status = 0;
  pid_t ended = 0;
  while (pid_ > 0) {
    // Not reaped yet: until end() its number belongs to nobody else.
    siginfo_t info{};
    ended =
        ::waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG | WNOWAIT) == 0 ? info.si_pid : -1;
    status = info.si_code == CLD_EXITED ? info.si_status : -1;
    if (ended != 0 || std::chrono::steady_clock::now() >= deadline) break;
    std::this_thread::sleep_for(glance);
  }
  const bool well = ended > 0 && status == 0;
  end();
  return well;
}

void ChildProcess::end() {
  if (pid_ <= 0) return;
  ::kill(group_ ? -pid_ : pid_, SIGKILL);  // it holds nothing worth saving
  while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
  }
  pid_ = 0;
}

}  // namespace yitang::devices
