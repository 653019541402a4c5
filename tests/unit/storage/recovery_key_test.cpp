#include "storage/recovery_key.hpp"

#include <sys/stat.h>

#include "key_file_support.hpp"
#include "storage/file_system.hpp"

namespace yitang::storage {
namespace {

using testing::code_of;
using testing::must;
using testing::overwrite;
using testing::secret_text;
using testing::TemporaryDirectory;

struct RecoveryKeyTest : ::testing::Test {
  SeededRandom random{7};
  RecoveryKeyPair pair = make_recovery_key(random);
};

TEST_F(RecoveryKeyTest, OpensWhatWasSealedToIt) {
  const Bytes message{1, 2, 3};
  const Bytes sealed = must(seal_to_recovery_key(message, pair.public_key));
  EXPECT_EQ(sealed.size(), message.size() + kRecoverySealOverhead);
  const SecretBytes opened = must(open_with_recovery_key(sealed, pair));
  EXPECT_TRUE(equal_in_constant_time(opened.view(), message));
}

TEST_F(RecoveryKeyTest, AnotherKeyOrAChangedBoxDoesNotOpen) {
  Bytes sealed = must(seal_to_recovery_key(Bytes{1, 2, 3}, pair.public_key));
  EXPECT_EQ(code_of(open_with_recovery_key(sealed, make_recovery_key(random))), ErrorCode::WrongKey);
  sealed.back() ^= 1;
  EXPECT_EQ(code_of(open_with_recovery_key(sealed, pair)), ErrorCode::WrongKey);
  EXPECT_EQ(code_of(open_with_recovery_key(Bytes(47), pair)), ErrorCode::WrongKey);
}

TEST_F(RecoveryKeyTest, APublicKeyThatHasNoPrivateOneIsRefused) {
  EXPECT_EQ(code_of(seal_to_recovery_key(Bytes{1}, RecoveryPublicKey{})), ErrorCode::BadKeyFile);
}

TEST_F(RecoveryKeyTest, ThePublicLineReadsBackAndEveryTypingErrorIsFound) {
  const std::string line = encode_recovery_public_key(pair.public_key);
  EXPECT_EQ(must(parse_recovery_public_key(" \n" + line + "\r\n")), pair.public_key);
  for (std::size_t i = 0; i + 1 < line.size(); ++i) {
    std::string wrong = line;
    wrong[i] = wrong[i] == '0' ? '1' : '0';
    EXPECT_EQ(code_of(parse_recovery_public_key(wrong)), ErrorCode::BadKeyFile) << i;
    EXPECT_EQ(code_of(parse_recovery_public_key(line.substr(0, i))), ErrorCode::BadKeyFile) << i;
  }
}

TEST_F(RecoveryKeyTest, FingerprintsAreShortAndDiffer) {
  EXPECT_EQ(fingerprint_of(pair.public_key).size(), 19U);
  EXPECT_NE(fingerprint_of(pair.public_key), fingerprint_of(make_recovery_key(random).public_key));
}

TEST_F(RecoveryKeyTest, AnUnprotectedPrivateFileReadsBack) {
  const SecretBytes file = encode_recovery_private_key(pair);
  EXPECT_FALSE(must(recovery_private_key_needs_passphrase(file.view())));
  const RecoveryKeyPair read = must(parse_recovery_private_key(file.view(), {}));
  EXPECT_TRUE(equal_in_constant_time(read.private_key.view(), pair.private_key.view()));
}

TEST_F(RecoveryKeyTest, AProtectedPrivateFileNeedsItsPassphrase) {
  const SecretBytes file = must(
      encode_recovery_private_key(pair, secret_text("correct horse battery"), kLeastPassphraseCost, random));
  EXPECT_TRUE(must(recovery_private_key_needs_passphrase(file.view())));
  const ByteView key = pair.private_key.view();
  EXPECT_EQ(std::search(file.view().begin(), file.view().end(), key.begin(), key.begin() + 8),
            file.view().end());
  EXPECT_EQ(code_of(parse_recovery_private_key(file.view(), {})), ErrorCode::WrongKey);
  EXPECT_EQ(code_of(parse_recovery_private_key(file.view(), secret_text("correct horse"))),
            ErrorCode::WrongKey);
  const auto read = must(parse_recovery_private_key(file.view(), secret_text("correct horse battery")));
  EXPECT_TRUE(equal_in_constant_time(read.private_key.view(), key));
}

TEST_F(RecoveryKeyTest, EveryChangedByteAndEveryCutOfAPrivateFileIsNoticed) {
  const SecretBytes file = encode_recovery_private_key(pair);
  for (std::size_t i = 0; i < file.size(); ++i) {
    Bytes wrong(file.view().begin(), file.view().end());
    wrong[i] ^= 0x20;
    EXPECT_EQ(code_of(parse_recovery_private_key(wrong, {})), ErrorCode::BadKeyFile) << i;
    EXPECT_EQ(code_of(parse_recovery_private_key(file.view().first(i), {})), ErrorCode::BadKeyFile) << i;
  }
}

TEST_F(RecoveryKeyTest, FilesOnDisk) {
  const TemporaryDirectory directory;
  const auto path = directory / "private";
  must(write_file_durably(path, encode_recovery_private_key(pair).view()));
  const SecretBytes content = must(read_recovery_private_key(path));
  EXPECT_EQ(must(parse_recovery_private_key(content.view(), {})).public_key, pair.public_key);
  ASSERT_EQ(::chmod(path.c_str(), 0644), 0);
  EXPECT_EQ(code_of(read_recovery_private_key(path)), ErrorCode::BadKeyFile);

  overwrite(directory / "public", encode_recovery_public_key(pair.public_key));
  EXPECT_EQ(must(read_recovery_public_key(directory / "public")), pair.public_key);
  overwrite(directory / "public", "something else");
  EXPECT_EQ(code_of(read_recovery_public_key(directory / "public")), ErrorCode::BadKeyFile);
}

TEST(Passphrase, CostsHaveBoundsAndSaltsMatter) {
  EXPECT_TRUE(is_acceptable(PassphraseCost()));
  for (const PassphraseCost& cost :
       {PassphraseCost{0, 8192}, {17, 8192}, {1, 8191}, {1, 1024 * 1024 + 1}, {0xffffffff, 0xffffffff}}) {
    EXPECT_FALSE(is_acceptable(cost));
    EXPECT_EQ(code_of(key_from_passphrase(secret_text("x"), Bytes(16), cost)), ErrorCode::Misuse);
  }
  EXPECT_EQ(code_of(key_from_passphrase({}, Bytes(16), kLeastPassphraseCost)), ErrorCode::Misuse);
  EXPECT_EQ(code_of(key_from_passphrase(secret_text("x"), Bytes(15), kLeastPassphraseCost)),
            ErrorCode::Misuse);
  const auto one = must(key_from_passphrase(secret_text("x"), Bytes(16, 1), kLeastPassphraseCost));
  const auto two = must(key_from_passphrase(secret_text("x"), Bytes(16, 2), kLeastPassphraseCost));
  EXPECT_FALSE(equal_in_constant_time(one.view(), two.view()));
}

}  // namespace
}  // namespace yitang::storage
