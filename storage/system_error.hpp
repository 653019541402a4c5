#pragma once

#include <filesystem>
#include <string>

#include "storage/error.hpp"

// For storage/ and for who works on a Disk directly.
namespace yitang::storage {

// The typed error for an errno value; `doing` completes "cannot ...".
Error system_error(int error_number, const std::string& doing, const std::filesystem::path& path);

// True for the errno values that mean "no room": no space, quota, file size limit.
bool means_disk_full(int error_number);

// libsodium must be initialised before its first use; ends the program when the system has no randomness to
// give, because nothing here could be done safely then.
void require_sodium();

}  // namespace yitang::storage
