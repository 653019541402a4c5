#pragma once

#include <sys/types.h>

#include <cstdint>
#include <memory>
#include <string>

namespace yitang::faults {

// A TPM 2.0 of its own (swtpm, a separate process) with a fresh state, on free ports of the loopback
// interface.
class Swtpm {
 public:
  // Null when swtpm is not installed or does not start.
  static std::unique_ptr<Swtpm> start();
  Swtpm(const Swtpm&) = delete;
  Swtpm& operator=(const Swtpm&) = delete;
  ~Swtpm();

  // For TSS2's loader.
  std::string tcti() const;
  // Measures `what` into a PCR of the SHA-256 bank. False when the TPM refuses.
  bool extend(int pcr, std::uint8_t what) const;

 private:
  Swtpm() = default;
  bool launch();

  std::string directory_;
  std::uint16_t port_ = 0;  // commands; control is the next one
  pid_t process_ = -1;
};

}  // namespace yitang::faults
