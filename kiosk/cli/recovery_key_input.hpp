// The back office's private key, as a person brings it to a command.
#pragma once

#include <string>

#include "kiosk/base/error.hpp"
#include "storage/recovery_key.hpp"

namespace yitang::cli {

/// The passphrase of a protected file comes from `passphrase_file` or is asked for. BadInput, naming the
/// key's file, for a file that is no private key and for a wrong passphrase.
Result<storage::RecoveryKeyPair> private_recovery_key(const std::string& file,
                                                      const std::string& passphrase_file);

}  // namespace yitang::cli
