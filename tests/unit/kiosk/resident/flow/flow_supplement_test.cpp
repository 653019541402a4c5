// Handing in what the office still wants, from the page of the case.
#include <gtest/gtest.h>

#include "flow_support.hpp"

namespace yitang::resident::test {
namespace {

const std::string kNotice = "BZ202611200001";

CaseDetail waiting(const FlowBench& b, std::vector<std::string> wanted = {"bank_card"}) {
  CaseDetail detail{b.row("one"), {}};
  detail.row.state = cases::CaseState::Supplement;
  detail.row.state_at = b.clock.now();
  cases::Notice notice;
  notice.id = 7;
  notice.uid = "one";
  notice.state = cases::CaseState::Supplement;
  notice.at = b.clock.now();
  notice.details.demand = cases::Demand{kNotice, {}, Date{2026, 11, 27}, std::move(wanted)};
  detail.notices = {notice};
  return detail;
}

void to_case(FlowBench& b, const CaseDetail& detail, PersonFound found = {}) {
  b.to_query();
  b.flow.on(Event{CardRead{elder()}});
  found.cases = {detail.row};
  b.answer_person(std::move(found));
  ASSERT_EQ(b.page(), Page::QueryList);
  b.tap(IntentKind::OpenCase, "one");
  b.flow.on(Event{detail});
  ASSERT_EQ(b.page(), Page::QueryCase);
}

void to_supplement(FlowBench& b, std::vector<std::string> wanted = {"bank_card"}) {
  to_case(b, waiting(b, std::move(wanted)));
  b.tap(IntentKind::HandInMissing);
  ASSERT_EQ(b.page(), Page::Supplement);
}

CaseSubmitted taken(const FlowBench& b) {
  return {{b.ports.submitted.back().uid, "no-two", "token", std::nullopt, b.clock.now(), false}};
}

TEST(FlowSupplement, TheOwnCardOpensTheListAndThePagesGoToTheCase) {
  FlowBench b;
  to_supplement(b, {"bank_card", "contribution_record"});
  ASSERT_EQ(b.state().materials.size(), 2U);
  b.tap(IntentKind::Submit);
  EXPECT_TRUE(b.ports.submitted.empty()) << "everything at once";
  b.photograph("bank_card");
  EXPECT_EQ(b.page(), Page::Supplement);
  b.photograph("contribution_record", 2);
  b.tap(IntentKind::Submit);
  EXPECT_EQ(b.page(), Page::Submitting);
  ASSERT_EQ(b.ports.submitted.size(), 1U);
  const cases::Draft& draft = b.ports.submitted[0];
  EXPECT_EQ(draft.supplement, (cases::SupplementOf{"one", kNotice}));
  EXPECT_EQ(draft.applicant->number, elder().number);
  EXPECT_EQ(draft.materials.size(), 2U);
  EXPECT_EQ(b.ports.saved.back().page, "supplement");
  b.tap(IntentKind::Submit);
  EXPECT_EQ(b.ports.submitted.size(), 1U);
  b.flow.on(Event{taken(b)});
  EXPECT_EQ(b.page(), Page::SupplementSent);
  ASSERT_EQ(b.ports.prints.size(), 1U);
  EXPECT_EQ(b.ports.prints[0].case_uid, draft.uid);
  b.tap(IntentKind::FinishReceipt);
  EXPECT_EQ(b.page(), Page::Goodbye);
}

TEST(FlowSupplement, AReceiptAloneShowsTheListAndTakesNothing) {
  FlowBench b;
  b.to_query();
  b.flow.on(Event{CardRead{younger()}});  // somebody without a case, before
  b.answer_person();
  b.flow.on(Event{ReceiptScanned{"YT1.AAAAAAAAAAAAAAAAAAAAAAAA"}});
  b.flow.on(Event{CasesFound{{b.row("one")}}});
  b.flow.on(Event{waiting(b)});
  ASSERT_EQ(b.page(), Page::QueryCase);
  EXPECT_NE(unanswered_demand(b.state()), nullptr);
  EXPECT_FALSE(may_hand_in(b.state()));
  b.tap(IntentKind::HandInMissing);
  EXPECT_EQ(b.page(), Page::QueryCase);
}

TEST(FlowSupplement, WordsWithoutAListAndAnsweredNoticesOfferNothing) {
  FlowBench words;
  to_case(words, waiting(words, {}));
  EXPECT_FALSE(may_hand_in(words.state()));
  FlowBench answered;
  CaseDetail detail = waiting(answered);
  detail.supplements = {answered.row("two")};
  detail.supplements[0].notice_no = kNotice;
  to_case(answered, detail);
  EXPECT_FALSE(may_hand_in(answered.state()));
  FlowBench refused;
  detail.supplements[0].refused = true;
  to_case(refused, detail);
  EXPECT_TRUE(may_hand_in(refused.state())) << "the office never took it";
  FlowBench accepted;
  detail = waiting(accepted);
  detail.row.state = cases::CaseState::Accepted;
  to_case(accepted, detail);
  EXPECT_FALSE(may_hand_in(accepted.state()));
}

TEST(FlowSupplement, GoingBackKeepsThePagesForTheSameCase) {
  FlowBench b;
  to_supplement(b, {"bank_card", "contribution_record"});
  b.photograph("bank_card");
  b.tap(IntentKind::GoBack);
  EXPECT_EQ(b.page(), Page::QueryCase);
  EXPECT_EQ(kept_of(b.state()), Kept::Nothing) << "nothing of an application";
  b.tap(IntentKind::HandInMissing);
  ASSERT_EQ(b.page(), Page::Supplement);
  EXPECT_EQ(b.state().materials[0].have_pages, 1U);
  EXPECT_EQ(b.state().materials[1].have_pages, 0U);
}

TEST(FlowSupplement, AfterAPowerCutItGoesOnWithTheDraftFromTheStore) {
  FlowBench before;
  to_supplement(before, {"bank_card", "contribution_record"});
  before.photograph("bank_card");
  const cases::Draft kept = before.ports.saved.back();
  FlowBench b(9);
  PersonFound found;
  found.drafts = {kept};
  to_case(b, waiting(b, {"bank_card", "contribution_record"}), found);
  b.tap(IntentKind::HandInMissing);
  ASSERT_EQ(b.page(), Page::Supplement);
  EXPECT_EQ(b.state().draft.uid, kept.uid) << "the same key: handed in once";
  EXPECT_EQ(b.state().materials[0].have_pages, 1U);
}

TEST(FlowSupplement, AFailureSaysSoAndCanBeTriedAgain) {
  FlowBench b;
  to_supplement(b);
  b.photograph("bank_card");
  b.tap(IntentKind::Submit);
  b.flow.on(Event{SubmitFailed{ErrorKind::StoreFull}});
  EXPECT_EQ(b.page(), Page::Submitting);
  b.tap(IntentKind::TryAgain);
  EXPECT_EQ(b.ports.submitted.size(), 2U);
  EXPECT_EQ(b.ports.submitted[0].uid, b.ports.submitted[1].uid);
  b.flow.on(Event{SubmitFailed{ErrorKind::StoreFailed}});
  b.tap(IntentKind::GoBack);
  EXPECT_EQ(b.page(), Page::Supplement);
}

TEST(FlowSupplement, NothingOfItIsLeftForTheNextPerson) {
  FlowBench b;
  to_supplement(b);
  b.photograph("bank_card");
  b.tap(IntentKind::GoHome);
  EXPECT_EQ(b.state().overlay, Overlay::LeaveQuestion);
  b.tap(IntentKind::LeaveNow);
  EXPECT_EQ(b.page(), Page::Home);
  EXPECT_EQ(everything_in(b.state()).find(elder().number), std::string::npos);
  EXPECT_FALSE(b.state().query.person);
  EXPECT_TRUE(b.state().query.unfinished.empty());
  EXPECT_TRUE(b.state().draft.materials.empty());
}

TEST(FlowSupplement, FromTheSameMatterUnderWayTheApplicationWaits) {
  FlowBench b;
  b.to_card();
  b.flow.on(Event{CardRead{elder()}});
  b.tap(IntentKind::UseCard);
  PersonFound found;
  found.cases = {waiting(b).row};
  b.answer_person(found);
  ASSERT_EQ(b.page(), Page::Duplicate);
  const std::string applying = b.state().draft.uid;
  b.tap(IntentKind::OpenExistingCase);
  b.flow.on(Event{waiting(b)});
  ASSERT_EQ(b.page(), Page::QueryCase);
  ASSERT_TRUE(may_hand_in(b.state()));
  b.tap(IntentKind::HandInMissing);
  ASSERT_EQ(b.page(), Page::Supplement);
  b.tap(IntentKind::GoBack);
  EXPECT_EQ(b.page(), Page::QueryCase);
  EXPECT_EQ(b.state().draft.uid, applying);
  b.tap(IntentKind::GoBack);
  EXPECT_EQ(b.page(), Page::Duplicate);
  b.tap(IntentKind::ApplyAgain);
  EXPECT_EQ(b.page(), Page::Form);
  EXPECT_FALSE(b.state().draft.supplement);
}

}  // namespace
}  // namespace yitang::resident::test
