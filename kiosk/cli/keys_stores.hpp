// The stores of a data folder as the commands about keys see them.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "kiosk/base/error.hpp"
#include "kiosk/terminal/config.hpp"
#include "storage/key_file.hpp"

namespace yitang::cli {

/// What the commands about keys have in common.
struct KeysOptions {
  std::string data;
  std::string config;
  std::string store;            ///< "terminal", "office"; "": both
  std::string passphrase_file;  ///< to open with; "-": standard input
};

struct KeyedStore {
  std::string name;  ///< "terminal" or "office"
  std::filesystem::path key_file;
  std::filesystem::path database;
};

/// Those that exist. BadInput when there is none.
Result<std::vector<KeyedStore>> keyed_stores(const KeysOptions& options);

/// What this machine has to open slots with, and the passphrase if one is given by file.
Result<storage::HostBinding> binding(const KeysOptions& options, const terminal::Config& config);

/// Opens; when only a passphrase is missing and somebody sits at a terminal, asks for it and keeps it in
/// `host` for the next store.
Result<storage::KeyFile> open_keys(const KeyedStore& store, storage::HostBinding& host);

/// The product's error for one of the store's.
Error from_storage(const storage::Error& error);

}  // namespace yitang::cli
