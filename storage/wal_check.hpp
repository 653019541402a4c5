#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <span>

#include "storage/bytes.hpp"
#include "storage/error.hpp"

// For use inside storage/ only: what a write-ahead log says about itself before SQLite reads it. SQLite takes
// the frames up to the first that does not fit and silently passes over the rest: right after a power cut,
// which can only tear the one transaction that was being written, but after damage it would lose commits that
// were reported. Format: https://www.sqlite.org/fileformat2.html#the_write_ahead_log
namespace yitang::storage::detail {

struct WalVerdict {
  // A later part of the log, at least two whole transactions that follow each other, still hangs together
  // behind the break, or the header is one bit away from a right one: this is no torn write.
  bool damaged = false;
  // Bytes up to the end of the last whole transaction before the break, behind this header.
  std::uint64_t good_bytes = 0;
  std::array<std::uint8_t, 32> header{};  // as it was before one of its bits changed
};

using WalReader = std::function<Result<void>(std::uint64_t offset, std::span<std::uint8_t> out)>;

// Reads the log once from beginning to end, a frame at a time. Errors only from `read`.
Result<WalVerdict> examine_wal(std::uint64_t size, const WalReader& read);

}  // namespace yitang::storage::detail
