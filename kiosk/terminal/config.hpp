// Configuration of one terminal: a TOML file that a technician edits. Every key is optional; an unknown key,
// a wrong type or a value out of range is an error that names file, line and key.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "kiosk/base/error.hpp"
#include "kiosk/base/language.hpp"
#include "kiosk/resident/flow/flow.hpp"

namespace yitang::terminal {

enum class DeviceSource { Usb, Simulated, None };
enum class CameraSource { Simulated, Video, Files, None };

struct DisplayConfig {
  int width_px = 1080;
  int height_px = 1920;
  double mm_per_px = 0.248;  ///< 21.5 inch portrait
  bool fullscreen = false;
  bool hide_cursor = false;
};

struct DeviceConfig {
  DeviceSource reader = DeviceSource::Usb;
  DeviceSource printer = DeviceSource::Usb;
  DeviceSource scanner = DeviceSource::None;
  CameraSource camera = CameraSource::None;
  std::filesystem::path camera_path;  ///< Video: the device file; Files: a picture or a folder of pictures
  int paper_dots = 576;               ///< 384: 58 mm, 576: 80 mm
  bool native_qr = true;
  bool cutter = true;
};

struct Config {
  std::string terminal_code = "T001";  ///< four characters, unique in the county
  Text place{"示例镇便民服务中心", "Sample Town Service Centre"};
  std::string hotline = "12345";
  resident::FlowSettings flow;
  bool speech = true;
  DisplayConfig display;
  DeviceConfig devices;
  std::filesystem::path data_directory;     ///< empty: given on the command line, or the default of paths.hpp
  std::filesystem::path catalog_directory;  ///< empty: the sample catalogue
  std::filesystem::path host_key;           ///< empty: beside the data folder, see paths.hpp
  std::string tpm = "device:/dev/tpmrm0";   ///< for TSS2's loader; asked only when a store has a TPM slot
};

inline constexpr std::size_t kMaxConfigBytes = 256 * 1024;

/// Pure; any bytes give a configuration or BadInput. `file` only names it in errors.
Result<Config> parse_config(std::string_view toml, const std::string& file);
Result<Config> load_config(const std::filesystem::path& file);

}  // namespace yitang::terminal
