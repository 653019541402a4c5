// Ratings: what may be said, once for each matter, and the way to the office behind the case.
#include "kiosk/cases/rating.hpp"

#include <gtest/gtest.h>

#include "cases_support.hpp"
#include "kiosk/base/text.hpp"

namespace yitang::cases {
namespace {

constexpr const char* kUid = "0123456789abcdef0123456789abcdef";
constexpr const char* kOther = "fedcba9876543210fedcba9876543210";

RatingEnvelope sample_rating() {
  return {kUid, kOther, "YT01", 2, {"207", "214"}, "等了很久", test::kFriday};
}

TEST(RatingEnvelopeTest, ComesBackAsItWent) {
  const RatingEnvelope rating = sample_rating();
  const auto back = rating_from_json(rating_to_json(rating));
  ASSERT_TRUE(back) << describe(back.error());
  EXPECT_EQ(*back, rating);
  EXPECT_TRUE(is_rating(rating_to_json(rating)));
}

TEST(RatingEnvelopeTest, TheLongestCommentFits) {
  RatingEnvelope rating = sample_rating();
  rating.comment.clear();
  for (std::size_t i = 0; i < kMaxRatingComment; ++i) append_utf8(rating.comment, U'\U00020BB7');
  const std::string json = rating_to_json(rating);
  EXPECT_LE(json.size(), kMaxRatingBytes);
  EXPECT_EQ(rating_from_json(json), rating);
  append_utf8(rating.comment, U'a');
  EXPECT_FALSE(rating_from_json(rating_to_json(rating)));
}

TEST(RatingEnvelopeTest, AnythingElseIsRefused) {
  const auto with = [](auto change) {
    RatingEnvelope rating = sample_rating();
    change(rating);
    return rating_from_json(rating_to_json(rating)).has_value();
  };
  EXPECT_FALSE(with([](RatingEnvelope& r) { r.level = 0; }));
  EXPECT_FALSE(with([](RatingEnvelope& r) { r.level = 6; }));
  EXPECT_FALSE(with([](RatingEnvelope& r) { r.tags = {"a,b"}; }));
  EXPECT_FALSE(with([](RatingEnvelope& r) { r.tags.assign(9, "207"); }));
  EXPECT_FALSE(with([](RatingEnvelope& r) { r.case_uid = "x"; }));
  EXPECT_FALSE(with([](RatingEnvelope& r) { r.terminal = "YT001"; }));
  EXPECT_FALSE(with([](RatingEnvelope& r) { r.comment = "a\x01"; }));
  EXPECT_FALSE(with([](RatingEnvelope& r) { r.at = 0; }));
  for (const char* text : {"", "[]", "{}", "null", R"({"schema": "yitang.case/1"})", R"({"schema": 5})"}) {
    EXPECT_FALSE(is_rating(text)) << text;
    EXPECT_FALSE(rating_from_json(text)) << text;
  }
  EXPECT_FALSE(is_rating(std::string(kMaxRatingBytes + 1, ' ')));
}

TEST(RatingEnvelopeTest, WhatIsTypedIsMadeToFit) {
  EXPECT_EQ(fit_comment("好\t的\n再\x7F来"), "好的\n再来");
  EXPECT_EQ(length_utf8(fit_comment(std::string(10000, 'x'))), kMaxRatingComment);
  EXPECT_TRUE(check_rating({kUid, 1, {"108"}, fit_comment(std::string(10000, 'x') + "\xFF"), 0}));
}

struct RatedStore {
  RatedStore() : store(bench.open()), done(*store.submit(test::pension_envelope(*bench.random))) {}
  void deliver_case() {
    const auto entry = *store.outbox().claim_next(bench.clock.now());
    ASSERT_TRUE(entry);
    ASSERT_EQ(entry->uid, done.uid);
    ASSERT_TRUE(store.outbox().mark_delivered(entry->id, "{}"));
  }
  test::StoreBench bench;
  CaseStore store;
  SubmittedCase done;
};

TEST(StoreRating, OnceForEachMatter) {
  RatedStore it;
  EXPECT_EQ(it.store.store_rating({kUid, 3, {}, {}, 0}).error().kind, ErrorKind::NotFound);
  ASSERT_TRUE(it.store.store_rating({it.done.uid, 3, {"307"}, {}, 0}));
  EXPECT_EQ(it.store.store_rating({it.done.uid, 5, {}, {}, 0}).error().kind, ErrorKind::Refused);
  EXPECT_EQ((*it.store.rating_of(it.done.uid))->level, 3);
  const auto report = it.store.check();
  EXPECT_TRUE(report->ok()) << testing::PrintToString(report->problems);
}

TEST(StoreRating, GoesOnlyBehindItsCase) {
  RatedStore it;
  ASSERT_TRUE(it.store.store_rating({it.done.uid, 1, {"113"}, "太慢", 0}));
  const auto first = *it.store.outbox().claim_next(it.bench.clock.now());
  ASSERT_TRUE(first);
  EXPECT_EQ(first->uid, it.done.uid);
  EXPECT_FALSE(*it.store.outbox().claim_next(it.bench.clock.now())) << "the case is only on its way";
  EXPECT_FALSE(*it.store.outbox().next_due()) << "else delivery would turn without end";
  ASSERT_TRUE(it.store.outbox().mark_delivered(first->id, "{}"));
  const auto second = *it.store.outbox().claim_next(it.bench.clock.now());
  ASSERT_TRUE(second);
  EXPECT_FALSE(*it.store.outbox().oldest_waiting()) << "no case waits";
  const auto sent = rating_from_json(second->envelope);
  ASSERT_TRUE(sent) << describe(sent.error());
  EXPECT_EQ(*sent,
            (RatingEnvelope{
                second->idempotency_key, it.done.uid, "YT01", 1, {"113"}, "太慢", it.bench.clock.now()}));
  ASSERT_TRUE(it.store.outbox().mark_refused(second->id, "never"));
  EXPECT_EQ(it.store.check()->refused,
            std::vector<std::string>{"rating of case " + it.done.receipt_no + ": never"});
}

TEST(StoreRating, WordsStayUntilTheOfficeHasThem) {
  RatedStore it;
  it.deliver_case();
  ASSERT_TRUE(it.store.store_rating({it.done.uid, 1, {}, "太慢", 0}));
  EXPECT_EQ(*it.store.erase_comments(it.bench.clock.now() + 1), 0);
  const auto entry = *it.store.outbox().claim_next(it.bench.clock.now());
  ASSERT_TRUE(it.store.outbox().mark_delivered(entry->id, "{}"));
  EXPECT_EQ(*it.store.erase_comments(it.bench.clock.now() + 1), 1);
  EXPECT_EQ((*it.store.rating_of(it.done.uid))->comment, "");
}

/// How often the log says that this store's rating will never be taken.
int refused_in_log(CaseStore& store) {
  int count = 0;
  EXPECT_TRUE(store.export_audit([&](std::string_view line) -> Result<void> {
    if (line.find("rating.delivered") != std::string_view::npos &&
        line.find("refused") != std::string_view::npos)
      ++count;
    return {};
  }));
  return count;
}

TEST(StoreRating, BehindARefusedCaseItIsRefusedAndItsWordsGo) {
  RatedStore it;
  ASSERT_TRUE(it.store.store_rating({it.done.uid, 1, {}, "太慢", 0}));
  const auto entry = *it.store.outbox().claim_next(it.bench.clock.now());
  ASSERT_TRUE(it.store.outbox().mark_refused(entry->id, "unknown item"));
  EXPECT_EQ(it.store.counts()->waiting, 0) << "else the keys could never be changed";
  EXPECT_EQ(it.store.outbox().counts()->refused, 2);
  EXPECT_EQ(it.store.check()->refused,
            (std::vector<std::string>{"case " + it.done.receipt_no + ": unknown item",
                                      "rating of case " + it.done.receipt_no + ": its case was refused"}));
  EXPECT_EQ(refused_in_log(it.store), 1);
  EXPECT_EQ(*it.store.erase_comments(it.bench.clock.now() + 1), 1);
}

TEST(StoreRating, OfARefusedCaseItIsRefusedAtOnce) {
  RatedStore it;
  const auto entry = *it.store.outbox().claim_next(it.bench.clock.now());
  ASSERT_TRUE(it.store.outbox().mark_refused(entry->id, "unknown item"));
  ASSERT_TRUE(it.store.store_rating({it.done.uid, 4, {}, {}, 0}));
  EXPECT_EQ(it.store.counts()->waiting, 0);
  EXPECT_EQ(it.store.outbox().counts()->refused, 2);
  EXPECT_EQ(refused_in_log(it.store), 1);
}

TEST(StoreRating, GoesAgainWithARefusedCaseThatIsResent) {
  RatedStore it;
  ASSERT_TRUE(it.store.store_rating({it.done.uid, 1, {}, "太慢", 0}));
  auto entry = *it.store.outbox().claim_next(it.bench.clock.now());
  ASSERT_TRUE(it.store.outbox().mark_refused(entry->id, "unknown item"));
  ASSERT_TRUE(*it.store.outbox().resend(it.done.uid, it.bench.clock.now()));
  EXPECT_EQ(it.store.counts()->waiting, 2);
  it.deliver_case();
  entry = *it.store.outbox().claim_next(it.bench.clock.now());
  ASSERT_TRUE(entry);
  EXPECT_EQ(rating_from_json(entry->envelope)->comment, "太慢");
  ASSERT_TRUE(it.store.outbox().mark_delivered(entry->id, "{}"));
  EXPECT_EQ(it.store.outbox().counts()->refused, 0);
  EXPECT_FALSE(*it.store.outbox().resend(it.done.uid, it.bench.clock.now()));
}

TEST(StoreRating, WordsFromAnUntrustedClockBeginToAgeWhenItIsTrusted) {
  RatedStore it;
  it.deliver_case();
  const UnixMillis right = it.bench.clock.now();
  it.bench.clock.set_judgement(ClockJudgement::BeforeRelease);
  it.bench.clock.set_wall(1000);
  ASSERT_TRUE(it.store.store_rating({it.done.uid, 1, {}, "太慢", 0}));
  const auto entry = *it.store.outbox().claim_next(right);
  ASSERT_TRUE(it.store.outbox().mark_delivered(entry->id, "{}"));
  it.bench.clock.set_judgement(ClockJudgement::Plausible);
  it.bench.clock.set_wall(right);
  EXPECT_EQ(*it.store.erase_comments(right - 1), 0);
  ASSERT_TRUE(it.store.note_time());
  EXPECT_EQ(*it.store.erase_comments(right - 1), 0);
  EXPECT_EQ(*it.store.erase_comments(right + 1), 1);
}

TEST(StoreRating, ACaseWhoseRatingIsNotDeliveredIsNotErased) {
  RatedStore it;
  it.deliver_case();
  ASSERT_TRUE(it.store.store_rating({it.done.uid, 1, {}, "太慢", 0}));
  EXPECT_EQ(it.store.erase_case(it.done.uid).error().kind, ErrorKind::Refused);
  EXPECT_EQ((*it.store.rating_of(it.done.uid))->comment, "太慢");
  EXPECT_TRUE(it.store.case_content(it.done.uid));
  EXPECT_TRUE(it.store.kept_before(it.bench.clock.now() + 1, 10)->empty()) << "not due for retention either";
  const auto entry = *it.store.outbox().claim_next(it.bench.clock.now());
  ASSERT_TRUE(it.store.outbox().mark_refused(entry->id, "never"));
  EXPECT_EQ(it.store.kept_before(it.bench.clock.now() + 1, 10)->size(), 1U);
  EXPECT_TRUE(it.store.erase_case(it.done.uid)) << "nothing will deliver it any more";
}

}  // namespace
}  // namespace yitang::cases
