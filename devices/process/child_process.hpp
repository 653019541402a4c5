// Another program, started with nothing of ours: no environment, no descriptors but those given, no signal
// blocked or ignored. It is killed and reaped with the object.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "devices/clock.hpp"
#include "devices/error.hpp"

namespace yitang::devices {

// What a program may use at most. It leaves no core file, gains no rights by what it starts, and dies with
// the thread that started it.
struct ChildLimits {
  std::uint64_t memory_bytes = 0;  // addresses, each process of it
  std::uint64_t cpu_seconds = 0;
  std::uint64_t open_files = 0;
  std::uint64_t file_bytes = 0;  // of a file that it writes
};

inline constexpr int null_device = -1;  // in ChildOrder::descriptors: /dev/null
inline constexpr int same_as_ours = -2;

struct ChildOrder {
  std::string program;  // absolute path
  std::string name;     // argv[0]; there are no other arguments
  // Its descriptors from 0 on: ours that it gets, null_device or same_as_ours. Ours stay open here.
  std::vector<int> descriptors = {};
  // Given: the program is confined, runs in "/" and in a process group of its own, which dies with it.
  std::optional<ChildLimits> limits = std::nullopt;
};

// One thread at a time.
class ChildProcess {
 public:
  // NotSupported: the program cannot be started, the message names it and says why. Io.
  static Result<ChildProcess> start(const ChildOrder& order);
  ~ChildProcess() { end(); }
  ChildProcess(ChildProcess&& other) noexcept;
  ChildProcess& operator=(ChildProcess&& other) noexcept;
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  [[nodiscard]] pid_t id() const { return pid_; }  // 0 once it has ended
  // Waits for its end; true if it ended by itself in time and with status 0. Afterwards end() was called.
  [[nodiscard]] bool ended_well(TimePoint deadline);
  // Kills it, with its group if it has one, and reaps it.
  void end();

 private:
  ChildProcess(pid_t pid, bool group) : pid_(pid), group_(group) {}
  pid_t pid_ = 0;
  bool group_ = false;
};

}  // namespace yitang::devices
