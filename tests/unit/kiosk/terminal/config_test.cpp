// A technician's file: every key, and every way to get one wrong.
#include "kiosk/terminal/config.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <random>

namespace yitang::terminal {
namespace {

constexpr const char* kEverything = R"(
[terminal]
code = "AB12"
place_zh = "示例乡便民服务中心"
place_en = "Sample Village"
hotline = "12345"
data = "/var/lib/yitang"
catalog = "/srv/catalogue"
catalog_key = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
catalog_unsigned = true
catalog_township = "/srv/township.csv"
host_key = "/etc/yitang/host.key"
tpm = "swtpm:port=2321"
[display]
width_px = 1080
height_px = 1920
mm_per_px = 0.3
fullscreen = true
hide_cursor = true
[person]
language = "en"
density = "elder"
contrast = "yellow-on-black"
speech = false
quiet_seconds = 45
warning_seconds = 25
elder_quiet_seconds = 90
elder_warning_seconds = 50
goodbye_seconds = 20
no_card_after_seconds = 30
[sound]
speech = "espeak"
volume = 60
headset = "/dev/input/event3"
prompts = "/srv/prompts"
[devices]
reader = "serial"
reader_port = "/dev/ttyS1"
reader_baud = 57600
photo_decoder = "/opt/maker/decode"
printer = "usb"
scanner = "keyboard"
scanner_port = "0c2e:0901"
scanner_baud = 19200
scanner_suffix = "tab"
scanner_prefix = "$"
scanner_aim = true
scanner_charset = "gb18030"
codes = [{ kind = "licence", starts = "https://licence.example/", most = 200 },
         { kind = "health-card", characters = "hex", least = 64, most = 64 }]
camera = "files"
camera_path = "/tmp/pages"
staff_reader = "pcsc"
paper_dots = 384
native_qr = false
cutter = false
)";

TEST(Config, TheMedicalInsuranceCodeIsToldUnlessTheTechnicianSaysOtherwise) {
  const auto kind_of = [](const Config& config, const std::string& code) {
    return devices::CodeRecogniser(config.devices.codes).kind_of(code);
  };
  const auto plain = parse_config("", "t.toml");
  ASSERT_TRUE(plain);
  const std::string medical = "4241234567890123456789990000";
  EXPECT_EQ(kind_of(*plain, medical), devices::CodeKind::MedicalInsurance);
  EXPECT_EQ(kind_of(*plain, medical + "0"), devices::CodeKind::Unknown);
  EXPECT_EQ(kind_of(*plain, "5" + medical.substr(1)), devices::CodeKind::Unknown);
  EXPECT_EQ(kind_of(*plain, medical.substr(0, 27) + "x"), devices::CodeKind::Unknown);
  const auto none = parse_config("[devices]\ncodes = []\n", "t.toml");
  ASSERT_TRUE(none);
  EXPECT_EQ(kind_of(*none, medical), devices::CodeKind::Unknown);
}

TEST(Config, EveryKeyIsRead) {
  const auto config = parse_config(kEverything, "t.toml");
  ASSERT_TRUE(config) << describe(config.error());
  EXPECT_EQ(config->terminal_code, "AB12");
  EXPECT_EQ(config->place.zh, "示例乡便民服务中心");
  EXPECT_EQ(config->place.en, "Sample Village");
  EXPECT_EQ(config->data_directory, "/var/lib/yitang");
  EXPECT_EQ(config->catalog, "/srv/catalogue");
  EXPECT_EQ(config->catalog_key.size(), 64U);
  EXPECT_TRUE(config->catalog_unsigned);
  EXPECT_EQ(config->catalog_township, "/srv/township.csv");
  EXPECT_EQ(config->host_key, "/etc/yitang/host.key");
  EXPECT_EQ(config->tpm, "swtpm:port=2321");
  EXPECT_DOUBLE_EQ(config->display.mm_per_px, 0.3);
  EXPECT_TRUE(config->display.fullscreen);
  EXPECT_TRUE(config->display.hide_cursor);
  EXPECT_EQ(config->flow.language, Language::English);
  EXPECT_EQ(config->flow.density, resident::Density::Elder);
  EXPECT_EQ(config->flow.contrast, resident::Contrast::YellowOnBlack);
  EXPECT_FALSE(config->speech);
  EXPECT_EQ(config->speech_source, SpeechSource::Espeak);
  EXPECT_EQ(config->flow.volume, 60);
  EXPECT_EQ(config->headset, HeadsetSource::Node);
  EXPECT_EQ(config->headset_node, "/dev/input/event3");
  EXPECT_EQ(config->prompts, "/srv/prompts");
  EXPECT_EQ(config->flow.standard.quiet, 45);
  EXPECT_EQ(config->flow.standard.warning, 25);
  EXPECT_EQ(config->flow.elder.quiet, 90);
  EXPECT_EQ(config->flow.elder.warning, 50);
  EXPECT_EQ(config->flow.goodbye_seconds, 20);
  EXPECT_EQ(config->flow.no_card_after, 30);
  EXPECT_EQ(config->devices.reader, DeviceSource::Serial);
  EXPECT_EQ(config->devices.reader_port->path, "/dev/ttyS1");
  EXPECT_EQ(config->devices.reader_baud, 57600);
  EXPECT_EQ(config->devices.photo_decoder, "/opt/maker/decode");
  EXPECT_EQ(config->devices.printer, DeviceSource::Usb);
  EXPECT_EQ(config->devices.scanner, DeviceSource::Keyboard);
  EXPECT_EQ(config->devices.scanner_port->vendor, 0x0C2E);
  EXPECT_EQ(config->devices.scanner_baud, 19200);
  EXPECT_EQ(config->devices.scanner_suffix, CodeSuffix::Tab);
  EXPECT_EQ(config->devices.scanner_prefix, "$");
  EXPECT_TRUE(config->devices.scanner_aim);
  EXPECT_EQ(config->devices.scanner_charset, devices::CharsetRule::Gb18030);
  ASSERT_EQ(config->devices.codes.size(), 2U);
  EXPECT_EQ(config->devices.codes[0].kind, devices::CodeKind::Licence);
  EXPECT_EQ(config->devices.codes[0].starts, "https://licence.example/");
  EXPECT_EQ(config->devices.codes[1].characters, devices::CodeCharacters::Hex);
  EXPECT_EQ(config->devices.codes[1].least, 64U);
  EXPECT_EQ(config->devices.camera, CameraSource::Files);
  EXPECT_EQ(config->devices.staff_reader, "");
  EXPECT_EQ(config->devices.camera_path, "/tmp/pages");
  EXPECT_EQ(config->devices.paper_dots, 384);
  EXPECT_EQ(config->devices.native_qr, false);
  EXPECT_EQ(config->devices.cutter, false);
}

TEST(Config, PrinterOfForms) {
  const auto read = [](const std::string& value) {
    return parse_config("[devices]\nform_printer = \"" + value + "\"", "t.toml");
  };
  const auto network = read("ipps://192.168.1.60");
  ASSERT_TRUE(network) << describe(network.error());
  EXPECT_EQ(network->devices.form_printer, DeviceSource::Network);
  EXPECT_EQ(network->devices.form_address->host, "192.168.1.60");
  EXPECT_TRUE(network->devices.form_address->encrypted);
  EXPECT_EQ(read("cups:Office")->devices.form_address->resource, "/printers/Office");
  EXPECT_EQ(read("simulated")->devices.form_printer, DeviceSource::Simulated);
  EXPECT_EQ(read("none")->devices.form_printer, DeviceSource::None);
  EXPECT_EQ(parse_config("", "t.toml")->devices.form_printer, DeviceSource::None);
  const auto wrong = read("http://192.168.1.60");
  ASSERT_TRUE(wrong) << "the terminal starts without it";
  EXPECT_EQ(wrong->devices.form_printer, DeviceSource::None);
  ASSERT_EQ(wrong->devices.refused.size(), 1U);
  EXPECT_EQ(wrong->devices.refused[0].device, "form_printer");
  EXPECT_NE(wrong->devices.refused[0].reason.find("t.toml:2"), std::string::npos);
  EXPECT_EQ(wrong->devices.printer, DeviceSource::Usb) << "the printer of slips is another device";
}

TEST(Config, PrintersOnOtherWays) {
  const auto network = parse_config(
      "[devices]\nprinter = \"tcp:192.168.1.50\"\nprinter_profile = \"my/printer.toml\"\nroll_m = 30",
      "t.toml");
  ASSERT_TRUE(network) << describe(network.error());
  EXPECT_EQ(network->devices.printer, DeviceSource::Network);
  EXPECT_EQ(devices::to_string(*network->devices.printer_host), "192.168.1.50:9100");
  EXPECT_EQ(network->devices.printer_profile, "my/printer.toml");
  EXPECT_EQ(network->devices.roll_m, 30);
  EXPECT_FALSE(network->devices.paper_dots) << "what the profile says";
  const auto serial = parse_config(
      "[devices]\nprinter = \"serial:/dev/ttyUSB0\"\nprinter_baud = 38400\nprinter_flow = \"xon\"", "t.toml");
  ASSERT_TRUE(serial) << describe(serial.error());
  EXPECT_EQ(serial->devices.printer, DeviceSource::Serial);
  EXPECT_EQ(serial->devices.printer_port->path, "/dev/ttyUSB0");
  EXPECT_EQ(serial->devices.printer_baud, 38400);
  EXPECT_EQ(serial->devices.printer_flow, devices::FlowControl::XonXoff);
  const auto plug = parse_config("[devices]\nprinter = \"serial:port=1-1.4\"", "t.toml");
  ASSERT_TRUE(plug) << describe(plug.error());
  EXPECT_FALSE(plug->devices.printer_port);
  EXPECT_EQ(devices::to_text(plug->devices.printer_plug), "port=1-1.4");
  const auto second = parse_config("[devices]\nprinter = \"usb:serial=AB12\"", "t.toml");
  ASSERT_TRUE(second) << describe(second.error());
  EXPECT_EQ(second->devices.printer_plug.serial, "AB12");
}

TEST(Config, NothingIsNeeded) {
  const auto config = parse_config("", "t.toml");
  ASSERT_TRUE(config);
  EXPECT_EQ(config->terminal_code, "T001");
  EXPECT_EQ(config->devices.reader, DeviceSource::Usb);
}

struct Wrong {
  const char* text;
  const char* where;
  const char* says;
};

TEST(Config, EveryMistakeNamesItsLineAndKey) {
  const Wrong all[] = {
      {"[person]\nlanguage = \"fr\"", "t.toml:2", "person.language: must be one of: en, zh"},
      {"[person]\nspeach = true", "t.toml:2", "person.speach: unknown key"},
      {"\n[persons]\n", "t.toml:2", "persons: unknown section"},
      {"person = 3", "t.toml:1", "person: unknown section"},
      {"[person]\nspeech = \"yes\"", "t.toml:2", "person.speech: must be true or false"},
      {"[sound]\nspeech = \"loud\"", "t.toml:2", "sound.speech: must be one of: dispatcher, espeak, none"},
      {"[sound]\nvolume = 101", "t.toml:2", "0 to 100"},
      {"[sound]\nheadset = \"/etc/passwd\"", "t.toml:2", "sound.headset: must be"},
      {"[sound]\nheadset = true", "t.toml:2", "sound.headset: must be"},
      {"[person]\nspeech = 1", "t.toml:2", "person.speech: must be true or false"},
      {"[person]\nquiet_seconds = 19", "t.toml:2", "20 to 3600"},
      {"[person]\nquiet_seconds = 3601", "t.toml:2", "20 to 3600"},
      {"[person]\nwarning_seconds = 19", "t.toml:2", "20 to 600"},
      {"[person]\nquiet_seconds = 60.5", "t.toml:2", "whole number"},
      {"[display]\nmm_per_px = nan", "t.toml:2", "0.05 to 1"},
      {"[display]\nmm_per_px = inf", "t.toml:2", "0.05 to 1"},
      {"[display]\nwidth_px = 10", "t.toml:2", "480 to 7680"},
      {"[terminal]\ncode = \"SHOP\"", "t.toml", "terminal.code"},
      {"[terminal]\ncode = \"T0001\"", "t.toml:2", "terminal.code"},
      {"[terminal]\nhotline = \"\"", "t.toml:2", "terminal.hotline"},
      {"[terminal]\ndata = \"\"", "t.toml:2", "terminal.data: must be a path"},
      {"[terminal]\ndata = [\"a\"]", "t.toml:2", "terminal.data: must be a path"},
      {"[devices]\n\nreader = ", "t.toml:3", ""},
      {"[person]\nspeech = true\nspeech = true", "t.toml:3", ""},
  };
  for (const Wrong& wrong : all) {
    const auto config = parse_config(wrong.text, "t.toml");
    ASSERT_FALSE(config) << wrong.text;
    EXPECT_EQ(config.error().kind, ErrorKind::BadInput);
    EXPECT_EQ(config.error().where, wrong.where) << wrong.text;
    EXPECT_NE(config.error().reason.find(wrong.says), std::string::npos)
        << wrong.text << ": " << config.error().reason;
  }
}

struct WrongDevice {
  const char* text;
  const char* device;
  const char* says;
};

TEST(Config, AMistakeInADevicePutsThatDeviceOutOfOrderAndNothingElse) {
  const WrongDevice all[] = {
      {"scanner = \"usb\"", "scanner",
       "t.toml:3: devices.scanner: must be one of: camera, hid, keyboard, none, serial, simulated"},
      {"printer = \"carrier-pigeon\"", "printer", "t.toml:3: devices.printer: must be one of: "},
      {"reader = 3", "reader", "t.toml:3: devices.reader: must be one of"},
      {"reader = \"usb:\"", "reader",
       "t.toml:3: devices.reader: behind \":\" must be serial=... or port=1-1.4"},
      {"reader = \"usb:port=1\"", "reader", "t.toml:3: devices.reader: behind"},
      {"printer = \"serial\"", "printer",
       "t.toml:3: devices.printer: must be serial: and a path below /dev/"},
      {"printer = \"tcp:\"", "printer", "t.toml:3: devices.printer: must be tcp:HOST"},
      {"printer = \"tcp:fe80::1\"", "printer", "in brackets"},
      {"printer = \"tcp:a:70000\"", "printer", "devices.printer: must be tcp:HOST"},
      {"printer = \"serial:ttyS0\"", "printer", "a path below /dev/"},
      {"printer = \"usb:port=1\"", "printer", "devices.printer: behind"},
      {"printer_baud = 0", "printer", "must be a speed"},
      {"printer_flow = \"dtr\"", "printer", "must be one of: none, rts, xon"},
      {"printer_profile = \"\"", "printer", "devices.printer_profile: must have 1 to 400 bytes"},
      {"roll_m = 0", "printer", "must be a whole number 5 to 500"},
      {"native_qr = 1", "printer", "devices.native_qr: must be true or false"},
      {"printer = \"serial:/dev/ttyS0\"\nscanner = \"serial\"\nscanner_port = \"/dev/ttyS0\"", "printer",
       "t.toml:3: devices.printer: is the scanner's place"},
      {"reader = \"serial:port=1-1.2\"\nprinter = \"serial:port=1-1.2\"", "printer",
       "t.toml:4: devices.printer: is the reader's place"},
      {"printer = \"none:port=1-1\"", "printer", "t.toml:3: devices.printer: there is no plug"},
      {"fingerprint = \"usb\"", "fingerprint", "t.toml:3: devices.fingerprint: unknown key"},
      {"scanner_speed = 9600", "scanner", "t.toml:3: devices.scanner_speed: unknown key"},
      {"reader_port = \"ttyS0\"", "reader", "t.toml:3: devices.reader_port: must be a path below /dev/"},
      {"reader_baud = 115201", "reader", "must be a speed"},
      {"scanner_baud = 0", "scanner", "must be a speed"},
      {"scanner_suffix = \"lf\"", "scanner", "must be one of: enter, none, tab"},
      {"reader = \"serial\"", "reader", "t.toml:3: devices.reader_port: is needed"},
      {"reader = \"hid:port=1-1\"\nreader_port = \"/dev/hidraw0\"", "reader",
       "t.toml:4: devices.reader_port: is a path"},
      {"scanner = \"keyboard\"", "scanner", "t.toml:3: devices.scanner_port: is needed"},
      {"scanner = \"camera\"", "scanner", "t.toml:3: devices.scanner_port: must be a path below /dev/"},
      {"scanner = \"camera\"\nscanner_port = \"1eab:0106\"", "scanner",
       "t.toml:4: devices.scanner_port: must be a path below /dev/"},
      {"scanner = \"keyboard\"\nscanner_port = \"0c2e:0901\"\nscanner_suffix = \"none\"", "scanner",
       "t.toml:5: devices.scanner_suffix: a scanner that types needs one"},
      {"reader = \"serial\"\nreader_port = \"/dev/ttyS0\"\nscanner = \"serial\"\nscanner_port = "
       "\"/dev/ttyS0\"",
       "scanner", "t.toml:6: devices.scanner_port: is the reader's place"},
      {"reader = \"hid:port=1-1\"\nscanner = \"hid:port=1-1\"", "scanner", "is the reader's place"},
      {"codes = 3", "scanner", "devices.codes: must be a list"},
      {"codes = [3]", "scanner", "entry 1: must be a table"},
      {"codes = [{ starts = \"x\" }]", "scanner", "entry 1: kind is missing"},
      {"codes = [{ kind = \"receipt\", starts = \"x\" }]", "scanner", "entry 1: kind is unknown"},
      {"codes = [{ kind = \"licence\" }]", "scanner", "starts or characters is needed"},
      {"codes = [{ kind = \"licence\", starts = \"x\", least = 9, most = 8 }]", "scanner",
       "least is more than most"},
      {"codes = [{ kind = \"licence\", color = 1 }]", "scanner", "color is unknown"},
      {"paper_dots = 577", "printer", "t.toml:3: devices.paper_dots: must be a multiple of 8"},
      {"camera = \"files\"", "camera", "t.toml:3: devices.camera_path: is needed"},
      {"camera = \"video\"", "camera", "t.toml:3: devices.camera_path: is needed"},
  };
  for (const WrongDevice& wrong : all) {
    const auto config =
        parse_config("terminal.code = \"AB12\"\n[devices]\n" + std::string(wrong.text), "t.toml");
    ASSERT_TRUE(config) << wrong.text << describe(config.error());
    EXPECT_EQ(config->terminal_code, "AB12");
    ASSERT_EQ(config->devices.refused.size(), 1U) << wrong.text;
    const DeviceRefusal& refusal = config->devices.refused[0];
    EXPECT_EQ(refusal.device, wrong.device) << wrong.text;
    EXPECT_NE(refusal.reason.find(wrong.says), std::string::npos) << wrong.text << ": " << refusal.reason;
    EXPECT_EQ(config->devices.reader == DeviceSource::None, refusal.device == "reader") << wrong.text;
    EXPECT_EQ(config->devices.printer == DeviceSource::None, refusal.device == "printer") << wrong.text;
    if (refusal.device == "scanner") {
      EXPECT_EQ(config->devices.scanner, DeviceSource::None) << wrong.text;
    }
    if (refusal.device == "camera") {
      EXPECT_EQ(config->devices.camera, CameraSource::None) << wrong.text;
    }
  }
  EXPECT_EQ(parse_config("[devices]\nreader = \"usbb\"", "t")->devices.refused[0].written, "usbb");
}

TEST(Config, AWrongPhotoDecoderLeavesTheReaderAlone) {
  const auto right = parse_config("[devices]\nphoto_decoder = \"/opt/maker/decode\"", "t.toml");
  ASSERT_TRUE(right) << describe(right.error());
  EXPECT_EQ(right->devices.photo_decoder, "/opt/maker/decode");
  EXPECT_TRUE(right->devices.refused.empty());
  for (const char* value : {"1", "\"\"", "[\"/bin/true\"]"}) {
    const auto config = parse_config(std::string("[devices]\nphoto_decoder = ") + value, "t.toml");
    ASSERT_TRUE(config) << value;
    ASSERT_EQ(config->devices.refused.size(), 1U) << value;
    EXPECT_EQ(config->devices.refused[0].device, "photo_decoder");
    EXPECT_NE(config->devices.refused[0].reason.find("t.toml:2: devices.photo_decoder: must be a path"),
              std::string::npos)
        << config->devices.refused[0].reason;
    EXPECT_TRUE(config->devices.photo_decoder.empty());
    EXPECT_EQ(config->devices.reader, DeviceSource::Usb);
  }
}

TEST(Config, OneOfSeveralDevicesIsNamedBySerialOrPort) {
  const auto config = parse_config(
      "[devices]\nreader = \"usb:port=1-1.4\"\nprinter = \"usb:serial=P-7\"\nscanner = \"serial:serial=S9\"",
      "t.toml");
  ASSERT_TRUE(config);
  EXPECT_TRUE(config->devices.refused.empty());
  EXPECT_EQ(config->devices.reader, DeviceSource::Usb);
  EXPECT_EQ(config->devices.reader_plug.port, "1-1.4");
  EXPECT_EQ(config->devices.printer_plug.serial, "P-7");
  EXPECT_EQ(config->devices.scanner, DeviceSource::Serial);
  EXPECT_EQ(config->devices.scanner_plug.serial, "S9");
  EXPECT_FALSE(config->devices.scanner_port);
}

TEST(Config, HostileBytesAreATypedError) {
  EXPECT_FALSE(parse_config("\xff\xfe", "t.toml"));
  EXPECT_FALSE(parse_config(std::string(kMaxConfigBytes + 1, '#'), "t.toml"));
  EXPECT_FALSE(parse_config("a = " + std::string(100'000, '['), "t.toml"));
  EXPECT_FALSE(parse_config("[terminal]\ndata = \"a\\u0000b\"", "t.toml"));
  std::mt19937 random(3);
  for (int i = 0; i < 2000; ++i) {  // one byte changed anywhere: an error or a configuration, never a crash
    std::string text = kEverything;
    text[random() % text.size()] = static_cast<char>(random());
    const auto config = parse_config(text, "t.toml");
    if (!config) {
      EXPECT_EQ(config.error().kind, ErrorKind::BadInput);
    }
  }
}

TEST(Config, AMissingFileIsNamed) {
  const auto config = load_config("/nonexistent/t.toml");
  ASSERT_FALSE(config);
  EXPECT_EQ(config.error().where, "/nonexistent/t.toml");
}

}  // namespace
}  // namespace yitang::terminal
