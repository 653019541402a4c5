// yitang backup: to a medium and back.
#include <cstdio>
#include <memory>
#include <optional>

#include "kiosk/cli/command.hpp"
#include "kiosk/cli/passphrase_input.hpp"
#include "kiosk/cli/recovery_key_input.hpp"
#include "kiosk/rescue/backup.hpp"
#include "kiosk/terminal/paths.hpp"
#include "storage/random.hpp"

namespace yitang::cli {
namespace {

struct BackupOptions {
  std::string data;
  std::string config;
  std::string folder;
  std::string container;
  std::string county;                  // public or private half, by command
  std::string county_passphrase_file;  // of the private half's file
  std::string passphrase_file;
  int keep = 2;
  bool same_disk = false;
  bool accept_problems = false;
};

constexpr const char* kTechnician = "Technician's passphrase of this backup";

struct Secrets {
  storage::RecoveryKeyPair county;
  storage::SecretBytes passphrase;
};

// The county's person and the technician, one after the other.
Result<Secrets> two_persons(const BackupOptions& options) {
  auto county = private_recovery_key(options.county, options.county_passphrase_file);
  if (!county) return tl::unexpected(county.error());
  auto passphrase = options.passphrase_file.empty() ? ask_passphrase(kTechnician)
                                                    : passphrase_from(options.passphrase_file);
  if (!passphrase) return tl::unexpected(passphrase.error());
  return Secrets{std::move(*county), std::move(*passphrase)};
}

int create(const BackupOptions& options) {
  auto config = configuration(options.config);
  if (!config) return report(config.error());
  auto county = storage::read_recovery_public_key(options.county);
  if (!county) return report({ErrorKind::BadInput, county.error().message, options.county});
  auto passphrase = new_passphrase(options.passphrase_file, kTechnician);
  if (!passphrase) return report(passphrase.error());
  rescue::BackupOptions wanted;
  wanted.data = options.data;
  wanted.host = terminal::host_binding(options.data, *config);
  wanted.terminal_code = config->terminal_code;
  wanted.folder = options.folder;
  wanted.county = *county;
  wanted.passphrase = &*passphrase;
  wanted.keep = options.keep;
  wanted.same_disk = options.same_disk;
  const SystemClock clock;
  storage::SystemRandom random;
  auto made = rescue::create_backup(wanted, clock, random);
  if (!made) return report(made.error());
  std::printf("%s\n", made->container.c_str());
  std::printf("%llu bytes, %zu pictures (%zu copied now), %zu old files removed, sealed to %s\n",
              static_cast<unsigned long long>(made->container_bytes), made->pictures, made->copied,
              made->removed, storage::fingerprint_of(*county).c_str());
  for (const std::string& faulty : made->faulty)
    std::printf("  not whole, not counted and left there: %s\n", faulty.c_str());
  return kDone;
}

int verify(const BackupOptions& options) {
  std::optional<Secrets> secrets;
  std::optional<rescue::BackupKeys> keys;
  if (!options.county.empty()) {
    auto given = two_persons(options);
    if (!given) return report(given.error());
    secrets.emplace(std::move(*given));
    keys = rescue::BackupKeys{&secrets->county, &secrets->passphrase};
  }
  auto found = rescue::verify_backup(options.container, keys);
  if (!found) return report(found.error());
  std::printf("terminal %s, made %s, %zu pictures, %llu bytes\nsealed to %s, signed by device %s\n",
              found->terminal.c_str(), date_time_text(found->created).c_str(), found->pictures,
              static_cast<unsigned long long>(found->bytes), found->county_fingerprint.c_str(),
              found->device_key.c_str());
  for (const std::string& problem : found->problems) std::printf("  problem: %s\n", problem.c_str());
  std::printf("%s: %s\n",
              found->opened ? "structure, signature, pictures, content" : "structure, signature, pictures",
              found->problems.empty() ? "good" : "FAULTY");
  return found->problems.empty() ? kDone : kNotFoundOrNotHeld;
}

int restore(const BackupOptions& options) {
  auto config = configuration(options.config);
  if (!config) return report(config.error());
  auto catalog = catalogue(*config);
  if (!catalog) return report(catalog.error());
  auto secrets = two_persons(options);
  if (!secrets) return report(secrets.error());
  rescue::RestoreOptions wanted;
  wanted.container = options.container;
  wanted.keys = {&secrets->county, &secrets->passphrase};
  wanted.data = options.data;
  wanted.host = terminal::host_binding(options.data, *config);
  wanted.terminal_code = config->terminal_code;
  wanted.catalog = *catalog;
  wanted.accept_problems = options.accept_problems;
  const SystemClock clock;
  storage::SystemRandom random;
  auto done = rescue::restore_backup(wanted, clock, random);
  if (!done) return report(done.error());
  std::printf("restored as of %s: %lld cases, %lld of them not delivered yet, %zu pictures: %s\n",
              date_time_text(done->as_of).c_str(), static_cast<long long>(done->cases),
              static_cast<long long>(done->waiting), done->pictures,
              done->problems.empty() ? "good" : "FAULTY");
  for (const std::string& problem : done->problems) std::printf("  problem: %s\n", problem.c_str());
  if (!done->placed) {
    std::printf(
        "NOT in place: take an older backup, or accept these problems (--accept-problems), or save what is "
        "good of %s/.restoring (yitang store salvage)\n",
        options.data.c_str());
    return kNotFoundOrNotHeld;
  }
  std::printf(
      "  note: cases that were erased or withdrawn after %s are here again; what is due goes at the next "
      "start "
      "of the terminal, what persons asked to have erased must be erased again\n",
      date_time_text(done->as_of).c_str());
  return done->problems.empty() ? kDone : kNotFoundOrNotHeld;
}

void add_secrets(CLI::App& command, const std::shared_ptr<BackupOptions>& options, bool required) {
  CLI::Option* county =
      command.add_option("--private-key", options->county, "File of the county's private recovery key");
  if (required) county->required();
  command.add_option("--private-key-passphrase-file", options->county_passphrase_file,
                     "Passphrase of that file, in a file; else it is asked for");
  command.add_option("--passphrase-file", options->passphrase_file,
                     "The technician's passphrase, in a file; else it is asked for");
}

}  // namespace

void add_backup(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<BackupOptions>();
  CLI::App* backup = app.add_subcommand("backup", "Backup to a medium, and back");
  backup->require_subcommand(1);
  CLI::App* made = backup->add_subcommand("create", "Copies both stores, encrypted, to a folder on a medium");
  made->add_option("--data", options->data, "Data folder")->required();
  made->add_option("--to", options->folder, "Folder on the medium")->required();
  made->add_option("--recovery", options->county, "File of the county's public recovery key")->required();
  made->add_option("--passphrase-file", options->passphrase_file,
                   "The technician's passphrase, in a file; else it is asked for");
  made->add_option("--keep", options->keep, "Backups of this terminal that stay there")
      ->check(CLI::Range(1, 1000));
  made->add_flag("--same-disk", options->same_disk, "The folder may be on the disk of the data folder");
  made->add_option("--config", options->config, "Configuration (TOML)");
  made->callback([options, &exit_code] { exit_code = create(*options); });
  CLI::App* verified =
      backup->add_subcommand("verify", "Whether a backup is whole; with both keys, all of it");
  verified->add_option("backup", options->container, "The .backup file")->required();
  add_secrets(*verified, options, false);
  verified->callback([options, &exit_code] { exit_code = verify(*options); });
  CLI::App* restored = backup->add_subcommand("restore", "Puts both stores into a data folder that has none");
  restored->add_option("backup", options->container, "The .backup file")->required();
  restored->add_option("--data", options->data, "Data folder")->required();
  restored->add_option("--config", options->config, "Configuration (TOML)");
  restored->add_flag("--accept-problems", options->accept_problems,
                     "Also stores in which the check finds problems take their place");
  add_secrets(*restored, options, true);
  restored->callback([options, &exit_code] { exit_code = restore(*options); });
}

}  // namespace yitang::cli
