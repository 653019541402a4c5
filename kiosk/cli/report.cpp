#include <spdlog/spdlog.h>

#include <cstdio>

#include "kiosk/base/clock.hpp"
#include "kiosk/cli/command.hpp"
#include "kiosk/terminal/catalog_trust.hpp"
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
  auto opened =
      terminal::open_catalog(config, terminal::share_directory() / "catalog", config.data_directory);
  if (!opened) return tl::unexpected(opened.error());
  for (const std::string& warning : opened->warnings) spdlog::warn("catalogue: {}", warning);
  opened->catalog->turn_to(SystemClock().today());
  return opened->catalog;
}

}  // namespace yitang::cli
