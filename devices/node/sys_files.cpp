#include "devices/node/sys_files.hpp"

#include <dirent.h>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <memory>

#include "devices/hid/report_descriptor.hpp"

namespace yitang::devices {
namespace {
// The longest file of interest is a report descriptor.
constexpr std::size_t kMaxAttribute = kMaxReportDescriptor + 1;
}  // namespace

std::optional<std::string> read_sys_file(const std::string& path) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rbe"), &std::fclose);
  if (!file) return std::nullopt;
  std::string content(kMaxAttribute, '\0');
  content.resize(std::fread(content.data(), 1, content.size(), file.get()));
  return content;
}

std::string read_sys_text(const std::string& path) {
  std::string text = read_sys_file(path).value_or("");
  text.erase(std::min(text.find('\n'), text.size()));
  std::erase_if(text, [](unsigned char c) { return c < 0x20 || c == 0x7F; });
  text.erase(0, std::min(text.find_first_not_of(' '), text.size()));
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

std::optional<std::uint16_t> parse_sys_hex(std::string_view text) {
  unsigned value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, 16);
  if (error != std::errc{} || end == text.data() || value > 0xFFFF) return std::nullopt;
  const std::string_view behind(end, static_cast<std::size_t>(text.data() + text.size() - end));
  if (!behind.empty() && behind != "\n") return std::nullopt;
  return static_cast<std::uint16_t>(value);
}

std::vector<std::string> names_in_folder(const std::string& folder, std::string_view beginning) {
  std::vector<std::string> names;
  const std::unique_ptr<DIR, int (*)(DIR*)> directory(::opendir(folder.c_str()), &::closedir);
  if (!directory) return names;
  while (const dirent* entry = ::readdir(directory.get())) {  // NOLINT(concurrency-mt-unsafe): our own stream
    const std::string_view name = entry->d_name;
    if (name != "." && name != ".." && name.substr(0, beginning.size()) == beginning)
      names.emplace_back(name);
  }
  std::sort(names.begin(), names.end(), [](const std::string& a, const std::string& b) {
    return a.size() != b.size() ? a.size() < b.size() : a < b;
  });
  return names;
}

}  // namespace yitang::devices
