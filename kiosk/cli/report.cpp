#include <cstdio>

#include "kiosk/cli/command.hpp"
#include "kiosk/terminal/paths.hpp"

namespace yitang::cli {

int report(const Error& error) {
  std::fprintf(stderr, "yitang: %s\n", describe(error).c_str());
  return error.kind == ErrorKind::BadInput ? kBadInput : kNotFoundOrNotHeld;
}

Result<terminal::Config> configuration(const std::string& path) {
  if (path.empty()) return terminal::Config();
  return terminal::load_config(path);
}

Result<catalog::CatalogPtr> catalogue(const terminal::Config& config) {
  const auto sample = terminal::share_directory() / "catalog";
  return catalog::Catalog::load(config.catalog_directory.empty() ? sample : config.catalog_directory);
}

}  // namespace yitang::cli
