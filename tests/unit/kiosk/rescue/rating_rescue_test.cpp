// Ratings and rectification tasks go through a salvage with their cases, or again to the office.
#include <gmock/gmock.h>

#include <set>

#include "kiosk/rescue/salvage.hpp"
#include "rescue_support.hpp"
#include "storage/database.hpp"

namespace yitang::rescue {
namespace {

using test::Bench;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;

/// Two cases at the office, both rated badly, with their tasks; the second is not decided. What a bad medium
/// takes away is taken away by hand, so that it is the same rows each time.
class RatingRescue : public testing::Test {
 protected:
  void SetUp() override {
    for (int i = 0; i < 2; ++i) {
      auto store = bench_.store(bench_.first);
      receipts_.push_back(bench_.submit(store));
      uids_.push_back((*store.find_by_receipt(receipts_.back()))->uid);
    }
    bench_.deliver(bench_.first);
    {
      auto store = bench_.store(bench_.first);
      for (const auto& uid : uids_) ASSERT_TRUE(store.store_rating({uid, 1, {"113"}, "太慢", 0}));
    }
    ASSERT_EQ(bench_.deliver(bench_.first).delivered, 4);
    ASSERT_EQ(tasks(bench_.first).size(), 2U);
  }

  void office_loses(const std::vector<std::string>& scripts) {
    const auto folder = bench_.first.data / "office";
    auto keys = storage::KeyFile::open(folder / "keys.bin", bench_.first.host);
    ASSERT_TRUE(keys);
    auto database =
        storage::Database::open({folder / "office.db",
                                 {keys->keys().database_key.view(), keys->keys().database_salt.view()},
                                 storage::OpenMode::MustExist});
    ASSERT_TRUE(database);
    ASSERT_TRUE(database->exec("PRAGMA foreign_keys=OFF; PRAGMA secure_delete=ON"));
    for (const auto& sql : scripts) ASSERT_TRUE(database->run(sql)) << sql;
    ASSERT_TRUE(database->exec("VACUUM"));  // else a salvage finds the rows in free pages
    ASSERT_TRUE(database->checkpoint(storage::CheckpointMode::Truncate));
  }
  SalvageReport salvaged() {
    const auto report = salvage({bench_.first.data, bench_.second.data, bench_.first.host, bench_.second.host,
                                 "YT01", bench_.catalog},
                                bench_.clock, bench_.bytes);
    if (!report) {
      ADD_FAILURE() << describe(report.error());
      return {};
    }
    EXPECT_THAT(report->problems, IsEmpty());
    return *report;
  }
  std::vector<office::RectifyTask> tasks(const test::Machine& machine) {
    auto office = bench_.office(machine);
    return *office.rectify_tasks({}, true, 10);
  }
  /// All is delivered once, and the office has each rating with its own case.
  void expect_each_with_its_own() {
    const auto counts = bench_.deliver(bench_.second);
    EXPECT_EQ(counts.waiting + counts.in_flight + counts.refused, 0);
    EXPECT_EQ(counts.delivered, 4);
    std::set<std::string> rated;
    for (const auto& task : tasks(bench_.second)) rated.insert(task.case_uid);
    EXPECT_EQ(rated, (std::set<std::string>{uids_.begin(), uids_.end()}));
    auto office = bench_.office(bench_.second);
    EXPECT_THAT(office.check()->problems, IsEmpty());
  }
  std::string case_id(std::size_t which) const {
    return "(SELECT id FROM office_case WHERE uid = '" + uids_[which] + "')";
  }

  Bench bench_;
  std::vector<std::string> uids_;
  std::vector<std::string> receipts_;
};

TEST_F(RatingRescue, AGoodStoreIsSavedWithThem) {
  EXPECT_THAT(salvaged().losses, IsEmpty());
  expect_each_with_its_own();
}

TEST_F(RatingRescue, ARatedUndecidedCaseThatLostItsBodyTakesRatingAndTaskAlong) {
  office_loses({"DELETE FROM office_sealed WHERE case_id = " + case_id(1)});
  const auto losses = salvaged().losses;
  EXPECT_THAT(losses, Contains("office: 1 ratings are lost with their cases"));
  EXPECT_THAT(losses, Contains(HasSubstr("rectification task ZG")));
  EXPECT_THAT(losses, Contains(HasSubstr(receipts_[1] + ": lost there, will be delivered again")));
  {  // its number is free: the next case of the office must not get a stranger's rating
    auto store = bench_.store(bench_.second);
    bench_.submit(store);
  }
  const auto counts = bench_.deliver(bench_.second);
  EXPECT_EQ(counts.waiting + counts.in_flight + counts.refused, 0);
  EXPECT_EQ(counts.delivered, 5);
  EXPECT_EQ(tasks(bench_.second).size(), 2U);
  auto office = bench_.office(bench_.second);
  EXPECT_THAT(office.check()->problems, IsEmpty());
}

TEST_F(RatingRescue, ACaseThatIsGoneLeavesNoRatingBehind) {
  office_loses({"DELETE FROM office_case WHERE uid = '" + uids_[1] + "'"});
  EXPECT_THAT(salvaged().losses, Contains("office: 1 ratings are lost with their cases"));
  expect_each_with_its_own();
}

TEST_F(RatingRescue, ARatingThatTheOfficeLostGoesAgain) {
  office_loses({"DELETE FROM office_rating WHERE case_id = " + case_id(0)});
  EXPECT_THAT(salvaged().losses,
              Contains("office: rating of case " + receipts_[0] + ": lost there, will be delivered again"));
  expect_each_with_its_own();
}

TEST_F(RatingRescue, ABadRatingWithoutItsTaskIsNamed) {
  office_loses(
      {"DELETE FROM office_rectify WHERE rating_id = (SELECT id FROM office_rating WHERE case_id = " +
       case_id(0) + ")"});
  EXPECT_THAT(salvaged().losses, Contains("office: case " + receipts_[0] +
                                          ": the rectification task of its bad rating is lost"));
}

TEST_F(RatingRescue, AnOfficeThatLostEverythingGetsThemAgain) {
  const auto office_db = bench_.first.data / "office" / "office.db";
  test::overwrite(office_db, std::string(test::contents(office_db).size(), 'x'));
  test::fs::remove(bench_.first.data / "office" / "office.db-wal");
  salvaged();
  expect_each_with_its_own();
}

}  // namespace
}  // namespace yitang::rescue
