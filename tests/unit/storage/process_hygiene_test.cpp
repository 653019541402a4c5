#include "storage/process_hygiene.hpp"

#include <gtest/gtest.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <set>
#include <string>

namespace yitang::storage {
namespace {

// In a child, so that the test program itself stays as it was.
TEST(ProcessHygiene, LeavesNoDoorOpen) {
  const pid_t child = ::fork();
  if (child == 0) {
    if (!harden_process()) ::_exit(1);
    rlimit core{};
    ::getrlimit(RLIMIT_CORE, &core);
    const bool closed = ::prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0 && core.rlim_cur == 0 &&
                        core.rlim_max == 0 && ::umask(0) == 077;
    ::_exit(closed ? 0 : 2);
  }
  int status = -1;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
}

// What the process cannot see to by itself is the service unit's.
TEST(ProcessHygiene, TheServiceUnitKeepsMemoryFromTheDisk) {
  std::ifstream unit(YITANG_SOURCE_DIR "/scripts/systemd/yitang.service");
  std::set<std::string> lines;
  for (std::string line; std::getline(unit, line);) lines.insert(line);
  for (const char* setting : {"LimitCORE=0", "MemorySwapMax=0", "LimitMEMLOCK=64M", "UMask=0077"}) {
    EXPECT_TRUE(lines.contains(setting)) << setting;
  }
}

// The hard limit is gone as well: not even the process itself can ask for a core file again.
TEST(ProcessHygiene, ACrashLeavesNoCoreFile) {
  const pid_t child = ::fork();
  if (child == 0) {
    if (!harden_process()) ::_exit(1);
    rlimit core{RLIM_INFINITY, RLIM_INFINITY};
    ::getrlimit(RLIMIT_CORE, &core);
    if (core.rlim_max != 0) ::_exit(2);
    ::signal(SIGABRT, SIG_DFL);
    ::abort();
  }
  int status = -1;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFSIGNALED(status)) << status;
  EXPECT_FALSE(WCOREDUMP(status));
}

}  // namespace
}  // namespace yitang::storage
