// Passphrases reach a command from a file, from standard input, or typed without echo: never as an argument,
// which every user of the machine could read.
#pragma once

#include <memory>
#include <string>

#include "kiosk/base/error.hpp"
#include "storage/bytes.hpp"

namespace yitang::cli {

/// Shorter ones are refused when a slot or a private key is made.
inline constexpr std::size_t kLeastPassphraseLetters = 12;

/// The first line of the file; "-" is standard input. BadInput when it is empty or too long.
Result<storage::SecretBytes> passphrase_from(const std::string& file);
/// A terminal is there to ask at.
bool can_ask();
/// On the controlling terminal, without echo. Unavailable when there is none.
Result<storage::SecretBytes> ask_passphrase(const std::string& prompt);
/// From the file if one is named, else asked twice. BadInput when it is too short or the two differ.
Result<storage::SecretBytes> new_passphrase(const std::string& file, const std::string& prompt);

}  // namespace yitang::cli
