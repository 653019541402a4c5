#pragma once

#include <cstdint>

#include "storage/bytes.hpp"
#include "storage/error.hpp"

namespace yitang::storage {

// A chip that gives a secret back only while the machine has started as it did when the secret was sealed.
// The key file knows no more of a TPM than this, so that tests can play one. Calls block for up to a second.
class Sealer {
 public:
  virtual ~Sealer() = default;

  // `pcrs`: bit n stands for PCR n (0 to 23) of the SHA-256 bank; at least one. The answer is opaque, at most
  // 2 KiB, and holds no secret in the clear. TpmAbsent, TpmFailed.
  virtual Result<Bytes> seal(const SecretBytes& secret, std::uint32_t pcrs) = 0;

  // TpmAbsent: no chip answers. TpmChanged: the PCRs are not what they were. TpmForeign: sealed by another
  // chip, or this one was cleared. TpmFailed: anything else, for example a lockout.
  virtual Result<SecretBytes> unseal(ByteView sealed, std::uint32_t pcrs) = 0;
};

// Firmware's secure boot policy: changes when the keys of secure boot or its state do, not with every kernel.
inline constexpr std::uint32_t kDefaultPcrs = 1U << 7;

}  // namespace yitang::storage
