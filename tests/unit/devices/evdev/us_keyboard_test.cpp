#include "devices/evdev/us_keyboard.hpp"

#include <gtest/gtest.h>
#include <linux/input.h>

#include "devices/evdev/key_event.hpp"

namespace yitang::devices {
namespace {

TEST(UsKeyboard, EveryPrintableCharacterThereAndBack) {
  for (int c = ' '; c <= '~'; ++c) {
    const auto key = us_key(static_cast<char>(c));
    ASSERT_TRUE(key) << c;
    EXPECT_EQ(us_character(key->key, key->shift, false), static_cast<char>(c));
  }
  EXPECT_FALSE(us_key('\n'));
  EXPECT_FALSE(us_key('\x01'));
}

TEST(UsKeyboard, CapsLockChangesLettersOnly) {
  EXPECT_EQ(us_character(KEY_A, false, true), 'A');
  EXPECT_EQ(us_character(KEY_A, true, true), 'a');
  EXPECT_EQ(us_character(KEY_1, false, true), '1');
  EXPECT_EQ(us_character(KEY_1, true, true), '!');
}

TEST(UsKeyboard, KeypadAndKeysWithoutACharacter) {
  EXPECT_EQ(us_character(KEY_KP7, false, false), '7');
  EXPECT_EQ(us_character(KEY_KP7, true, true), '7');
  EXPECT_EQ(us_character(KEY_KPENTER, false, false), '\r');
  for (const std::uint16_t key : {KEY_F1, KEY_ESC, KEY_LEFT, KEY_BACKSPACE, KEY_102ND, KEY_RESERVED}) {
    EXPECT_EQ(us_character(key, false, false), std::nullopt) << key;
  }
}

TEST(KeyEvents, WholeEventsOnly) {
  const KeyEvent events[] = {{EV_KEY, KEY_A, 1}, {EV_SYN, SYN_REPORT, 0}, {EV_KEY, KEY_A, -5}};
  const Bytes bytes = encode_key_events(events);
  const auto again = parse_key_events(bytes);
  ASSERT_TRUE(again);
  ASSERT_EQ(again->size(), 3U);
  EXPECT_EQ((*again)[0].code, KEY_A);
  EXPECT_EQ((*again)[2].value, -5);
  EXPECT_FALSE(parse_key_events(ByteView(bytes).first(bytes.size() - 1)));
  EXPECT_TRUE(parse_key_events({})->empty());
}

}  // namespace
}  // namespace yitang::devices
