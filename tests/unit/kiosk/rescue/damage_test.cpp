// Every file of a store, cut at many lengths and with bits changed at many places: a typed error that names
// the file, or what was stored; never anything else, and nothing is overwritten.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kiosk/rescue/salvage.hpp"
#include "rescue_support.hpp"

namespace yitang::rescue {
namespace {

using test::Bench;
namespace fs = std::filesystem;

/// What may come out of the store for each receipt number.
struct Truth {
  cases::Envelope envelope;
  std::vector<storage::Bytes> pictures;
};

class DamageTest : public testing::Test {
 protected:
  void SetUp() override {
    auto store = bench_.store(bench_.first);
    for (int i = 0; i < 3; ++i) add(store);
    ASSERT_TRUE(store.checkpoint());
    for (int i = 0; i < 4; ++i) add(store);
    // Copied while it is open: a log with commits, as after a power cut.
    fs::copy(bench_.first.data, folder_ / "whole", fs::copy_options::recursive);
  }

  void add(cases::CaseStore& store) {
    const auto number = bench_.submit(store);
    order_.push_back(number);
    const auto uid = (*store.find_by_receipt(number))->uid;
    Truth truth{*store.case_content(uid), {}};
    for (const auto& material : truth.envelope.materials) {
      for (const auto& page : material.pages) truth.pictures.push_back(*store.page_content(page));
    }
    truth_[number] = truth;
  }

  /// A store whose one file has these bytes.
  test::Machine damaged(const fs::path& file, const std::string& bytes) {
    const fs::path data = folder_ / "try";
    fs::remove_all(data);
    fs::copy(folder_ / "whole", data, fs::copy_options::recursive);
    test::overwrite(data / file, bytes);
    return {data, bench_.first.host};
  }

  /// How many cases came out, or -1 when the store did not open.
  int try_store(const fs::path& file, const std::string& bytes, const std::string& how) {
    SCOPED_TRACE(file.string() + ": " + how);
    const auto machine = damaged(file, bytes);
    const auto before = test::snapshot(machine.data);
    auto store = cases::CaseStore::open({machine.data / "terminal", machine.host, "YT01"}, bench_.clock,
                                        *bench_.random);
    if (!store) {
      EXPECT_THAT(store.error().kind, testing::AnyOf(ErrorKind::StoreFailed, ErrorKind::WrongKey));
      EXPECT_NE(store.error().where.find((machine.data / "terminal").string()), std::string::npos)
          << describe(store.error());
      // A database whose key is proved takes its whole log in when it closes; nothing else may change.
      auto after = test::snapshot(machine.data);
      if (file == database_) {
        for (const fs::path& folded : {database_, log_}) after[folded.string()] = before.at(folded.string());
      }
      EXPECT_TRUE(after == before);
      return -1;
    }
    return compare(*store);
  }

  int compare(cases::CaseStore& store) {
    const auto rows = store.list(100);
    if (!rows) {
      EXPECT_EQ(rows.error().kind, ErrorKind::StoreFailed);
      return 0;
    }
    for (const auto& row : *rows) {
      const auto known = truth_.find(row.receipt_no);
      if (known == truth_.end()) {
        ADD_FAILURE() << row.receipt_no << " was never submitted";
        continue;
      }
      compare(store, row.uid, known->second);
    }
    return static_cast<int>(rows->size());
  }

  void compare(cases::CaseStore& store, const std::string& uid, const Truth& truth) {
    const auto content = store.case_content(uid);
    if (!content) {
      EXPECT_EQ(content.error().kind, ErrorKind::StoreFailed);
      return;
    }
    EXPECT_EQ(content->applicant, truth.envelope.applicant);
    EXPECT_EQ(content->values, truth.envelope.values);
    std::size_t at = 0;
    for (const auto& material : content->materials) {
      for (const auto& page : material.pages) {
        const auto picture = store.page_content(page);
        if (picture) {
          EXPECT_EQ(*picture, truth.pictures.at(at));
        } else {
          EXPECT_EQ(picture.error().kind, ErrorKind::StoreFailed);
          EXPECT_FALSE(picture.error().where.empty());
        }
        ++at;
      }
    }
  }

  std::string whole(const fs::path& file) const { return test::contents(folder_ / "whole" / file); }

  template <class Check>
  void cut_everywhere(const fs::path& file, int tries, const Check& check) {
    const std::string bytes = whole(file);
    ASSERT_FALSE(bytes.empty());
    for (int i = 0; i < tries; ++i) {
      const std::size_t length = bytes.size() * static_cast<std::size_t>(i) / static_cast<std::size_t>(tries);
      check(try_store(file, bytes.substr(0, length), "cut to " + std::to_string(length)));
    }
  }
  template <class Check>
  void flip_everywhere(const fs::path& file, std::size_t from, std::size_t to, int tries,
                       const Check& check) {
    const std::string bytes = whole(file);
    for (int i = 0; i < tries; ++i) {
      const std::size_t at =
          from + (to - from) * static_cast<std::size_t>(i) / static_cast<std::size_t>(tries);
      std::string changed = bytes;
      changed[at] = static_cast<char>(changed[at] ^ (1 << (i % 8)));
      check(try_store(file, changed, "byte " + std::to_string(at)));
    }
  }

  Bench bench_;
  fs::path folder_ = bench_.directory.path();
  std::map<std::string, Truth> truth_;
  std::vector<std::string> order_;
  const fs::path database_ = "terminal/cases.db";
  const fs::path log_ = "terminal/cases.db-wal";
  const fs::path keys_ = "terminal/keys.bin";
};

TEST_F(DamageTest, UndamagedEverythingComesOut) {
  EXPECT_EQ(try_store(database_, whole(database_), "whole"), 7);
}

TEST_F(DamageTest, TheDatabase) {
  const auto never_more = [](int cases) { EXPECT_LE(cases, 7); };
  cut_everywhere(database_, 20, never_more);
  flip_everywhere(database_, 0, whole(database_).size(), 50, never_more);
}

TEST_F(DamageTest, ALogThatIsCutGivesAnEarlierMoment) {
  int least = 7;
  cut_everywhere(log_, 25, [&](int cases) {
    EXPECT_GE(cases, 3);  // what was folded into the database is there whatever becomes of the log
    least = std::min(least, cases);
  });
  EXPECT_EQ(least, 3);
}

TEST_F(DamageTest, AChangedLogIsRefusedUnlessOnlyItsLastCommitIsHit) {
  const std::size_t size = whole(log_).size();
  int opened = 0;
  flip_everywhere(log_, 0, size, 50, [&](int cases) {
    if (cases < 0) return;
    EXPECT_GE(cases, 6);  // 7: the last frame of a commit is there twice
    ++opened;
  });
  EXPECT_LT(opened, 25);
  flip_everywhere(log_, 0, 32, 16, [](int cases) { EXPECT_EQ(cases, -1); });
}

TEST_F(DamageTest, TheKeyFile) {
  const auto refused = [](int cases) { EXPECT_EQ(cases, -1); };
  cut_everywhere(keys_, 20, refused);
  flip_everywhere(keys_, 0, whole(keys_).size(), 40, refused);
}

TEST_F(DamageTest, ASealedFile) {
  const fs::path sealed =
      fs::path("terminal/sealed") /
      fs::directory_iterator(folder_ / "whole" / "terminal" / "sealed")->path().filename();
  const auto all_rows = [](int cases) { EXPECT_EQ(cases, 7); };
  cut_everywhere(sealed, 10, all_rows);
  flip_everywhere(sealed, 0, whole(sealed).size(), 20, all_rows);
}

TEST_F(DamageTest, ForeignFilesInTheirPlace) {
  const std::string plain = "SQLite format 3" + std::string(1, '\0') + std::string(8176, 'x');
  for (const fs::path& file : {database_, keys_}) {
    for (const std::string& bytes :
         {plain, std::string("hello"), std::string(8192, '\0'), std::string(8192, '\xa7')})
      EXPECT_EQ(try_store(file, bytes, "foreign"), -1);
  }
}

TEST_F(DamageTest, AnotherMachinesKeysOpenNothing) {
  const auto machine = damaged(keys_, whole(keys_));
  const auto before = test::snapshot(machine.data);
  const auto store = cases::CaseStore::open({machine.data / "terminal", bench_.second.host, "YT01"},
                                            bench_.clock, *bench_.random);
  ASSERT_FALSE(store);
  EXPECT_TRUE(test::snapshot(machine.data) == before);
}

TEST_F(DamageTest, WhatTheLogLostIsSavedUpToThere) {
  std::string bytes = whole(log_);
  bytes[10] = static_cast<char>(bytes[10] ^ 1);  // the header: all commits are behind it
  const auto machine = damaged(log_, bytes);
  const auto saved =
      salvage({machine.data, folder_ / "saved", machine.host, bench_.second.host, "YT01", bench_.catalog},
              bench_.clock, bench_.bytes);
  ASSERT_TRUE(saved) << describe(saved.error());
  EXPECT_EQ(saved->cases, 7);
}

}  // namespace
}  // namespace yitang::rescue
