// Profiles of printers: data files that people write, so every mistake has to be named.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "devices/printer/profile_set.hpp"
#include "devices/printer/simulator.hpp"

namespace yitang::devices::test {
namespace {

const std::filesystem::path kShipped = std::filesystem::path(YITANG_SOURCE_DIR) / "devices/printer/profiles";

ModelProfile profile_of(const std::string& toml) {
  auto profile = parse_printer_profile(toml, "some/folder/my-printer.toml");
  EXPECT_TRUE(profile) << (profile ? "" : profile.error().message);
  return profile.value_or(ModelProfile{});
}

std::string why_refused(const std::string& toml) {
  auto profile = parse_printer_profile(toml, "p.toml");
  EXPECT_FALSE(profile) << toml;
  return profile ? "" : profile.error().message;
}

TEST(PrinterProfile, AnEmptyFileIsTheDefault) {
  const ModelProfile profile = profile_of("");
  EXPECT_EQ(profile.name, "my-printer");
  EXPECT_EQ(profile.page.dots_per_line, PrinterProfile{}.dots_per_line);
  EXPECT_EQ(profile.driver.confirmation, Confirmation::Undetected);
  EXPECT_TRUE(profile.driver.status_needed);
  EXPECT_TRUE(profile.matches.empty());
}

TEST(PrinterProfile, EveryKeyArrives) {
  const ModelProfile profile = profile_of(R"(
title = "例"
match = [{ usb = "04B8:0e15" }, { model = "TM-T20" }, { usb = "04b8:0202", model = "TM-T88" }]
[paper]
width_mm = 58
dots_per_line = 384
dots_per_mm = 8.0
line_spacing_dots = 30
near_end_sensor = true
[text]
characters = "raster"
code_page = 16
[graphics]
qr = "raster"
band_rows = 24
obeys_commands_in_data = false
[cutter]
kind = "full"
feed_dots = 8
head_to_cutter_dots = 120
[status]
automatic = false
real_time = true
sensor = true
port = false
needed = true
near_end_inverted = true
[confirmation]
by = "fence"
settle_ms = 1500
[recovery]
clear_buffers = false
resume_after_error = false
)");
  EXPECT_EQ(profile.title, "例");
  ASSERT_EQ(profile.matches.size(), 3U);
  EXPECT_EQ(profile.matches[0].vendor, 0x04B8);
  EXPECT_EQ(profile.matches[0].product, 0x0E15);
  EXPECT_EQ(profile.matches[1].model, "TM-T20");
  EXPECT_EQ(profile.paper_mm, 58);
  EXPECT_EQ(profile.page.dots_per_line, 384);
  EXPECT_EQ(profile.page.line_spacing_dots, 30);
  EXPECT_TRUE(profile.near_end_sensor);
  EXPECT_FALSE(profile.page.chinese_font);
  EXPECT_EQ(profile.page.code_page, 16);
  EXPECT_FALSE(profile.page.native_qr);
  EXPECT_EQ(profile.page.raster_band_rows, 24);
  EXPECT_FALSE(profile.page.avoid_dle_in_raster);
  EXPECT_EQ(profile.page.cutter, Cutter::Full);
  EXPECT_EQ(profile.driver.cutter, Cutter::Full);
  EXPECT_EQ(profile.page.cut_feed_dots, 8);
  EXPECT_EQ(profile.head_to_cutter_dots, 120);
  EXPECT_FALSE(profile.driver.automatic_status);
  EXPECT_TRUE(profile.driver.real_time_status);
  EXPECT_TRUE(profile.driver.paper_sensor);
  EXPECT_FALSE(profile.driver.port_status);
  EXPECT_TRUE(profile.driver.quirks.near_end_inverted);
  EXPECT_EQ(profile.driver.confirmation, Confirmation::Fence);
  EXPECT_EQ(profile.driver.fence_settle, milliseconds{1500});
  EXPECT_FALSE(profile.driver.clear_buffers);
  EXPECT_FALSE(profile.driver.recover_errors);
}

TEST(PrinterProfile, MistakesAreNamedWithTheirLine) {
  struct Case {
    std::string toml;
    std::string place;
    std::string reason;
  };
  const std::vector<Case> cases{
      {"title = 3", "p.toml:1: title", "UTF-8"},
      {"\n\ncolour = true", "p.toml:3: colour", "unknown key"},
      {"[drawer]\npin = 2", "p.toml:1: drawer", "unknown section"},
      {"[paper]\nwidth = 80", "p.toml:2: paper.width", "unknown key"},
      {"[paper]\ndots_per_line = 5000", "p.toml:2: paper.dots_per_line", "192 to 832"},
      {"[paper]\ndots_per_line = 570", "p.toml:2: paper.dots_per_line", "multiple of 8"},
      {"[paper]\ndots_per_mm = nan", "p.toml:2", "a number"},
      {"[text]\ncharacters = \"utf-8\"", "p.toml:2: text.characters", "gb18030, raster"},
      {"[cutter]\nkind = true", "p.toml:2: cutter.kind", "full, none, partial"},
      {"[status]\nautomatic = \"yes\"", "p.toml:2: status.automatic", "true or false"},
      {"[confirmation]\nsettle_ms = 5", "p.toml:2", "200 to 10000"},
      {"match = 3", "p.toml:1: match", "a list"},
      {"match = [{ usb = \"04b8\" }]", "p.toml:1: match: entry 1", "ids"},
      {"match = [{ usb = \"0000:0000\" }]", "p.toml:1", "ids"},
      {"match = [{ usb = \"04b8:0202\" }, { serial = \"1\" }]", "p.toml:1: match: entry 2", "unknown"},
      {"match = [{ }]", "p.toml:1", "usb or model"},
      {"[paper\n", "p.toml:1", ""},
      {"paper = 3", "p.toml:1: paper", "unknown key"},
      {"title = \"\xff\"", "p.toml:1", ""},
  };
  for (const Case& each : cases) {
    const std::string message = why_refused(each.toml);
    EXPECT_NE(message.find(each.place), std::string::npos) << message;
    EXPECT_NE(message.find(each.reason), std::string::npos) << message;
  }
  EXPECT_FALSE(parse_printer_profile(std::string(kMaxProfileBytes + 1, '#'), "p.toml"));
}

TEST(PrinterProfile, WhatCannotBeTrueTogetherIsRefused) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"[paper]\nwidth_mm = 58", "do not fit"},
      {"[paper]\ndots_per_mm = 7.0", "do not fit"},
      {"[text]\ncode_page = 3", "characters = \"raster\""},
      {"[status]\nsensor = false\n[confirmation]\nby = \"fence\"", "p.toml:4: confirmation.by"},
      {"[status]\nautomatic = false\nreal_time = false\n[confirmation]\nby = \"fence\"", "a good status"},
      {"[status]\nautomatic = false\nreal_time = false\nport = false", "never be ready"},
      {"[status]\nautomatic = false\nreal_time = false\nsensor = false\nnear_end_inverted = true",
       "near end"},
      {"[status]\nautomatic = false\nreal_time = false\nsensor = false\n[paper]\nnear_end_sensor = true",
       "near end"},
      {"[status]\nneeded = false\n[confirmation]\nby = \"process-id\"", "needed = false"},
  };
  for (const auto& [toml, reason] : cases) {
    const std::string message = why_refused(toml);
    EXPECT_NE(message.find(reason), std::string::npos) << message;
  }
}

TEST(PrinterProfile, TheShippedOnesAreGoodAndMatchOnePrinterEach) {
  const auto set = ProfileSet::load(kShipped);
  ASSERT_TRUE(set) << set.error().message;
  ASSERT_NE(set->named("generic-80mm"), nullptr);
  ASSERT_NE(set->named("generic-58mm"), nullptr);
  ASSERT_NE(set->named("generic-network-80mm"), nullptr);
  EXPECT_EQ(set->named("generic"), nullptr);
  // The page of the default is the one that the program was measured and photographed with.
  EXPECT_EQ(set->named("generic-80mm")->page.dots_per_line, 576);
  EXPECT_TRUE(set->named("generic-80mm")->page.native_qr);
  EXPECT_EQ(set->named("generic-80mm")->page.cutter, Cutter::Partial);
}

TEST(PrinterProfile, TheBestMatchWins) {
  const auto set =
      ProfileSet::of({profile_of("match = [{ usb = \"04b8:0202\" }]\ntitle = \"ids\""),
                      profile_of("match = [{ model = \"TM-T88\" }]\ntitle = \"name\""),
                      profile_of("match = [{ usb = \"04b8:0202\", model = \"TM-T88\" }]\ntitle = \"both\"")});
  ASSERT_TRUE(set);
  const auto title = [&](PrinterIdentity printer) {
    const ModelProfile* found = set->matching(printer);
    return found == nullptr ? "none" : found->title;
  };
  EXPECT_EQ(title({0x04B8, 0x0202, "EPSON", "tm-t88iv"}), "both");
  EXPECT_EQ(title({0x04B8, 0x0202, "EPSON", ""}), "ids");
  EXPECT_EQ(title({0x1234, 0x0202, "", "Clone of TM-T88"}), "name");
  EXPECT_EQ(title({0x1234, 0x0202, "", "other"}), "none");
  EXPECT_EQ(title({}), "none");
}

TEST(PrinterProfile, TwoFilesForOnePrinterAreRefused) {
  const auto set = ProfileSet::of({profile_of("match = [{ usb = \"04b8:0202\" }]"),
                                   profile_of("match = [{ model = \"A\" }, { usb = \"04B8:0202\" }]")});
  ASSERT_FALSE(set);
  EXPECT_NE(set.error().message.find("same printer"), std::string::npos);
}

TEST(PrinterProfile, DeviceIdsAreTakenApart) {
  const auto epson = parse_device_id("MFG:EPSON;CMD:ESC/POS; MDL: TM-T88IV ;CLS:PRINTER;");
  EXPECT_EQ(epson.maker, "EPSON");
  EXPECT_EQ(epson.model, "TM-T88IV");
  EXPECT_EQ(parse_device_id("manufacturer:A;model:B").model, "B");
  EXPECT_EQ(parse_device_id("MDL:a\x1b[31mb;").model, "a[31mb");
  EXPECT_EQ(parse_device_id("").model, "");
  EXPECT_EQ(parse_device_id(";;:;MDL").model, "");
}

TEST(PrinterProfile, APrinterSaysWhoItIs) {
  ManualClock clock;
  PrinterSimulator simulator(clock);
  const auto transport = simulator.connect();
  const PrinterIdentity identity = identify_printer(*transport);
  EXPECT_EQ(identity.vendor, 0x1209);
  EXPECT_EQ(identity.model, "Simulated");
  simulator.unplug();
  EXPECT_EQ(identify_printer(*transport).model, "");
}

}  // namespace
}  // namespace yitang::devices::test
