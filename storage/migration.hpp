#pragma once

#include <span>
#include <string_view>

#include "storage/database.hpp"

namespace yitang::storage {

// One forward step of a schema. Published steps never change; a correction is a new step.
struct Migration {
  int version;            // 1 or more, strictly ascending over the list
  std::string_view name;  // for the log
  std::string_view sql;   // any number of statements; no BEGIN, COMMIT or PRAGMA of its own
};

// Brings the schema to the last step's version. Each step is one BEGIN IMMEDIATE transaction that also sets
// user_version and ends with foreign_key_check, so a failed or interrupted step leaves the previous schema.
// Foreign keys are not enforced inside a step, so that a table may be rebuilt. Returns the number of steps
// applied. SchemaTooNew when the file's version is above the last step: nothing is written then. Misuse when
// the list is not ascending or a step ends the transaction.
Result<int> migrate(Database& database, std::span<const Migration> steps);

// The schema's version as stored (0: empty database).
Result<int> schema_version(Database& database);

}  // namespace yitang::storage
