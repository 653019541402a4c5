#include <cerrno>

#include "storage/database.hpp"
#include "storage/page_scan.hpp"
#include "storage/system_error.hpp"
#include "storage/wal_check.hpp"

namespace yitang::storage {
namespace detail {

Result<WalVerdict> examine_wal_file(const std::filesystem::path& log, Disk& disk) {
  const auto info = disk.info(log);
  if (!info && info.error() == ENOENT) return WalVerdict{};
  if (!info) return tl::unexpected(system_error(info.error(), "examine", log));
  if (info->size == 0) return WalVerdict{};
  auto file = disk.open(log, OpenAs::Reader);
  if (!file) return tl::unexpected(system_error(file.error(), "open", log));
  return examine_wal(info->size, [&](std::uint64_t offset, std::span<std::uint8_t> out) -> Result<void> {
    const auto got = (*file)->read(offset, out);
    if (!got) return tl::unexpected(system_error(got.error(), "read", log));
    if (*got != out.size())
      return tl::unexpected(Error{ErrorCode::Io, "became shorter while it was read", log.string(), 0});
    return {};
  });
}

Result<std::uint64_t> refuse_damaged_wal(const std::filesystem::path& log, Disk& disk) {
  auto verdict = examine_wal_file(log, disk);
  if (!verdict) return tl::unexpected(std::move(verdict.error()));
  if (!verdict->damaged) return verdict->good_bytes;
  return tl::unexpected(Error{ErrorCode::Corrupt,
                              "the write-ahead log is damaged: commits behind the place would be lost",
                              log.string(), 0});
}

}  // namespace detail

Result<GoodLog> examine_log_of(const std::filesystem::path& database, Disk& disk) {
  auto state = state_of_log(database, disk);
  if (!state) return tl::unexpected(std::move(state.error()));
  return GoodLog{state->header, state->bytes};
}

Result<LogState> state_of_log(const std::filesystem::path& database, Disk& disk) {
  const std::filesystem::path file = database.string() + "-wal";
  auto verdict = detail::examine_wal_file(file, disk);
  if (!verdict) return tl::unexpected(std::move(verdict.error()));
  const auto info = disk.info(file);
  LogState log;
  log.header = verdict->header;
  log.bytes = verdict->good_bytes;
  log.size = info ? info->size : 0;
  log.behind = verdict->own_end > log.bytes ? verdict->own_end - log.bytes : 0;
  log.damaged = verdict->damaged && log.behind > 0;
  log.unreadable = verdict->unreadable;
  log.last_commit = verdict->last_commit;
  return log;
}

}  // namespace yitang::storage
