// Configuration of one terminal: a TOML file that a technician edits. Every key is optional; an unknown key,
// a wrong type or a value out of range is an error that names file, line and key. In [devices] it puts that
// device out of order, and the terminal starts with the rest; anywhere else it stops the program.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "devices/barcode/recogniser.hpp"
#include "devices/barcode/stream_parser.hpp"
#include "devices/form_printer/destination.hpp"
#include "devices/net/host_port.hpp"
#include "devices/node/device_nodes.hpp"
#include "devices/serial/serial_line.hpp"
#include "kiosk/base/error.hpp"
#include "kiosk/base/language.hpp"
#include "kiosk/resident/flow/flow.hpp"

namespace yitang::terminal {

/// Serial: a serial port or CDC-ACM. Hid: HID reports. Keyboard: a scanner that types. Network: TCP. Camera:
/// a scanner that is a camera.
enum class DeviceSource { Usb, Serial, Hid, Keyboard, Network, Camera, Simulated, None };
enum class CameraSource { Simulated, Video, Files, None };

struct DisplayConfig {
  int width_px = 1080;
  int height_px = 1920;
  double mm_per_px = 0.248;  ///< 21.5 inch portrait
  bool fullscreen = false;
  bool hide_cursor = false;
};

enum class CodeSuffix { Enter, Tab, None };

/// What is wrong with the configuration of one device. The terminal starts without that device.
struct DeviceRefusal {
  std::string device;   ///< "reader", "scanner", "printer", "camera", "photo_decoder", "form_printer", or the
                        ///< name of one that nobody knows
  std::string written;  ///< the source as written, "" if there is none
  std::string reason;   ///< with file, line and key; English, for the log
};

struct DeviceConfig {
  DeviceSource reader = DeviceSource::Usb;
  devices::PlugName reader_plug;                 ///< which one of several
  std::optional<devices::NodeName> reader_port;  ///< Serial: needed; Hid: without it the usual ids
  int reader_baud = 0;                           ///< 0: found out
  std::filesystem::path photo_decoder;           ///< program that decodes card photos; empty: none
  DeviceSource printer = DeviceSource::Usb;
  devices::PlugName printer_plug;                 ///< Usb, Serial: which one of several
  std::optional<devices::NodeName> printer_port;  ///< Serial: path or ids; nothing: by the plug
  std::optional<devices::HostPort> printer_host;  ///< Network: needed
  int printer_baud = 9600;
  devices::FlowControl printer_flow = devices::FlowControl::RtsCts;
  std::string printer_profile = "auto";            ///< "auto", a name, or a path (with "/" or ".toml")
  int roll_m = 65;                                 ///< length of a new roll of paper
  DeviceSource form_printer = DeviceSource::None;  ///< of A4 forms. Network: also a queue of this machine
  std::optional<devices::FormPrinterAddress> form_address;  ///< Network: needed
  std::string form_written;                                 ///< Network: the address as in the configuration
  DeviceSource scanner = DeviceSource::None;
  devices::PlugName scanner_plug;
  std::optional<devices::NodeName>
      scanner_port;  ///< Serial, Keyboard, Camera (a path): needed; Hid: without it any HID POS scanner
  int scanner_baud = 9600;
  CodeSuffix scanner_suffix = CodeSuffix::Enter;
  std::string scanner_prefix;
  bool scanner_aim = false;
  devices::CharsetRule scanner_charset = devices::CharsetRule::Auto;
  /// Kinds of codes that are not ours. The one that is there is as open programs have it, and not published
  /// by whoever issues the code.
  std::vector<devices::CodeRule> codes{
      {devices::CodeKind::MedicalInsurance, "424", 28, 28, devices::CodeCharacters::Digits}};
  CameraSource camera = CameraSource::None;
  std::filesystem::path camera_path;  ///< Video: the device file; Files: a picture or a folder of pictures
  std::optional<int> paper_dots;      ///< these three go over what the printer's profile says
  std::optional<bool> native_qr;
  std::optional<bool> cutter;
  std::vector<DeviceRefusal> refused;       ///< their sources are None
  std::optional<std::string> staff_reader;  ///< part of a PC/SC reader's name, empty: any; nothing: none
};

/// What pages are read aloud with. Dispatcher: the system's speech service, or espeak-ng while it is not
/// there.
enum class SpeechSource { Dispatcher, Espeak, None };
/// Where it is told that a headset was plugged in. Auto: any sound device of the kernel that tells it.
enum class HeadsetSource { None, Auto, Node };

struct Config {
  std::string terminal_code = "T001";  ///< four characters, unique in the county
  Text place{"示例镇便民服务中心", "Sample Town Service Centre"};
  std::string hotline = "12345";
  resident::FlowSettings flow;
  bool speech = true;
  SpeechSource speech_source = SpeechSource::Dispatcher;
  HeadsetSource headset = HeadsetSource::None;
  std::string headset_node;       ///< Node: path below /dev/input
  std::filesystem::path prompts;  ///< folder of recorded sentences, see audio_service.hpp; empty: none
  std::string presence =
      "none";  ///< "none", "simulated", or the device file of a camera that looks at the person
  DisplayConfig display;
  DeviceConfig devices;
  std::filesystem::path data_directory;    ///< empty: given on the command line, or the default of paths.hpp
  std::filesystem::path catalog;           ///< a published catalogue, or a folder; empty: the sample
  std::string catalog_key;                 ///< the county's public key, 64 hexadecimal digits; empty: none
  bool catalog_unsigned = false;           ///< takes a catalogue that nobody signed
  std::filesystem::path catalog_township;  ///< what the township says of its places (CSV); empty: nothing
  std::filesystem::path host_key;          ///< empty: beside the data folder, see paths.hpp
  std::string tpm = "device:/dev/tpmrm0";  ///< for TSS2's loader; asked only when a store has a TPM slot
};

inline constexpr std::size_t kMaxConfigBytes = 256 * 1024;

/// Pure; any bytes give a configuration or BadInput. `file` only names it in errors.
Result<Config> parse_config(std::string_view toml, const std::string& file);
Result<Config> load_config(const std::filesystem::path& file);

}  // namespace yitang::terminal
