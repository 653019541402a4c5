#include "devices/node/device_nodes.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "devices/barcode/scanner_simulator.hpp"
#include "devices/manager/plugged_devices.hpp"

namespace yitang::devices {
namespace {

namespace fs = std::filesystem;

// A small /sys.
class DeviceNodes : public testing::Test {
 protected:
  void SetUp() override {
    char folder[] = "/tmp/yitang-nodes-XXXXXX";
    ASSERT_NE(mkdtemp(folder), nullptr);
    root = folder;
    roots.sys = folder;
  }
  void TearDown() override { fs::remove_all(root); }

  void put(const std::string& path, std::string_view content) const {
    fs::create_directories((root / path).parent_path());
    std::ofstream(root / path, std::ios::binary) << content;
  }
  void link_device(const std::string& node, const std::string& device) const {
    fs::create_directories(root / node);
    fs::create_directory_symlink(root / device, root / node / "device");
  }
  void add_hidraw(const std::string& name, const std::string& ids, const Bytes& descriptor) const {
    const std::string device = "devices/" + name;
    put(device + "/uevent", "DRIVER=hid-generic\nHID_ID=0003:" + ids + "\nHID_NAME=a device\n");
    put(device + "/report_descriptor", std::string(descriptor.begin(), descriptor.end()));
    link_device("class/hidraw/" + name, device);
  }

  void add_plug(const std::string& port, const std::string& serial) const {
    const std::string plug = "devices/usb1/" + port;
    put(plug + "/idVendor", "1eab\n");
    put(plug + "/idProduct", "0106\n");
    put(plug + "/bDeviceClass", "00\n");
    if (!serial.empty()) put(plug + "/serial", serial + "\n");
    fs::create_directories(root / "bus/usb/devices");
    fs::create_directory_symlink(root / plug, root / "bus/usb/devices" / port);
  }
  void add_port(const std::string& port, const std::string& name) const {
    const std::string device = "devices/usb1/" + port + "/" + port + ":1.0/" + name;
    fs::create_directories(root / device);
    link_device("class/tty/" + name, device);
  }

  fs::path root;
  NodeRoots roots;
};

TEST(NodeName, PathOrIds) {
  EXPECT_EQ(parse_node_name("/dev/ttyS0")->path, "/dev/ttyS0");
  EXPECT_EQ(parse_node_name("1EAB:0106")->vendor, 0x1EAB);
  EXPECT_EQ(parse_node_name("1eab:0106")->product, 0x0106);
  for (const char* text : {"", "/dev/", "ttyS0", "/etc/passwd", "1eab:106", "1eab-0106", "1eab:01g6",
                           "1eab:0106 ", "0x1e:0106", "-eab:0106"}) {
    EXPECT_FALSE(parse_node_name(text)) << text;
  }
}

TEST_F(DeviceNodes, APathIsTakenAsItIs) {
  EXPECT_EQ(*find_serial_node({"/dev/ttyS3", 0, 0}, roots), "/dev/ttyS3");
  EXPECT_EQ(*find_hidraw_node({"/dev/hidraw9", 0, 0}, roots), "/dev/hidraw9");
  EXPECT_EQ(*find_keyboard_node({"/dev/input/event9", 0, 0}, roots), "/dev/input/event9");
}

TEST_F(DeviceNodes, SerialPortsByThePlugAbove) {
  const std::string plug = "devices/usb1/1-2";
  put(plug + "/idVendor", "1eab\n");
  put(plug + "/idProduct", "0106\n");
  for (const char* name : {"ttyACM10", "ttyACM2"}) {
    fs::create_directories(root / plug / "1-2:1.0" / name);
    link_device(std::string("class/tty/") + name, plug + "/1-2:1.0/" + name);
  }
  link_device("class/tty/ttyS0", "devices/platform/serial8250");
  EXPECT_EQ(*find_serial_node({{}, 0x1EAB, 0x0106}, roots), "/dev/ttyACM2");
  EXPECT_EQ(find_serial_node({{}, 0x1EAB, 0x0107}, roots).error().code, ErrorCode::NotFound);
}

TEST_F(DeviceNodes, HidrawByIdsAndByPage) {
  add_hidraw("hidraw0", "0000046D:0000C31C", {0x05, 0x01, 0x09, 0x06, 0xA1, 0x01, 0xC0});
  add_hidraw("hidraw1", "00001EAB:00000110", hid_pos_report_descriptor());
  add_hidraw("hidraw2", "broken", {0x05});
  EXPECT_EQ(*find_hidraw_node({{}, 0x1EAB, 0x0110}, roots), "/dev/hidraw1");
  EXPECT_EQ(*find_hidraw_of_page(0x8C, {}, roots), "/dev/hidraw1");
  EXPECT_EQ(find_hidraw_of_page(0x8D, {}, roots).error().code, ErrorCode::NotFound);
  EXPECT_EQ(find_hidraw_node({{}, 0x1EAB, 0x0111}, roots).error().code, ErrorCode::NotFound);
}

TEST_F(DeviceNodes, OfAPlugWithTwoNodesTheScannerIsTaken) {
  add_hidraw("hidraw3", "00001EAB:00000110", {0x05, 0x01, 0x09, 0x06, 0xA1, 0x01, 0xC0});
  add_hidraw("hidraw4", "00001EAB:00000110", hid_pos_report_descriptor());
  EXPECT_EQ(*find_hidraw_of_page(0x8C, NodeName{{}, 0x1EAB, 0x0110}, roots), "/dev/hidraw4");
  EXPECT_EQ(find_hidraw_of_page(0x8C, NodeName{{}, 0x0C2E, 0x0110}, roots).error().code, ErrorCode::NotFound);
  EXPECT_EQ(*find_hidraw_of_page(0x8C, NodeName{"/dev/hidraw9", 0, 0}, roots), "/dev/hidraw9");
  // Media keys, then the keyboard of one plug.
  for (const auto& [number, keys] :
       {std::pair{"8", "3e000b00000000 0 0 0\n"}, std::pair{"9", "e080ffdf01cfffff fffffffffffffffe\n"}}) {
    const std::string device = std::string("devices/input") + number;
    put(device + "/id/vendor", "1eab\n");
    put(device + "/id/product", "0103\n");
    put(device + "/capabilities/key", keys);
    link_device(std::string("class/input/event") + number, device);
  }
  EXPECT_EQ(*find_keyboard_node({{}, 0x1EAB, 0x0103}, roots), "/dev/input/event9");
}

TEST_F(DeviceNodes, KeyboardsByIds) {
  put("devices/input7/id/vendor", "0c2e\n");
  put("devices/input7/id/product", "0901\n");
  put("class/input/mice/dev", "13:63\n");
  link_device("class/input/event7", "devices/input7");
  EXPECT_EQ(*find_keyboard_node({{}, 0x0C2E, 0x0901}, roots), "/dev/input/event7");
}

TEST_F(DeviceNodes, OfSeveralAlikeTheFirstPortIsTakenWhateverTheOrderOfPlugging) {
  add_plug("1-10", "A10");
  add_plug("1-2", "A2");
  add_plug("1-2.4", "A24");
  add_port("1-10", "ttyACM0");
  add_port("1-2.4", "ttyACM1");
  add_port("1-2", "ttyACM2");
  NodeName name{{}, 0x1EAB, 0x0106, {}};
  EXPECT_EQ(*find_serial_node(name, roots), "/dev/ttyACM2");
  name.plug.port = "1-10";
  EXPECT_EQ(*find_serial_node(name, roots), "/dev/ttyACM0");
  name.plug = {"A24", ""};
  EXPECT_EQ(*find_serial_node(name, roots), "/dev/ttyACM1");
  EXPECT_EQ(*find_serial_node({{}, 0, 0, {"A24", ""}}, roots), "/dev/ttyACM1")
      << "the plug alone is a name, too";
  EXPECT_FALSE(find_serial_node({{}, 0, 0, {}}, roots)) << "nothing is no name";
  name.plug = {"A99", ""};
  EXPECT_FALSE(find_serial_node(name, roots));
}

TEST_F(DeviceNodes, EveryPlugIsListedWithItsNodesAndAGuess) {
  add_plug("1-2", "A2");
  add_port("1-2", "ttyACM2");
  add_plug("1-1", "");
  put("devices/usb1/1-1/bDeviceClass", "09\n");
  add_plug("1-1.4", "");
  put("devices/usb1/1-1.4/idVendor", "0400\n");
  put("devices/usb1/1-1.4/idProduct", "c35a\n");
  put("devices/usb1/1-1.4/product", "Card \x1b[31mreader\n");
  add_plug("1-3", "");
  put("devices/usb1/1-3/idVendor", "6868\n");
  put("bus/usb/devices/1-3:1.0/bInterfaceClass", "07\n");
  add_plug("1-4", "");
  put("devices/usb1/1-4/idVendor", "1a86\n");
  const auto devices = plugged_devices(roots);
  ASSERT_EQ(devices.size(), 4U) << "no hub";
  EXPECT_EQ(devices[0].plug.port, "1-1.4");
  EXPECT_EQ(devices[0].looks_like, DeviceKind::Reader);
  EXPECT_EQ(devices[0].plug.model, "Card [31mreader") << "nothing that a terminal would obey";
  EXPECT_EQ(devices[1].plug.serial, "A2");
  EXPECT_EQ(devices[1].looks_like, DeviceKind::Scanner);
  EXPECT_EQ(devices[1].nodes, std::vector<std::string>{"/dev/ttyACM2"});
  EXPECT_EQ(devices[2].looks_like, DeviceKind::Printer);
  EXPECT_FALSE(devices[3].looks_like);
  EXPECT_EQ(plug_at("1-2", roots)->product, 0x0106);
  EXPECT_FALSE(plug_at("../1-2", roots));
}

TEST(PlugName, SerialOrPort) {
  EXPECT_EQ(parse_plug_name("serial=AB12")->serial, "AB12");
  EXPECT_EQ(parse_plug_name("port=1-1.4")->port, "1-1.4");
  EXPECT_EQ(to_text(*parse_plug_name("port=10-1.4.12")), "port=10-1.4.12");
  EXPECT_EQ(to_text(*parse_plug_name("serial=x=y")), "serial=x=y");
  for (const char* text :
       {"", "serial=", "port=", "port=1", "port=-1", "port=1-", "port=1-1.", "port=1-.1", "port=1-1..2",
        "port=1.1-2", "port=1-1/2", "port=../1-1", "serial=a b", "serial=\n", "AB12", "PORT=1-1"}) {
    EXPECT_FALSE(parse_plug_name(text)) << text;
  }
  EXPECT_FALSE(parse_plug_name("serial=" + std::string(127, 'a')));
}

TEST(PlugName, PortsAreInTheOrderOfTheirNumbers) {
  EXPECT_TRUE(port_before("1-2", "1-10"));
  EXPECT_TRUE(port_before("1-2", "1-2.1"));
  EXPECT_TRUE(port_before("1-9.9", "2-1"));
  EXPECT_TRUE(port_before("2-1", ""));
  EXPECT_FALSE(port_before("", "2-1"));
  EXPECT_FALSE(port_before("", ""));
  EXPECT_FALSE(port_before("1-1", "1-1"));
}

TEST_F(DeviceNodes, NoSuchClassIsNotFound) {
  EXPECT_EQ(find_hidraw_of_page(0x8C, {}, roots).error().code, ErrorCode::NotFound);
}

}  // namespace
}  // namespace yitang::devices
