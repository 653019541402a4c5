// The terminal's devices as configured, and the list of them.
#include "kiosk/terminal/hardware.hpp"

#include <gtest/gtest.h>

#include "kiosk/terminal/camera_service.hpp"
#include "kiosk/terminal/card_service.hpp"
#include "kiosk/terminal/scan_service.hpp"
#include "services_support.hpp"

namespace yitang::terminal::test {
namespace {

using namespace std::chrono_literals;
using devices::DeviceKind;
using devices::DeviceState;

DeviceConfig simulated() {
  DeviceConfig config;
  config.reader = config.printer = config.scanner = config.form_printer = DeviceSource::Simulated;
  config.camera = CameraSource::Simulated;
  return config;
}

class HardwareTest : public testing::Test {
 protected:
  std::unique_ptr<Hardware> make(DeviceConfig config, bool demo = true) {
    return Hardware::create(std::move(config), b.device_clock, demo ? &b.world : nullptr, [] {});
  }
  static DeviceState state(Hardware& hardware, DeviceKind kind) {
    return hardware.board().record(kind).state;
  }
  ServiceBench b;
};

TEST_F(HardwareTest, SimulatedDevicesAreSeenAndUsed) {
  const auto hardware = make(simulated());
  EXPECT_EQ(state(*hardware, DeviceKind::Reader), DeviceState::Unseen);
  hardware->look();
  EXPECT_EQ(state(*hardware, DeviceKind::Reader), DeviceState::Found);
  EXPECT_EQ(state(*hardware, DeviceKind::Printer), DeviceState::Found);
  {
    CardService card(b.queue, b.disk.clock, b.device_clock, hardware->open_reader(), b.post(),
                     &hardware->board());
    card.want(true);
    b.pass(2s);
    EXPECT_EQ(state(*hardware, DeviceKind::Reader), DeviceState::Ready);
    b.world.reader.unplug();
    b.pass(3s);
    EXPECT_EQ(state(*hardware, DeviceKind::Reader), DeviceState::Absent);
    EXPECT_EQ(hardware->board().record(DeviceKind::Reader).counters.lost, 1U);
    b.world.reader.plug();
    b.pass(3s);
    EXPECT_EQ(state(*hardware, DeviceKind::Reader), DeviceState::Ready);
  }
  b.world.printer_plugged = false;
  EXPECT_FALSE(hardware->open_printer()());
  EXPECT_EQ(state(*hardware, DeviceKind::Printer), DeviceState::Absent);
  ASSERT_TRUE(hardware->scanner()->poll());
  EXPECT_EQ(state(*hardware, DeviceKind::Scanner), DeviceState::Ready);
  b.world.scanner.set_plugged(false);
  EXPECT_FALSE(hardware->scanner()->poll());
  EXPECT_EQ(state(*hardware, DeviceKind::Scanner), DeviceState::Absent);
  ASSERT_TRUE(hardware->camera()->capture());
  EXPECT_EQ(state(*hardware, DeviceKind::Camera), DeviceState::Found);
  b.world.camera.set_plugged(false);
  EXPECT_EQ(hardware->camera()->state(), devices::CameraState::Disconnected);
  EXPECT_EQ(state(*hardware, DeviceKind::Camera), DeviceState::Absent);
}

TEST_F(HardwareTest, TheFormPrinterSaysHowItIs) {
  const auto hardware = make(simulated());
  const auto& printer = hardware->form_printer();
  ASSERT_TRUE(printer);
  EXPECT_EQ(state(*hardware, DeviceKind::FormPrinter), DeviceState::Unseen);
  EXPECT_EQ(hardware->board().record(DeviceKind::FormPrinter).configured, "simulated");
  const auto after = [&](devices::FormPrinterState now) {
    b.world.form_printer.set_state(now);
    (void)printer->ask();
    return hardware->board().record(DeviceKind::FormPrinter);
  };
  EXPECT_EQ(after(devices::FormPrinterState::Ready).state, DeviceState::Ready);
  EXPECT_EQ(after(devices::FormPrinterState::NoPaper).state, DeviceState::Faulty);
  EXPECT_EQ(after(devices::FormPrinterState::NoPaper).last_error, "io: no paper");
  EXPECT_EQ(after(devices::FormPrinterState::Absent).state, DeviceState::NoAnswer);
  EXPECT_EQ(after(devices::FormPrinterState::Busy).state, DeviceState::Ready);
  const auto job = printer->print(devices::Bytes{1}, "test");
  b.world.form_printer.set_state(devices::FormPrinterState::Jammed);
  EXPECT_EQ(printer->poll(*job)->state, devices::FormJobState::Waiting);
  EXPECT_EQ(state(*hardware, DeviceKind::FormPrinter), DeviceState::Faulty);
  b.world.form_printer.set_state(devices::FormPrinterState::Ready);
  while (printer->poll(*job)->state != devices::FormJobState::Printed) continue;
  EXPECT_EQ(state(*hardware, DeviceKind::FormPrinter), DeviceState::Ready);
}

TEST_F(HardwareTest, ARefusedDeviceLeavesTheOthersAlone) {
  DeviceConfig config = simulated();
  config.reader = DeviceSource::None;
  config.refused = {{"reader", "usbb", "t.toml:2: devices.reader: no"},
                    {"fingerprint", "usb", "t.toml:3: unknown"}};
  const auto hardware = make(config);
  EXPECT_EQ(state(*hardware, DeviceKind::Reader), DeviceState::Refused);
  EXPECT_EQ(hardware->board().record(DeviceKind::Reader).configured, "usbb");
  EXPECT_FALSE(hardware->open_reader()());
  EXPECT_EQ(state(*hardware, DeviceKind::Reader), DeviceState::Refused);
  EXPECT_TRUE(hardware->open_printer()());
}

TEST_F(HardwareTest, AWrongProfileTakesThePrinterAwayAndNothingElse) {
  DeviceConfig config = simulated();
  config.printer_profile = "no-such-model";
  const auto hardware = make(config);
  hardware->load_profiles(std::filesystem::path(YITANG_SOURCE_DIR) / "devices/printer/profiles");
  EXPECT_FALSE(hardware->choose_profile());
  EXPECT_NE(hardware->printer_out_of_order().find("no-such-model"), std::string::npos);
  EXPECT_EQ(state(*hardware, DeviceKind::Printer), DeviceState::Refused);
  EXPECT_NE(hardware->board().record(DeviceKind::Printer).last_error.find("no-such-model"),
            std::string::npos);
  EXPECT_EQ(state(*hardware, DeviceKind::Reader), DeviceState::Unseen);
}

TEST_F(HardwareTest, AWrongPhotoDecoderIsOutOfOrderAndTheReaderIsNot) {
  EXPECT_FALSE(make(simulated())->decode_photo()) << "none by default";
  DeviceConfig config = simulated();
  for (const char* wrong : {"/nonexistent/decoder", "decoder", "/etc/passwd", "/tmp"}) {
    config.photo_decoder = wrong;
    const auto hardware = make(config);
    EXPECT_FALSE(hardware->decode_photo()) << wrong;
    EXPECT_TRUE(hardware->open_reader()()) << wrong;
    EXPECT_EQ(state(*hardware, DeviceKind::Reader), DeviceState::Found) << wrong;
    EXPECT_EQ(state(*hardware, DeviceKind::PhotoDecoder), DeviceState::Refused) << wrong;
    EXPECT_NE(hardware->board().record(DeviceKind::PhotoDecoder).last_error.find(wrong), std::string::npos);
  }
  config.photo_decoder = "/bin/false";
  const auto hardware = make(config);
  ASSERT_TRUE(hardware->decode_photo());
  hardware->look();
  EXPECT_EQ(state(*hardware, DeviceKind::PhotoDecoder), DeviceState::Found);
  const devices::Bytes block(devices::kPhotoSize, 0);
  EXPECT_EQ(hardware->decode_photo()(block).error().code, devices::ErrorCode::Malformed);
  EXPECT_EQ(state(*hardware, DeviceKind::PhotoDecoder), DeviceState::Faulty);
}

TEST_F(HardwareTest, SimulatedDevicesAreOutOfOrderOnARealTerminal) {
  const auto hardware = make(simulated(), false);
  for (const DeviceKind kind : devices::kDeviceKinds) {
    if (kind == DeviceKind::PhotoDecoder) continue;  // there is no simulated one
    EXPECT_EQ(state(*hardware, kind), DeviceState::Refused);
    EXPECT_NE(hardware->board().record(kind).last_error.find("--demo"), std::string::npos);
  }
  EXPECT_FALSE(hardware->open_reader()());
  EXPECT_FALSE(hardware->open_printer()());
  EXPECT_EQ(hardware->scanner(), nullptr);
  EXPECT_EQ(hardware->camera(), nullptr);
  EXPECT_EQ(hardware->form_printer(), nullptr);
  hardware->look();
}

TEST_F(HardwareTest, NodesThatAreNotThereAreAbsentAndACameraWithoutPicturesIsRefused) {
  DeviceConfig config;
  config.reader = DeviceSource::Serial;
  config.reader_port = devices::parse_node_name("/dev/yitang-no-such-port");
  config.reader_baud = 115200;
  config.printer = DeviceSource::None;
  config.scanner = DeviceSource::Keyboard;
  config.scanner_port = devices::parse_node_name("/dev/input/yitang-no-such-node");
  config.camera = CameraSource::Files;
  config.camera_path = "/nonexistent/pages";
  const auto hardware = make(config, false);
  hardware->look();
  EXPECT_EQ(state(*hardware, DeviceKind::Reader), DeviceState::Absent);
  EXPECT_EQ(state(*hardware, DeviceKind::Scanner), DeviceState::Absent);
  EXPECT_EQ(state(*hardware, DeviceKind::Printer), DeviceState::NotUsed);
  EXPECT_EQ(state(*hardware, DeviceKind::Camera), DeviceState::Refused);
  EXPECT_EQ(hardware->open_reader()().error().code, devices::ErrorCode::NotFound);
  EXPECT_EQ(hardware->scanner()->poll().error().code, devices::ErrorCode::Disconnected);
  EXPECT_EQ(hardware->board().record(DeviceKind::Reader).driver, "sam-serial");
  EXPECT_EQ(hardware->board().record(DeviceKind::Scanner).driver, "keyboard");
}

TEST(CameraWatch, SaysOnceThatTheCameraIsGoneAndOnceThatItIsBack) {
  ServiceBench b;
  CameraService camera(b.queue, &b.world.camera, *b.service, b.post());
  camera.want(true);
  camera.want(true);
  b.pass(3s);
  EXPECT_EQ(b.count<resident::CameraGone>(), 0);
  b.world.camera.set_plugged(false);
  b.pass(5s);
  EXPECT_EQ(b.count<resident::CameraGone>(), 1);
  b.world.camera.set_plugged(true);
  b.pass(5s);
  EXPECT_EQ(b.count<resident::CameraBack>(), 1);
  camera.want(false);
  b.pass(2s);
  EXPECT_EQ(b.queue.next_due(), -1) << "nobody photographs: nobody looks";
  b.world.camera.set_plugged(false);
  b.pass(5s);
  EXPECT_EQ(b.count<resident::CameraGone>(), 1);
  camera.want(true);
  b.pass(0s);
  EXPECT_EQ(b.count<resident::CameraGone>(), 2) << "whoever comes next is told, too";
  CameraService none(b.queue, nullptr, *b.service, b.post());
  none.want(true);
  b.pass(0s);
  EXPECT_EQ(b.count<resident::CameraGone>(), 3);
}

}  // namespace
}  // namespace yitang::terminal::test
