// yitang catalog: what a county publishes is written, checked, built, signed and compared.
#include <memory>

#include "kiosk/cli/catalog_commands.hpp"
#include "kiosk/cli/command.hpp"

namespace yitang::cli {

void add_catalog(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<CatalogArguments>();
  CLI::App* catalog =
      app.add_subcommand("catalog", "The county's catalogue: check, build, sign, compare, show");
  catalog->require_subcommand(1);
  const auto add = [&](const char* name, const char* help, int (*run)(const CatalogArguments&)) {
    CLI::App* command = catalog->add_subcommand(name, help);
    command->callback([arguments, run, &exit_code] { exit_code = run(*arguments); });
    return command;
  };
  const auto add_path = [&](CLI::App* command) {
    command->add_option("path", arguments->path, "Folder, or published file")->required();
  };

  CLI::App* check =
      add("check", "Every fault, by file and line or row; what is hidden, and why", &catalog_check);
  add_path(check);
  check->add_option("--township", arguments->township, "Also what a township says of its places (CSV)");
  check->add_option("--date", arguments->day, "What is in force on this day (YYYY-MM-DD) instead of today");
  check->add_flag("--json", arguments->json, "For programs");
  check->add_option("--lang", arguments->language, "zh or en, instead of the environment's language")
      ->check(CLI::IsMember({"zh", "en"}));

  CLI::App* keygen = add("keygen", "A new key of the county; prints the public part", &catalog_keygen);
  keygen->add_option("--out", arguments->out, "New file for the secret part")->required();

  CLI::App* build = add("build", "A folder, JSON or tables, becomes one file to publish", &catalog_build);
  add_path(build);
  build->add_option("--out", arguments->out, "File to write, *.yitang-catalog")->required();
  build->add_option("--key", arguments->key, "Sign it with this secret key");

  CLI::App* sign = add("sign", "Signs a file that was built", &catalog_sign);
  add_path(sign);
  sign->add_option("--key", arguments->key, "The county's secret key")->required();
  sign->add_option("--out", arguments->out, "Another file instead of the same");

  CLI::App* diff = add("diff", "What is new, changed and gone, member by member", &catalog_diff);
  diff->add_option("old", arguments->path, "Folder, or published file")->required();
  diff->add_option("new", arguments->other, "Folder, or published file")->required();
  diff->add_flag("--json", arguments->json, "For programs");

  CLI::App* show = add("show", "What is in it, who signed it; one item as residents read it", &catalog_show);
  add_path(show);
  show->add_option("item", arguments->item, "Id of one item");
  show->add_option("--version", arguments->version, "This version instead of the one in force");
  show->add_option("--date", arguments->day, "As on this day (YYYY-MM-DD) instead of today");
  show->add_option("--key", arguments->public_key, "Public key to check the signature with");

  CLI::App* tables = add("export", "Items as tables for a spreadsheet", &catalog_export);
  add_path(tables);
  tables->add_option("--out", arguments->out, "Folder for items.csv and the tables beside it")->required();
}

}  // namespace yitang::cli
