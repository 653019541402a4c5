// What was handed in later for a case goes through backup and salvage as a case does.
#include <gmock/gmock.h>

#include "kiosk/rescue/salvage.hpp"
#include "rescue_support.hpp"

namespace yitang::rescue {
namespace {

using cases::CaseState;
using test::Bench;

/// Two cases for which the office wants a page more: one has it already, for the other it waits in the
/// outbox; and a draft for neither.
class SupplementRescue : public testing::Test {
 protected:
  void SetUp() override {
    std::vector<std::string> uids;
    {
      auto store = bench_.store(bench_.first);
      for (int i = 0; i < 2; ++i) uids.push_back((*store.find_by_receipt(bench_.submit(store)))->uid);
    }
    bench_.deliver(bench_.first);
    {
      auto office = bench_.office(bench_.first);
      for (const auto& uid : uids) notices_.push_back(ask(office, uid));
    }
    bench_.deliver(bench_.first);
    hand_in(uids[0], notices_[0]);
    bench_.deliver(bench_.first);
    hand_in(uids[1], notices_[1]);
    delivered_ = uids[0];
    waiting_ = uids[1];
  }

  static std::string ask(office::Office& office, const std::string& uid) {
    auto asked = office.supplement(uid, {{"bank_card"}, "not sharp"}, "desk");
    EXPECT_TRUE(asked) << describe(asked.error());
    return asked ? asked->notice_no : std::string();
  }
  void hand_in(const std::string& uid, const std::string& notice) {
    auto store = bench_.store(bench_.first);
    const auto& item = cases::test::item("ss.pension-claim");
    auto draft = cases::new_draft(item.id, item.version, bench_.clock.now(), *bench_.random);
    draft.applicant = cases::test::elder();
    draft.supplement = cases::SupplementOf{uid, notice};
    draft.materials = {{"bank_card", {cases::page_of(cases::test::picture(77), "image/jpeg", 40)}}};
    auto done = store.submit(cases::make_supplement(item, draft, true));
    EXPECT_TRUE(done) << describe(done.error());
  }
  std::size_t pages_at_office(const std::string& uid) {
    auto office = bench_.office(bench_.second);
    const auto content = office.content(uid);
    if (!content) return 0;
    for (const auto& material : content->materials) {
      if (material.code == "bank_card") return material.pages.size();
    }
    return 0;
  }
  void expect_whole() {
    {
      auto store = bench_.store(bench_.second);
      for (const auto& uid : {delivered_, waiting_}) {
        const auto supplements = *store.supplements_of(uid);
        ASSERT_EQ(supplements.size(), 1U);
        EXPECT_TRUE(store.case_content(supplements[0].uid));
        EXPECT_EQ(supplements[0].delivered, uid == delivered_);
      }
      EXPECT_EQ(store.list(10)->size(), 2U);
      EXPECT_EQ(store.counts()->cases, 2);
      EXPECT_TRUE(store.check()->ok());
    }
    const std::size_t before = pages_at_office(waiting_);
    EXPECT_EQ(pages_at_office(delivered_), before + 1);
    bench_.deliver(bench_.second);
    EXPECT_EQ(pages_at_office(waiting_), before + 1);
    EXPECT_EQ(pages_at_office(delivered_), before + 1);
    auto office = bench_.office(bench_.second);
    EXPECT_EQ(office.find(waiting_)->state, CaseState::Accepted);
    EXPECT_THAT(office.check()->problems, testing::IsEmpty());
  }

  Bench bench_;
  std::vector<std::string> notices_;
  std::string delivered_;
  std::string waiting_;
};

TEST_F(SupplementRescue, AGoodStoreIsSavedWithThem) {
  const auto report = salvage(
      {bench_.first.data, bench_.second.data, bench_.first.host, bench_.second.host, "YT01", bench_.catalog},
      bench_.clock, bench_.bytes);
  ASSERT_TRUE(report) << describe(report.error());
  EXPECT_THAT(report->losses, testing::IsEmpty());
  EXPECT_THAT(report->problems, testing::IsEmpty());
  expect_whole();
}

TEST_F(SupplementRescue, ABackupBringsThemBack) {
  const auto made = bench_.backup();
  ASSERT_TRUE(made) << describe(made.error());
  const auto restored = bench_.restore(made->container, bench_.second);
  ASSERT_TRUE(restored) << describe(restored.error());
  expect_whole();
}

// The office begins anew: the case goes again, then what belongs to it.
TEST_F(SupplementRescue, AnOfficeThatLostEverythingGetsCaseAndSupplementAgain) {
  const auto office_db = bench_.first.data / "office" / "office.db";
  test::overwrite(office_db, std::string(test::contents(office_db).size(), 'x'));
  test::fs::remove(bench_.first.data / "office" / "office.db-wal");
  const auto report = salvage(
      {bench_.first.data, bench_.second.data, bench_.first.host, bench_.second.host, "YT01", bench_.catalog},
      bench_.clock, bench_.bytes);
  ASSERT_TRUE(report) << describe(report.error());
  EXPECT_THAT(report->problems, testing::IsEmpty());
  const auto counts = bench_.deliver(bench_.second);
  EXPECT_EQ(counts.refused, 0);
  EXPECT_EQ(counts.delivered, 4);
  const std::size_t pages = pages_at_office(delivered_);
  EXPECT_GT(pages, 1U);
  EXPECT_EQ(pages_at_office(waiting_), pages);
}

}  // namespace
}  // namespace yitang::rescue
