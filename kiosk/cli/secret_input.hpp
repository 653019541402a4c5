// Secrets that a person gives to a command: typed without being shown, or from a file of theirs.
#pragma once

#include <string>

#include "kiosk/base/error.hpp"
#include "storage/bytes.hpp"

namespace yitang::cli {

/// From `file` (mode 0600, one line) when it is not empty, else asked for on the controlling terminal.
/// BadInput when there is neither. `twice`: for a new secret, which must be typed the same way two times.
Result<storage::SecretBytes> read_secret(const std::string& file, const std::string& question, bool twice);

}  // namespace yitang::cli
