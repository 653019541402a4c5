// A headset that is plugged in and pulled out, over an emulated node of the kernel.
#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "device_bench.hpp"
#include "devices/evdev/headset.hpp"

namespace yitang::faults {
namespace {

using namespace devices;

constexpr milliseconds kJackPatience{2000};

std::string tell_jack(const std::string& command) { return tell_host("node-" + command); }

class Jack : public testing::Test {
 protected:
  void SetUp() override { ASSERT_EQ(tell_jack("plug jack"), "ok"); }
  void TearDown() override { tell_jack("unplug jack"); }

  std::optional<JackSwitch> open() {
    for (const std::string& node : input_nodes()) {
      if (auto jack = JackSwitch::open(node, clock_)) return std::move(*jack);
    }
    return std::nullopt;
  }
  SystemClock clock_;
};

TEST_F(Jack, IsFoundAmongTheInputsAndTellsHowItIs) {
  auto jack = open();
  ASSERT_TRUE(jack);
  EXPECT_FALSE(jack->plugged());
  ASSERT_EQ(tell_jack("jack in"), "ok");
  auto later = open();
  ASSERT_TRUE(later);
  EXPECT_TRUE(later->plugged()) << "plugged in before the program began";
}

TEST_F(Jack, EveryMoveIsToldAtOnce) {
  auto jack = open();
  ASSERT_TRUE(jack);
  for (const bool in : {true, false, true}) {
    ASSERT_EQ(tell_jack(in ? "jack in" : "jack out"), "ok");
    ASSERT_TRUE(jack->wait(-1, kJackPatience)) << in;
    EXPECT_EQ(jack->plugged(), in);
  }
}

TEST_F(Jack, DroppedEventsAreMadeUpForByTheSwitchItself) {
  auto jack = open();
  ASSERT_TRUE(jack);
  ASSERT_EQ(tell_jack("jack unnoticed-in"), "ok");
  ASSERT_TRUE(jack->wait(-1, kJackPatience));
  EXPECT_TRUE(jack->plugged());
}

TEST_F(Jack, ASoundCardThatGoesIsTold) {
  auto jack = open();
  ASSERT_TRUE(jack);
  ASSERT_EQ(tell_jack("unplug jack"), "ok");
  const auto waited = jack->wait(-1, kJackPatience);
  ASSERT_FALSE(waited);
  EXPECT_EQ(waited.error().code, ErrorCode::Disconnected);
}

}  // namespace
}  // namespace yitang::faults
