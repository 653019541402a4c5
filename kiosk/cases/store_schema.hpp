// Tables of the terminal's store. Private to this folder.
#pragma once

#include <span>

#include "storage/migration.hpp"

namespace yitang::cases {

/// All steps, oldest first. Published steps never change.
std::span<const storage::Migration> store_migrations();

}  // namespace yitang::cases
