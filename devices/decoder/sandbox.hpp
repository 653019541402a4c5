// Gives up what a decoder of foreign pictures must never have. Irrevocable for the whole process.
#pragma once

#include "devices/error.hpp"

namespace yitang::devices {

// Keeps standard error and the descriptors given; closes all others. Then: no core dump, no ptrace by others,
// limits on memory and processor time, death with the parent, no new rights, and a system-call filter: files
// answer "permission denied", and everything that is neither memory, reading, writing nor time kills the
// process. Call it while there is one thread. NotSupported: the kernel lacks something.
[[nodiscard]] Result<void> enter_sandbox(int socket, int memory);

}  // namespace yitang::devices
