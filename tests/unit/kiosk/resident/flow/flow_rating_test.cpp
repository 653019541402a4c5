// Rating a matter later, from the progress page, and in own words.
#include <gtest/gtest.h>

#include "flow_support.hpp"
#include "kiosk/base/text.hpp"

namespace yitang::resident::test {
namespace {

void open_own_case(FlowBench& b, bool rated = false) {
  b.to_query();
  b.flow.on(Event{CardRead{elder()}});
  b.answer_person({{}, {b.row("one"), b.row("two")}, {}});
  b.tap(IntentKind::OpenCase, "two");
  CaseDetail detail{b.row("two"), {}};
  detail.rated = rated;
  b.flow.on(Event{detail});
}

TEST(FlowRatingLater, OnceFromTheProgressPageAndBackToIt) {
  FlowBench b;
  open_own_case(b);
  ASSERT_TRUE(may_rate(b.state()));
  b.tap(IntentKind::RateCase);
  ASSERT_EQ(b.page(), Page::Rating);
  b.tap(IntentKind::GoBack);
  ASSERT_EQ(b.page(), Page::QueryCase);
  b.tap(IntentKind::RateCase);
  b.tap(IntentKind::Rate, {}, {}, 1);
  b.tap(IntentKind::ToggleTag, "113");
  b.tap(IntentKind::TypeComment, {}, "等得久");
  b.tap(IntentKind::SendRating);
  EXPECT_EQ(b.ports.ratings, std::vector<std::string>{"two 1 113 等得久"});
  EXPECT_EQ(b.page(), Page::QueryCase);
  EXPECT_FALSE(may_rate(b.state()));
  b.tap(IntentKind::RateCase);
  EXPECT_EQ(b.page(), Page::QueryCase) << "once for each matter";
}

TEST(FlowRatingLater, NotWhatWasRatedAndNotByAReceiptAlone) {
  FlowBench b;
  open_own_case(b, true);
  b.tap(IntentKind::RateCase);
  EXPECT_EQ(b.page(), Page::QueryCase);
  FlowBench found;
  found.to_query();
  found.flow.on(Event{ReceiptScanned{"token"}});
  found.flow.on(Event{CasesFound{{found.row("one")}}});
  found.flow.on(Event{CaseDetail{found.row("one"), {}}});
  ASSERT_EQ(found.page(), Page::QueryCase);
  found.tap(IntentKind::RateCase);
  EXPECT_EQ(found.page(), Page::QueryCase) << "a receipt that was found proves nobody";
}

TEST(FlowRatingLater, AFailureIsSaidAndMayBeTriedAgain) {
  FlowBench b;
  open_own_case(b);
  b.tap(IntentKind::RateCase);
  b.tap(IntentKind::Rate, {}, {}, 4);
  b.tap(IntentKind::SendRating);
  b.flow.on(Event{RatingFailed{ErrorKind::StoreFull}});
  EXPECT_TRUE(b.state().rating.failed);
  EXPECT_TRUE(may_rate(b.state()));
  b.tap(IntentKind::RateCase);
  b.tap(IntentKind::Rate, {}, {}, 4);
  b.tap(IntentKind::SendRating);
  b.flow.on(Event{RatingFailed{ErrorKind::Refused}});
  EXPECT_FALSE(b.state().rating.failed) << "it was rated before: nothing is lost";
  EXPECT_FALSE(may_rate(b.state()));
}

TEST(FlowRatingLater, OwnWordsAreMadeToFit) {
  FlowBench b;
  b.to_receipt();
  b.tap(IntentKind::FinishReceipt);
  b.tap(IntentKind::Rate, {}, {}, 2);
  b.tap(IntentKind::TypeComment, {}, std::string(10000, 'x') + "\x01");
  EXPECT_EQ(length_utf8(b.state().rating.comment), 500U);
  b.tap(IntentKind::SkipRating);
  EXPECT_TRUE(b.ports.ratings.empty());
}

}  // namespace
}  // namespace yitang::resident::test
