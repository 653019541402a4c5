#include "kiosk/cli/keys_stores.hpp"

#include <algorithm>
#include <cstdio>

#include "kiosk/cases/storage_error.hpp"
#include "kiosk/cases/unfinished_restore.hpp"
#include "kiosk/cli/keys_words.hpp"
#include "kiosk/cli/passphrase_input.hpp"
#include "kiosk/terminal/paths.hpp"

namespace yitang::cli {
namespace {

bool wants_passphrase(const KeyedStore& store, const storage::HostBinding& host) {
  const auto slots = storage::KeyFile::inspect(store.key_file, host);
  return slots && std::any_of(slots->begin(), slots->end(), [](const storage::SlotReport& slot) {
           return slot.state == storage::SlotState::NeedsPassphrase;
         });
}

}  // namespace

Error from_storage(const storage::Error& error) { return cases::product_error(error); }

Result<std::vector<KeyedStore>> keyed_stores(const KeysOptions& options) {
  const auto terminal = terminal::terminal_store(options.data);
  if (auto whole = cases::refuse_unfinished_restore(terminal, storage::system_disk()); !whole)
    return tl::unexpected(whole.error());
  std::vector<KeyedStore> stores;
  const auto add = [&](const char* name, const std::filesystem::path& folder, const char* database) {
    std::error_code code;
    if (!options.store.empty() && options.store != name) return;
    if (!std::filesystem::exists(folder / "keys.bin", code)) return;
    stores.push_back({name, folder / "keys.bin", folder / database});
  };
  add("terminal", terminal::terminal_store(options.data), "cases.db");
  add("office", terminal::office_store(options.data), "office.db");
  if (stores.empty()) return fail(ErrorKind::BadInput, "there is no store with a key file", options.data);
  return stores;
}

Result<storage::HostBinding> binding(const KeysOptions& options, const terminal::Config& config) {
  storage::HostBinding host = terminal::host_binding(options.data, config);
  if (!options.passphrase_file.empty()) {
    auto given = passphrase_from(options.passphrase_file);
    if (!given) return tl::unexpected(given.error());
    host.passphrase = std::make_shared<const storage::SecretBytes>(std::move(*given));
  }
  return host;
}

Result<storage::KeyFile> open_keys(const KeyedStore& store, storage::HostBinding& host) {
  auto opened = storage::KeyFile::open(store.key_file, host);
  const bool may_ask = !opened && opened.error().code == storage::ErrorCode::KeysLocked && !host.passphrase &&
                       wants_passphrase(store, host) && can_ask();
  if (may_ask) {
    auto typed = ask_passphrase("Passphrase of the " + store.name + "'s store");
    if (!typed) return tl::unexpected(typed.error());
    host.passphrase = std::make_shared<const storage::SecretBytes>(std::move(*typed));
    opened = storage::KeyFile::open(store.key_file, host);
  }
  if (opened) return std::move(*opened);
  if (opened.error().code == storage::ErrorCode::KeysLocked) {
    if (const auto slots = storage::KeyFile::inspect(store.key_file, host)) {
      for (const std::string& line : advice(*slots)) std::fprintf(stderr, "  %s\n", line.c_str());
    }
  }
  return tl::unexpected(from_storage(opened.error()));
}

}  // namespace yitang::cli
