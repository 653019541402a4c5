#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>

#include "storage/bytes.hpp"
#include "storage/disk.hpp"
#include "storage/error.hpp"

// For use inside storage/ only: what a write-ahead log says about itself before SQLite reads it. SQLite takes
// the frames up to the first that does not fit and silently passes over the rest: right after a power cut,
// which can only tear the one transaction that was being written, but after damage it would lose commits that
// were reported. Format: https://www.sqlite.org/fileformat2.html#the_write_ahead_log
namespace yitang::storage::detail {

struct WalVerdict {
  // Behind the break at least two transactions follow each other whole, or the header is one bit away from
  // the right one: no torn write leaves that. Damage of the last transaction cannot be told from a torn write
  // and is none.
  bool damaged = false;
  // The header cannot be read and no single changed bit explains it: torn when the log was begun anew (then
  // all in it is in the database already), or destroyed. Nothing else is known then.
  bool unreadable = false;
  // Damaged, but in one bit of the header only, which the counter of checkpoints has: SQLite writes the
  // raised counter in front when it begins the log anew, and a power cut may leave just that. Then all in the
  // log is in the database already.
  bool counter_only = false;
  // Bytes up to the end of the last whole transaction before the break, behind this header.
  std::uint64_t good_bytes = 0;
  // End of the last frame of this log, and of the last that commits, the ones behind the break included.
  std::uint64_t own_end = 0;
  std::uint64_t last_commit = 0;
  std::array<std::uint8_t, 32> header{};  // as it was before one of its bits changed
};

using WalReader = std::function<Result<void>(std::uint64_t offset, std::span<std::uint8_t> out)>;

// Reads the log once from beginning to end, a frame at a time. Errors only from `read`.
Result<WalVerdict> examine_wal(std::uint64_t size, const WalReader& read);

// The same for a file; a missing or empty one is good.
Result<WalVerdict> examine_wal_file(const std::filesystem::path& log, Disk& disk);

// Corrupt when the log is damaged: SQLite would pass over what follows the place, and the next commit would
// overwrite it. Else the bytes up to the end of its last whole transaction.
Result<std::uint64_t> refuse_damaged_wal(const std::filesystem::path& log, Disk& disk);

}  // namespace yitang::storage::detail
