#include "devices/decoder/sandbox.hpp"

#include <fcntl.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <memory>
#include <string>

namespace yitang::devices {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool instrumented = true;
#elif defined(__has_feature)
constexpr bool instrumented = __has_feature(address_sanitizer) || __has_feature(thread_sanitizer);
#else
constexpr bool instrumented = false;
#endif

constexpr rlim_t most_memory = 1U << 30U;  // a 32 megapixel picture and its enlargements
constexpr rlim_t most_seconds =
    24 * 3600;  // of processor time: the parent's time limit is the one that counts

tl::unexpected<Error> refused(const std::string& what) {
  return fail(ErrorCode::NotSupported, "the decoder's sandbox: " + what + " was refused");
}

struct ReleaseFilter {
  void operator()(void* filter) const { seccomp_release(filter); }
};
using Filter = std::unique_ptr<void, ReleaseFilter>;

bool close_others(int socket, int memory) {
  std::array keep{STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO, socket, memory};
  std::sort(keep.begin(), keep.end());
  unsigned first = 0;
  for (const int kept : keep) {
    const auto next = static_cast<unsigned>(kept);
    if (next > first && ::close_range(first, next - 1, 0) != 0) return false;
    first = std::max(first, next + 1);
  }
  return ::close_range(first, ~0U, 0) == 0;
}

bool limit(int what, rlim_t most) {
  const rlimit wanted{most, most};
  return ::setrlimit(static_cast<__rlimit_resource_t>(what), &wanted) == 0;
}

// Memory, the two descriptors, time, and what the C library does when it ends a process. sysinfo: its qsort
// asks how much memory there is.
constexpr std::array allowed{SCMP_SYS(read),         SCMP_SYS(write),           SCMP_SYS(recvfrom),
                             SCMP_SYS(recvmsg),      SCMP_SYS(sendto),          SCMP_SYS(sendmsg),
                             SCMP_SYS(munmap),       SCMP_SYS(mremap),          SCMP_SYS(madvise),
                             SCMP_SYS(brk),          SCMP_SYS(futex),           SCMP_SYS(clock_gettime),
                             SCMP_SYS(gettimeofday), SCMP_SYS(rt_sigreturn),    SCMP_SYS(rt_sigprocmask),
                             SCMP_SYS(rt_sigaction), SCMP_SYS(sigaltstack),     SCMP_SYS(getpid),
                             SCMP_SYS(gettid),       SCMP_SYS(tgkill),          SCMP_SYS(exit),
                             SCMP_SYS(exit_group),   SCMP_SYS(getrandom),       SCMP_SYS(sched_yield),
                             SCMP_SYS(close),        SCMP_SYS(restart_syscall), SCMP_SYS(sysinfo)};
// What a sanitizer's runtime needs besides.
constexpr std::array allowed_to_sanitizers{
    SCMP_SYS(nanosleep), SCMP_SYS(clock_nanosleep), SCMP_SYS(sched_getaffinity), SCMP_SYS(getrusage),
    SCMP_SYS(fstat),     SCMP_SYS(lseek),           SCMP_SYS(prlimit64),         SCMP_SYS(getppid)};
// Libraries ask for these and get on without: character sets, the terminal.
constexpr std::array denied{SCMP_SYS(openat), SCMP_SYS(open),  SCMP_SYS(newfstatat),
                            SCMP_SYS(access), SCMP_SYS(ioctl), SCMP_SYS(readlink)};

bool allow_memory(scmp_filter_ctx filter) {
  // No memory that is executable, and none from files.
  const scmp_arg_cmp not_executable{2, SCMP_CMP_MASKED_EQ, PROT_EXEC, 0};
  const scmp_arg_cmp anonymous{3, SCMP_CMP_MASKED_EQ, MAP_ANONYMOUS, MAP_ANONYMOUS};
  const std::array mapping{not_executable, anonymous};
  return seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), mapping.size(), mapping.data()) ==
             0 &&
         seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, &not_executable) == 0;
}

template <class Calls>
bool add(scmp_filter_ctx filter, std::uint32_t action, const Calls& calls) {
  return std::all_of(calls.begin(), calls.end(),
                     [&](int call) { return seccomp_rule_add(filter, action, call, 0) == 0; });
}

bool filter_calls() {
  const Filter filter(seccomp_init(SCMP_ACT_KILL_PROCESS));
  if (!filter || !allow_memory(filter.get()) || !add(filter.get(), SCMP_ACT_ALLOW, allowed)) return false;
  if (instrumented && !add(filter.get(), SCMP_ACT_ALLOW, allowed_to_sanitizers)) return false;
  return add(filter.get(), SCMP_ACT_ERRNO(EACCES), denied) && seccomp_load(filter.get()) == 0;
}

}  // namespace

Result<void> enter_sandbox(int socket, int memory) {
  if (!close_others(socket, memory)) return refused("closing descriptors");
  if (::prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) return refused("ending with the parent");
  if (::prctl(PR_SET_DUMPABLE, 0) != 0 || !limit(RLIMIT_CORE, 0)) return refused("forbidding core files");
  // Sanitizers reserve terabytes of addresses.
  if (!instrumented && !limit(RLIMIT_AS, most_memory)) return refused("limiting memory");
  if (!limit(RLIMIT_CPU, most_seconds) || !limit(RLIMIT_FSIZE, 0)) return refused("limiting time and files");
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return refused("giving up new rights");
  if (!filter_calls()) return refused("the filter of system calls");
  return {};
}

}  // namespace yitang::devices
