// Applications without a card: the reference, how long they are kept, who finds them, what is on their slip.
#include <gtest/gtest.h>

#include "cases_support.hpp"
#include "kiosk/base/text.hpp"
#include "kiosk/cases/prepared_slip.hpp"
#include "kiosk/cases/submission.hpp"
#include "slips_support.hpp"

namespace yitang::cases {
namespace {

constexpr std::int64_t kHour = std::int64_t{3600} * 1000;

std::string words_on(const devices::ReceiptDocument& slip) {
  std::string all;
  for (const auto& block : slip.blocks) {
    if (const auto* text = std::get_if<devices::TextBlock>(&block)) all += text->text + "\n";
    if (const auto* number = std::get_if<devices::BigNumberBlock>(&block)) all += number->text + "\n";
    if (const auto* columns = std::get_if<devices::ColumnsBlock>(&block)) {
      for (const auto& column : columns->columns) all += column.text + "|";
    }
  }
  return all;
}

Draft typed_draft(Random& random) {
  Draft draft = test::pension_draft(random);
  draft.applicant = person_from_number(test::elder().number, test::elder().name);
  draft.signature.reset();
  draft.materials.clear();
  return draft;
}

TEST(Prepared, AReferenceIsReadBackAsPeopleWriteIt) {
  const auto random = seeded_random(3);
  const std::string reference = new_prepared_reference(*random);
  ASSERT_TRUE(is_prepared_reference(reference));
  const std::string shown = readable_reference(reference);
  EXPECT_EQ(shown.size(), 19U);
  EXPECT_EQ(parse_prepared_reference(shown), reference);
  EXPECT_EQ(parse_prepared_reference(" " + lower_ascii(shown) + " "), reference);
  EXPECT_EQ(parse_prepared_reference(reference), reference);
  for (std::size_t i = 0; i < shown.size(); ++i) {
    std::string wrong = shown;
    if (wrong[i] == '-') continue;
    wrong[i] = wrong[i] == '7' ? '8' : '7';
    EXPECT_FALSE(parse_prepared_reference(wrong)) << i;
  }
  EXPECT_FALSE(parse_prepared_reference(""));
  EXPECT_FALSE(parse_prepared_reference(std::string(5000, '7')));
  EXPECT_NE(new_prepared_reference(*random), reference);
}

TEST(Prepared, IsKeptForWorkingDaysOfTheCounter) {
  const auto& calendar = test::sample().calendar();
  const UnixMillis until = prepared_until(Date{2026, 11, 23}, 5, calendar);  // a Monday
  EXPECT_EQ(last_day_of({"", until}).iso(), "2026-11-30");
  EXPECT_EQ(until, start_of(Date{2026, 12, 1}));
}

TEST(Prepared, NamesAreTheSameWhateverStandsBetween) {
  EXPECT_TRUE(same_name("阿依古丽·买买提", "阿依古丽•买买提"));
  EXPECT_TRUE(same_name("Anna Maria", "ANNA-MARIA"));
  EXPECT_FALSE(same_name("张三", "张三丰"));
  EXPECT_FALSE(same_name("", ""));
}

TEST(Prepared, OnlyTheNumberOfTheCardFindsItAndOnlyTheReferenceOtherwise) {
  test::StoreBench bench;
  auto store = bench.open();
  const Draft draft = typed_draft(*bench.random);
  const UnixMillis until = bench.clock.now() + 72 * kHour;
  const auto prepared = store.prepare(draft, until);
  ASSERT_TRUE(prepared);
  EXPECT_EQ(store.prepare(draft, until)->reference, prepared->reference) << "the same draft keeps it";
  const auto found = *store.find_drafts(test::elder().number);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].prepared, prepared.value());
  EXPECT_EQ(found[0].applicant->source, PersonSource::Typed);
  EXPECT_EQ((*store.prepared(prepared->reference))->uid, draft.uid);
  EXPECT_FALSE(store.prepared("YP1.0000000000000000")->has_value());
  EXPECT_EQ(store.all_prepared(10)->size(), 1U);
  auto again = found[0];
  again.page = "signature";
  ASSERT_TRUE(store.save_draft(again));
  EXPECT_EQ((*store.draft(draft.uid))->prepared, prepared.value()) << "saving it leaves its time";
}

TEST(Prepared, OutlivesADayAndNotItsTime) {
  test::StoreBench bench;
  auto store = bench.open();
  const Draft draft = typed_draft(*bench.random);
  const UnixMillis start = bench.clock.now();
  const auto prepared = store.prepare(draft, start + 72 * kHour);
  ASSERT_TRUE(prepared);
  bench.clock.advance(71 * kHour);
  EXPECT_EQ(*store.expire_drafts(bench.clock.now()), 0);
  EXPECT_TRUE(store.prepared(prepared->reference)->has_value());
  bench.clock.advance(kHour);
  EXPECT_FALSE(store.prepared(prepared->reference)->has_value());
  EXPECT_EQ(*store.expire_drafts(bench.clock.now()), 1);
  EXPECT_TRUE(store.all_prepared(10)->empty());
}

TEST(Prepared, WhoTypesANumberCrowdsOutNothingOfItsOwner) {
  test::StoreBench bench;
  auto store = bench.open();
  Draft own = test::pension_draft(*bench.random);
  own.materials.clear();
  ASSERT_TRUE(store.save_draft(own));
  for (int i = 0; i < 25; ++i) ASSERT_TRUE(store.save_draft(typed_draft(*bench.random)));
  const auto found = *store.find_drafts(test::elder().number);
  ASSERT_EQ(found.size(), 20U);
  EXPECT_EQ(found[0].uid, own.uid);
}

TEST(Prepared, OnlyWhatIsUnprovenWaitsForTheCounter) {
  test::StoreBench bench;
  auto store = bench.open();
  const auto refused = store.prepare(test::pension_draft(*bench.random), bench.clock.now() + kHour);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::BadInput);
}

TEST(Prepared, IsNeverHandedInByTheTerminalAlone) {
  const auto random = seeded_random(3);
  const auto& item = test::item("ss.pension-claim");
  EXPECT_TRUE(obstacles(item, typed_draft(*random), test::kFriday).identity_unproven);
  EXPECT_FALSE(obstacles(item, test::pension_draft(*random), test::kFriday).identity_unproven);
  Envelope envelope = test::pension_envelope(*random);
  ASSERT_TRUE(check_submission(item, envelope, test::kFriday));
  envelope.applicant.source = PersonSource::Typed;
  const auto refused = check_submission(item, envelope, test::kFriday);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().where, "applicant.source");
}

TEST(Prepared, TheSlipSaysWhatHasToHappenAndShowsNoNumberInFull) {
  const auto random = seeded_random(3);
  Draft draft = typed_draft(*random);
  draft.prepared = PreparedCase{new_prepared_reference(*random), start_of(Date{2026, 12, 1})};
  for (const auto language : {Language::Chinese, Language::English}) {
    const auto settings = test::slip_settings(language, PaperWidth::Mm80);
    const auto slip =
        words_on(prepared_slip(settings, {test::item("ss.pension-claim"), draft, {{"Q", "A"}}}));
    EXPECT_NE(slip.find(readable_reference(draft.prepared->reference)), std::string::npos);
    EXPECT_NE(slip.find(masked_number(draft.applicant->number)), std::string::npos);
    EXPECT_EQ(slip.find(draft.applicant->number), std::string::npos);
    EXPECT_EQ(slip.find(draft.applicant->name), std::string::npos);
    for (const char* key : {"applicant.phone", "bank.card_no", "applicant.address"}) {
      const std::string value(text_of(draft.values, key));
      if (value.empty()) continue;
      EXPECT_EQ(slip.find(value), std::string::npos) << key;
    }
    EXPECT_NE(slip.find("12345"), std::string::npos);
  }
}

}  // namespace
}  // namespace yitang::cases
