// Making a store whole again from rows that were saved of a damaged one.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "kiosk/base/error.hpp"
#include "storage/database.hpp"
#include "storage/key_file.hpp"
#include "storage/sealed_files.hpp"

namespace yitang::cases {

struct Rebuilt {
  std::int64_t cases = 0;    ///< with their content
  std::int64_t erased = 0;   ///< rows whose content was gone by intent
  std::int64_t waiting = 0;  ///< cases that will be delivered, under the key they had
  std::int64_t drafts = 0;
  std::int64_t pictures = 0;
  std::vector<std::string> losses;  ///< English, by receipt number where it is known; no personal data
};

using TakePicture = std::function<Result<bool>(const storage::SealedRef&)>;

/// `database` has the schema of the terminal's store and whatever rows were saved, foreign keys not enforced.
/// Afterwards every row fits the others: cases whose row was lost come back from their sealed body, a case
/// without an outbox entry gets one under the same idempotency key, what has lost its content is closed as
/// refused so that a person looks, and rows of nobody are gone. `take_picture` brings a sealed file over and
/// says whether it is whole; its errors end the rebuilding: a picture that cannot be written is not lost.
Result<Rebuilt> rebuild_store(storage::Database& database, const storage::StoreKeys& keys,
                              const TakePicture& take_picture);

}  // namespace yitang::cases
