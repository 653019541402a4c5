#include "storage/key_file.hpp"

#include <sys/stat.h>

#include "storage/file_system.hpp"
#include "storage/key_file_format.hpp"
#include "storage_support.hpp"

namespace yitang::storage {
namespace {

using testing::code_of;
using testing::contents;
using testing::must;
using testing::overwrite;
using testing::TemporaryDirectory;

HostBinding host_in(const TemporaryDirectory& directory, const std::string& machine = "machine-1") {
  return {directory / "etc/host.key",
          [machine]() -> Result<Bytes> { return Bytes(machine.begin(), machine.end()); }};
}

bool same(const SecretBytes& left, const SecretBytes& right) {
  return equal_in_constant_time(left.view(), right.view());
}

struct KeyFileTest : ::testing::Test {
  TemporaryDirectory directory;
  SeededRandom random{1};
  std::filesystem::path path = directory / "keys";
};

TEST_F(KeyFileTest, OpensWhatItCreated) {
  const KeyFile created = must(KeyFile::create(path, host_in(directory), random));
  const KeyFile opened = must(KeyFile::open(path, host_in(directory)));
  EXPECT_TRUE(same(created.keys().database_key, opened.keys().database_key));
  EXPECT_TRUE(same(created.keys().database_salt, opened.keys().database_salt));
  EXPECT_TRUE(same(created.keys().blind_index_key, opened.keys().blind_index_key));
  EXPECT_TRUE(same(created.keys().signing_seed, opened.keys().signing_seed));
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
  EXPECT_EQ(code_of(KeyFile::open(path, host_in(directory, "machine-2"))), ErrorCode::BadKeyFile);
}

TEST_F(KeyFileTest, AnotherHostKeyCannotOpenIt) {
  must(KeyFile::create(path, host_in(directory), random));
  must(write_file_durably(directory / "etc/host.key", Bytes(32, 9)));
  EXPECT_EQ(code_of(KeyFile::open(path, host_in(directory))), ErrorCode::BadKeyFile);
  must(write_file_durably(directory / "etc/host.key", Bytes(31, 9)));
  EXPECT_EQ(code_of(KeyFile::open(path, host_in(directory))), ErrorCode::BadKeyFile);
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
  EXPECT_EQ(code_of(KeyFile::open(path, host_in(directory))), ErrorCode::BadKeyFile);
}

TEST_F(KeyFileTest, FirstStartCreatesAndLaterStartsOpen) {
  const auto database = directory / "store.db";
  const KeyFile first = must(KeyFile::open_or_create(path, database, host_in(directory), random));
  overwrite(database, "x");
  const KeyFile second = must(KeyFile::open_or_create(path, database, host_in(directory), random));
  EXPECT_TRUE(same(first.keys().database_key, second.keys().database_key));
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

TEST_F(KeyFileTest, UnknownSlotKindsArePassedOver) {
  must(KeyFile::create(path, host_in(directory), random));
  auto slots = must(parse_key_file(must(read_file(path, kMaxKeyFileSize))));
  slots.insert(slots.begin(), KeySlot{77, Bytes{1, 2, 3}});
  must(write_file_durably(path, encode_key_file(slots)));
  EXPECT_TRUE(KeyFile::open(path, host_in(directory)));
}

TEST_F(KeyFileTest, AnEmptyListOfSlotsIsMalformed) {
  EXPECT_EQ(code_of(parse_key_file(encode_key_file({}))), ErrorCode::BadKeyFile);
  const std::vector<KeySlot> many(17, KeySlot{1, {}});
  EXPECT_EQ(code_of(parse_key_file(encode_key_file(many))), ErrorCode::BadKeyFile);
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
