// The profiles of a folder, and which of them a printer that is plugged in needs.
#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "devices/printer/profile.hpp"
#include "devices/transport.hpp"

namespace yitang::devices {

// What a printer says of itself before it is opened: ids of its plug, and the device id string of IEEE 1284
// ("MFG:EPSON;CMD:ESC/POS;MDL:TM-T88IV;").
struct PrinterIdentity {
  std::uint16_t vendor = 0;
  std::uint16_t product = 0;
  std::string maker;
  std::string model;
};

// Pure: fields MFG or MANUFACTURER, MDL or MODEL; text that is not printable ASCII is left out.
[[nodiscard]] PrinterIdentity parse_device_id(std::string_view device_id);
// Asks a USB printer for its device id; others only have what their description says.
[[nodiscard]] PrinterIdentity identify_printer(Transport& transport);

class ProfileSet {
 public:
  ProfileSet() = default;
  // All "*.toml" of the folder, by name. NotFound (no folder, or none in it), Malformed with file, line and
  // reason: also when two files match the same printer equally well.
  [[nodiscard]] static Result<ProfileSet> load(const std::filesystem::path& folder);

  // The same as load(), from profiles in memory.
  [[nodiscard]] static Result<ProfileSet> of(std::vector<ModelProfile> profiles);

  [[nodiscard]] const ModelProfile* named(std::string_view name) const;
  // The best match: ids and model's name, then the name, then the ids. Null: none.
  [[nodiscard]] const ModelProfile* matching(const PrinterIdentity& printer) const;
  [[nodiscard]] const std::vector<ModelProfile>& all() const { return profiles_; }

 private:
  std::vector<ModelProfile> profiles_;
};

// One profile file. NotFound, Malformed.
[[nodiscard]] Result<ModelProfile> load_printer_profile(const std::filesystem::path& file);

}  // namespace yitang::devices
