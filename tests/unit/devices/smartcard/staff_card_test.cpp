#include "devices/smartcard/staff_card.hpp"

#include <gtest/gtest.h>

namespace yitang::devices::test {
namespace {

const Bytes kTestKey(32, 0x5A);

TEST(StaffCard, TheNumberInAnAnswer) {
  EXPECT_EQ(*uid_of_answer(Bytes{0x04, 0x11, 0x22, 0x33, 0x90, 0x00}), (Bytes{0x04, 0x11, 0x22, 0x33}));
  EXPECT_EQ(uid_of_answer(Bytes{0x04, 1, 2, 3, 4, 5, 6, 0x90, 0x00})->size(), 7U);
  EXPECT_EQ(uid_of_answer(Bytes{0x08, 1, 2, 3, 4, 5, 6, 0x90, 0x00})->size(), 7U) << "long ones are fixed";
}

TEST(StaffCard, WhatIsNoNumber) {
  const auto code = [](const Bytes& answer) { return uid_of_answer(answer).error().code; };
  EXPECT_EQ(code({}), ErrorCode::Protocol);
  EXPECT_EQ(code({0x90}), ErrorCode::Protocol);
  EXPECT_EQ(code({0x90, 0x00}), ErrorCode::Protocol);
  EXPECT_EQ(code({1, 2, 3, 0x90, 0x00}), ErrorCode::Protocol);
  EXPECT_EQ(code({1, 2, 3, 4, 0x63, 0x00}), ErrorCode::Protocol);
  EXPECT_EQ(code(Bytes(13, 0)), ErrorCode::Protocol);
  EXPECT_EQ(code({1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 0x90, 0x00}), ErrorCode::Protocol);
  EXPECT_EQ(code({0x6A, 0x81}), ErrorCode::NotSupported);
  EXPECT_EQ(code({0x6D, 0x00}), ErrorCode::NotSupported);
  EXPECT_EQ(code({0x08, 0x11, 0x22, 0x33, 0x90, 0x00}), ErrorCode::NotSupported) << "a random number";
}

TEST(StaffCard, CardsWithoutContactsAreKnownByTheirAnswerToReset) {
  // A MIFARE Classic card, as the specification prints it.
  const Bytes storage{0x3B, 0x8F, 0x80, 0x01, 0x80, 0x4F, 0x0C, 0xA0, 0x00, 0x00,
                      0x03, 0x06, 0x03, 0x00, 0x01, 0x00, 0x00, 0x00, 0x00, 0x6A};
  EXPECT_TRUE(is_contactless(storage));
  EXPECT_TRUE(is_contactless(Bytes{0x3B, 0x81, 0x80, 0x01, 0x80, 0x80})) << "with a processor";
  Bytes wrong = storage;
  wrong.back() ^= 1;
  EXPECT_FALSE(is_contactless(wrong));
  EXPECT_FALSE(is_contactless(ByteView(storage).first(storage.size() - 1)));
  EXPECT_FALSE(is_contactless({}));
  EXPECT_FALSE(is_contactless(Bytes{0x3B, 0x6E, 0x00, 0x00, 0x31})) << "with contacts";
}

TEST(StaffCard, TheDigestDependsOnNumberAndKey) {
  const Bytes uid{4, 1, 2, 3}, other{4, 1, 2, 4}, key(32, 0x5B);
  const auto digest = uid_digest(uid, kTestKey);
  ASSERT_TRUE(digest);
  EXPECT_EQ(digest->size(), 32U);
  EXPECT_EQ(*uid_digest(uid, kTestKey), *digest);
  EXPECT_NE(*uid_digest(other, kTestKey), *digest);
  EXPECT_NE(*uid_digest(uid, key), *digest);
  EXPECT_EQ(uid_digest(uid, Bytes(15)).error().code, ErrorCode::BadArgument);
  EXPECT_EQ(uid_digest(uid, Bytes(65)).error().code, ErrorCode::BadArgument);
}

}  // namespace
}  // namespace yitang::devices::test
