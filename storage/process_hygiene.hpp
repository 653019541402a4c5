#pragma once

#include "storage/error.hpp"

namespace yitang::storage {

// Keeps keys and personal data of this process from other processes and from the disk: not dumpable (no
// ptrace and no /proc/self/mem for the same user), no core files, new files readable by the owner only. Call
// once, first thing in main, before any thread. Swap and the limit of locked memory are the service unit's
// (MemorySwapMax=0, LimitMEMLOCK).
Result<void> harden_process();

}  // namespace yitang::storage
