// The store and the camera behind their services: every failure becomes an event that a page can show.
#include <gtest/gtest.h>

#include "kiosk/terminal/camera_service.hpp"
#include "kiosk/terminal/visit/stage.hpp"
#include "services_support.hpp"
#include "storage/simulated_disk.hpp"

namespace yitang::terminal::test {
namespace {

using namespace std::chrono_literals;
using resident::CaptureFailed;
using resident::CaptureProblem;
using resident::PageCaptured;

TEST(StoreServiceTest, ADraftIsSavedFoundAndDeleted) {
  ServiceBench b;
  const cases::Draft draft = cases::test::pension_draft(*b.disk.random);
  b.service->save_draft(draft);
  b.service->find_person(draft.applicant->number);
  b.pass(0ms);
  EXPECT_EQ(b.count<resident::DraftSaved>(), 1);
  ASSERT_TRUE(b.last<resident::PersonFound>() && !b.last<resident::PersonFound>()->drafts.empty());
  EXPECT_EQ(b.last<resident::PersonFound>()->drafts[0].uid, draft.uid);
  b.service->delete_draft(draft.uid);
  b.service->find_person(draft.applicant->number);
  b.pass(0ms);
  EXPECT_TRUE(b.last<resident::PersonFound>()->drafts.empty());
}

TEST(StoreServiceTest, ACaseIsHandedInAndThenDelivered) {
  ServiceBench b;
  const cases::Draft draft = cases::test::pension_draft(*b.disk.random);
  b.service->submit(draft);
  b.service->submit(draft);
  b.pass(0ms);
  EXPECT_EQ(b.count<resident::CaseSubmitted>(), 2);
  EXPECT_TRUE(b.last<resident::CaseSubmitted>()->result.repeated);
  EXPECT_EQ(b.last<resident::CaseSubmitted>()->result.uid, draft.uid);
  EXPECT_EQ(b.store->counts()->cases, 1);
  EXPECT_GE(b.handed_in, 1);
  b.service->find_cases_by_token(b.last<resident::CaseSubmitted>()->result.qr_token);
  b.service->open_case(draft.uid);
  b.pass(0ms);
  EXPECT_EQ(b.last<resident::CasesFound>()->cases.size(), 1U);
  EXPECT_EQ(b.last<resident::CaseDetail>()->row.uid, draft.uid);
  b.service->open_case("00000000000000000000000000000000");
  b.pass(0ms);
  EXPECT_TRUE(b.last<resident::CasesFound>()->cases.empty());
}

TEST(StoreServiceTest, ANumberFindsACaseOnlyForWhoeverKnowsTheEndOfTheIdNumber) {
  ServiceBench b;
  const cases::Draft draft = cases::test::pension_draft(*b.disk.random);
  b.service->submit(draft);
  b.pass(0ms);
  const std::string number = b.last<resident::CaseSubmitted>()->result.receipt_no;
  const std::string ending = draft.applicant->number.substr(14);
  b.service->find_case_by_number(number, ending);
  b.pass(0ms);
  EXPECT_EQ(b.last<resident::CasesFound>()->cases.size(), 1U);
  b.service->find_case_by_number(number, ending == "0000" ? "0001" : "0000");
  b.pass(0ms);
  EXPECT_TRUE(b.last<resident::CasesFound>()->cases.empty());
  b.service->open_case(draft.uid);
  b.pass(0ms);
  EXPECT_EQ(b.last<resident::CaseDetail>()->delivery, catalog::Delivery::Print);
}

TEST(StoreServiceTest, OpeningACaseLeavesItsMessagesUnreadUntilTheyWereShown) {
  ServiceBench b;
  const cases::Draft draft = cases::test::pension_draft(*b.disk.random);
  b.service->submit(draft);
  b.pass(0ms);
  cases::StatusUpdate update;
  update.uid = draft.uid;
  update.revision = 1;
  update.state = cases::CaseState::Supplement;
  update.at = b.disk.clock.now();
  update.message = "请补交银行卡反面";
  ASSERT_TRUE(b.store->apply_status(update));
  b.service->open_case(draft.uid);
  b.pass(0ms);
  ASSERT_EQ(b.last<resident::CaseDetail>()->notices.size(), 1U);
  EXPECT_EQ(b.store->unread_notices(draft.applicant->number)->size(), 1U);
  b.service->notices_shown({b.last<resident::CaseDetail>()->notices[0].id});
  b.pass(0ms);
  EXPECT_TRUE(b.store->unread_notices(draft.applicant->number)->empty());
}

TEST(StoreServiceTest, AnItemThatLeftTheCatalogueIsAFailureAndNoCase) {
  ServiceBench b;
  cases::Draft draft = cases::test::pension_draft(*b.disk.random);
  draft.item_id = "no.such";
  b.service->submit(draft);
  b.pass(0ms);
  EXPECT_EQ(b.last<resident::SubmitFailed>()->kind, ErrorKind::NotFound);
  EXPECT_EQ(b.handed_in, 0);
}

// A store on a disk of its own that fills up while the terminal runs.
TEST(StoreServiceTest, TheIdlePageHearsThatTheDiskFillsUpAndThatThereIsRoomAgain) {
  ServiceBench b;
  storage::SimulatedDisk disk;
  cases::StoreOptions options{"/data/terminal", {"/etc/host.key", b.disk.options().host.hardware_id}, "YT01"};
  options.disk = &disk;
  auto store = cases::CaseStore::open(options, b.disk.clock, *b.disk.random);
  ASSERT_TRUE(store);
  StoreService service(b.queue, *store, b.catalog, b.disk.clock, b.post(), [] {});
  const auto leave_room = [&](std::uint64_t bytes) {
    disk.set_capacity(disk.used() + bytes);
    b.pass(5min);
  };
  const auto told = [&] { return b.last<resident::RoomChanged>()->level; };
  disk.set_capacity(std::uint64_t{2} << 30);
  service.start_upkeep();
  b.pass(0ms);
  EXPECT_EQ(b.count<resident::RoomChanged>(), 0) << "enough from the start is no news";
  leave_room(std::uint64_t{500} << 20);
  EXPECT_EQ(told(), cases::SpaceLevel::Low);
  leave_room(std::uint64_t{400} << 20);
  EXPECT_EQ(b.count<resident::RoomChanged>(), 1) << "said once";
  leave_room(std::uint64_t{100} << 20);
  EXPECT_EQ(told(), cases::SpaceLevel::Critical);
  leave_room(std::uint64_t{2} << 30);
  EXPECT_EQ(told(), cases::SpaceLevel::Enough);
  EXPECT_EQ(b.count<resident::RoomChanged>(), 3);
}

// What the card page promises: "kept here at most {days} days".
TEST(StoreServiceTest, ACaseLeavesTheTerminalAfterTheDaysThatItsItemPromises) {
  ServiceBench b;
  const cases::Draft draft = cases::test::pension_draft(*b.disk.random);
  const int days = b.catalog->item(draft.item_id)->privacy.retention_days;
  b.service->submit(draft);
  b.pass(0ms);
  b.service->start_upkeep();
  b.disk.clock.advance((24LL * days + 1) * 3'600'000);
  b.pass(10min);
  EXPECT_TRUE(b.store->case_content(draft.uid)) << "not delivered: it is the only copy";
  const auto entry = b.store->outbox().claim_next(b.disk.clock.now());
  ASSERT_TRUE(entry && *entry);
  ASSERT_TRUE(b.store->outbox().mark_delivered((**entry).id, "{}"));
  b.pass(10min);
  const auto gone = b.store->case_content(draft.uid);
  ASSERT_FALSE(gone);
  EXPECT_EQ(gone.error().kind, ErrorKind::NotFound);
  const auto row = b.store->find_by_uid(draft.uid);
  ASSERT_TRUE(row && *row) << "number, item and state stay";
  EXPECT_TRUE(b.store->find_by_person(draft.applicant->number)->empty());
  EXPECT_TRUE(b.store->check()->ok());
}

TEST(StoreServiceTest, AYoungCaseIsNotErased) {
  ServiceBench b;
  const cases::Draft draft = cases::test::pension_draft(*b.disk.random);
  const int days = b.catalog->item(draft.item_id)->privacy.retention_days;
  b.service->submit(draft);
  b.pass(0ms);
  const auto entry = b.store->outbox().claim_next(b.disk.clock.now());
  ASSERT_TRUE(b.store->outbox().mark_delivered((**entry).id, "{}"));
  b.service->start_upkeep();
  b.disk.clock.advance((24LL * days - 1) * 3'600'000);
  b.pass(10min);
  EXPECT_TRUE(b.store->case_content(draft.uid));
  b.disk.clock.advance(2LL * 3'600'000);
  b.pass(10min);
  EXPECT_FALSE(b.store->case_content(draft.uid));
}

TEST(StoreServiceTest, AFullDiskIsSaidAndTheDraftStays) {
  ServiceBench b;
  const cases::Draft draft = cases::test::pension_draft(*b.disk.random);
  b.service->save_draft(draft);
  b.pass(0ms);
  {
    const DiskLimit full(true);
    b.service->save_draft(draft);
    b.service->submit(draft);
    b.service->store_rating({draft.uid, 5, {}, {}, 0});
    b.pass(0ms);
  }
  EXPECT_EQ(b.last<resident::DraftNotSaved>()->kind, ErrorKind::StoreFull);
  EXPECT_EQ(b.last<resident::SubmitFailed>()->kind, ErrorKind::StoreFull);
  EXPECT_EQ(b.count<resident::RatingFailed>(), 1);
  EXPECT_EQ(b.handed_in, 0);
  b.service->find_person(draft.applicant->number);
  b.service->submit(draft);
  b.pass(0ms);
  EXPECT_FALSE(b.last<resident::PersonFound>()->drafts.empty());
  EXPECT_EQ(b.count<resident::CaseSubmitted>(), 1);
}

TEST(StoreServiceTest, ALevelThatDoesNotExistIsARatingThatFailed) {
  ServiceBench b;
  b.service->store_rating({"00000000000000000000000000000001", 6, {}, {}, 0});
  b.pass(0ms);
  EXPECT_EQ(b.last<resident::RatingFailed>()->kind, ErrorKind::BadInput);
}

TEST(StoreServiceTest, NothingRunsAfterTheServiceIsGone) {
  ServiceBench b;
  b.service->find_person("x");
  b.service.reset();
  b.pass(0ms);
  EXPECT_TRUE(b.events.empty());
}

class CameraServiceTest : public testing::Test {
 protected:
  ServiceBench b;
  CameraService camera{b.queue, &b.world.camera, *b.service, b.post()};

  void capture() {
    camera.capture();
    b.pass(1s);
  }
};

TEST_F(CameraServiceTest, AGoodPageIsSealedWithAPreview) {
  capture();
  const auto page = b.last<PageCaptured>();
  ASSERT_TRUE(page);
  EXPECT_FALSE(page->doubt);
  ASSERT_TRUE(page->page.sealed);
  EXPECT_TRUE(page->page.content.empty()) << "the picture is in the sealed file only";
  EXPECT_GT(page->preview.width, 0);
  EXPECT_EQ(page->preview.grey.size(),
            static_cast<std::size_t>(page->preview.width) * static_cast<std::size_t>(page->preview.height));
  const auto content = b.store->page_content(page->page);
  ASSERT_TRUE(content) << describe(content.error());
  EXPECT_EQ(content->size(), page->page.bytes);
}

TEST_F(CameraServiceTest, BlurredAndDarkPagesAreDoubtfulButThere) {
  b.world.camera.set_blur(8);
  capture();
  EXPECT_EQ(b.last<PageCaptured>()->doubt, CaptureProblem::Blurred);
  b.world.camera.set_blur(0);
  b.world.camera.set_dark(true);
  capture();
  EXPECT_EQ(b.last<PageCaptured>()->doubt, CaptureProblem::TooDark);
}

// The preview is the straightened sheet: its rim is paper, not desk.
TEST_F(CameraServiceTest, ThePreviewIsTheSheetWithoutTheDesk) {
  capture();
  const auto page = b.last<PageCaptured>();
  ASSERT_TRUE(page);
  EXPECT_FALSE(page->preview.whole);
  const auto width = static_cast<std::size_t>(page->preview.width);
  const auto height = static_cast<std::size_t>(page->preview.height);
  for (const std::size_t at : {3 * width + 3, (height - 4) * width + width - 4, height / 2 * width + 3})
    EXPECT_GT(page->preview.grey[at], 200);
}

TEST_F(CameraServiceTest, AnEmptyDeskIsSaidAndMayBeKeptAllTheSame) {
  b.world.camera.put_page(0);
  capture();
  const auto page = b.last<PageCaptured>();
  ASSERT_TRUE(page);
  EXPECT_EQ(page->doubt, CaptureProblem::NoPage);
  EXPECT_TRUE(page->preview.whole);
  EXPECT_TRUE(page->page.sealed);
}

TEST_F(CameraServiceTest, EveryFailureIsAnsweredOnce) {
  b.world.camera.set_plugged(false);
  capture();
  EXPECT_EQ(b.last<CaptureFailed>()->problem, CaptureProblem::NoCamera);
  b.world.camera.set_plugged(true);
  b.world.camera.fail_next(devices::ErrorCode::Io);
  capture();
  EXPECT_EQ(b.last<CaptureFailed>()->problem, CaptureProblem::Failed);
  {
    const DiskLimit full(true);
    capture();
  }
  EXPECT_EQ(b.last<CaptureFailed>()->problem, CaptureProblem::StoreFull);
  EXPECT_EQ(b.events.size(), 3U);
  capture();
  EXPECT_EQ(b.count<PageCaptured>(), 1);
}

TEST(CameraServiceWithoutCamera, SaysSo) {
  ServiceBench b;
  CameraService camera(b.queue, nullptr, *b.service, b.post());
  camera.capture();
  b.pass(0ms);
  EXPECT_EQ(b.last<CaptureFailed>()->problem, CaptureProblem::NoCamera);
}

}  // namespace
}  // namespace yitang::terminal::test
