#include "storage/wal_check.hpp"

#include <gtest/gtest.h>

#include "storage_support.hpp"

namespace yitang::storage {
namespace {

using detail::examine_wal;
using detail::WalVerdict;
using testing::contents;
using testing::must;
using testing::open_database;
using testing::overwrite;
using testing::TemporaryDirectory;

// A log as SQLCipher writes it: five transactions of a few pages each. Every frame has 4120 bytes.
class WalCheck : public ::testing::Test {
 protected:
  static constexpr std::size_t kFrame = 24 + 4096;

  WalCheck() {
    auto database = must(open_database(directory_ / "cases.db"));
    must(database.exec("CREATE TABLE t (id INTEGER PRIMARY KEY, body BLOB)"));
    must(database.checkpoint(CheckpointMode::Truncate));
    for (int i = 0; i < 5; ++i) {
      must(database.run("INSERT INTO t (body) VALUES (?)", Bytes(6000, static_cast<std::uint8_t>(i))));
      ends_.push_back(std::filesystem::file_size(wal()));
    }
    log_ = contents(wal());
  }
  std::filesystem::path wal() const { return directory_ / "cases.db-wal"; }

  static WalVerdict examine(const std::string& log) {
    return must(
        examine_wal(log.size(), [&](std::uint64_t offset, std::span<std::uint8_t> out) -> Result<void> {
          std::copy_n(log.begin() + static_cast<std::ptrdiff_t>(offset), out.size(), out.begin());
          return {};
        }));
  }

  TemporaryDirectory directory_;
  std::vector<std::size_t> ends_;  // of the transactions
  std::string log_;
};

TEST_F(WalCheck, AWholeLogIsGoodToItsEnd) {
  const auto verdict = examine(log_);
  EXPECT_FALSE(verdict.damaged);
  EXPECT_EQ(verdict.good_bytes, log_.size());
  EXPECT_EQ(ends_.back(), log_.size());
}

TEST_F(WalCheck, ALogThatEndsEarlyIsWhatAPowerCutLeaves) {
  for (std::size_t length = 0; length < log_.size(); length += 1 + length / 9) {
    const auto verdict = examine(log_.substr(0, length));
    EXPECT_FALSE(verdict.damaged) << length;
    EXPECT_LE(verdict.good_bytes, length);
  }
}

TEST_F(WalCheck, ATornLastTransactionIsNoDamage) {
  for (std::size_t at = ends_[3]; at < ends_[4]; at += 977) {
    std::string torn = log_;
    for (std::size_t i = at; i < std::min(at + 512, ends_[4]); ++i) torn[i] = static_cast<char>(i * 31);
    const auto verdict = examine(torn);
    EXPECT_FALSE(verdict.damaged) << at;
    // The last frame of a transaction is there twice, to fill the sector: the second one is not needed.
    EXPECT_EQ(verdict.good_bytes, at < ends_[4] - kFrame ? ends_[3] : ends_[4] - kFrame) << at;
  }
}

// What fills the sector behind a commit is synced up to the sector's end only: the rest may be torn although
// the transaction is safe, and the next one, never synced, may be whole behind it.
TEST_F(WalCheck, ATornFillingBeforeTheLastTransactionIsNoDamage) {
  std::string torn = log_;
  for (std::size_t i = ends_[3] - 3152; i < ends_[3]; ++i) torn[i] = 0;
  const auto verdict = examine(torn);
  EXPECT_FALSE(verdict.damaged);
  EXPECT_EQ(verdict.good_bytes, ends_[3] - kFrame);
}

TEST_F(WalCheck, AnyChangedBitBeforeThatIsDamage) {
  for (std::size_t at = 32; at < ends_[2]; at += 331) {
    std::string changed = log_;
    changed[at] = static_cast<char>(changed[at] ^ (1 << (at % 8)));
    EXPECT_TRUE(examine(changed).damaged) << at;
  }
}

TEST_F(WalCheck, AnyChangedBitOfTheHeaderIsDamage) {
  for (std::size_t bit = 0; bit < 32 * 8; ++bit) {
    std::string changed = log_;
    changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << (bit % 8)));
    EXPECT_TRUE(examine(changed).damaged) << bit;
  }
}

TEST_F(WalCheck, ATornHeaderOverAnOlderLogIsNoDamage) {
  std::string torn = log_;
  for (std::size_t i = 0; i < 512; ++i) torn[i] = static_cast<char>(i * 37 + 5);
  EXPECT_FALSE(examine(torn).damaged);
}

// The raised counter of checkpoints is the first of a new header that differs: a power cut may leave it alone
// before the old header's rest. Then the database has all that the log has, else a bit was changed.
TEST_F(WalCheck, ANewHeaderThatStoppedBehindItsCounterIsNoDamage) {
  const std::filesystem::path file = directory_ / "other.db";
  const std::filesystem::path log = directory_ / "other.db-wal";
  std::string before;
  std::string old_log;
  {
    auto database = must(open_database(file));
    must(database.exec("CREATE TABLE t (body BLOB)"));
    must(database.checkpoint(CheckpointMode::Truncate));
    before = contents(file);
    must(database.run("INSERT INTO t (body) VALUES (?)", Bytes(6000, 7)));
    old_log = contents(log);
  }  // brought into the database when it was closed
  const std::string after = contents(file);
  std::string torn = old_log;
  torn[15] = static_cast<char>(torn[15] ^ 1);

  overwrite(log, torn);
  {
    auto database = open_database(file);
    ASSERT_TRUE(database) << database.error().message;
    EXPECT_EQ(must(database->query_one<std::int64_t>("SELECT count(*) FROM t")), 1);
  }
  overwrite(file, before);
  overwrite(log, torn);
  const auto lost = open_database(file);
  ASSERT_FALSE(lost);
  EXPECT_EQ(lost.error().code, ErrorCode::Corrupt);
  torn[15] = static_cast<char>(torn[15] ^ 1);
  torn[10] = static_cast<char>(torn[10] ^ 1);  // not the counter
  overwrite(file, after);
  overwrite(log, torn);
  EXPECT_FALSE(open_database(file));
}

TEST_F(WalCheck, RemainsOfAnEarlierTornTransactionAreNoDamage) {
  // Twice torn at the same place: behind the second torn transaction lies the end of the first.
  std::string first = log_;
  const std::size_t frames_of_last = (ends_[4] - ends_[3]) / kFrame;
  ASSERT_GE(frames_of_last, 2U);
  first += log_.substr(ends_[3] + kFrame);  // stale frames with a commit, not hanging on what is before
  first[ends_[3] + 40] = static_cast<char>(first[ends_[3] + 40] ^ 1);
  const auto verdict = examine(first);
  EXPECT_FALSE(verdict.damaged);
  EXPECT_EQ(verdict.good_bytes, ends_[3]);
}

TEST_F(WalCheck, AnyTornTransactionOverAnOlderTornOneIsNoDamage) {
  // Each frame of the last transaction as it was written, as an earlier attempt left it, or as garbage;
  // behind it the rest of a longer earlier attempt.
  const std::size_t frames = (ends_[4] - ends_[3]) / kFrame;
  ASSERT_LT(frames, 8U);
  std::string earlier = log_.substr(ends_[3]);
  for (std::size_t i = 0; i < earlier.size(); i += 100) earlier[i] = static_cast<char>(earlier[i] ^ 0x55);
  for (std::size_t i = 0; i < frames; ++i)  // still frames of this log, as far as the salts tell
    earlier.replace(i * kFrame + 8, 8, log_, ends_[3] + i * kFrame + 8, 8);
  std::size_t choices = 1;
  for (std::size_t i = 0; i < frames; ++i) choices *= 3;
  for (std::size_t choice = 0; choice < choices; ++choice) {
    std::string torn = log_ + log_.substr(ends_[3]);
    for (std::size_t i = 0, rest = choice; i < frames; ++i, rest /= 3) {
      const std::size_t at = ends_[3] + i * kFrame;
      if (rest % 3 == 1) torn.replace(at, kFrame, earlier, i * kFrame, kFrame);
      if (rest % 3 == 2) torn.replace(at, kFrame, kFrame, static_cast<char>(choice));
    }
    EXPECT_FALSE(examine(torn).damaged) << choice;
  }
}

TEST_F(WalCheck, AnyBytesAreTaken) {
  SeededRandom random(3);
  for (std::size_t size = 0; size < 20000; size += 1 + size / 7) {
    const Bytes bytes = random.bytes(size);
    EXPECT_FALSE(examine(std::string(bytes.begin(), bytes.end())).damaged);
  }
  EXPECT_FALSE(examine(std::string(40000, '\0')).damaged);
}

}  // namespace
}  // namespace yitang::storage
