#pragma once

#include <span>

#include "storage/migration.hpp"

// The copy that is made before a schema changes.
namespace yitang::storage {

// As migrate(). When there is something to apply and the store is not empty (version above 0), a complete
// encrypted copy under the same key is made first, durable, beside the database:
// "<database>.before-<version of the copy>". An older copy of that name is replaced. DiskFull when there is
// no room for it: nothing was changed then.
Result<int> migrate_with_copy(Database& database, std::span<const Migration> steps);

// Removes all such copies. Call at a start that found nothing to migrate and opened everything, once the
// store has worked for a while under the new schema, and before erasing anything (also a draft): a copy holds
// keys that are to be destroyed.
Result<void> discard_migration_copies(Database& database);

}  // namespace yitang::storage
