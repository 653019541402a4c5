// yitang keys: slots of the stores' key files. What each kind protects against: storage/README.md.
#include <algorithm>
#include <cstdio>
#include <memory>
#include <optional>
#include <vector>

#include "kiosk/base/clock.hpp"
#include "kiosk/cli/command.hpp"
#include "kiosk/cli/keys_commands.hpp"
#include "kiosk/cli/keys_record.hpp"
#include "kiosk/cli/keys_words.hpp"
#include "kiosk/cli/passphrase_input.hpp"
#include "storage/host_key.hpp"

namespace yitang::cli {
namespace {

using storage::KeyFile;
using storage::SlotReport;

int print_status(const KeysOptions& options) {
  auto config = configuration(options.config);
  if (!config) return report(config.error());
  auto stores = keyed_stores(options);
  if (!stores) return report(stores.error());
  auto host = binding(options, *config);
  if (!host) return report(host.error());
  bool all_open = true;
  for (const KeyedStore& store : *stores) {
    auto slots = KeyFile::inspect(store.key_file, *host);
    if (!slots) return report(from_storage(slots.error()));
    std::printf("%s: %s\n", store.name.c_str(), store.key_file.c_str());
    for (const SlotReport& slot : *slots) {
      std::printf("  slot %u  %s  made %s  %s\n", slot.id, kind_words(slot).c_str(),
                  time_words(slot.created).c_str(), state_words(slot).c_str());
    }
    for (const std::string& line : advice(*slots)) std::printf("  * %s\n", line.c_str());
    all_open = all_open && opens_by_itself(*slots);
  }
  return all_open ? kDone : kNotFoundOrNotHeld;
}

struct AddOptions {
  KeysOptions common;
  bool host = false;
  bool tpm = false;
  bool passphrase = false;
  std::string recovery;
  std::string new_passphrase_file;
  std::vector<int> pcrs{7};
};

// The part of a new slot that is the same for every store.
struct NewSlot {
  const AddOptions& options;
  storage::SecretBytes passphrase;
  std::optional<storage::RecoveryPublicKey> recovery;
  std::uint32_t pcrs = 0;
};

Result<NewSlot> new_slot(const AddOptions& options) {
  NewSlot slot{options, {}, {}, 0};
  for (const int pcr : options.pcrs) slot.pcrs |= 1U << pcr;
  if (!options.recovery.empty()) {
    auto key = storage::read_recovery_public_key(options.recovery);
    if (!key) return fail(ErrorKind::BadInput, key.error().message, options.recovery);
    slot.recovery = *key;
  }
  if (options.passphrase) {
    auto typed = new_passphrase(options.new_passphrase_file, "New passphrase");
    if (!typed) return tl::unexpected(typed.error());
    slot.passphrase = std::move(*typed);
  }
  return slot;
}

storage::Result<std::uint32_t> add_to(KeyFile& keys, const NewSlot& slot, const storage::HostBinding& host,
                                      storage::RandomSource& random) {
  const std::int64_t now = SystemClock().now();
  if (slot.recovery) return keys.add_recovery_slot(*slot.recovery, random, now);
  if (slot.options.tpm) return keys.add_tpm_slot(*host.sealer, slot.pcrs, random, now);
  if (slot.options.passphrase) return keys.add_passphrase_slot(slot.passphrase, {}, random, now);
  auto made = storage::ensure_host_key(host.host_key_path, random);
  if (!made) return tl::unexpected(std::move(made.error()));
  return keys.add_host_slot(host, random, now);
}

int add_slot(const AddOptions& options) {
  if (options.host + options.tpm + options.passphrase + !options.recovery.empty() != 1) {
    return report({ErrorKind::BadInput, "say one of --host, --tpm, --passphrase, --recovery FILE", {}});
  }
  auto config = configuration(options.common.config);
  if (!config) return report(config.error());
  auto stores = keyed_stores(options.common);
  if (!stores) return report(stores.error());
  auto host = binding(options.common, *config);
  if (!host) return report(host.error());
  auto slot = new_slot(options);
  if (!slot) return report(slot.error());
  if (auto rests = refuse_while_running(options.common, *host, *config); !rests) return report(rests.error());
  storage::SystemRandom random;
  std::vector<KeysChange> changes;
  const auto end = [&](int code) { return record_changes(options.common, *host, *config, changes, code); };
  for (const KeyedStore& store : *stores) {
    auto keys = open_keys(store, *host);
    if (!keys) return end(report(keys.error()));
    auto added = add_to(*keys, *slot, *host, random);
    if (!added) return end(report(from_storage(added.error())));
    changes.push_back({audit::KeysChanged::Disposition::SlotAdded, store.name, *added});
    std::printf("%s: slot %u added\n", store.name.c_str(), *added);
  }
  return end(kDone);
}

struct RemoveOptions {
  KeysOptions common;
  std::uint32_t slot = 0;
  bool yes = false;
};

// Somebody could still open the store when the machine does not.
bool leaves_a_person(const std::vector<SlotReport>& slots, std::uint32_t removed) {
  return std::any_of(slots.begin(), slots.end(), [removed](const SlotReport& slot) {
    return slot.id != removed &&
           (slot.kind == storage::SlotKind::Passphrase || slot.kind == storage::SlotKind::Recovery);
  });
}

int remove_slot(const RemoveOptions& options) {
  auto config = configuration(options.common.config);
  if (!config) return report(config.error());
  auto stores = keyed_stores(options.common);
  if (!stores) return report(stores.error());
  if (stores->size() != 1) {
    return report(
        {ErrorKind::BadInput, "numbers are each store's own: say --store terminal or --store office", {}});
  }
  auto host = binding(options.common, *config);
  if (!host) return report(host.error());
  auto keys = open_keys(stores->front(), *host);
  if (!keys) return report(keys.error());
  auto slots = KeyFile::inspect(stores->front().key_file, *host);
  if (!slots) return report(from_storage(slots.error()));
  for (const SlotReport& slot : *slots) {
    if (slot.id == options.slot && slot.state != storage::SlotState::Opens && !options.yes) {
      return report({ErrorKind::Refused,
                     "this slot does not open here now, somebody may still need it (" + kind_words(slot) +
                         "): confirm with --yes",
                     "slot " + std::to_string(slot.id)});
    }
  }
  if (!options.yes && !leaves_a_person(*slots, options.slot)) {
    return report(
        {ErrorKind::Refused,
         "no passphrase and no recovery slot would be left, so one change of this machine loses the data: "
         "add one first, or confirm with --yes",
         "slot " + std::to_string(options.slot)});
  }
  if (auto rests = refuse_while_running(options.common, *host, *config); !rests) return report(rests.error());
  storage::SystemRandom random;
  auto removed = keys->remove_slot(options.slot, *host, random);
  if (!removed) return report(from_storage(removed.error()));
  std::printf("%s: slot %u removed\n", stores->front().name.c_str(), options.slot);
  const KeysChange change{audit::KeysChanged::Disposition::SlotRemoved, stores->front().name, options.slot};
  return record_changes(options.common, *host, *config, {change}, kDone);
}

void add_common(CLI::App* command, KeysOptions& options, bool with_store) {
  command->add_option("--data", options.data, "Data folder")->required();
  command->add_option("--config", options.config, "Configuration (TOML)");
  command->add_option("--passphrase-file", options.passphrase_file,
                      "Open with the passphrase in the first line of this file; -: standard input");
  if (with_store) {
    command->add_option("--store", options.store, "Of this store only")
        ->check(CLI::IsMember({"terminal", "office"}));
  }
}

void add_status(CLI::App& keys, int& exit_code) {
  auto options = std::make_shared<KeysOptions>();
  CLI::App* command = keys.add_subcommand("status", "Slots, whether each opens now, and what that protects");
  add_common(command, *options, true);
  command->callback([options, &exit_code] { exit_code = print_status(*options); });
}

void add_add_slot(CLI::App& keys, int& exit_code) {
  auto options = std::make_shared<AddOptions>();
  CLI::App* command = keys.add_subcommand("add-slot", "One more way to open the keys");
  add_common(command, options->common, true);
  command->add_flag("--host", options->host, "This machine's host key file and hardware");
  command->add_flag("--tpm", options->tpm, "This machine's TPM, as long as the machine starts as it did now");
  command->add_option("--pcrs", options->pcrs, "With --tpm: registers that must not change")
      ->delimiter(',')
      ->check(CLI::Range(0, 23))
      ->capture_default_str();
  command->add_flag("--passphrase", options->passphrase, "A new passphrase, typed twice");
  command->add_option("--new-passphrase-file", options->new_passphrase_file,
                      "With --passphrase: from the first line of this file; -: standard input");
  command->add_option("--recovery", options->recovery, "The county's public recovery key");
  command->callback([options, &exit_code] { exit_code = add_slot(*options); });
}

void add_remove_slot(CLI::App& keys, int& exit_code) {
  auto options = std::make_shared<RemoveOptions>();
  CLI::App* command = keys.add_subcommand("remove-slot", "One way less; never the last that is seen to open");
  add_common(command, options->common, true);
  command->add_option("slot", options->slot, "Number, as `status` shows it")->required();
  command->add_flag("--yes", options->yes, "Also a slot that does not open here now");
  command->callback([options, &exit_code] { exit_code = remove_slot(*options); });
}

void add_rotate(CLI::App& keys, int& exit_code) {
  auto options = std::make_shared<RotateOptions>();
  CLI::App* command =
      keys.add_subcommand("rotate", "New keys for all slots; with --database for the data too");
  add_common(command, options->common, false);
  command->add_flag("--database", options->database,
                    "Also encrypt the databases anew: slow, and only when nothing waits to be delivered");
  command->add_flag("--keep-host-key", options->keep_host_key,
                    "Leave the host key file as it is, because another data folder uses it too");
  command->callback([options, &exit_code] { exit_code = rotate_keys(*options); });
}

void add_recover(CLI::App& keys, int& exit_code) {
  auto options = std::make_shared<RecoverOptions>();
  CLI::App* command =
      keys.add_subcommand("recover", "Open with the county's private key; then add a host slot");
  add_common(command, options->common, true);
  command->add_option("--private-key", options->private_key, "The county's private recovery key")->required();
  command->callback([options, &exit_code] { exit_code = recover_keys(*options); });
}

void add_make_recovery(CLI::App& keys, int& exit_code) {
  auto options = std::make_shared<MakeRecoveryOptions>();
  CLI::App* command = keys.add_subcommand("make-recovery", "A recovery key pair for the back office");
  command->add_option("--out", options->private_key, "The private half: keep it off every terminal")
      ->required();
  command->add_option("--public", options->public_key, "The public half, for all terminals")->required();
  command->add_option("--new-passphrase-file", options->new_passphrase_file,
                      "Protect the private half with the first line of this file; -: standard input");
  command->add_flag("--no-passphrase", options->no_passphrase,
                    "Leave the private half unprotected (mode 0600)");
  command->callback([options, &exit_code] { exit_code = make_recovery(*options); });
}

}  // namespace

void add_keys(CLI::App& app, int& exit_code) {
  CLI::App* keys = app.add_subcommand("keys", "Who and what opens the encrypted stores");
  keys->require_subcommand(1);
  add_status(*keys, exit_code);
  add_add_slot(*keys, exit_code);
  add_remove_slot(*keys, exit_code);
  add_rotate(*keys, exit_code);
  add_recover(*keys, exit_code);
  add_make_recovery(*keys, exit_code);
}

}  // namespace yitang::cli
