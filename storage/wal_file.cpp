#include <algorithm>
#include <cerrno>
#include <span>
#include <string_view>

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

namespace {

constexpr std::size_t kFrameHead = 24;

std::uint32_t word_at(std::span<const std::uint8_t> bytes, std::size_t at) {
  return std::uint32_t{bytes[at]} << 24 | std::uint32_t{bytes[at + 1]} << 16 |
         std::uint32_t{bytes[at + 2]} << 8 | std::uint32_t{bytes[at + 3]};
}

Result<bool> read_whole(const std::filesystem::path& path, std::uint64_t offset, Bytes& out, Disk& disk) {
  auto file = disk.open(path, OpenAs::Reader);
  if (!file && file.error() == ENOENT) return false;
  if (!file) return tl::unexpected(system_error(file.error(), "open", path));
  const auto got = (*file)->read(offset, out);
  if (!got) return tl::unexpected(system_error(got.error(), "read", path));
  return *got == out.size();
}

// Is the page that the log's last commit ends with in the database as it is here? A page is never encrypted
// twice to the same bytes: then a checkpoint has brought it there, and with it all that stands before it.
Result<bool> was_brought_in(const std::filesystem::path& log, const WalVerdict& verdict, Disk& disk) {
  const std::uint32_t page_size = word_at(verdict.header, 8);
  Bytes frame(kFrameHead + page_size);
  if (verdict.good_bytes < verdict.header.size() + frame.size()) return false;
  auto read = read_whole(log, verdict.good_bytes - frame.size(), frame, disk);
  if (!read || !*read) return read;
  const std::uint32_t number = word_at(frame, 0);
  if (number == 0) return false;
  Bytes page(page_size);
  const std::string name = log.string();
  const std::filesystem::path database = name.substr(0, name.size() - std::string_view("-wal").size());
  read = read_whole(database, std::uint64_t{number - 1} * page_size, page, disk);
  if (!read || !*read) return read;
  return std::equal(page.begin(), page.end(), frame.begin() + kFrameHead);
}

}  // namespace

Result<std::uint64_t> refuse_damaged_wal(const std::filesystem::path& log, Disk& disk) {
  auto verdict = examine_wal_file(log, disk);
  if (!verdict) return tl::unexpected(std::move(verdict.error()));
  if (!verdict->damaged) return verdict->good_bytes;
  if (verdict->counter_only) {
    const auto in_database = was_brought_in(log, *verdict, disk);
    if (!in_database) return tl::unexpected(in_database.error());
    if (*in_database) return 0;  // SQLite takes it for empty, and it may
  }
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
