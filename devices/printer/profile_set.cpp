#include "devices/printer/profile_set.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <fstream>
#include <system_error>

namespace yitang::devices {
namespace {

constexpr std::size_t most_profiles = 500;

std::string capitals(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return result;
}

bool has_part(std::string_view text, std::string_view part) {
  return capitals(text).find(capitals(part)) != std::string::npos;
}

// 0: does not fit.
int fit_of(const ProfileMatch& match, const PrinterIdentity& printer) {
  if (match.has_ids() && (match.vendor != printer.vendor || match.product != printer.product)) return 0;
  if (!match.model.empty() && !has_part(printer.model, match.model)) return 0;
  return (match.model.empty() ? 0 : 2) + (match.has_ids() ? 1 : 0);
}

bool same(const ProfileMatch& a, const ProfileMatch& b) {
  return a.vendor == b.vendor && a.product == b.product && capitals(a.model) == capitals(b.model);
}

std::string_view without_spaces(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

// For the log and for comparing: nothing else of it is of use.
std::string printable(std::string_view text) {
  std::string result;
  for (const char c : text.substr(0, 64)) {
    if (c >= 0x20 && c < 0x7F) result += c;
  }
  return result;
}

Result<std::string> content_of(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return fail(ErrorCode::NotFound, fmt::format("{}: cannot be opened", file.string()));
  std::string content(kMaxProfileBytes + 1, '\0');
  stream.read(content.data(), static_cast<std::streamsize>(content.size()));
  if (stream.bad()) return fail(ErrorCode::Io, fmt::format("{}: cannot be read", file.string()));
  content.resize(static_cast<std::size_t>(stream.gcount()));
  return content;
}

}  // namespace

PrinterIdentity parse_device_id(std::string_view device_id) {
  PrinterIdentity identity;
  std::size_t at = 0;
  while (at < device_id.size()) {
    const std::size_t end = std::min(device_id.find(';', at), device_id.size());
    const std::string_view field = device_id.substr(at, end - at);
    at = end + 1;
    const std::size_t colon = field.find(':');
    if (colon == std::string_view::npos) continue;
    const std::string key = capitals(without_spaces(field.substr(0, colon)));
    const std::string value = printable(without_spaces(field.substr(colon + 1)));
    if (key == "MFG" || key == "MANUFACTURER") identity.maker = value;
    if (key == "MDL" || key == "MODEL") identity.model = value;
  }
  return identity;
}

PrinterIdentity identify_printer(Transport& transport) {
  const DeviceDescription& description = transport.description();
  PrinterIdentity identity;
  // wIndex: interface in the high byte, alternate setting in the low one (USB Printing Devices 1.1, 4.2.1).
  const auto index =
      static_cast<std::uint16_t>(description.interface_number << 8U | description.alternate_setting);
  const auto answer = transport.control_in(ControlSetup{0xA1, 0x00, 0, index}, 1023, milliseconds{500});
  if (answer && answer->size() > 2) {
    // The length before the text counts itself; some firmware gives it the wrong way round, so it is not
    // used.
    identity = parse_device_id({reinterpret_cast<const char*>(answer->data()) + 2, answer->size() - 2});
  }
  identity.vendor = description.vendor;
  identity.product = description.product;
  return identity;
}

Result<ModelProfile> load_printer_profile(const std::filesystem::path& file) {
  auto content = content_of(file);
  if (!content) return tl::unexpected(content.error());
  return parse_printer_profile(*content, file.string());
}

Result<ProfileSet> ProfileSet::of(std::vector<ModelProfile> profiles) {
  for (std::size_t i = 0; i < profiles.size(); ++i) {
    for (std::size_t k = 0; k < i; ++k) {
      for (const ProfileMatch& mine : profiles[i].matches) {
        const auto& others = profiles[k].matches;
        if (std::none_of(others.begin(), others.end(), [&](const auto& each) { return same(each, mine); }))
          continue;
        return fail(ErrorCode::Malformed,
                    fmt::format("{}.toml: match: the same printer is matched by {}.toml", profiles[i].name,
                                profiles[k].name));
      }
    }
  }
  ProfileSet set;
  set.profiles_ = std::move(profiles);
  return set;
}

Result<ProfileSet> ProfileSet::load(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  std::error_code code;
  for (std::filesystem::directory_iterator it(folder, code), end; !code && it != end; it.increment(code)) {
    if (it->path().extension() == ".toml") files.push_back(it->path());
    if (files.size() > most_profiles) return fail(ErrorCode::Malformed, "too many printer profiles");
  }
  if (code || files.empty())
    return fail(ErrorCode::NotFound, fmt::format("{}: no printer profiles", folder.string()));
  std::sort(files.begin(), files.end());
  std::vector<ModelProfile> profiles;
  for (const auto& file : files) {
    auto profile = load_printer_profile(file);
    if (!profile) return tl::unexpected(profile.error());
    profiles.push_back(std::move(*profile));
  }
  return of(std::move(profiles));
}

const ModelProfile* ProfileSet::named(std::string_view name) const {
  const auto found = std::find_if(profiles_.begin(), profiles_.end(),
                                  [&](const ModelProfile& profile) { return profile.name == name; });
  return found == profiles_.end() ? nullptr : &*found;
}

const ModelProfile* ProfileSet::matching(const PrinterIdentity& printer) const {
  const ModelProfile* best = nullptr;
  int best_fit = 0;
  for (const ModelProfile& profile : profiles_) {
    for (const ProfileMatch& match : profile.matches) {
      const int fit = fit_of(match, printer);
      if (fit > best_fit) best = &profile, best_fit = fit;
    }
  }
  return best;
}

}  // namespace yitang::devices
