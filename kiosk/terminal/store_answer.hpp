// A command of the staff that the store's thread of a running terminal answers.
#pragma once

#include <chrono>
#include <functional>
#include <string>

#include "kiosk/base/error.hpp"

namespace yitang::cases {
class CaseStore;
}

namespace yitang::terminal {

/// Runs what it is given on the store's thread.
using WithStore = std::function<void(std::function<void(cases::CaseStore&)>)>;

/// What `work` answers there. Call on a thread that may block, not on the store's. Unavailable: not in time,
/// or the terminal ends and drops what waits for its threads. `work` may still run after that: it owns what
/// it uses.
Result<std::string> answer_of_store(const WithStore& with_store,
                                    std::function<Result<std::string>(cases::CaseStore&)> work,
                                    std::chrono::milliseconds patience);

}  // namespace yitang::terminal
