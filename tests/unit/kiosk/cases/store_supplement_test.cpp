// What is handed in later: a record of its own that belongs to a case.
#include <gtest/gtest.h>

#include "cases_support.hpp"
#include "kiosk/cases/store_schema.hpp"

namespace yitang::cases {
namespace {

struct StoreSupplement : test::StoreBench, testing::Test {
  std::optional<CaseStore> store{open()};

  SubmittedCase submit_case() {
    auto done = store->submit(test::pension_envelope(*random));
    EXPECT_TRUE(done) << describe(done.error());
    return *done;
  }
  Draft draft_for(const std::string& uid) {
    auto draft = new_draft("ss.pension-claim", 1, clock.now(), *random);
    draft.applicant = test::elder();
    draft.page = "supplement";
    draft.supplement = SupplementOf{uid, "BZ202611200001"};
    auto sealed = store->seal_page(page_of(test::picture(9), "image/jpeg", 40));
    EXPECT_TRUE(sealed);
    draft.materials = {{"bank_card", {*sealed}}};
    EXPECT_TRUE(store->save_draft(draft));
    return draft;
  }
  Result<SubmittedCase> hand_in(const Draft& draft) {
    return store->submit(make_supplement(test::item("ss.pension-claim"), draft, true));
  }
  void deliver_next() {
    const auto entry = store->outbox().claim_next(clock.now());
    ASSERT_TRUE(entry && *entry);
    ASSERT_TRUE(store->outbox().mark_delivered((*entry)->id, "receipt"));
  }
};

TEST_F(StoreSupplement, IsOneTransactionUnderItsKeyAndNoCaseOfItsOwn) {
  const auto the_case = submit_case();
  const auto draft = draft_for(the_case.uid);
  const auto first = hand_in(draft);
  ASSERT_TRUE(first) << describe(first.error());
  const auto again = hand_in(draft);
  ASSERT_TRUE(again);
  EXPECT_TRUE(again->repeated);
  EXPECT_EQ(again->receipt_no, first->receipt_no);
  EXPECT_EQ(*store->draft(draft.uid), std::nullopt);
  EXPECT_EQ(store->list(10)->size(), 1U);
  EXPECT_EQ(store->find_by_person(test::elder().number)->size(), 1U);
  EXPECT_EQ(store->counts()->cases, 1);
  EXPECT_EQ(store->counts()->waiting, 2);
  const auto supplements = *store->supplements_of(the_case.uid);
  ASSERT_EQ(supplements.size(), 1U);
  EXPECT_EQ(supplements[0].supplement_of, the_case.uid);
  EXPECT_EQ(supplements[0].notice_no, "BZ202611200001");
  EXPECT_EQ((*store->find_by_receipt(first->receipt_no))->uid, the_case.uid);
  EXPECT_EQ((*store->find_by_token(first->qr_token))->uid, the_case.uid);
  const auto report = store->check();
  EXPECT_TRUE(report->ok()) << report->problems.front();
}

TEST_F(StoreSupplement, TravelsWithItsPicturesBehindItsCase) {
  const auto the_case = submit_case();
  const auto draft = draft_for(the_case.uid);
  ASSERT_TRUE(hand_in(draft));
  deliver_next();
  const auto entry = store->outbox().claim_next(clock.now());
  ASSERT_TRUE(entry && *entry);
  EXPECT_EQ((*entry)->uid, draft.uid);
  const auto envelope = envelope_from_json((*entry)->envelope, EnvelopeUse::Delivery);
  ASSERT_TRUE(envelope) << describe(envelope.error());
  EXPECT_EQ(envelope->supplement, draft.supplement);
  ASSERT_EQ(envelope->materials.size(), 1U);
  EXPECT_EQ(envelope->materials[0].pages[0].content, test::picture(9));
}

TEST_F(StoreSupplement, ToACaseThatIsNotHereOrWithoutPagesIsRefused) {
  auto draft = draft_for(std::string(32, 'a'));
  EXPECT_EQ(hand_in(draft).error().kind, ErrorKind::BadInput);
  const auto the_case = submit_case();
  draft.supplement->case_uid = the_case.uid;
  draft.materials.clear();
  EXPECT_EQ(hand_in(draft).error().kind, ErrorKind::BadInput);
  EXPECT_EQ(store->supplements_of(the_case.uid)->size(), 0U);
}

TEST_F(StoreSupplement, TheDraftSurvivesARestartAndIsFoundByTheCard) {
  const auto the_case = submit_case();
  const auto draft = draft_for(the_case.uid);
  store.reset();
  store.emplace(open());
  const auto found = *store->find_drafts(test::elder().number);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].supplement, draft.supplement);
  EXPECT_EQ(*store->page_content(found[0].materials[0].pages[0]), test::picture(9));
}

TEST_F(StoreSupplement, IsErasedWithItsCaseAndHoldsItUntilItIsDelivered) {
  const auto the_case = submit_case();
  const auto draft = draft_for(the_case.uid);
  ASSERT_TRUE(hand_in(draft));
  deliver_next();
  EXPECT_EQ(store->erase_case(the_case.uid).error().kind, ErrorKind::Refused);
  EXPECT_TRUE(store->case_content(the_case.uid)) << "all or nothing";
  EXPECT_TRUE(store->kept_before(clock.now() + 1, 10)->empty());
  deliver_next();
  EXPECT_EQ(store->kept_before(clock.now() + 1, 10)->size(), 2U);
  ASSERT_TRUE(store->erase_case(the_case.uid, EraseReason::OnDemand));
  EXPECT_FALSE(store->case_content(the_case.uid));
  EXPECT_FALSE(store->case_content(draft.uid));
  EXPECT_TRUE(store->check()->ok());
  EXPECT_EQ(store->check()->pages, 0);
}

TEST_F(StoreSupplement, WhatTheOfficeSaysBesidesItsWordsComesBack) {
  const auto the_case = submit_case();
  StatusUpdate update;
  update.uid = the_case.uid;
  update.revision = 1;
  update.state = CaseState::Supplement;
  update.at = clock.now();
  update.step = "accept";
  update.details.demand =
      Demand{"BZ202611200002", "BZ202611200001", Date{2026, 11, 27}, {"bank_card", "household_register"}};
  ASSERT_EQ(store->apply_status(update), true);
  store.reset();
  store.emplace(open());
  const auto notices = *store->notices_of(the_case.uid);
  ASSERT_EQ(notices.size(), 1U);
  EXPECT_EQ(notices[0].step, "accept");
  ASSERT_NE(open_demand(notices), nullptr);
  EXPECT_EQ(*open_demand(notices), *update.details.demand);
  update.revision = 2;
  update.state = CaseState::Accepted;
  update.details = {};
  ASSERT_EQ(store->apply_status(update), true);
  EXPECT_EQ(open_demand(*store->notices_of(the_case.uid)), nullptr);
}

TEST(StatusDetails, AreWrittenAndReadAndRefuseWhatTheyDoNotKnow) {
  EXPECT_EQ(details_to_json({}), "");
  const StatusDetails place{{}, "A-3-12", "SF1234567890"};
  EXPECT_EQ(details_to_json(place), R"({"courier_no":"SF1234567890","shelf":"A-3-12"})");
  EXPECT_EQ(details_from_json(details_to_json(place)), place);
  const StatusDetails demand{Demand{"N2", "N1", Date{2026, 2, 28}, {"a", "b"}}, {}, {}};
  EXPECT_EQ(details_from_json(details_to_json(demand)), demand);
  EXPECT_EQ(details_from_json(""), StatusDetails{});
  for (const char* bad :
       {"[]", "{\"other\":1}", "{\"demand\":{}}", "{\"demand\":{\"number\":\"N\",\"wanted\":[1]}}",
        "{\"demand\":{\"number\":\"N\",\"wanted\":[],\"due\":\"2026-02-30\"}}"}) {
    const auto read = details_from_json(bad);
    ASSERT_FALSE(read) << bad;
    EXPECT_EQ(read.error().kind, ErrorKind::BadInput);
  }
}

TEST(Supplement, IsAMemberOfDraftAndEnvelopeOnlyWhereThereIsOne) {
  const auto random = seeded_random(3);
  auto draft = test::pension_draft(*random);
  EXPECT_EQ(draft_to_json(draft).find("supplement"), std::string::npos);
  const auto envelope = test::pension_envelope(*random);
  EXPECT_EQ(envelope_to_json(envelope, EnvelopePages::WithoutContent).find("supplement"), std::string::npos);
  draft.materials.clear();
  draft.supplement = SupplementOf{draft.uid, "BZ202611200001"};
  const auto read = draft_from_json(draft_to_json(draft));
  ASSERT_TRUE(read) << describe(read.error());
  EXPECT_EQ(read->supplement, draft.supplement);
}

}  // namespace
}  // namespace yitang::cases
