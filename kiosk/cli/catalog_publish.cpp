// yitang catalog keygen, build, sign, export: from a folder to the file that terminals trust, and back to
// tables.
#include <cstdio>

#include "kiosk/catalog/csv_items.hpp"
#include "kiosk/catalog/csv_lists.hpp"
#include "kiosk/cli/catalog_commands.hpp"
#include "kiosk/cli/command.hpp"
#include "storage/file_system.hpp"
#include "storage/random.hpp"
#include "storage/signing.hpp"

namespace yitang::cli {
namespace {

int write(const std::string& path, std::string_view content, mode_t mode, storage::Overwrite overwrite) {
  auto written = storage::write_file_durably(path, storage::bytes_of(content), mode, overwrite);
  if (written) return kDone;
  return report({ErrorKind::StoreFailed, "cannot be written: " + storage::describe(written.error()), path});
}

// What goes to terminals is whole, and can be told from what they have.
Result<std::string> body_of(const catalog::Files& files, const std::string& path) {
  catalog::Faults faults;
  catalog::Files published;
  const catalog::CatalogPtr catalog = catalog::check_authored(files, {}, faults, published);
  if (!catalog) {
    for (const Error& error : faults.all()) std::fprintf(stderr, "%s\n", describe(error).c_str());
    return fail(ErrorKind::BadInput, std::to_string(faults.all().size()) + " faults: nothing was built",
                path);
  }
  const catalog::CountyInfo& county = catalog->county();
  if (county.serial == 0 || !county.published) {
    return fail(ErrorKind::BadInput,
                "needs \"serial\" (a number that grows with each publication) and \"published\"",
                "catalogue.json");
  }
  for (const catalog::ServiceItem& item : catalog->all_items()) {
    const std::string why = why_hidden(item, *county.published);
    if (!why.empty()) std::printf("hidden: %s version %d: %s\n", item.id.c_str(), item.version, why.c_str());
  }
  std::printf("%s, serial number %d, %zu items, %zu entries of published lists\n", county.version.c_str(),
              county.serial, catalog->items().size(), catalog->list_entries().size());
  return catalog::pack(published);
}

int write_signed(std::string_view body, const std::string& key_file, const std::string& out) {
  auto key = read_signing_key(key_file);
  if (!key) return report(key.error());
  const std::string whole = terminal::sign_catalog(body, key->view());
  const int done = write(out, whole, 0644, storage::Overwrite::Allow);
  if (done == kDone) {
    const auto public_key = storage::public_key_of(key->view());
    std::printf("signed with %s: %s\n", storage::to_hex(public_key).c_str(), out.c_str());
  }
  return done;
}

}  // namespace

int catalog_keygen(const CatalogArguments& arguments) {
  storage::SystemRandom random;
  const storage::SecretBytes seed = random.secret(32);
  const int done =
      write(arguments.out, storage::to_hex(seed.view()) + "\n", 0600, storage::Overwrite::Refuse);
  if (done != kDone) return done;
  std::printf("secret key: %s (keep it where only the county's clerk gets at it, and a copy in a safe)\n",
              arguments.out.c_str());
  std::printf("catalog_key = \"%s\"\n", storage::to_hex(storage::public_key_of(seed.view())).c_str());
  return kDone;
}

int catalog_build(const CatalogArguments& arguments) {
  auto content = read_catalog(arguments.path);
  if (!content) return report(content.error());
  auto body = body_of(content->files, arguments.path);
  if (!body) return report(body.error());
  if (!arguments.key.empty()) return write_signed(*body, arguments.key, arguments.out);
  const int done = write(arguments.out, *body, 0644, storage::Overwrite::Allow);
  if (done == kDone) std::printf("not signed yet: %s\n", arguments.out.c_str());
  return done;
}

int catalog_sign(const CatalogArguments& arguments) {
  auto content = read_catalog(arguments.path);
  if (!content) return report(content.error());
  if (!content->published)
    return report(
        {ErrorKind::BadInput, "is a folder: build it first (yitang catalog build)", arguments.path});
  auto body = body_of(content->files, arguments.path);
  if (!body) return report(body.error());
  return write_signed(*body, arguments.key, arguments.out.empty() ? arguments.path : arguments.out);
}

int catalog_export(const CatalogArguments& arguments) {
  auto content = read_catalog(arguments.path);
  if (!content) return report(content.error());
  auto tables = catalog::items_to_csv(content->files);
  if (!tables) return report(tables.error());
  auto lists = catalog::lists_to_csv(content->files);
  if (!lists) return report(lists.error());
  tables->merge(*lists);
  std::error_code code;
  std::filesystem::create_directories(arguments.out, code);
  for (const auto& [name, text] : *tables) {
    const std::string path = (std::filesystem::path(arguments.out) / name).string();
    if (const int done = write(path, text, 0644, storage::Overwrite::Refuse); done != kDone) return done;
    std::printf("%s\n", path.c_str());
  }
  return kDone;
}

}  // namespace yitang::cli
