// Reading aloud: chosen on the page, kept over the visit, gone with the person; a headset belongs to the
// machine.
#include <gtest/gtest.h>

#include "flow_support.hpp"

namespace yitang::resident::test {
namespace {

void set_sound(FlowBench& b, IntentKind kind, int number) { b.flow.on(Intent{kind, {}, {}, number, {}}); }

TEST(FlowSound, VolumeAndSpeedStayOverTheVisitAndGoWithThePerson) {
  FlowBench b;
  b.to_form();
  b.tap(IntentKind::OpenSound);
  EXPECT_EQ(b.state().overlay, Overlay::Sound);
  set_sound(b, IntentKind::SetVolume, 100);
  set_sound(b, IntentKind::SetSpeechRate, 70);
  EXPECT_EQ(b.state().overlay, Overlay::Sound) << "chosen by listening to it: the panel stays";
  b.tap(IntentKind::CloseOverlay);
  EXPECT_EQ(b.page(), Page::Form);
  b.tap(IntentKind::GoHome);
  b.tap(IntentKind::StartAfresh);
  EXPECT_EQ(b.state().sound.volume, 100);
  EXPECT_EQ(b.state().sound.rate, 70);
  b.seconds(600);
  EXPECT_EQ(b.page(), Page::Idle);
  EXPECT_EQ(b.state().sound.volume, 80);
  EXPECT_EQ(b.state().sound.rate, usual_speech_rate);
}

TEST(FlowSound, NothingBeyondTheScalesIsTaken) {
  FlowBench b;
  set_sound(b, IntentKind::SetVolume, 1000);
  EXPECT_EQ(b.state().sound.volume, 100);
  set_sound(b, IntentKind::SetVolume, -1);
  EXPECT_EQ(b.state().sound.volume, 0);
  set_sound(b, IntentKind::SetSpeechRate, 1);
  EXPECT_EQ(b.state().sound.rate, 50);
}

TEST(FlowSound, AHeadsetSwitchesReadingOnAndOutlivesTheVisit) {
  FlowBench b;
  b.to_form();
  b.tap(IntentKind::SetSpeech, "off");
  b.flow.on(HeadsetChanged{true});
  EXPECT_TRUE(b.state().speech);
  EXPECT_TRUE(b.state().sound.headset);
  b.seconds(600);
  EXPECT_EQ(b.page(), Page::Idle);
  EXPECT_TRUE(b.state().sound.headset) << "it is still plugged in";
  b.flow.on(HeadsetChanged{false});
  EXPECT_FALSE(b.state().sound.headset);
}

TEST(FlowSound, PullingTheHeadsetOutReadsNothingInTheHallThatWasNotReadBefore) {
  FlowBench b;
  b.to_form();
  b.tap(IntentKind::SetSpeech, "off");
  b.flow.on(HeadsetChanged{true});
  b.flow.on(HeadsetChanged{true});  // told twice: nothing is forgotten by that
  b.tap(IntentKind::ReadPage);
  b.flow.on(HeadsetChanged{false});
  EXPECT_FALSE(b.state().speech);
  b.tap(IntentKind::SetSpeech, "on");
  b.flow.on(HeadsetChanged{true});
  b.flow.on(HeadsetChanged{false});
  EXPECT_TRUE(b.state().speech) << "it was read aloud before";
  b.flow.on(HeadsetChanged{true});
  b.tap(IntentKind::SetSpeech, "off");
  b.flow.on(HeadsetChanged{false});
  EXPECT_FALSE(b.state().speech) << "switched off while it was in";
}

TEST(FlowSound, TheNextPersonGetsTheTerminalsOwnReadingWhenTheHeadsetIsPulled) {
  FlowBench b;
  b.to_form();
  b.tap(IntentKind::SetSpeech, "off");
  b.flow.on(HeadsetChanged{true});
  b.seconds(600);
  ASSERT_EQ(b.page(), Page::Idle);
  b.flow.on(HeadsetChanged{false});
  EXPECT_TRUE(b.state().speech);
}

TEST(FlowSound, ThePageIsReadBelowThePanel) {
  FlowBench b;
  b.to_form();
  b.tap(IntentKind::OpenSound);
  b.tap(IntentKind::ReadPage);
  EXPECT_EQ(b.state().overlay, Overlay::None);
  EXPECT_EQ(b.state().sound.readings, 1);
  EXPECT_EQ(b.page(), Page::Form);
}

}  // namespace
}  // namespace yitang::resident::test
