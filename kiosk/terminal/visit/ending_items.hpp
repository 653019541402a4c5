// A catalogue for one visit in which some items end.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "kiosk/base/error.hpp"

namespace yitang::terminal {

/// Copies the folder `from` to `to`; each item in `ends` has that last day ("2026-11-23"). NotFound: there is
/// no such item.
Result<void> copy_with_ends(const std::filesystem::path& from, const std::filesystem::path& to,
                            const std::map<std::string, std::string>& ends);

}  // namespace yitang::terminal
