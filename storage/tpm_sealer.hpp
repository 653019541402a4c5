#pragma once

#include <memory>
#include <string>

#include "storage/sealer.hpp"

namespace yitang::storage {

// The kernel's resource manager. Its group (tss on Debian) may use it without root.
inline constexpr std::string_view kDefaultTcti = "device:/dev/tpmrm0";

// A TPM 2.0 by the TSS2 enhanced system API. `tcti` is "name:configuration" as TSS2's loader takes it, for
// example "device:/dev/tpmrm0" or "swtpm:host=127.0.0.1,port=2321". Connects for each call and not before.
//
// Sealed under a primary ECC P-256 storage key of the owner hierarchy (empty owner password), with a policy
// of the PCRs alone; secrets cross the bus encrypted, in sessions salted with that key.
std::shared_ptr<Sealer> make_tpm_sealer(std::string tcti);

}  // namespace yitang::storage
