// `yitang devices`: the list, in JSON and in words, and one device tried closely.
#include "kiosk/terminal/device_check.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <utility>

#include "devices/receipt/freetype_rasterizer.hpp"
#include "kiosk/terminal/device_list.hpp"
#include "kiosk/terminal/paths.hpp"
#include "kiosk/terminal/words.hpp"
#include "services_support.hpp"

namespace yitang::terminal::test {
namespace {

using devices::DeviceKind;
using devices::DeviceState;

class DeviceCheckTest : public testing::Test {
 protected:
  DeviceCheckTest() {
    config.reader = config.printer = config.scanner = DeviceSource::Simulated;
    config.camera = CameraSource::Simulated;
    words.set_language(ui::Language::English);
  }
  void start() {
    hardware = Hardware::create(config, clock, &world, [] {});
    hardware->load_profiles(printer_profiles(share_directory()));
  }

  bool check(DeviceKind kind) {
    said.clear();
    CheckContext context{*hardware,
                         clock,
                         words,
                         [this]() -> Result<devices::GlyphRasterizer*> { return fonts.get(); },
                         [this](const std::string& line) {
                           said += line + "\n";
                           if (!code.empty() && line.find("QR") != std::string::npos) {
                             EXPECT_TRUE(world.show_code(std::exchange(code, {})));
                           }
                         },
                         std::chrono::milliseconds(5000)};
    return check_device(kind, context);
  }
  bool was_said(std::string_view text) const { return said.find(text) != std::string::npos; }
  DeviceState state(DeviceKind kind) const { return hardware->board().record(kind).state; }

  devices::ManualClock clock;
  SimulatedWorld world{clock};
  DeviceConfig config;
  ui::Strings words = *load_words(share_directory());
  std::unique_ptr<devices::FreetypeRasterizer> fonts =
      std::move(*devices::FreetypeRasterizer::create(devices::system_receipt_fonts()));
  std::unique_ptr<Hardware> hardware;
  std::string said;
  std::string code;  // held before the scanner as soon as one is asked for
};

TEST_F(DeviceCheckTest, AReaderSaysItsNumberAndTheKindOfACardAndNoMore) {
  start();
  ASSERT_TRUE(world.place_card("hong-kong"));
  EXPECT_TRUE(check(DeviceKind::Reader)) << said;
  EXPECT_TRUE(was_said("05.03-20240101-0000990101-0000000042"));
  EXPECT_TRUE(was_said("residence permit"));
  const auto* card = devices::sample_card("hong-kong");
  EXPECT_FALSE(was_said(card->name));
  EXPECT_FALSE(was_said(card->number));
  world.reader.remove_card();
  EXPECT_FALSE(check(DeviceKind::Reader));
  EXPECT_TRUE(was_said("No card")) << said;
  world.reader.place_other_card();
  EXPECT_FALSE(check(DeviceKind::Reader));
  EXPECT_TRUE(was_said("not an ID card")) << said;
  world.reader.unplug();
  EXPECT_FALSE(check(DeviceKind::Reader));
  EXPECT_TRUE(was_said("not plugged in")) << said;
}

TEST_F(DeviceCheckTest, APrinterPrintsATestSlipAndTellsTheTruth) {
  start();
  EXPECT_TRUE(check(DeviceKind::Printer)) << said;
  EXPECT_TRUE(was_said("confirmed"));
  EXPECT_EQ(world.printer.cuts(), 1);
  world.printer.pull_paper();
  EXPECT_FALSE(check(DeviceKind::Printer));
  EXPECT_TRUE(was_said("no paper")) << said;
  world.printer.load_paper();
  world.printer.unplug_at_byte(200);
  EXPECT_FALSE(check(DeviceKind::Printer));
  EXPECT_FALSE(was_said("confirmed that")) << said;
  world.printer_plugged = false;
  EXPECT_FALSE(check(DeviceKind::Printer));
  EXPECT_TRUE(was_said("not plugged in")) << said;
}

TEST_F(DeviceCheckTest, AScannerTellsLengthAndSymbologyOnly) {
  start();
  code = "YT1.nobody-else's-business";
  EXPECT_TRUE(check(DeviceKind::Scanner)) << said;
  EXPECT_TRUE(was_said("26 bytes")) << said;
  EXPECT_FALSE(was_said("business"));
  EXPECT_FALSE(check(DeviceKind::Scanner));
  EXPECT_TRUE(was_said("No code")) << said;
  world.scanner.set_plugged(false);
  EXPECT_FALSE(check(DeviceKind::Scanner));
  EXPECT_TRUE(was_said("not plugged in")) << said;
}

TEST_F(DeviceCheckTest, ACameraTellsSizeAndSharpness) {
  start();
  EXPECT_TRUE(check(DeviceKind::Camera));
  EXPECT_TRUE(was_said("1240x1754")) << said;
  world.camera.set_plugged(false);
  EXPECT_FALSE(check(DeviceKind::Camera));
}

// Somebody listened there, and does no more.
TEST_F(DeviceCheckTest, ANetworkPrinterThatRefusesTheConnectionDoesNotAnswer) {
  const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* any = reinterpret_cast<sockaddr*>(&address);
  ASSERT_EQ(::bind(listener, any, size), 0);
  ASSERT_EQ(::listen(listener, 1), 0);
  ASSERT_EQ(::getsockname(listener, any, &size), 0);
  ::close(listener);
  config.printer = DeviceSource::Network;
  config.printer_host = devices::HostPort{"127.0.0.1", ntohs(address.sin_port)};
  start();
  EXPECT_FALSE(check(DeviceKind::Printer));
  EXPECT_TRUE(was_said("does not answer")) << said;
  EXPECT_FALSE(was_said("not plugged in")) << said;
  EXPECT_EQ(state(DeviceKind::Printer), DeviceState::NoAnswer);
}

TEST_F(DeviceCheckTest, AFormPrinterPrintsATestPageAndTellsTheTruth) {
  config.form_printer = DeviceSource::Simulated;
  start();
  EXPECT_TRUE(check(DeviceKind::FormPrinter)) << said;
  EXPECT_TRUE(was_said("confirmed that"));
  EXPECT_EQ(world.form_printer.printed(), 1);
  world.form_printer.set_state(devices::FormPrinterState::NoPaper);
  EXPECT_FALSE(check(DeviceKind::FormPrinter));
  EXPECT_TRUE(was_said("no A4 paper")) << said;
  world.form_printer.set_state(devices::FormPrinterState::Absent);
  EXPECT_FALSE(check(DeviceKind::FormPrinter));
  EXPECT_TRUE(was_said("does not answer")) << said;
  world.form_printer.set_state(devices::FormPrinterState::Ready);
  world.form_printer.end_with(devices::FormJobState::Failed);
  EXPECT_FALSE(check(DeviceKind::FormPrinter));
  EXPECT_TRUE(was_said("Not printed")) << said;
  EXPECT_EQ(world.form_printer.printed(), 1);
}

TEST_F(DeviceCheckTest, APhotoDecoderGetsTheBlockOfARealCard) {
  std::string folder = "/tmp/yitang-decoder-XXXXXX";
  ASSERT_NE(::mkdtemp(folder.data()), nullptr);
  const std::string program = folder + "/decoder";
  const auto write_program = [&program](const std::string& script) {
    std::ofstream(program, std::ios::trunc) << "#!/bin/sh\n" << script << "\n";
    ASSERT_EQ(::chmod(program.c_str(), 0700), 0);
  };
  write_program("cat >/dev/null; printf 'P5\\n2 2\\n255\\nabcd'");
  config.photo_decoder = program;
  start();
  EXPECT_FALSE(check(DeviceKind::PhotoDecoder)) << "no card";
  ASSERT_TRUE(world.place_card("elder"));
  EXPECT_TRUE(check(DeviceKind::PhotoDecoder)) << said;
  EXPECT_TRUE(was_said("2x2")) << said;
  EXPECT_EQ(state(DeviceKind::PhotoDecoder), DeviceState::Ready);
  write_program("exit 3");
  EXPECT_FALSE(check(DeviceKind::PhotoDecoder));
  EXPECT_TRUE(was_said("faulty")) << said;
  std::filesystem::remove_all(folder);
}

TEST_F(DeviceCheckTest, WhatIsNotConfiguredIsNotTried) {
  config.reader = DeviceSource::None;
  config.refused = {{"printer", "x", "t.toml:3: devices.printer: no"}};
  config.printer = DeviceSource::None;
  start();
  EXPECT_FALSE(check(DeviceKind::Reader));
  EXPECT_TRUE(was_said("not configured")) << said;
  EXPECT_FALSE(check(DeviceKind::Printer));
  EXPECT_TRUE(was_said("t.toml:3")) << said;
}

TEST_F(DeviceCheckTest, TheListSaysHowEachDeviceIs) {
  config.refused = {{"fingerprint", "usb", "t.toml:9: devices.fingerprint: unknown key"}};
  world.reader.set_mute(true);
  world.printer_plugged = false;
  start();
  try_all(*hardware, clock);
  EXPECT_EQ(state(DeviceKind::Reader), DeviceState::Faulty);
  EXPECT_EQ(state(DeviceKind::Printer), DeviceState::Absent);
  EXPECT_EQ(state(DeviceKind::Scanner), DeviceState::Ready);
  EXPECT_EQ(state(DeviceKind::Camera), DeviceState::Found);
  devices::PluggedDevice plugged{
      {"1-3", 0x1A86, 0x7523, "", "QinHeng", "USB Serial"}, {"/dev/ttyUSB0"}, std::nullopt};
  const std::string json =
      to_json({false, hardware->board().snapshot(), unknown_devices(config), {plugged}, clock.now()});
  const auto root = nlohmann::json::parse(json);
  EXPECT_EQ(root["schema"], "yitang.devices/1");
  EXPECT_EQ(root["devices"].size(), devices::kDeviceKinds.size());
  EXPECT_EQ(root["devices"][0]["name"], "reader");
  EXPECT_EQ(root["devices"][0]["state"], "faulty");
  EXPECT_EQ(root["devices"][0]["cause"], "timeout");
  EXPECT_EQ(root["plugged"][0]["product"], "7523");
  EXPECT_EQ(root["plugged"][0]["used_by"], nullptr);
  EXPECT_FALSE(*all_well(json));
  for (const auto language : {ui::Language::Chinese, ui::Language::English}) {
    words.set_language(language);
    const auto text = to_words(json, words);
    ASSERT_TRUE(text);
    EXPECT_NE(text->find("port=1-3  1a86:7523  QinHeng"), std::string::npos) << *text;
    EXPECT_NE(text->find("t.toml:9"), std::string::npos) << *text;
    EXPECT_EQ(text->find("devices."), text->find("devices.fingerprint")) << "a word is missing: " << *text;
  }
  EXPECT_TRUE(words.missing().empty());
}

TEST(DeviceListText, AnythingElseIsRefused) {
  const ui::Strings words = *load_words(share_directory());
  for (const char* text :
       {"", "[]", "{}", R"({"schema":"yitang.devices/2","devices":[],"unknown":[],"plugged":[]})",
        R"({"schema":"yitang.devices/1","devices":{},"unknown":[],"plugged":[]})"}) {
    EXPECT_FALSE(to_words(text, words)) << text;
    EXPECT_FALSE(all_well(text)) << text;
  }
  const char* odd =
      R"({"schema":"yitang.devices/1","devices":[3,{"name":7}],"unknown":[4],"plugged":[5,{"nodes":[6]}]})";
  EXPECT_TRUE(to_words(odd, words)) << "of another version: shown as far as it is understood";
  EXPECT_FALSE(*all_well(odd));
}

}  // namespace
}  // namespace yitang::terminal::test
