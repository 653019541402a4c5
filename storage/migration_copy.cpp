#include "storage/migration_copy.hpp"

#include <fmt/format.h>

#include "storage/file_system.hpp"
#include "storage/system_error.hpp"

namespace yitang::storage {
namespace {

constexpr std::string_view kCopyMark = ".before-";

Result<void> make_copy(Database& database, int version) {
  const std::filesystem::path copy = fmt::format("{}{}{}", database.path().string(), kCopyMark, version);
  auto removed = remove_file_durably(copy, database.disk());
  if (!removed) return tl::unexpected(std::move(removed.error()));
  return database.backup_to(copy);
}

}  // namespace

Result<int> migrate_with_copy(Database& database, std::span<const Migration> steps) {
  auto version = schema_version(database);
  if (!version) return version;
  const int newest = steps.empty() ? 0 : steps.back().version;
  if (*version > 0 && *version < newest) {
    auto copied = make_copy(database, *version);
    if (!copied) return tl::unexpected(std::move(copied.error()));
  }
  return migrate(database, steps);
}

Result<void> discard_migration_copies(Database& database) {
  const std::filesystem::path& path = database.path();
  const std::filesystem::path directory = path.has_parent_path() ? path.parent_path() : ".";
  auto names = database.disk().list(directory);
  if (!names) return tl::unexpected(system_error(names.error(), "list the store's files", directory));
  const std::string begin = path.filename().string() + std::string(kCopyMark);
  for (const std::string& name : *names) {
    if (!name.starts_with(begin)) continue;
    auto removed = remove_file_durably(directory / name, database.disk());
    if (!removed) return tl::unexpected(std::move(removed.error()));
  }
  return {};
}

}  // namespace yitang::storage
