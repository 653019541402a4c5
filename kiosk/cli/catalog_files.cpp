// Folders and published files as the commands of `yitang catalog` read them.
#include <algorithm>
#include <array>
#include <filesystem>

#include "kiosk/base/clock.hpp"
#include "kiosk/catalog/csv_columns.hpp"
#include "kiosk/catalog/csv_lists.hpp"
#include "kiosk/catalog/item_parser.hpp"
#include "kiosk/cli/catalog_commands.hpp"
#include "storage/file_system.hpp"

namespace yitang::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kSeedBytes = 32;

Result<std::string> content_of(const fs::path& path, std::size_t most) {
  auto content = storage::read_file(path, most);
  if (!content) return fail(ErrorKind::BadInput, "cannot be read: " + content.error().message, path.string());
  return std::string(content->begin(), content->end());
}

bool belongs(const std::string& name) {
  if (name.ends_with(".json") || name.ends_with(".jsonl")) return true;
  if (name == catalog::csv_lists_sheet().file) return true;
  const auto sheets = catalog::csv_sheets();
  return std::any_of(sheets.begin(), sheets.end(),
                     [&](const catalog::CsvSheet& sheet) { return sheet.file == name; });
}

}  // namespace

Result<CatalogContent> read_catalog(const std::string& path) {
  CatalogContent content;
  std::error_code code;
  if (!fs::is_directory(path, code)) {
    auto bytes = content_of(path, catalog::kMaxSignedFileBytes + 8192);
    if (!bytes) return tl::unexpected(bytes.error());
    auto file = catalog::unpack(*bytes, path);
    if (!file) return tl::unexpected(file.error());
    content.files = file->files;
    content.published = std::move(*file);
    return content;
  }
  for (fs::directory_iterator at(path, code), end; !code && at != end; at.increment(code)) {
    const std::string name = at->path().filename().string();
    if (!belongs(name)) continue;
    if (content.files.size() > catalog::kMaxSignedFiles)
      return fail(ErrorKind::BadInput, "has too many files", path);
    auto text = content_of(at->path(), catalog::kMaxFileBytes);
    if (!text) return tl::unexpected(text.error());
    content.files.emplace(name, std::move(*text));
  }
  if (code) return fail(ErrorKind::BadInput, "cannot be read: " + code.message(), path);
  return content;
}

Result<catalog::LoadOptions> township_options(const std::string& township) {
  catalog::LoadOptions options;
  if (township.empty()) return options;
  auto text = content_of(township, 1024 * 1024);
  if (!text) return tl::unexpected(text.error());
  options.township = std::move(*text);
  options.township_file = fs::path(township).filename().string();
  return options;
}

Result<Date> day_of(const CatalogArguments& arguments) {
  if (arguments.day.empty()) return SystemClock().today();
  const auto day = Date::parse(arguments.day);
  if (!day) return fail(ErrorKind::BadInput, "is no date such as 2026-10-01", "--date");
  return *day;
}

Result<storage::SecretBytes> read_signing_key(const std::string& file) {
  auto content = storage::read_private_file(file, 256);
  if (!content) return fail(ErrorKind::BadInput, content.error().message, file);
  std::string text(content->begin(), content->end());
  while (text.ends_with('\n') || text.ends_with('\r')) text.pop_back();
  auto seed = storage::from_hex(text);
  if (!seed || seed->size() != kSeedBytes)
    return fail(ErrorKind::BadInput, "is no secret key of a county", file);
  storage::SecretBytes secret = storage::SecretBytes::copy_of(*seed);
  std::fill(seed->begin(), seed->end(), std::uint8_t{0});
  return secret;
}

}  // namespace yitang::cli
