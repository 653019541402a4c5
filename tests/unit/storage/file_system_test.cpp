#include "storage/file_system.hpp"

#include <sys/stat.h>

#include <csignal>
#include <cstdlib>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "storage_support.hpp"

namespace yitang::storage {
namespace {

using testing::code_of;
using testing::must;
using testing::TemporaryDirectory;

mode_t mode_of(const std::filesystem::path& path) {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0 ? info.st_mode & 07777 : 0;
}

TEST(DurableFile, IsWrittenWithItsModeAndWithoutLeftovers) {
  TemporaryDirectory directory;
  const Bytes content{1, 2, 3};
  must(write_file_durably(directory / "a", content, 0640));
  EXPECT_EQ(must(read_file(directory / "a", 100)), content);
  EXPECT_EQ(mode_of(directory / "a"), 0640U);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(directory.path()), {}), 1);
}

TEST(DurableFile, ReplacesOnlyWhenAllowed) {
  TemporaryDirectory directory;
  must(write_file_durably(directory / "a", Bytes{1}));
  EXPECT_EQ(code_of(write_file_durably(directory / "a", Bytes{2}, 0600, Overwrite::Refuse)),
            ErrorCode::AlreadyExists);
  EXPECT_EQ(must(read_file(directory / "a", 100)), Bytes{1});
  must(write_file_durably(directory / "a", Bytes{2}));
  EXPECT_EQ(must(read_file(directory / "a", 100)), Bytes{2});
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(directory.path()), {}), 1);
}

TEST(DurableFile, NeedsItsDirectory) {
  TemporaryDirectory directory;
  EXPECT_EQ(code_of(write_file_durably(directory / "absent/a", Bytes{1})), ErrorCode::NotFound);
}

TEST(DurableFile, StopsWhenItsSourceFails) {
  TemporaryDirectory directory;
  const auto source = [](std::uint64_t offset, std::span<std::uint8_t> out) -> Result<void> {
    if (offset > 0) return tl::unexpected(Error{ErrorCode::Corrupt, "source", {}, 0});
    std::fill(out.begin(), out.end(), std::uint8_t{7});
    return {};
  };
  EXPECT_EQ(code_of(write_file_durably_from(directory / "a", 3 << 20, source)), ErrorCode::Corrupt);
  EXPECT_TRUE(std::filesystem::is_empty(directory.path()));
  must(write_file_durably_from(directory / "a", 1 << 20, source));
  EXPECT_EQ(std::filesystem::file_size(directory / "a"), 1U << 20);
}

// In a child, because the limit is the whole process's.
TEST(DurableFile, FullDiskKeepsTheOldFile) {
  TemporaryDirectory directory;
  must(write_file_durably(directory / "a", Bytes{1}));
  const pid_t child = ::fork();
  if (child == 0) {
    ::signal(SIGXFSZ, SIG_IGN);
    const rlimit small{4096, 4096};
    ::setrlimit(RLIMIT_FSIZE, &small);
    const auto written = write_file_durably(directory / "a", Bytes(100000, 5));
    ::_exit(!written && written.error().code == ErrorCode::DiskFull ? 0 : 1);
  }
  int status = -1;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  EXPECT_EQ(must(read_file(directory / "a", 100)), Bytes{1});
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(directory.path()), {}), 1);
}

TEST(ReadFile, TellsAbsentLargeAndStrange) {
  TemporaryDirectory directory;
  EXPECT_EQ(code_of(read_file(directory / "absent", 10)), ErrorCode::NotFound);
  must(write_file_durably(directory / "a", Bytes(11, 0)));
  EXPECT_EQ(code_of(read_file(directory / "a", 10)), ErrorCode::TooLarge);
  EXPECT_EQ(must(read_file(directory / "a", 11)).size(), 11U);
  EXPECT_EQ(code_of(read_file(directory.path(), 10)), ErrorCode::Io);
  ASSERT_EQ(::mkfifo((directory / "fifo").c_str(), 0600), 0);
  EXPECT_EQ(code_of(read_file(directory / "fifo", 10)), ErrorCode::Io);
}

TEST(ReadPrivateFile, RefusesWhatOthersCanRead) {
  TemporaryDirectory directory;
  must(write_file_durably(directory / "a", Bytes{1}, 0600));
  EXPECT_TRUE(read_private_file(directory / "a", 10));
  for (const mode_t mode : {0640, 0604, 0620, 0602, 0610}) {
    ASSERT_EQ(::chmod((directory / "a").c_str(), mode), 0);
    EXPECT_EQ(code_of(read_private_file(directory / "a", 10)), ErrorCode::BadKeyFile) << mode;
  }
}

TEST(RemoveFile, SaysWhetherItWasThere) {
  TemporaryDirectory directory;
  must(write_file_durably(directory / "a", Bytes{1}));
  EXPECT_TRUE(must(remove_file_durably(directory / "a")));
  EXPECT_FALSE(must(remove_file_durably(directory / "a")));
}

TEST(RemoveTree, TakesEverythingBelowAndFollowsNoLink) {
  TemporaryDirectory directory;
  must(make_private_directory(directory / "tree" / "below"));
  must(make_private_directory(directory / "elsewhere"));
  must(write_file_durably(directory / "tree" / "below" / "a", Bytes{1}));
  must(write_file_durably(directory / "elsewhere" / "kept", Bytes{2}));
  std::filesystem::create_directory_symlink(directory / "elsewhere", directory / "tree" / "link");
  must(remove_tree(directory / "tree"));
  EXPECT_FALSE(std::filesystem::exists(directory / "tree"));
  EXPECT_EQ(must(read_file(directory / "elsewhere" / "kept", 10)), Bytes{2});
  must(remove_tree(directory / "tree"));  // was not there
  must(remove_tree(directory / "no-parent" / "tree"));
  must(write_file_durably(directory / "file", Bytes{1}));
  must(remove_tree(directory / "file"));
  EXPECT_FALSE(std::filesystem::exists(directory / "file"));
}

TEST(MoveTo, NamesWhereItCouldNotGo) {
  TemporaryDirectory directory;
  must(make_private_directory(directory / "store"));
  const auto moved = move_to(directory / "store", directory / "missing" / "store");
  ASSERT_FALSE(moved);
  EXPECT_EQ(moved.error().path, (directory / "missing" / "store").string());
  must(move_to(directory / "store", directory / "placed"));
  EXPECT_TRUE(std::filesystem::exists(directory / "placed"));
}

TEST(PrivateDirectory, IsMadeWithItsParents) {
  TemporaryDirectory directory;
  must(make_private_directory(directory / "one/two"));
  EXPECT_EQ(mode_of(directory / "one/two"), 0700U);
  must(make_private_directory(directory / "one/two"));
  must(write_file_durably(directory / "file", Bytes{1}));
  EXPECT_EQ(code_of(make_private_directory(directory / "file")), ErrorCode::Io);
}

TEST(FreeSpace, IsKnownForADirectory) {
  TemporaryDirectory directory;
  EXPECT_GT(must(free_space(directory.path())), 0U);
  EXPECT_EQ(code_of(free_space(directory / "absent")), ErrorCode::NotFound);
}

}  // namespace
}  // namespace yitang::storage
