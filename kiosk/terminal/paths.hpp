// Where things are on this machine.
#pragma once

#include <filesystem>

#include "kiosk/terminal/config.hpp"
#include "storage/key_file.hpp"

namespace yitang::terminal {

/// Word lists and sample catalogue: $YITANG_SHARE, beside the program (share/yitang), or /usr/share/yitang.
std::filesystem::path share_directory();
/// Data of a terminal without --data: /var/lib/yitang for root, else $XDG_DATA_HOME/yitang or
/// ~/.local/share/yitang.
std::filesystem::path default_data_directory();
/// A demonstration has its own, so that sample cases never mix with real ones.
std::filesystem::path demo_data_directory();
/// The store of the terminal and of the embedded office below a data folder.
std::filesystem::path terminal_store(const std::filesystem::path& data);
std::filesystem::path office_store(const std::filesystem::path& data);

/// The host key lies beside the data folder, never inside: "<data>.host-key", unless configured elsewhere.
/// With the TPM that is configured; no passphrase.
storage::HostBinding host_binding(const std::filesystem::path& data, const Config& config);
/// With this host key and the usual TPM.
storage::HostBinding host_binding(const std::filesystem::path& data, const std::filesystem::path& host_key);

}  // namespace yitang::terminal
