// Which profile a printer gets: from a folder, and from the older keys of the configuration.
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "devices/printer/simulator.hpp"
#include "kiosk/terminal/config.hpp"
#include "kiosk/terminal/printer_access.hpp"

namespace yitang::terminal {
namespace {

// Profiles of a folder of this test: the printer is refused, with line and reason.
TEST(PrinterAccess, AWrongProfileIsNamedWithItsLine) {
  char name[] = "/tmp/yitang-profiles-XXXXXX";
  ASSERT_NE(::mkdtemp(name), nullptr);
  const std::filesystem::path folder = name;
  const auto write = [&](const char* file, const char* text) { std::ofstream(folder / file) << text; };
  write("generic-80mm.toml", "");
  write("generic-network-80mm.toml", "");
  DeviceConfig config;
  EXPECT_TRUE(profile_chooser(config, folder));
  config.printer_profile = "generic-58mm";
  EXPECT_EQ(profile_chooser(config, folder).error().reason, "no such printer profile");
  write("mine.toml", "[paper]\ndots_per_line = 570\n");
  config.printer_profile = (folder / "mine.toml").string();
  EXPECT_NE(profile_chooser(config, folder).error().reason.find("mine.toml:2: paper.dots_per_line"),
            std::string::npos);
  config.printer_profile = "auto";
  EXPECT_FALSE(profile_chooser(config, folder)) << "one wrong file is not passed over";
  std::filesystem::remove_all(folder);
  EXPECT_FALSE(profile_chooser(config, folder));
}

TEST(PrinterAccess, TheOlderKeysGoOverTheProfile) {
  DeviceConfig config;
  config.paper_dots = 384;
  config.native_qr = false;
  config.cutter = false;
  const auto choose =
      profile_chooser(config, std::filesystem::path(YITANG_SOURCE_DIR) / "devices/printer/profiles");
  ASSERT_TRUE(choose) << describe(choose.error());
  devices::ManualClock clock;
  devices::PrinterSimulator simulator(clock);
  const auto transport = simulator.connect();
  const devices::ModelProfile model = (*choose)(*transport);
  EXPECT_EQ(model.name, "generic-80mm");
  EXPECT_EQ(model.page.dots_per_line, 384);
  EXPECT_FALSE(model.page.native_qr);
  EXPECT_EQ(model.page.cutter, devices::Cutter::None);
  EXPECT_EQ(model.driver.cutter, devices::Cutter::None);
}

}  // namespace
}  // namespace yitang::terminal
