#include <cerrno>

#include "storage/database.hpp"
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
  auto verdict = detail::examine_wal_file(database.string() + "-wal", disk);
  if (!verdict) return tl::unexpected(std::move(verdict.error()));
  return GoodLog{verdict->header, verdict->good_bytes};
}

}  // namespace yitang::storage
