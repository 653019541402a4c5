#include "storage/sealed_files.hpp"

#include <sys/stat.h>

#include "storage_support.hpp"

namespace yitang::storage {
namespace {

using testing::code_of;
using testing::contents;
using testing::files_containing;
using testing::must;
using testing::overwrite;
using testing::TemporaryDirectory;

constexpr std::size_t kChunk = 64 * 1024;

struct SealedFilesTest : ::testing::Test {
  TemporaryDirectory directory;
  SeededRandom random{1};
  SealedFiles files = must(SealedFiles::open(directory / "sealed"));
  std::filesystem::path path(const SealedRef& ref) { return directory / "sealed" / ref.name; }
};

TEST_F(SealedFilesTest, EverySizeComesBack) {
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{1}, kChunk - 1, kChunk, kChunk + 1, 3 * kChunk}) {
    const Bytes content = random.bytes(size);
    const SealedRef ref = must(files.put(content, random));
    EXPECT_EQ(ref.size, size);
    EXPECT_EQ(ref.name.size(), 32U);
    EXPECT_EQ(must(files.get(ref)), content) << size;
  }
}

TEST_F(SealedFilesTest, EqualContentLooksDifferentAndNothingIsReadable) {
  const std::string marker = "PLAINTEXT-MARKER";
  const Bytes content(marker.begin(), marker.end());
  const SealedRef first = must(files.put(content, random));
  const SealedRef second = must(files.put(content, random));
  EXPECT_NE(first.name, second.name);
  EXPECT_NE(first.key, second.key);
  EXPECT_NE(contents(path(first)), contents(path(second)));
  EXPECT_TRUE(files_containing(directory.path(), marker).empty());
  struct stat info {};
  ASSERT_EQ(::stat(path(first).c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600U);
}

TEST_F(SealedFilesTest, EveryFlippedByteIsFound) {
  const SealedRef ref = must(files.put(random.bytes(100), random));
  const std::string good = contents(path(ref));
  for (std::size_t i = 0; i < good.size(); ++i) {
    std::string bad = good;
    bad[i] = static_cast<char>(bad[i] ^ 1);
    overwrite(path(ref), bad);
    EXPECT_EQ(code_of(files.get(ref)), ErrorCode::TamperedSealedFile) << i;
  }
}

TEST_F(SealedFilesTest, EveryCutAndEveryAdditionIsFound) {
  const SealedRef ref = must(files.put(random.bytes(2 * kChunk), random));
  const std::string good = contents(path(ref));
  constexpr std::size_t kSealedChunk = kChunk + 17;
  for (const std::size_t kept : {std::size_t{0}, std::size_t{15}, std::size_t{40}, 40 + kSealedChunk,
                                 40 + 2 * kSealedChunk, good.size() - 1}) {
    overwrite(path(ref), good.substr(0, kept));
    EXPECT_EQ(code_of(files.get(ref)), ErrorCode::TamperedSealedFile) << kept;
  }
  overwrite(path(ref), good + "x");
  EXPECT_EQ(code_of(files.get(ref)), ErrorCode::TamperedSealedFile);
  const std::string first = good.substr(40, kSealedChunk);
  const std::string second = good.substr(40 + kSealedChunk, kSealedChunk);
  overwrite(path(ref), good.substr(0, 40) + second + first + good.substr(40 + 2 * kSealedChunk));
  EXPECT_EQ(code_of(files.get(ref)), ErrorCode::TamperedSealedFile);
}

TEST_F(SealedFilesTest, AFileInThePlaceOfAnotherIsFound) {
  const SealedRef first = must(files.put(random.bytes(10), random));
  SealedRef second = must(files.put(random.bytes(10), random));
  std::filesystem::rename(path(first), path(second));
  EXPECT_EQ(code_of(files.get(second)), ErrorCode::TamperedSealedFile);
  EXPECT_EQ(code_of(files.get(first)), ErrorCode::NotFound);
  second.key = first.key;  // even with its own key: the name is authenticated
  EXPECT_EQ(code_of(files.get(second)), ErrorCode::TamperedSealedFile);
}

TEST_F(SealedFilesTest, ARecordThatDoesNotFitIsFound) {
  const SealedRef ref = must(files.put(random.bytes(10), random));
  SealedRef bad = ref;
  bad.size = 11;
  EXPECT_EQ(code_of(files.get(bad)), ErrorCode::TamperedSealedFile);
  bad = ref;
  bad.digest[0] ^= 1;
  EXPECT_EQ(code_of(files.get(bad)), ErrorCode::TamperedSealedFile);
  bad = ref;
  bad.name = "../../../../etc/passwd";
  EXPECT_EQ(code_of(files.get(bad)), ErrorCode::TamperedSealedFile);
  EXPECT_EQ(code_of(files.remove("../x")), ErrorCode::Misuse);
}

TEST_F(SealedFilesTest, SweepRemovesOrphansAndLeftoversOnly) {
  const SealedRef kept = must(files.put(random.bytes(10), random));
  const SealedRef orphan = must(files.put(random.bytes(10), random));
  overwrite(directory / "sealed/.tmp-abcdef", "half");
  overwrite(directory / "sealed/README", "not ours");
  EXPECT_EQ(must(files.names()), (std::set<std::string>{kept.name, orphan.name}));
  EXPECT_EQ(must(files.sweep({kept.name})), 2U);
  EXPECT_TRUE(files.get(kept));
  EXPECT_EQ(code_of(files.get(orphan)), ErrorCode::NotFound);
  EXPECT_TRUE(std::filesystem::exists(directory / "sealed/README"));
  EXPECT_EQ(must(files.sweep({kept.name})), 0U);
}

TEST_F(SealedFilesTest, RemoveIsIdempotent) {
  const SealedRef ref = must(files.put(random.bytes(10), random));
  EXPECT_TRUE(must(files.remove(ref.name)));
  EXPECT_FALSE(must(files.remove(ref.name)));
}

TEST(Seal, RefusesAnotherNameAndKey) {
  const SealedKey key{1};
  const SealedKey other{2};
  const Bytes sealed = must(seal(Bytes{1, 2, 3}, key, "name"));
  EXPECT_EQ(must(unseal(sealed, key, "name")), (Bytes{1, 2, 3}));
  EXPECT_EQ(code_of(unseal(sealed, other, "name")), ErrorCode::TamperedSealedFile);
  EXPECT_EQ(code_of(unseal(sealed, key, "nam")), ErrorCode::TamperedSealedFile);
}

}  // namespace
}  // namespace yitang::storage
