#include "kiosk/terminal/catalog_trust.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "storage/file_system.hpp"
#include "storage/signing.hpp"

namespace yitang::terminal {
namespace {

namespace fs = std::filesystem;

struct Candidate {
  catalog::CatalogPtr catalog;
  std::string bytes;  ///< of a published one
  std::string body;
};

storage::Bytes key_of(const Config& config) {
  return storage::from_hex(config.catalog_key).value_or(storage::Bytes());
}

const char* reason_of(CatalogTrust trust) {
  switch (trust) {
    case CatalogTrust::Trusted: return "";
    case CatalogTrust::Unsigned: return "nobody signed it (yitang catalog sign)";
    case CatalogTrust::WrongKey: return "it is signed with another key than catalog_key";
    case CatalogTrust::WrongSignature: return "its signature is wrong: it was changed after it was signed";
    case CatalogTrust::NoKey: return "the configuration has no catalog_key to check its signature with";
  }
  return "";
}

Result<catalog::LoadOptions> load_options(const Config& config) {
  catalog::LoadOptions options;
  if (config.catalog_township.empty()) return options;
  auto content = storage::read_file(config.catalog_township, 1024 * 1024);
  if (!content) return fail(ErrorKind::NotFound, content.error().message, config.catalog_township.string());
  options.township = std::string(content->begin(), content->end());
  options.township_file = config.catalog_township.filename().string();
  return options;
}

// A township's mistake must not take the county's catalogue away: then its own words are left out.
template <class Source>
Result<catalog::CatalogPtr> load(const Source& source, const Config& config,
                                 std::vector<std::string>& warnings) {
  auto options = load_options(config);
  auto loaded = options ? catalog::Catalog::load(source, *options)
                        : Result<catalog::CatalogPtr>(tl::unexpected(options.error()));
  if (loaded || config.catalog_township.empty()) return loaded;
  auto without = catalog::Catalog::load(source);
  if (without)
    warnings.push_back("the township's places are left as the county says: " + describe(loaded.error()));
  return without;
}

Result<Candidate> read_published(const fs::path& path, const Config& config,
                                 std::vector<std::string>& warnings) {
  auto content = storage::read_file(path, catalog::kMaxSignedFileBytes + 8192);
  if (!content) return fail(ErrorKind::NotFound, content.error().message, path.string());
  Candidate candidate;
  candidate.bytes.assign(content->begin(), content->end());
  auto file = catalog::unpack(candidate.bytes, path.filename().string());
  if (!file) return tl::unexpected(file.error());
  const storage::Bytes key = key_of(config);
  const CatalogTrust trust = judge(*file, key);
  const bool nobody_asks = config.catalog_unsigned && key.empty();
  if (trust != CatalogTrust::Trusted && !nobody_asks)
    return fail(ErrorKind::BadInput, reason_of(trust), path.string());
  auto loaded = load(file->files, config, warnings);
  if (!loaded) return fail(loaded.error().kind, describe(loaded.error()), path.string());
  candidate.catalog = std::move(*loaded);
  candidate.body = std::move(file->body);
  if (trust == CatalogTrust::Trusted && candidate.catalog->county().serial == 0)
    return fail(ErrorKind::BadInput, "its catalogue.json has no serial number", path.string());
  return candidate;
}

// Serial numbers only go up, so that an old catalogue that was signed once cannot come back.
std::optional<std::string> older_than(const Candidate& candidate, const Candidate& last) {
  const int serial = candidate.catalog->county().serial;
  const int known = last.catalog->county().serial;
  if (serial > known || (serial == known && candidate.body == last.body)) return std::nullopt;
  if (serial == known)
    return "it has the serial number " + std::to_string(serial) + " of the one in use, and other content";
  return "it is older than the one in use: serial number " + std::to_string(serial) + " after " +
         std::to_string(known);
}

std::optional<std::string> remember(const Candidate& candidate, const fs::path& copy) {
  auto made = storage::make_private_directory(copy.parent_path());
  if (made) made = storage::write_file_durably(copy, storage::bytes_of(candidate.bytes));
  if (made) return std::nullopt;
  return "no copy of the catalogue can be kept: " + storage::describe(made.error());
}

Result<OpenedCatalog> open_folder(const fs::path& folder, const Config& config, bool sample) {
  const bool simulated = config.devices.reader == DeviceSource::Simulated;
  const bool allowed = config.catalog_unsigned || (config.catalog_key.empty() && (sample || simulated));
  if (!allowed) {
    return fail(ErrorKind::BadInput,
                sample ? "catalog_key is set, but no catalogue (catalog)"
                       : "a folder is not signed: name a published catalogue, or set catalog_unsigned = true",
                folder.string());
  }
  OpenedCatalog opened;
  auto loaded = load(folder, config, opened.warnings);
  if (!loaded) return tl::unexpected(loaded.error());
  opened.catalog = std::move(*loaded);
  if (sample && !simulated)
    opened.warnings.emplace_back("no catalogue is configured: this is the sample of no real county");
  return opened;
}

}  // namespace

CatalogTrust judge(const catalog::SignedFile& file, storage::ByteView key) {
  if (!file.key) return CatalogTrust::Unsigned;
  if (key.empty()) return CatalogTrust::NoKey;
  if (!std::equal(key.begin(), key.end(), file.key->begin(), file.key->end())) return CatalogTrust::WrongKey;
  const std::string message = catalog::signed_message(file.body);
  return storage::verify_signature(key, storage::bytes_of(message), file.signature)
             ? CatalogTrust::Trusted
             : CatalogTrust::WrongSignature;
}

std::string sign_catalog(std::string_view body, storage::ByteView seed) {
  const std::string message = catalog::signed_message(body);
  return catalog::with_signature(body, storage::public_key_of(seed),
                                 storage::sign(seed, storage::bytes_of(message)));
}

fs::path last_good_catalog(const fs::path& data) {
  return data / "catalog" / ("last-good" + std::string(catalog::kSignedFileEnding));
}

Result<OpenedCatalog> open_catalog(const Config& config, const fs::path& sample, const fs::path& data) {
  std::error_code code;
  if (config.catalog.empty() || fs::is_directory(config.catalog, code))
    return open_folder(config.catalog.empty() ? sample : config.catalog, config, config.catalog.empty());
  OpenedCatalog opened;
  auto candidate = read_published(config.catalog, config, opened.warnings);
  const bool remembers = !data.empty() && !config.catalog_key.empty();
  const fs::path copy = remembers ? last_good_catalog(data) : fs::path();
  std::vector<std::string> unsaid;  // of the copy: the same as of the file, or not of interest
  auto last = remembers && fs::exists(copy, code)
                  ? read_published(copy, config, unsaid)
                  : Result<Candidate>(fail(ErrorKind::NotFound, "there is none", copy.string()));
  std::string refused;
  if (!candidate) {
    refused = describe(candidate.error());
  } else if (last) {
    if (const auto older = older_than(*candidate, *last)) refused = config.catalog.string() + ": " + *older;
  }
  if (refused.empty()) {
    const bool is_new = !last || last->body != candidate->body;
    if (remembers && is_new) {
      if (auto wrong = remember(*candidate, copy)) opened.warnings.push_back(*wrong);
    }
    opened.catalog = std::move(candidate->catalog);
    return opened;
  }
  if (!last) return tl::unexpected(candidate ? Error{ErrorKind::BadInput, refused, {}} : candidate.error());
  opened.warnings = std::move(unsaid);
  opened.warnings.push_back("the new catalogue is refused, the last good one (serial number " +
                            std::to_string(last->catalog->county().serial) + ") stays in use: " + refused);
  opened.catalog = std::move(last->catalog);
  return opened;
}

}  // namespace yitang::terminal
