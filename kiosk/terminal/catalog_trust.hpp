// Which catalogue a terminal works with. A published one must bear the signature of the county's key
// (`catalog_key`) and be newer than the one in use; what is refused is said to the technician, and the last
// good one, kept as a copy in the data folder, stays in use.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/error.hpp"
#include "kiosk/catalog/catalog.hpp"
#include "kiosk/catalog/signed_file.hpp"
#include "kiosk/terminal/config.hpp"
#include "storage/bytes.hpp"

namespace yitang::terminal {

/// What a signature is worth. NoKey: the terminal knows no county's key to look with.
enum class CatalogTrust { Trusted, Unsigned, WrongKey, WrongSignature, NoKey };

/// Pure. `key`: 32 bytes, or none.
CatalogTrust judge(const catalog::SignedFile& file, storage::ByteView key);

/// The whole file with the signature of this seed (32 bytes) over its body.
std::string sign_catalog(std::string_view body, storage::ByteView seed);

struct OpenedCatalog {
  catalog::CatalogPtr catalog;
  std::vector<std::string> warnings;  ///< English, for the log and the technician
};

/// Where the copy of the last good one lies.
std::filesystem::path last_good_catalog(const std::filesystem::path& data);

/// `sample`: folder of the sample catalogue, used if the configuration names none. `data`: the terminal's
/// data folder; empty: nothing is remembered, so that an older catalogue is not noticed. Errors: BadInput,
/// NotFound; only if there is no last good one either.
Result<OpenedCatalog> open_catalog(const Config& config, const std::filesystem::path& sample,
                                   const std::filesystem::path& data);

}  // namespace yitang::terminal
