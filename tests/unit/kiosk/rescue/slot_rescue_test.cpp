// Places of appointments go through a salvage with their cases, and a copy gives none of which it cannot
// know.
#include <gmock/gmock.h>

#include "kiosk/rescue/salvage.hpp"
#include "rescue_support.hpp"
#include "storage/database.hpp"

namespace yitang::rescue {
namespace {

using testing::IsEmpty;

const cases::Slot kRescueSlot{Date{2026, 11, 24}, 540, 600};

class SlotRescue : public testing::Test {
 protected:
  void SetUp() override {
    auto store = bench_.store(bench_.first);
    for (int i = 0; i < 2; ++i) {
      auto envelope = cases::test::pension_envelope(*bench_.random, bench_.clock.now());
      envelope.applicant.number = cases::test::citizen_number("19600101", std::to_string(500 + i));
      const auto done = store.submit(envelope, cases::SlotWish{"mediation", kRescueSlot, 5, 14});
      ASSERT_TRUE(done);
      uids_.push_back(done->uid);
    }
  }
  std::vector<std::string> salvaged() {
    const auto report = salvage({bench_.first.data, bench_.second.data, bench_.first.host, bench_.second.host,
                                 "YT01", bench_.catalog},
                                bench_.clock, bench_.bytes);
    if (!report) {
      ADD_FAILURE() << describe(report.error());
      return {};
    }
    EXPECT_THAT(report->problems, IsEmpty());
    return report->losses;
  }

  test::Bench bench_;
  std::vector<std::string> uids_;
};

TEST_F(SlotRescue, AGoodStoreKeepsThemAndGivesNoMoreForAWhile) {
  bench_.deliver(bench_.first);
  EXPECT_THAT(salvaged(), IsEmpty());
  auto store = bench_.store(bench_.second);
  EXPECT_EQ((*store.places_taken("mediation")).front().count, 2);
  EXPECT_EQ((*store.appointment_of_case(uids_[0]))->slot, kRescueSlot);
  EXPECT_TRUE(*store.places_unknown_until(14));
  bench_.clock.set_wall(begin_of(kRescueSlot));
  EXPECT_TRUE(store.check_in({uids_[0], "reception"})) << "who has one is still expected";
  EXPECT_TRUE(store.check()->ok());
}

TEST_F(SlotRescue, AnAppointmentWithoutItsCaseIsNobodys) {
  {
    const auto folder = bench_.first.data / "terminal";
    auto keys = storage::KeyFile::open(folder / "keys.bin", bench_.first.host);
    ASSERT_TRUE(keys);
    auto database =
        storage::Database::open({folder / "cases.db",
                                 {keys->keys().database_key.view(), keys->keys().database_salt.view()},
                                 storage::OpenMode::MustExist});
    ASSERT_TRUE(database);
    ASSERT_TRUE(database->exec("PRAGMA foreign_keys=OFF; PRAGMA secure_delete=ON"));
    for (const std::string& sql :
         {"DELETE FROM case_body WHERE case_id = (SELECT id FROM case_row WHERE uid = '" + uids_[1] + "')",
          "DELETE FROM case_row WHERE uid = '" + uids_[1] + "'",
          "DELETE FROM outbox WHERE uid = '" + uids_[1] + "'",
          "DELETE FROM record_key WHERE uid = '" + uids_[1] + "'"})
      ASSERT_TRUE(database->run(sql)) << sql;
    ASSERT_TRUE(database->exec("VACUUM"));  // else a salvage finds the rows in free pages
    ASSERT_TRUE(database->checkpoint(storage::CheckpointMode::Truncate));
  }
  salvaged();
  auto store = bench_.store(bench_.second);
  EXPECT_EQ((*store.places_taken("mediation")).front().count, 1);
  EXPECT_FALSE(*store.appointment_of_case(uids_[1]));
  EXPECT_TRUE(store.check()->ok());
}

}  // namespace
}  // namespace yitang::rescue
