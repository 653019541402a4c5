#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "cases_support.hpp"
#include "kiosk/cases/receipt_number.hpp"

namespace yitang::cases {
namespace {

using test::StoreBench;

Envelope saved_envelope(StoreBench& bench, CaseStore& store) {
  auto draft = test::pension_draft(*bench.random, bench.clock.now());
  for (auto& page : draft.materials[0].pages) page = *store.seal_page(page);
  EXPECT_TRUE(store.save_draft(draft));
  return make_envelope(test::item("ss.pension-claim"), draft, test::sample().calendar(), bench.clock.now(),
                       true);
}

TEST(StoreSubmit, PicturesThatTheOfficeCouldNeverTakeAreNotCommitted) {
  test::StoreBench bench;
  auto store = bench.open();
  auto envelope = test::pension_envelope(*bench.random);
  envelope.materials[0].pages.resize(1);
  envelope.materials[0].pages[0].bytes = kMaxPicturesBytes + 1;
  const auto refused = store.submit(envelope);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::Refused);
  EXPECT_NE(describe(refused.error()).find("leave out pages"), std::string::npos);
  EXPECT_EQ(store.counts()->cases, 0);
}

TEST(StoreSubmit, ACaseWithNumberTokenAndOutboxEntry) {
  StoreBench bench;
  auto store = bench.open();
  const auto envelope = saved_envelope(bench, store);
  const auto done = store.submit(envelope);
  ASSERT_TRUE(done) << describe(done.error());
  EXPECT_EQ(parse_receipt_number(done->receipt_no), (ReceiptNumber{"YT01", Date{2026, 11, 20}, 1}));
  EXPECT_TRUE(is_qr_token(done->qr_token));
  EXPECT_EQ(done->promised, (Date{2026, 12, 4}));
  EXPECT_FALSE(done->repeated);
  EXPECT_EQ(store.counts()->drafts, 0);
  EXPECT_EQ(store.counts()->cases, 1);
  EXPECT_EQ(store.counts()->waiting, 1);
  const auto row = store.find_by_receipt(" " + done->receipt_no);
  ASSERT_TRUE(*row);
  EXPECT_EQ((*row)->uid, envelope.idempotency_key);
  EXPECT_EQ((*row)->state, CaseState::Submitted);
  EXPECT_FALSE((*row)->delivered);
  EXPECT_EQ((*store.find_by_token(done->qr_token))->uid, done->uid);
  EXPECT_EQ(store.find_by_person(envelope.applicant.number)->size(), 1U);
  EXPECT_EQ(store.list(10)->size(), 1U);
  EXPECT_TRUE(*store.open_case_of("ss.pension-claim", envelope.applicant.number));
  EXPECT_FALSE(*store.open_case_of("ss.social-security-card", envelope.applicant.number));
  const auto content = store.case_content(done->uid);
  ASSERT_TRUE(content) << describe(content.error());
  EXPECT_EQ(content->values, envelope.values);
  EXPECT_EQ(verify(*content->signature, *content), SignatureProblem::None);
  const auto report = store.check();
  EXPECT_TRUE(report->ok()) << testing::PrintToString(report->problems);
  EXPECT_EQ(report->pages, 1);
}

TEST(StoreSubmit, TheSameKeyGivesTheSameNumberAlsoAfterARestart) {
  StoreBench bench;
  Envelope envelope;
  std::string number;
  {
    auto store = bench.open();
    envelope = saved_envelope(bench, store);
    number = store.submit(envelope)->receipt_no;
    EXPECT_EQ(store.submit(envelope)->receipt_no, number);
  }
  auto store = bench.open();
  const auto again = store.submit(envelope);
  EXPECT_EQ(again->receipt_no, number);
  EXPECT_TRUE(again->repeated);
  EXPECT_EQ(again->promised, envelope.promised);
  EXPECT_EQ(store.counts()->cases, 1);
  Draft late;
  late.uid = envelope.idempotency_key;
  EXPECT_EQ(store.save_draft(late).error().kind, ErrorKind::Refused);
}

TEST(StoreSubmit, NumbersAreUniqueOverDaysAndAClockSetBack) {
  StoreBench bench;
  auto store = bench.open();
  auto envelope = test::pension_envelope(*bench.random);
  std::set<std::string> numbers;
  for (int i = 0; i < 30; ++i) {
    if (i == 10) bench.clock.advance(24 * 3600 * 1000);
    if (i == 20) bench.clock.set_wall(test::kFriday);
    envelope.idempotency_key.clear();
    const auto done = store.submit(envelope);
    ASSERT_TRUE(done) << describe(done.error());
    EXPECT_TRUE(parse_receipt_number(done->receipt_no));
    numbers.insert(done->receipt_no);
  }
  EXPECT_EQ(numbers.size(), 30U);
  EXPECT_THAT(numbers, testing::Contains(testing::StartsWith("YT01-261120-0020-")));
  EXPECT_THAT(numbers, testing::Contains(testing::StartsWith("YT01-261121-0010-")));
}

TEST(StoreSubmit, AnIncompleteCaseIsRefusedBeforeAnythingIsWritten) {
  StoreBench bench;
  auto store = bench.open();
  auto envelope = test::pension_envelope(*bench.random);
  envelope.task_code.clear();
  auto refused = store.submit(envelope);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().where, "task_code");
  envelope = test::pension_envelope(*bench.random);
  envelope.idempotency_key = "'; DROP TABLE case_row; --";
  refused = store.submit(envelope);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().where, "idempotency_key");
  EXPECT_EQ(store.counts()->cases, 0);
  EXPECT_TRUE(store.check()->ok());
}

TEST(StoreSubmit, WhoeverMustShowACardIsNamedAndWhoNeedNotMayStayUnknown) {
  StoreBench bench;
  auto envelope = test::pension_envelope(*bench.random);
  envelope.applicant.number.clear();
  const auto unnamed = check_submission(test::item("ss.pension-claim"), envelope, test::kFriday);
  ASSERT_FALSE(unnamed);
  EXPECT_EQ(unnamed.error().where, "applicant.number");

  const auto& report = test::item("gov.grid-event-report");
  EXPECT_FALSE(catalog::needs_identity(report));
  Draft draft = new_draft(report.id, report.version, test::kFriday, *bench.random);
  const Envelope unsigned_report =
      make_envelope(report, draft, test::sample().calendar(), test::kFriday, true);
  auto store = bench.open();
  const auto taken = store.submit(unsigned_report);
  ASSERT_TRUE(taken) << describe(taken.error());
  EXPECT_TRUE((*store.find_by_uid(taken->uid)).has_value());
}

TEST(StoreSubmit, AFullDiskSendsNothingAndKeepsTheDraft) {
  StoreBench bench;
  std::string uid;
  {
    auto store = bench.open();
    uid = saved_envelope(bench, store).idempotency_key;
    ASSERT_TRUE(store.checkpoint());
  }
  const auto size = std::filesystem::file_size(bench.directory.path() / "terminal" / "cases.db");
  auto store = bench.open(size);
  auto draft = **store.draft(uid);
  draft.values["applicant.address"] = std::string(3000, 'x');
  draft.first_asked = std::string(150, 'x');
  auto envelope =
      make_envelope(test::item("ss.pension-claim"), draft, test::sample().calendar(), test::kFriday, true);
  envelope.answers["filler"] = std::string(700, 'x');
  envelope.materials[0].pages.push_back(page_of(test::picture(5), "image/jpeg"));
  for (int i = 0; i < 12; ++i) envelope.values["filler" + std::to_string(i)] = std::string(4000, 'x');
  const auto refused = store.submit(envelope);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::StoreFull) << describe(refused.error());
  EXPECT_EQ(store.counts()->cases, 0);
  EXPECT_EQ(store.counts()->waiting, 0);
  EXPECT_TRUE(*store.draft(uid));
  EXPECT_FALSE(*store.outbox().claim_next(bench.clock.now()));
  const auto report = store.check();
  EXPECT_TRUE(report->ok()) << testing::PrintToString(report->problems);
}

TEST(StoreSubmit, AConflictHalfwayLeavesNothingBehind) {
  StoreBench bench;
  auto store = bench.open();
  const auto first = saved_envelope(bench, store);
  ASSERT_TRUE(store.submit(first));
  auto thief = first;  // claims a picture that belongs to the first case
  thief.idempotency_key = std::string(32, 'b');
  EXPECT_EQ(store.submit(thief).error().kind, ErrorKind::StoreFailed);
  EXPECT_EQ(store.counts()->cases, 1);
  EXPECT_EQ(store.counts()->waiting, 1);
  EXPECT_TRUE(store.check()->ok());
  const auto next = store.submit(test::pension_envelope(*bench.random));
  EXPECT_TRUE(next->receipt_no.starts_with("YT01-261120-0002-")) << "the failed one used up no number";
}

TEST(StoreOutbox, HandsOutTheWholeCaseAndClosesByReceipt) {
  StoreBench bench;
  auto store = bench.open();
  const auto done = store.submit(saved_envelope(bench, store));
  auto& outbox = store.outbox();
  const auto entry = outbox.claim_next(bench.clock.now());
  ASSERT_TRUE(entry && *entry);
  EXPECT_EQ((*entry)->attempts, 1);
  const auto envelope = envelope_from_json((*entry)->envelope, EnvelopeUse::Delivery);
  ASSERT_TRUE(envelope) << describe(envelope.error());
  EXPECT_EQ(envelope->receipt_no, done->receipt_no);
  EXPECT_EQ(envelope->idempotency_key, (*entry)->idempotency_key);
  const auto scanned = std::find_if(envelope->materials.begin(), envelope->materials.end(),
                                    [](const auto& material) { return material.code == "bank_card"; });
  EXPECT_EQ(scanned->pages.at(0).content, test::picture(1));
  EXPECT_FALSE(*outbox.claim_next(bench.clock.now())) << "claimed once";
  ASSERT_TRUE(outbox.mark_retry((*entry)->id, bench.clock.now() + 5000));
  EXPECT_FALSE(*outbox.claim_next(bench.clock.now()));
  EXPECT_EQ(*outbox.next_due(), bench.clock.now() + 5000);
  ASSERT_TRUE(outbox.wake_all(bench.clock.now()));
  EXPECT_EQ((*outbox.claim_next(bench.clock.now()))->attempts, 2);
  EXPECT_EQ(outbox.counts()->in_flight, 1);
  EXPECT_EQ(*outbox.oldest_waiting(), done->submitted_at);
  ASSERT_TRUE(outbox.mark_delivered((*entry)->id, "signed receipt"));
  ASSERT_TRUE(outbox.mark_delivered((*entry)->id, "signed receipt"));
  EXPECT_EQ(outbox.counts()->delivered, 1);
  EXPECT_EQ(outbox.counts()->in_flight, 0);
  EXPECT_TRUE((*store.find_by_uid(done->uid))->delivered);
  EXPECT_FALSE(*outbox.oldest_waiting());
  EXPECT_TRUE(store.check()->ok());
}

TEST(StoreOutbox, AClaimDoesNotSurviveARestart) {
  StoreBench bench;
  {
    auto store = bench.open();
    ASSERT_TRUE(store.submit(test::pension_envelope(*bench.random)));
    ASSERT_TRUE(*store.outbox().claim_next(bench.clock.now()));
  }
  auto store = bench.open();
  EXPECT_EQ((*store.outbox().claim_next(bench.clock.now()))->attempts, 2);
}

TEST(StoreOutbox, AnUnreadableCaseDoesNotBlockTheOthers) {
  StoreBench bench;
  auto store = bench.open();
  ASSERT_TRUE(store.submit(test::pension_envelope(*bench.random)));
  for (const auto& file :
       std::filesystem::directory_iterator(bench.directory.path() / "terminal" / "sealed")) {
    std::filesystem::resize_file(file, 10);
  }
  ASSERT_TRUE(store.submit(test::pension_envelope(*bench.random)));
  EXPECT_TRUE(*store.outbox().claim_next(bench.clock.now()));  // the one behind it
  EXPECT_EQ(store.outbox().counts()->refused, 0);              // the fault may pass
  for (int i = 0; i < 10; ++i) {
    bench.clock.advance(3'600'000);
    EXPECT_FALSE(*store.outbox().claim_next(bench.clock.now()));
  }
  EXPECT_EQ(store.outbox().counts()->refused, 1);  // it does not: a technician must look
  EXPECT_FALSE(store.check()->ok());
}

TEST(StoreOpen, WrongKeysAndBadCodesAreNamed) {
  StoreBench bench;
  { auto store = bench.open(); }
  auto options = bench.options();
  options.terminal_code = "bad!";
  EXPECT_EQ(CaseStore::open(options, bench.clock, *bench.random).error().kind, ErrorKind::BadInput);
  options = bench.options();
  options.host.hardware_id = []() -> storage::Result<storage::Bytes> { return storage::Bytes(16, 0x43); };
  EXPECT_EQ(CaseStore::open(options, bench.clock, *bench.random).error().kind, ErrorKind::WrongKey);
}

}  // namespace
}  // namespace yitang::cases
