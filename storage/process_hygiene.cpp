#include "storage/process_hygiene.hpp"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstdlib>

#include "storage/system_error.hpp"

namespace yitang::storage {

Result<void> harden_process() {
  ::umask(077);
  if (::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) {
    return tl::unexpected(system_error(errno, "make the process undumpable", {}));
  }
  const rlimit none{0, 0};
  if (::setrlimit(RLIMIT_CORE, &none) != 0) {
    return tl::unexpected(system_error(errno, "forbid core files", {}));
  }
  // The TPM's library writes each refusal to standard error by itself; ours are reported by their callers.
  if (::setenv("TSS2_LOG", "all+NONE", 0) != 0) {
    return tl::unexpected(system_error(errno, "quieten the TPM's library", {}));
  }
  return {};
}

}  // namespace yitang::storage
