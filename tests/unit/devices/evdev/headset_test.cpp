#include "devices/evdev/headset.hpp"

#include <gtest/gtest.h>
#include <linux/input-event-codes.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <vector>

namespace yitang::devices {
namespace {

TEST(Headset, TheLastWordOfTheSwitchCounts) {
  const auto said = [](std::vector<KeyEvent> events) { return headset_in_events(events); };
  EXPECT_EQ(said({}), std::nullopt);
  EXPECT_EQ(said({{EV_SW, SW_HEADPHONE_INSERT, 1}, {EV_SYN, SYN_REPORT, 0}}), true);
  EXPECT_EQ(said({{EV_SW, SW_HEADPHONE_INSERT, 1}, {EV_SW, SW_HEADPHONE_INSERT, 0}}), false);
  EXPECT_EQ(said({{EV_SW, SW_LID, 1}}), std::nullopt) << "another switch";
  EXPECT_EQ(said({{EV_KEY, SW_HEADPHONE_INSERT, 1}}), std::nullopt) << "a key of the same number";
}

TEST(Headset, NodesAreTakenInOrderOfTheirNumbers) {
  std::string pattern = (std::filesystem::temp_directory_path() / "yitang-input-XXXXXX").string();
  ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
  const std::filesystem::path folder = pattern;
  for (const char* name : {"event10", "event2", "mouse0", "event", "eventx"})
    std::ofstream(folder / name) << "";
  EXPECT_EQ(input_nodes(pattern),
            (std::vector<std::string>{(folder / "event2").string(), (folder / "event10").string()}));
  EXPECT_TRUE(input_nodes((folder / "nowhere").string()).empty());
  std::filesystem::remove_all(folder);
}

TEST(Headset, WhatIsNoSwitchIsRefused) {
  ManualClock clock;
  EXPECT_FALSE(JackSwitch::open("/nowhere/event0", clock));
  const auto other = JackSwitch::open("/dev/null", clock);
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().code, ErrorCode::BadArgument);
}

TEST(Headset, TheSimulatedOneTellsChangesOnly) {
  SimulatedHeadset headset;
  std::vector<bool> told;
  headset.plug(true);
  headset.on_change([&](bool plugged) { told.push_back(plugged); });
  headset.plug(true);
  headset.plug(false);
  headset.on_change({});
  headset.plug(true);
  EXPECT_EQ(told, (std::vector<bool>{true, false}));
}

}  // namespace
}  // namespace yitang::devices
