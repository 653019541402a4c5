#include "storage/key_file.hpp"

#include <sys/stat.h>

#include "key_file_support.hpp"
#include "storage/file_system.hpp"
#include "storage/key_file_format.hpp"

namespace yitang::storage {
namespace {

using testing::code_of;
using testing::contents;
using testing::host_in;
using testing::must;
using testing::overwrite;
using testing::TemporaryDirectory;

struct KeyFileTest : ::testing::Test {
  TemporaryDirectory directory;
  SeededRandom random{1};
  std::filesystem::path path = directory / "keys";
};

TEST_F(KeyFileTest, PackedKeysAreTheSameOnes) {
  const KeyFile created = must(KeyFile::create(path, host_in(directory), random));
  const SecretBytes packed = pack_keys(created.keys());
  EXPECT_EQ(packed.size(), 112U);
  const auto keys = unpack_keys(packed.view());
  ASSERT_TRUE(keys);
  EXPECT_TRUE(testing::same(created.keys().database_key, keys->database_key));
  EXPECT_TRUE(testing::same(created.keys().database_salt, keys->database_salt));
  EXPECT_TRUE(testing::same(created.keys().blind_index_key, keys->blind_index_key));
  EXPECT_TRUE(testing::same(created.keys().signing_seed, keys->signing_seed));
  EXPECT_FALSE(unpack_keys(packed.view().first(111)));
  EXPECT_FALSE(unpack_keys(Bytes(113, 0)));
}

TEST_F(KeyFileTest, OpensWhatItCreated) {
  const KeyFile created = must(KeyFile::create(path, host_in(directory), random));
  const KeyFile opened = must(KeyFile::open(path, host_in(directory)));
  EXPECT_TRUE(testing::same(created.keys().database_key, opened.keys().database_key));
  EXPECT_TRUE(testing::same(created.keys().database_salt, opened.keys().database_salt));
  EXPECT_TRUE(testing::same(created.keys().blind_index_key, opened.keys().blind_index_key));
  EXPECT_TRUE(testing::same(created.keys().signing_seed, opened.keys().signing_seed));
  EXPECT_EQ(opened.keys().database_key.size(), 32U);
  EXPECT_EQ(opened.keys().database_salt.size(), 16U);
}

TEST_F(KeyFileTest, HoldsNoKeyInTheClear) {
  const KeyFile created = must(KeyFile::create(path, host_in(directory), random));
  const ByteView key = created.keys().database_key.view();
  EXPECT_EQ(contents(path).find(std::string(key.begin(), key.begin() + 8)), std::string::npos);
}

TEST_F(KeyFileTest, IsNeverOverwritten) {
  must(KeyFile::create(path, host_in(directory), random));
  const std::string before = contents(path);
  EXPECT_EQ(code_of(KeyFile::create(path, host_in(directory), random)), ErrorCode::AlreadyExists);
  EXPECT_EQ(contents(path), before);
}

TEST_F(KeyFileTest, AnotherMachineCannotOpenIt) {
  must(KeyFile::create(path, host_in(directory), random));
  EXPECT_EQ(code_of(KeyFile::open(path, host_in(directory, "machine-2"))), ErrorCode::KeysLocked);
}

TEST_F(KeyFileTest, AnotherHostKeyCannotOpenIt) {
  must(KeyFile::create(path, host_in(directory), random));
  must(write_file_durably(directory / "etc/host.key", Bytes(32, 9)));
  EXPECT_EQ(code_of(KeyFile::open(path, host_in(directory))), ErrorCode::KeysLocked);
  must(write_file_durably(directory / "etc/host.key", Bytes(31, 9)));
  EXPECT_EQ(code_of(KeyFile::open(path, host_in(directory))), ErrorCode::KeysLocked);
}

TEST_F(KeyFileTest, AFailingHardwareIdIsPassedOn) {
  const HostBinding host{directory / "etc/host.key", []() -> Result<Bytes> {
                           return tl::unexpected(Error{ErrorCode::Io, "no id", {}, 0});
                         }};
  EXPECT_EQ(code_of(KeyFile::create(path, host, random)), ErrorCode::Io);
  EXPECT_FALSE(std::filesystem::exists(path));
}

TEST_F(KeyFileTest, IsRefusedWhenOthersCanReadIt) {
  must(KeyFile::create(path, host_in(directory), random));
  ASSERT_EQ(::chmod(path.c_str(), 0644), 0);
  EXPECT_EQ(code_of(KeyFile::open(path, host_in(directory))), ErrorCode::BadKeyFile);
  ASSERT_EQ(::chmod(path.c_str(), 0600), 0);
  ASSERT_EQ(::chmod((directory / "etc/host.key").c_str(), 0640), 0);
  EXPECT_EQ(code_of(KeyFile::open(path, host_in(directory))), ErrorCode::KeysLocked);
}

TEST_F(KeyFileTest, FirstStartCreatesAndLaterStartsOpen) {
  const auto database = directory / "store.db";
  const KeyFile first = must(KeyFile::open_or_create(path, database, host_in(directory), random));
  overwrite(database, "x");
  const KeyFile second = must(KeyFile::open_or_create(path, database, host_in(directory), random));
  EXPECT_TRUE(testing::same(first.keys().database_key, second.keys().database_key));
}

TEST_F(KeyFileTest, LostKeysAreNotReplacedByNewOnes) {
  const auto database = directory / "store.db";
  overwrite(database, "x");
  EXPECT_EQ(code_of(KeyFile::open_or_create(path, database, host_in(directory), random)),
            ErrorCode::NotFound);
  EXPECT_FALSE(std::filesystem::exists(path));
}

TEST_F(KeyFileTest, EveryChangedBitAndEveryCutIsNoticed) {
  must(KeyFile::create(path, host_in(directory), random));
  const std::string good = contents(path);
  for (std::size_t i = 0; i < good.size(); ++i) {
    std::string bad = good;
    bad[i] = static_cast<char>(bad[i] ^ 0x10);
    overwrite(path, bad);
    EXPECT_EQ(code_of(KeyFile::open(path, host_in(directory))), ErrorCode::BadKeyFile) << i;
    overwrite(path, good.substr(0, i));
    EXPECT_EQ(code_of(KeyFile::open(path, host_in(directory))), ErrorCode::BadKeyFile) << i;
  }
}

TEST_F(KeyFileTest, AFileOfVersionOneOpensAndBecomesVersionTwoWithTheNextChange) {
  const testing::Version1 old = testing::write_version_1(path, host_in(directory));
  const std::string before = contents(path);
  KeyFile opened = must(KeyFile::open(path, host_in(directory)));
  EXPECT_TRUE(equal_in_constant_time(opened.keys().database_key.view(), old.database_key()));
  EXPECT_TRUE(equal_in_constant_time(opened.keys().signing_seed.view(), old.signing_seed()));
  EXPECT_EQ(contents(path), before);
  EXPECT_EQ(must(KeyFile::inspect(path, host_in(directory))).at(0).state, SlotState::Opens);

  must(opened.add_passphrase_slot(testing::secret_text("long enough"), kLeastPassphraseCost, random, 5));
  EXPECT_EQ(must(key_file_version(must(read_file(path, kMaxKeyFileSize)))), 2);
  const KeyFile again = must(KeyFile::open(path, host_in(directory)));
  EXPECT_TRUE(equal_in_constant_time(again.keys().database_key.view(), old.database_key()));
  EXPECT_EQ(again.opened_by(), 1U);
}

TEST_F(KeyFileTest, AFileOfVersionOneOfAnotherMachineStaysShut) {
  testing::write_version_1(path, host_in(directory));
  EXPECT_EQ(code_of(KeyFile::open(path, host_in(directory, "machine-2"))), ErrorCode::KeysLocked);
  EXPECT_EQ(must(KeyFile::inspect(path, host_in(directory, "machine-2"))).at(0).state, SlotState::OtherHost);
}

TEST_F(KeyFileTest, EveryChangedBitOfVersionOneIsNoticed) {
  testing::write_version_1(path, host_in(directory));
  const std::string good = contents(path);
  for (std::size_t i = 0; i < good.size(); ++i) {
    std::string bad = good;
    bad[i] = static_cast<char>(bad[i] ^ 0x10);
    overwrite(path, bad);
    EXPECT_EQ(code_of(KeyFile::open(path, host_in(directory))), ErrorCode::BadKeyFile) << i;
  }
}

TEST(HardwareId, IsStableAndNotEmpty) {
  const auto first = system_hardware_id();
  if (!first) {
    EXPECT_EQ(first.error().code, ErrorCode::NotFound);  // a container without any identity says so
    return;
  }
  EXPECT_FALSE(first->empty());
  EXPECT_EQ(*first, *system_hardware_id());
}

}  // namespace
}  // namespace yitang::storage
