// What one model of receipt printer can do, from a data file: a person adds a printer without a compiler.
// The files are devices/printer/profiles/*.toml; the keys are described in profiles/README.md. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "devices/error.hpp"
#include "devices/printer/driver.hpp"
#include "devices/receipt/escpos_renderer.hpp"

namespace yitang::devices {

// Ids and name of a printer that a profile is for. Both given: both must fit.
struct ProfileMatch {
  std::uint16_t vendor = 0;  // with product; both 0: any
  std::uint16_t product = 0;
  std::string model;  // part of the model's name in the device id ("TM-T88"), without regard to case; "": any

  [[nodiscard]] bool has_ids() const { return vendor != 0 || product != 0; }
};

struct ModelProfile {
  std::string name;   // of the file, without ".toml"
  std::string title;  // for lists; may be empty
  std::vector<ProfileMatch> matches;
  double paper_mm = 80;
  double dots_per_mm = 8;
  // The printer notices itself that the roll is nearly used up; otherwise that is estimated from what was
  // fed.
  bool near_end_sensor = false;
  int head_to_cutter_dots = 96;
  PrinterProfile page;     // how slips are written for it
  PrinterSettings driver;  // how it is talked to
};

inline constexpr std::size_t kMaxProfileBytes = 16 * 1024;

// Any bytes give a profile or Malformed, with "file:line: key: reason" as its message. Unknown keys, values
// out of range and settings that cannot be true together are refused: a printer with a wrong profile loses
// paper, or says that it printed when it did not.
[[nodiscard]] Result<ModelProfile> parse_printer_profile(std::string_view toml, const std::string& file);

// "usb" key of a profile: "04b8:0e15". False: not of this form, or 0000:0000.
[[nodiscard]] bool parse_usb_ids(std::string_view text, ProfileMatch& match);

}  // namespace yitang::devices
