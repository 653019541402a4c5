#include <gtest/gtest.h>

#include "storage/blind_index.hpp"
#include "storage/random.hpp"
#include "storage/signing.hpp"

namespace yitang::storage {
namespace {

TEST(Random, SeededRepeatsItselfAndMovesOn) {
  SeededRandom left(7);
  SeededRandom right(7);
  SeededRandom other(8);
  const Bytes first = left.bytes(32);
  EXPECT_EQ(first, right.bytes(32));
  EXPECT_NE(first, other.bytes(32));
  EXPECT_NE(first, left.bytes(32));
}

TEST(Random, SystemGivesDifferentBytes) {
  SystemRandom random;
  EXPECT_NE(random.bytes(32), random.bytes(32));
  EXPECT_TRUE(random.bytes(0).empty());
  EXPECT_EQ(random.secret(16).size(), 16U);
}

TEST(BlindIndex, DependsOnKeyPurposeAndValue) {
  SeededRandom random(1);
  const Bytes key = random.bytes(32);
  const Bytes other_key = random.bytes(32);
  const BlindIndex index = blind_index(key, "case.citizen", "990101");
  EXPECT_EQ(index, blind_index(key, "case.citizen", "990101"));
  EXPECT_NE(index, blind_index(other_key, "case.citizen", "990101"));
  EXPECT_NE(index, blind_index(key, "account.citizen", "990101"));
  EXPECT_NE(index, blind_index(key, "case.citizen", "990102"));
}

TEST(BlindIndex, PurposeAndValueCannotBeDividedAnotherWay) {
  const Bytes key(32, 1);
  EXPECT_NE(blind_index(key, "ab", "c"), blind_index(key, "a", "bc"));
}

// RFC 8032, section 7.1, test 2.
TEST(Signing, FitsThePublishedVector) {
  const Bytes seed = *from_hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
  EXPECT_EQ(to_hex(public_key_of(seed)), "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
  EXPECT_EQ(to_hex(sign(seed, Bytes{0x72})),
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
}

TEST(Signing, RefusesEverythingElse) {
  SeededRandom random(2);
  const Bytes seed = random.bytes(32);
  const PublicKey key = public_key_of(seed);
  const Bytes message{1, 2, 3};
  Signature signature = sign(seed, message);
  EXPECT_TRUE(verify_signature(key, message, signature));
  EXPECT_FALSE(verify_signature(key, Bytes{1, 2, 4}, signature));
  EXPECT_FALSE(verify_signature(public_key_of(random.bytes(32)), message, signature));
  EXPECT_FALSE(verify_signature(key, message, ByteView(signature).first(63)));
  EXPECT_FALSE(verify_signature(ByteView(key).first(31), message, signature));
  signature[5] ^= 1;
  EXPECT_FALSE(verify_signature(key, message, signature));
}

}  // namespace
}  // namespace yitang::storage
