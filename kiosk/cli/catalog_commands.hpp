// Private to `yitang catalog`: its subcommands, one function each. Every function prints its result and
// returns the exit code.
#pragma once

#include <optional>
#include <string>

#include "kiosk/catalog/catalog.hpp"
#include "kiosk/catalog/fault_words.hpp"
#include "kiosk/terminal/catalog_trust.hpp"

namespace yitang::cli {

struct CatalogArguments {
  std::string path;   ///< folder or published file
  std::string other;  ///< the newer one of two
  std::string out;
  std::string key;  ///< file of the secret key
  std::string public_key;
  std::string township;  ///< CSV; empty: none
  std::string item;
  std::string day;  ///< YYYY-MM-DD; empty: today
  int version = 0;  ///< 0: the one in force
  bool json = false;
  std::string language;  ///< "zh" or "en"; empty: as the environment says
};

/// What a folder holds, or a published file: all files, and for the latter who signed it.
struct CatalogContent {
  catalog::Files files;
  std::optional<catalog::SignedFile> published;
};
Result<CatalogContent> read_catalog(const std::string& path);
Result<catalog::LoadOptions> township_options(const std::string& township);
Result<Date> day_of(const CatalogArguments& arguments);

/// The secret key of a county: 32 bytes, as `keygen` wrote them.
Result<storage::SecretBytes> read_signing_key(const std::string& file);

int catalog_check(const CatalogArguments& arguments);
int catalog_keygen(const CatalogArguments& arguments);
int catalog_build(const CatalogArguments& arguments);
int catalog_sign(const CatalogArguments& arguments);
int catalog_diff(const CatalogArguments& arguments);
int catalog_show(const CatalogArguments& arguments);
int catalog_export(const CatalogArguments& arguments);

/// "no legal basis", "guide incomplete (materials)": why residents do not see an item; empty: they do.
std::string why_hidden(const catalog::ServiceItem& item, Date day);
/// As a clerk reads them: reasons in Chinese or English. Of another sentence than the product's own, what
/// came in.
class ClerkWords {
 public:
  /// "zh", "en", or "" for what LC_ALL, LC_MESSAGES or LANG says. English where there are no words to be
  /// read.
  static ClerkWords of(const std::string& language);
  std::string say(const std::string& english) const;
  /// "items.csv:17 "承诺天数": reason"
  std::string say(const Error& error) const;

 private:
  std::optional<catalog::FaultWords> words_;
};

/// "from 2026-12-01 until 2026-12-31", "always".
std::string span_text(const catalog::ServiceItem& item);

}  // namespace yitang::cli
