#pragma once

#include "storage/database.hpp"

namespace yitang::storage {

// After the data of one person was at work, before the next: gives back every decrypted page, and has the
// buffers that SQLite and the cipher keep for themselves filled with something else. Where free() overwrites
// what it gets, nothing of the rows is in memory afterwards. Writes nothing to the medium. The next calls are
// slower by reading again, about 0.1 ms each. Misuse inside a transaction.
Result<void> release_memory(Database& database);

}  // namespace yitang::storage
