// Heads of the audit log on their way to the office and back.
#include "kiosk/cases/audit_heads.hpp"

#include <gtest/gtest.h>

#include <optional>

#include "cases_support.hpp"
#include "kiosk/cases/office_receipt.hpp"

namespace yitang::cases {
namespace {

const storage::Bytes kHeadSeed(32, 5);

storage::SignedHead sample_head() {
  storage::SignedHead head;
  head.device = "YT01";
  head.boot = "0f0e0d0c-0b0a-0908-0706-050403020100";
  head.head = {42, {}};
  head.head.hash.fill(0xab);
  head.unix_ms = test::kFriday;
  storage::sign_head(head, kHeadSeed);
  return head;
}

TEST(AuditHeadJson, ComesBackAsItWasSigned) {
  const auto back = audit_head_from_json(audit_head_to_json(sample_head()));
  ASSERT_TRUE(back) << describe(back.error());
  EXPECT_EQ(*back, sample_head());
}

TEST(AuditHeadJson, EveryChangedByteIsFound) {
  const std::string good = audit_head_to_json(sample_head());
  for (std::size_t at = 0; at < good.size(); ++at) {
    for (const int flip : {1, 2, 4, 8, 16, 32, 64, 128}) {
      std::string bad = good;
      bad[at] = static_cast<char>(bad[at] ^ flip);
      EXPECT_FALSE(audit_head_from_json(bad)) << at << " " << flip;
    }
  }
  EXPECT_FALSE(audit_head_from_json(good + " "));
  EXPECT_FALSE(audit_head_from_json(""));
  EXPECT_FALSE(audit_head_from_json("[]"));
  EXPECT_FALSE(audit_head_from_json(std::string(5000, '{')));
}

struct CountersignTest : test::StoreBench, testing::Test {
  std::optional<CaseStore> store{open()};

  OutboxEntry claim() { return **store->outbox().claim_next(clock.now()); }
  void deliver(const OutboxEntry& entry, const std::optional<ReceiptHead>& head) {
    const OfficeReceipt receipt{entry.idempotency_key, "case", "department", clock.now(), head};
    ASSERT_TRUE(store->outbox().mark_delivered(entry.id, signed_receipt(receipt, kHeadSeed)));
  }
  void submit() { ASSERT_TRUE(store->submit(test::pension_envelope(*random))); }
};

TEST_F(CountersignTest, AClaimCarriesTheSignedHeadOfThatMoment) {
  submit();
  const auto entry = claim();
  const auto head = audit_head_from_json(entry.audit_head);
  ASSERT_TRUE(head) << describe(head.error());
  EXPECT_EQ(head->device, "YT01");
  EXPECT_EQ(head->head.seq, 1);
  EXPECT_EQ(*store->standing_of(head->head), HeadStanding::Passed);
  EXPECT_EQ(head->key, storage::public_key_of(store->signing_seed()));
}

TEST_F(CountersignTest, TheNewestCountersignedHeadIsKeptAcrossARestart) {
  EXPECT_FALSE(*store->newest_countersigned_head());
  submit();
  const auto first = claim();
  const auto old_head = audit_head_from_json(first.audit_head)->head;
  deliver(first, ReceiptHead{"YT01", old_head});
  EXPECT_EQ((**store->newest_countersigned_head()).head, old_head);
  submit();
  submit();
  const auto second = claim();
  const auto third = claim();
  const auto newer = audit_head_from_json(second.audit_head)->head;
  deliver(second, ReceiptHead{"YT01", newer});
  deliver(third, ReceiptHead{"YT01", old_head});  // late: changes nothing
  store.reset();
  store.emplace(open());
  const auto kept = store->newest_countersigned_head();
  ASSERT_TRUE(kept && *kept);
  EXPECT_EQ((*kept)->head, newer);
  EXPECT_EQ((*kept)->office_at, clock.now());
  EXPECT_EQ(*store->standing_of(newer), HeadStanding::Passed);
}

TEST_F(CountersignTest, AReceiptWithoutAHeadOrOfAnotherTerminalKeepsNone) {
  submit();
  submit();
  deliver(claim(), std::nullopt);
  deliver(claim(), ReceiptHead{"YT02", sample_head().head});
  EXPECT_FALSE(*store->newest_countersigned_head());
}

TEST_F(CountersignTest, AnOldCopyIsBehindAndThenForked) {
  submit();
  storage::AuditHead ahead = sample_head().head;
  ahead.seq = 2;
  EXPECT_EQ(*store->standing_of(ahead), HeadStanding::Behind);
  submit();
  EXPECT_EQ(*store->standing_of(ahead), HeadStanding::Forked);
}

TEST_F(CountersignTest, TheCheckReadsSignedHeadsToo) {
  submit();
  ASSERT_TRUE(store->sign_audit_head());
  ASSERT_TRUE(store->sign_audit_head());
  const auto report = store->check();
  ASSERT_TRUE(report);
  EXPECT_TRUE(report->ok()) << report->problems.front();
}

}  // namespace
}  // namespace yitang::cases
