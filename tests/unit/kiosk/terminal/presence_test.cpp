// Whether somebody is there: movement in pictures, the camera behind it, and who is told.
#include "kiosk/terminal/presence.hpp"

#include <gtest/gtest.h>

#include "services_support.hpp"

namespace yitang::terminal::test {
namespace {

using namespace std::chrono_literals;
using resident::Presence;
using resident::PresenceChanged;

devices::Image room(int brightness) {
  devices::Image image = devices::make_image(320, 240, devices::PixelFormat::Grey);
  for (int y = 0; y < image.height; ++y) {
    for (int x = 0; x < image.width; ++x) {
      image.pixels[static_cast<std::size_t>(y * image.width + x)] =
          static_cast<std::uint8_t>(brightness + (x / 40 + y / 40) % 3 * 20);
    }
  }
  return image;
}

devices::Image with_somebody(int at_x, int width = 60) {
  devices::Image image = room(100);
  for (int y = 60; y < 240; ++y) {
    for (int x = at_x; x < at_x + width; ++x)
      image.pixels[static_cast<std::size_t>(y * image.width + x)] = 30;
  }
  return image;
}

TEST(MotionWatch, NothingMovesInAnEmptyRoom) {
  MotionWatch watch;
  EXPECT_TRUE(watch.moved(room(100))) << "nothing to compare with";
  EXPECT_FALSE(watch.moved(room(100)));
  EXPECT_FALSE(watch.moved(room(103))) << "noise";
}

TEST(MotionWatch, SomebodyMoves) {
  MotionWatch watch;
  watch.moved(with_somebody(100));
  EXPECT_TRUE(watch.moved(with_somebody(120)));
  EXPECT_FALSE(watch.moved(with_somebody(120)));
  EXPECT_TRUE(watch.moved(room(100))) << "went away";
}

TEST(MotionWatch, ALampIsNobodyAndNeitherIsAMoth) {
  MotionWatch watch;
  watch.moved(room(60));
  EXPECT_FALSE(watch.moved(room(130)));
  devices::Image moth = room(130);
  for (int y = 0; y < 8; ++y) {
    for (int x = 0; x < 8; ++x) moth.pixels[static_cast<std::size_t>(y * moth.width + x)] = 0;
  }
  EXPECT_FALSE(watch.moved(moth));
}

TEST(MotionWatch, AnotherSizeAndNoPictureAtAllAreNothingToCompareWith) {
  MotionWatch watch;
  watch.moved(room(100));
  EXPECT_TRUE(watch.moved(devices::make_image(10, 10, devices::PixelFormat::Rgb)));
  EXPECT_TRUE(watch.moved(devices::Image{}));
  EXPECT_TRUE(watch.moved(room(100)));
}

TEST(CameraPresence, WithoutACameraNothingIsKnown) {
  devices::ManualClock clock;
  int opened = 0;
  CameraPresence presence("/dev/no-such-camera", clock,
                          [&](const std::string&) -> devices::Result<std::unique_ptr<devices::VideoDevice>> {
                            ++opened;
                            return devices::fail(devices::ErrorCode::NotFound, "none");
                          });
  EXPECT_EQ(presence.look(), Presence::Unknown);
  EXPECT_EQ(presence.look(), Presence::Unknown);
  EXPECT_EQ(opened, 2) << "it may be plugged in later";
  presence.rest();
}

class PresenceServiceTest : public testing::Test {
 protected:
  ServiceBench b;
  PresenceService service{b.queue, std::make_unique<SimulatedPresence>(b.world), b.post()};
  std::optional<Presence> told() const {
    const auto event = b.last<PresenceChanged>();
    return event ? std::optional(event->now) : std::nullopt;
  }
};

TEST_F(PresenceServiceTest, NobodyLooksWhileNobodyAsks) {
  b.pass(60s);
  EXPECT_EQ(b.count<PresenceChanged>(), 0);
  EXPECT_EQ(b.queue.next_due(), -1);
}

TEST_F(PresenceServiceTest, EachChangeIsToldOnceWithinASecond) {
  service.want(true);
  service.want(true);
  b.pass(10s);
  EXPECT_EQ(b.count<PresenceChanged>(), 1);
  EXPECT_EQ(told(), Presence::Somebody);
  b.world.somebody = false;
  b.pass(1001ms);
  EXPECT_EQ(told(), Presence::Nobody);
  b.pass(10s);
  EXPECT_EQ(b.count<PresenceChanged>(), 2);
  service.want(false);
  b.pass(2s);
  EXPECT_EQ(b.queue.next_due(), -1) << "an idle terminal must not wake up";
  service.want(true);
  b.pass(1s);
  EXPECT_EQ(b.count<PresenceChanged>(), 3) << "the next person begins afresh";
}

}  // namespace
}  // namespace yitang::terminal::test
