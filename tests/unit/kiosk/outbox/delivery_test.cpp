// From the terminal's store to the office's: exactly one effect, whatever the link does.
#include "kiosk/outbox/delivery.hpp"

#include <gtest/gtest.h>

#include <memory>

#include "kiosk/cases/office_receipt.hpp"
#include "kiosk/office/office.hpp"
#include "tests/unit/kiosk/cases/cases_support.hpp"

namespace yitang::outbox {
namespace {

using std::chrono::milliseconds;

enum class Mood { Works, Down, LosesAnswers, WrongSignature, Refuses };

/// The embedded office behind a link with moods.
class MoodyLink final : public Link {
 public:
  explicit MoodyLink(office::Office& office) : office_(office) {}

  Result<std::string> post(const std::string& envelope, const std::string& audit_head) override {
    ++posts;
    if (mood == Mood::Down) return fail(ErrorKind::Unavailable, "down");
    if (mood == Mood::Refuses) return fail(ErrorKind::Refused, "never");
    if (mood == Mood::WrongSignature) return cases::signed_receipt({"x", "1", "d", 1}, storage::Bytes(32, 7));
    auto receipt = office_.intake(envelope, audit_head);
    if (mood == Mood::LosesAnswers) return fail(ErrorKind::Unavailable, "the answer was lost");
    return receipt;
  }
  Result<std::vector<News>> fetch(const std::string& terminal, std::int64_t after, int limit) override {
    ++fetches;
    if (mood == Mood::Down) return fail(ErrorKind::Unavailable, "down");
    auto answers = office_.answers(terminal, after, limit);
    if (!answers) return tl::unexpected(answers.error());
    std::vector<News> news;
    for (const office::Answer& a : *answers) news.push_back({a.seq, a.update});
    return news;
  }
  const storage::PublicKey& office_key() const override { return office_.public_key(); }

  Mood mood = Mood::Works;
  int posts = 0;
  int fetches = 0;

 private:
  office::Office& office_;
};

class DeliveryTest : public testing::Test {
 protected:
  void SetUp() override {
    auto loaded = catalog::Catalog::load(std::string(YITANG_SOURCE_DIR) + "/kiosk/catalog/sample");
    ASSERT_TRUE(loaded) << describe(loaded.error());
    catalog_ = *loaded;
    open();
  }

  // Both sides from the disk, as after a power cut.
  void open() {
    delivery_.reset();
    link_.reset();
    store_.reset();
    office_.reset();
    queue_.clear();
    store_.emplace(bench_.open());
    auto office = office::Office::open({bench_.directory.path() / "office", bench_.options().host}, catalog_,
                                       bench_.clock);
    ASSERT_TRUE(office) << describe(office.error());
    office_.emplace(std::move(*office));
    link_ = std::make_unique<MoodyLink>(*office_);
    DeliverySettings settings;
    settings.fetch_every = milliseconds(0);
    settings.batch = 2;
    delivery_ = std::make_unique<Delivery>(
        Delivery::Parts{*store_, *link_, queue_, queue_, bench_.clock, *bench_.random}, settings,
        [this] { ++news_; });
  }

  cases::SubmittedCase submit() {
    auto done = store_->submit(cases::test::pension_envelope(*bench_.random));
    EXPECT_TRUE(done) << describe(done.error());
    return *done;
  }

  void pass(std::int64_t seconds) {
    const SteadyMillis end = bench_.clock.steady() + seconds * 1000;
    queue_.run_due();
    while (queue_.next_due() >= 0 && queue_.next_due() <= end) {
      bench_.clock.advance(std::max<std::int64_t>(0, queue_.next_due() - bench_.clock.steady()));
      queue_.run_due();
    }
    bench_.clock.advance(std::max<std::int64_t>(0, end - bench_.clock.steady()));
  }

  cases::OutboxCounts counts() { return *store_->outbox().counts(); }
  std::size_t office_cases() { return office_->list({}, 100)->size(); }

  cases::test::StoreBench bench_;
  catalog::CatalogPtr catalog_;
  ManualExecutor queue_{bench_.clock};
  std::optional<cases::CaseStore> store_;
  std::optional<office::Office> office_;
  std::unique_ptr<MoodyLink> link_;
  std::unique_ptr<Delivery> delivery_;
  int news_ = 0;
};

TEST(RetryDelay, DoublesUpToTheLongestAndSpreads) {
  const DeliverySettings settings;
  EXPECT_EQ(retry_delay(1, settings, 0), milliseconds(1000));
  EXPECT_EQ(retry_delay(4, settings, 0), milliseconds(8000));
  EXPECT_EQ(retry_delay(4, settings, 1), milliseconds(10000));
  EXPECT_EQ(retry_delay(1000, settings, 0), settings.longest_retry);
}

TEST_F(DeliveryTest, ACaseArrivesOnceAndItsAnswersComeBack) {
  const auto submitted = submit();
  delivery_->start();
  pass(5);
  EXPECT_EQ(counts().delivered, 1);
  EXPECT_EQ(office_cases(), 1U);
  EXPECT_EQ(link_->posts, 1);
  const auto row = *store_->find_by_uid(submitted.uid);
  EXPECT_TRUE(row->delivered);
  EXPECT_EQ(row->state, cases::CaseState::Accepted);
  EXPECT_EQ(row->office_case_no.size(), 43U);
  EXPECT_GT(news_, 0);
}

TEST_F(DeliveryTest, TheOfficeCountersignsTheTerminalsAuditHead) {
  submit();
  delivery_->start();
  pass(5);
  const auto kept = *store_->newest_countersigned_head();
  const auto known = *office_->newest_head_of("YT01");
  ASSERT_TRUE(kept && known);
  EXPECT_EQ(kept->head, known->head);
  EXPECT_EQ(*store_->standing_of(known->head), cases::HeadStanding::Passed);
  EXPECT_FALSE(*office_->newest_head_of("YT02"));
}

TEST_F(DeliveryTest, AnOldCopyOfTheStoreIsBehindTheOfficesHead) {
  const auto store_folder = bench_.options().directory;
  const auto copy = bench_.directory.path() / "copy";
  submit();
  delivery_->start();
  pass(5);
  delivery_.reset();
  store_.reset();
  std::filesystem::copy(store_folder, copy, std::filesystem::copy_options::recursive);
  open();
  submit();
  delivery_->start();
  pass(5);
  delivery_.reset();
  store_.reset();
  std::filesystem::remove_all(store_folder);
  std::filesystem::rename(copy, store_folder);
  open();
  const auto known = *office_->newest_head_of("YT01");
  ASSERT_TRUE(known);
  EXPECT_EQ(*store_->standing_of(known->head), cases::HeadStanding::Behind);
  // What it hands in from now on is taken, and the receipt tells it that it is an old copy. The day after:
  // the old copy does not know which numbers of today are gone.
  bench_.clock.advance(24 * 3'600'000);
  submit();
  delivery_->start();
  pass(5);
  const auto told = *store_->newest_countersigned_head();
  ASSERT_TRUE(told);
  EXPECT_EQ(told->head, known->head);
  EXPECT_NE(*store_->standing_of(told->head), cases::HeadStanding::Passed);
}

TEST_F(DeliveryTest, ALostAnswerIsFollowedByTheSameKeyAndOneEffect) {
  submit();
  link_->mood = Mood::LosesAnswers;
  delivery_->start();
  pass(1);
  EXPECT_EQ(office_cases(), 1U);
  EXPECT_EQ(counts().delivered, 0);
  link_->mood = Mood::Works;
  pass(60);
  EXPECT_EQ(counts().delivered, 1);
  EXPECT_EQ(office_cases(), 1U);
  EXPECT_GE(link_->posts, 2);
}

TEST_F(DeliveryTest, ARefusedCaseIsSentAgainWhenAPersonSaysSoAndArrivesOnce) {
  const auto submitted = submit();
  EXPECT_EQ(store_->outbox().resend(submitted.uid, bench_.clock.now()), false) << "it is on its way already";
  link_->mood = Mood::Refuses;
  delivery_->start();
  pass(5);
  EXPECT_EQ(counts().refused, 1);
  EXPECT_TRUE((**store_->find_by_uid(submitted.uid)).refused) << "the resident is told to call the staff";
  const auto report = store_->check();
  EXPECT_TRUE(report->ok()) << "nothing is broken";
  ASSERT_EQ(report->refused.size(), 1U);
  EXPECT_NE(report->refused[0].find(submitted.receipt_no), std::string::npos);
  EXPECT_NE(report->refused[0].find("never"), std::string::npos) << report->refused[0];

  link_->mood = Mood::Works;
  pass(3600);
  EXPECT_EQ(office_cases(), 0U) << "not by itself";
  EXPECT_EQ(store_->outbox().resend(submitted.uid, bench_.clock.now()), true);
  open();  // the command closes the store, the terminal starts again
  delivery_->start();
  pass(5);
  EXPECT_EQ(counts().delivered, 1);
  EXPECT_EQ(counts().refused, 0);
  EXPECT_EQ(office_cases(), 1U);
  EXPECT_FALSE((**store_->find_by_uid(submitted.uid)).refused);
  EXPECT_EQ(store_->outbox().resend(submitted.uid, bench_.clock.now()), false);
  EXPECT_EQ(store_->outbox().resend("no such case", bench_.clock.now()), false);
  EXPECT_TRUE(store_->check()->refused.empty());
  EXPECT_TRUE(store_->check()->ok());
}

TEST_F(DeliveryTest, ADeadLinkIsTriedAgainMoreAndMoreSeldom) {
  submit();
  link_->mood = Mood::Down;
  delivery_->start();
  pass(60);
  const int in_first_minute = link_->posts;
  EXPECT_GE(in_first_minute, 4);
  EXPECT_LE(in_first_minute, 7);
  pass(3600);
  EXPECT_LE(link_->posts, in_first_minute + 14);
  EXPECT_EQ(counts().waiting, 1);
  link_->mood = Mood::Works;
  pass(1000);
  EXPECT_EQ(counts().delivered, 1);
}

TEST_F(DeliveryTest, AReceiptThatTheOfficeDidNotSignClosesNothing) {
  submit();
  link_->mood = Mood::WrongSignature;
  delivery_->start();
  pass(10);
  EXPECT_EQ(counts().delivered, 0);
  EXPECT_EQ(counts().waiting + counts().in_flight, 1);
}

TEST_F(DeliveryTest, ARefusedCaseDoesNotHoldUpTheNext) {
  const auto refused = submit();
  link_->mood = Mood::Refuses;
  delivery_->start();
  pass(1);
  link_->mood = Mood::Works;
  submit();
  delivery_->wake();
  pass(5);
  EXPECT_EQ(counts().refused, 1);
  EXPECT_EQ(counts().delivered, 1);
  EXPECT_TRUE((*store_->find_by_uid(refused.uid))->refused);
}

TEST_F(DeliveryTest, RestartsOnBothSidesNeitherLoseNorDouble) {
  for (int round = 0; round < 3; ++round) {
    submit();
    link_->mood = round == 1 ? Mood::LosesAnswers : Mood::Down;
    delivery_->start();
    pass(1);
    open();
  }
  delivery_->start();
  pass(30);
  EXPECT_EQ(counts().delivered, 3);
  EXPECT_EQ(office_cases(), 3U);
}

TEST_F(DeliveryTest, AnswersAreTakenInOnceAlsoOverSeveralBatchesAndRestarts) {
  const auto submitted = submit();
  delivery_->start();
  pass(5);
  ASSERT_TRUE(office_->supplement(submitted.uid, {{"bank_card"}, "one more page"}, "desk"));
  ASSERT_TRUE(office_->accept(submitted.uid, "desk"));
  ASSERT_TRUE(office_->decide(submitted.uid, cases::Outcome::Approved, "granted", "desk"));
  delivery_->fetch_now();
  pass(1);
  EXPECT_EQ((*store_->find_by_uid(submitted.uid))->state, cases::CaseState::Concluded);
  const std::size_t notices = store_->notices_of(submitted.uid)->size();
  open();
  delivery_->start();
  pass(5);
  EXPECT_EQ(store_->notices_of(submitted.uid)->size(), notices);
}

TEST_F(DeliveryTest, ASupplementIsTakenOnceWhateverTheLinkDoes) {
  const auto submitted = submit();
  delivery_->start();
  pass(5);
  const auto asked = office_->supplement(submitted.uid, {{"bank_card"}, "one more page"}, "desk");
  ASSERT_TRUE(asked) << describe(asked.error());
  delivery_->fetch_now();
  pass(1);
  ASSERT_EQ((*store_->find_by_uid(submitted.uid))->state, cases::CaseState::Supplement);
  auto draft = cases::new_draft("ss.pension-claim", 1, bench_.clock.now(), *bench_.random);
  draft.applicant = cases::test::elder();
  draft.supplement = cases::SupplementOf{submitted.uid, asked->notice_no};
  draft.materials = {{"bank_card", {cases::page_of(cases::test::picture(9), "image/jpeg", 40)}}};
  ASSERT_TRUE(store_->submit(cases::make_supplement(*catalog_->item("ss.pension-claim"), draft, true)));
  link_->mood = Mood::LosesAnswers;
  const int posts = link_->posts;
  delivery_->wake();
  pass(10);
  EXPECT_GT(link_->posts, posts + 1) << "it went more than once";
  open();  // the power fails before anything was acknowledged
  delivery_->start();
  pass(30);
  EXPECT_EQ(counts().delivered, 2);
  EXPECT_EQ(office_cases(), 1U);
  EXPECT_EQ((*store_->find_by_uid(submitted.uid))->state, cases::CaseState::Accepted);
  const auto pages = [](const cases::Envelope& e) {
    for (const auto& material : e.materials) {
      if (material.code == "bank_card") return material.pages.size();
    }
    return std::size_t{0};
  };
  EXPECT_EQ(pages(*office_->content(submitted.uid)), pages(*store_->case_content(submitted.uid)) + 1);
}

TEST_F(DeliveryTest, AFailedFetchIsMadeUpFor) {
  const auto submitted = submit();
  delivery_->start();
  pass(5);
  ASSERT_TRUE(office_->decide(submitted.uid, cases::Outcome::Approved, "granted", "desk"));
  link_->mood = Mood::Down;
  delivery_->fetch_now();
  pass(1);
  EXPECT_EQ((*store_->find_by_uid(submitted.uid))->state, cases::CaseState::Accepted);
  link_->mood = Mood::Works;
  pass(61);
  EXPECT_EQ((*store_->find_by_uid(submitted.uid))->state, cases::CaseState::Concluded);
}

TEST_F(DeliveryTest, AClockSetBackByYearsDoesNotPutTheQueueToSleep) {
  const UnixMillis right = bench_.clock.now();
  bench_.clock.set_wall(right + std::int64_t{4} * 365 * 86'400'000);
  delivery_->start();
  link_->mood = Mood::Down;
  submit();
  delivery_->wake();
  pass(1);
  bench_.clock.set_wall(right);
  link_->mood = Mood::Works;
  pass(3600);
  EXPECT_EQ(counts().delivered, 1);
  EXPECT_EQ(office_cases(), 1U);
}

TEST_F(DeliveryTest, ManySubmissionsOnADeadLinkLeaveOneTimer) {
  delivery_->start();
  link_->mood = Mood::Down;
  submit();
  pass(20 * 60);
  for (int i = 0; i < 50; ++i) delivery_->wake();
  const int before = link_->posts;
  pass(20 * 60);
  EXPECT_LE(link_->posts - before, 3) << "a retry takes ten minutes by now";
}

// Whatever is lost when the power fails after any step: the person's case is at the office exactly once.
TEST_F(DeliveryTest, PowerCutsAfterEveryStepLeaveOneCase) {
  for (int steps = 0; steps < 12; ++steps) {
    SCOPED_TRACE(steps);
    open();
    const std::string uid = submit().uid;
    delivery_->start();
    link_->mood = steps % 3 == 2 ? Mood::LosesAnswers : Mood::Works;
    for (int i = 0; i < steps; ++i) queue_.run_one();
    open();
    delivery_->start();
    pass(5);
    EXPECT_EQ(counts().waiting + counts().in_flight, 0);
    EXPECT_EQ(counts().delivered, steps + 1);
    EXPECT_EQ(office_cases(), static_cast<std::size_t>(steps + 1));
    auto row = store_->find_by_uid(uid);
    ASSERT_TRUE(row && *row);
    EXPECT_TRUE((*row)->delivered);
    EXPECT_EQ((*row)->state, cases::CaseState::Accepted);
  }
}

TEST_F(DeliveryTest, NothingRunsAfterItIsGone) {
  submit();
  delivery_->start();
  delivery_.reset();
  pass(5);
  EXPECT_EQ(link_->posts, 0);
}

}  // namespace
}  // namespace yitang::outbox
