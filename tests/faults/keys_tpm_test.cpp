// TPM slots against a real TPM 2.0 implementation, through the same library and protocol as a chip.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "storage/key_file.hpp"
#include "storage/tpm_sealer.hpp"
#include "swtpm.hpp"

namespace yitang::storage {
namespace {

using faults::Swtpm;

constexpr std::uint32_t kPcr7 = kDefaultPcrs;

struct TpmKeysTest : ::testing::Test {
  TpmKeysTest() {
    ::setenv("TSS2_LOG", "all+NONE", 1);  // refusals are the point here, not news
    char name[] = "/tmp/yitang-keys-XXXXXX";
    directory = ::mkdtemp(name);
    host = {directory / "host.key", []() -> Result<Bytes> { return Bytes{1, 2, 3}; }};
  }
  ~TpmKeysTest() override { std::filesystem::remove_all(directory); }

  void SetUp() override {
    tpm = Swtpm::start();
    ASSERT_TRUE(tpm) << "swtpm does not start; scripts/setup installs it";
    host.sealer = make_tpm_sealer(tpm->tcti());
  }

  static SecretBytes secret() { return SecretBytes::copy_of(Bytes(32, 0x42)); }

  std::filesystem::path directory;
  HostBinding host;
  SystemRandom random;
  std::unique_ptr<Swtpm> tpm;
};

template <class T>
T value(Result<T>&& result) {
  if (!result) throw std::runtime_error(describe(result.error()));
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

TEST_F(TpmKeysTest, GivesBackWhatItSealedAndNothingElse) {
  ASSERT_TRUE(tpm->extend(7, 1));
  const Bytes sealed = value(host.sealer->seal(secret(), kPcr7));
  EXPECT_LT(sealed.size(), 400U);
  for (int again = 0; again < 5; ++again) {  // nothing stays behind inside the TPM
    EXPECT_TRUE(equal_in_constant_time(value(host.sealer->unseal(sealed, kPcr7)).view(), secret().view()));
  }
  ASSERT_TRUE(tpm->extend(8, 1));  // not in the policy
  EXPECT_TRUE(host.sealer->unseal(sealed, kPcr7));
  const auto other_pcrs = host.sealer->unseal(sealed, kPcr7 | 1);
  ASSERT_FALSE(other_pcrs);
  EXPECT_EQ(other_pcrs.error().code, ErrorCode::TpmChanged);
}

TEST_F(TpmKeysTest, SeveralPcrsCount) {
  const std::uint32_t pcrs = kPcr7 | 1U << 4 | 1U << 14;
  const Bytes sealed = value(host.sealer->seal(secret(), pcrs));
  EXPECT_TRUE(host.sealer->unseal(sealed, pcrs));
  ASSERT_TRUE(tpm->extend(14, 1));
  const auto refused = host.sealer->unseal(sealed, pcrs);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::TpmChanged) << describe(refused.error());
}

TEST_F(TpmKeysTest, AnotherTpmAndNoTpmAreToldApart) {
  const Bytes sealed = value(host.sealer->seal(secret(), kPcr7));
  const auto other = Swtpm::start();
  ASSERT_TRUE(other);
  const auto foreign = make_tpm_sealer(other->tcti())->unseal(sealed, kPcr7);
  ASSERT_FALSE(foreign);
  EXPECT_EQ(foreign.error().code, ErrorCode::TpmForeign);
  for (const std::string& nowhere :
       {std::string("device:") + (directory / "none").string(), std::string("?")}) {
    const auto absent = make_tpm_sealer(nowhere)->unseal(sealed, kPcr7);
    ASSERT_FALSE(absent);
    EXPECT_EQ(absent.error().code, ErrorCode::TpmAbsent) << describe(absent.error());
  }
}

TEST_F(TpmKeysTest, ADamagedObjectIsRefusedAndNeverCrashes) {
  const Bytes sealed = value(host.sealer->seal(secret(), kPcr7));
  for (std::size_t at = 0; at < sealed.size(); at += 7) {
    Bytes damaged = sealed;
    damaged[at] ^= 0x01;
    const auto refused = host.sealer->unseal(damaged, kPcr7);
    if (refused) {
      ADD_FAILURE() << "opened with a change at " << at;
      continue;
    }
    EXPECT_NE(refused.error().code, ErrorCode::TpmAbsent) << at;
    EXPECT_FALSE(host.sealer->unseal(ByteView(sealed).first(at), kPcr7)) << at;
  }
}

// What a technician meets after a change of the firmware's settings, and what he does about it.
TEST_F(TpmKeysTest, AfterAChangeThePassphraseOpensAndANewSlotIsMade) {
  const auto path = directory / "keys.bin";
  const auto phrase =
      std::make_shared<const SecretBytes>(SecretBytes::copy_of(bytes_of("of the technician")));
  KeyFile keys = value(KeyFile::create(path, host, random));
  const auto old_slot = value(keys.add_tpm_slot(*host.sealer, kPcr7, random, 2));
  value(keys.add_passphrase_slot(*phrase, kLeastPassphraseCost, random, 3));
  value(keys.remove_slot(1, host, random));
  EXPECT_EQ(value(KeyFile::open(path, host)).opened_by(), old_slot);

  ASSERT_TRUE(tpm->extend(7, 0x66));
  const auto refused = KeyFile::open(path, host);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::KeysLocked);
  EXPECT_NE(refused.error().message.find("slot 2 (tpm): TpmChanged"), std::string::npos)
      << refused.error().message;

  HostBinding with_person = host;
  with_person.passphrase = phrase;
  KeyFile opened = value(KeyFile::open(path, with_person));
  const auto new_slot = value(opened.add_tpm_slot(*host.sealer, kPcr7, random, 4));
  value(opened.remove_slot(old_slot, host, random));
  EXPECT_EQ(value(KeyFile::open(path, host)).opened_by(), new_slot);
  value(opened.rotate(with_person, random));
  const KeyFile again = value(KeyFile::open(path, host));
  EXPECT_TRUE(equal_in_constant_time(again.keys().database_key.view(), keys.keys().database_key.view()));
}

}  // namespace
}  // namespace yitang::storage
