#include "kiosk/terminal/paths.hpp"

#include <unistd.h>

#include <cstdlib>
#include <string>

#include "storage/tpm_sealer.hpp"

namespace yitang::terminal {
namespace {

std::filesystem::path from_environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::filesystem::path() : std::filesystem::path(value);
}

}  // namespace

std::filesystem::path share_directory() {
  if (auto given = from_environment("YITANG_SHARE"); !given.empty()) return given;
  std::error_code code;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", code);
  if (!code) {
    for (const char* beside : {"share/yitang", "../share/yitang"}) {
      const auto candidate = program.parent_path() / beside;
      if (std::filesystem::is_directory(candidate, code)) return candidate;
    }
  }
  return "/usr/share/yitang";
}

std::filesystem::path default_data_directory() {
  if (::geteuid() == 0) return "/var/lib/yitang";
  if (auto given = from_environment("XDG_DATA_HOME"); !given.empty()) return given / "yitang";
  return from_environment("HOME") / ".local/share/yitang";
}

std::filesystem::path demo_data_directory() { return default_data_directory().string() + "-demo"; }

std::filesystem::path terminal_store(const std::filesystem::path& data) { return data / "terminal"; }
std::filesystem::path office_store(const std::filesystem::path& data) { return data / "office"; }

storage::HostBinding host_binding(const std::filesystem::path& data, const Config& config) {
  std::filesystem::path key = config.host_key;
  if (key.empty()) {
    std::string beside = std::filesystem::absolute(data).lexically_normal().string();
    while (beside.size() > 1 && beside.back() == '/') beside.pop_back();
    key = beside + ".host-key";
  }
  return {key, storage::system_hardware_id, storage::make_tpm_sealer(config.tpm), nullptr};
}

storage::HostBinding host_binding(const std::filesystem::path& data, const std::filesystem::path& host_key) {
  Config config;
  config.host_key = host_key;
  return host_binding(data, config);
}

}  // namespace yitang::terminal
