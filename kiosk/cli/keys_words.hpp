// What the commands about keys say.
#pragma once

#include <string>
#include <vector>

#include "storage/key_file.hpp"

namespace yitang::cli {

std::string kind_words(const storage::SlotReport& slot);
/// "opens now", "needs its passphrase", or why it stays shut.
std::string state_words(const storage::SlotReport& slot);
std::string time_words(std::int64_t unix_millis);

/// What the person in charge should know about this set of slots and could do: whole sentences, one a line.
std::vector<std::string> advice(const std::vector<storage::SlotReport>& slots);

/// True when a slot opens without a person.
bool opens_by_itself(const std::vector<storage::SlotReport>& slots);

}  // namespace yitang::cli
