#include "storage/bytes.hpp"

#include <gtest/gtest.h>

#include <utility>

namespace yitang::storage {
namespace {

TEST(Hex, GoesBothWays) {
  const Bytes bytes{0x00, 0x7f, 0xa0, 0xff};
  EXPECT_EQ(to_hex(bytes), "007fa0ff");
  EXPECT_EQ(from_hex("007fA0Ff"), bytes);
  EXPECT_EQ(from_hex(""), Bytes());
}

TEST(Hex, RefusesOddLengthAndStrangers) {
  EXPECT_FALSE(from_hex("abc"));
  EXPECT_FALSE(from_hex("0g"));
  EXPECT_FALSE(from_hex("0 "));
}

TEST(SecretBytes, MovesAndNeverCopies) {
  static_assert(!std::is_copy_constructible_v<SecretBytes> && !std::is_copy_assignable_v<SecretBytes>);
  const Bytes plain{1, 2, 3};
  SecretBytes first = SecretBytes::copy_of(plain);
  SecretBytes second = std::move(first);
  EXPECT_TRUE(first.empty());  // NOLINT(bugprone-use-after-move): that is what is tested
  EXPECT_EQ(Bytes(second.view().begin(), second.view().end()), plain);
  first = std::move(second);
  EXPECT_EQ(first.size(), 3U);
}

TEST(SecretBytes, BeginsZeroedAndMayBeEmpty) {
  const SecretBytes zero(5);
  EXPECT_EQ(Bytes(zero.view().begin(), zero.view().end()), Bytes(5, 0));
  EXPECT_TRUE(SecretBytes(0).empty());
}

TEST(ConstantTime, ComparesLengthAndContent) {
  EXPECT_TRUE(equal_in_constant_time(Bytes{1, 2}, Bytes{1, 2}));
  EXPECT_FALSE(equal_in_constant_time(Bytes{1, 2}, Bytes{1, 3}));
  EXPECT_FALSE(equal_in_constant_time(Bytes{1, 2}, Bytes{1}));
  EXPECT_TRUE(equal_in_constant_time(Bytes{}, Bytes{}));
}

}  // namespace
}  // namespace yitang::storage
