// Several cases in one transaction.
#include <gtest/gtest.h>

#include <set>

#include "bundle_support.hpp"
#include "kiosk/cases/receipt_number.hpp"

namespace yitang::cases {
namespace {

struct BundleBench : test::StoreBench {
  MergedItem item = test::merged("one_matter.settle_in");
  Draft draft;

  std::vector<Envelope> save_and_make(CaseStore& store) {
    draft = test::bundle_draft(item, *random, clock.now());
    for (MaterialPages& material : draft.materials) {
      for (PageImage& page : material.pages) page = *store.seal_page(page);
    }
    sign_bundle(item, draft, test::handwriting(), clock.now());
    EXPECT_TRUE(store.save_draft(draft));
    return make_envelopes(item, draft, test::sample().calendar(), clock.now(), true);
  }
};

TEST(StoreBundle, AllNumbersAndTheDraftIsGone) {
  BundleBench bench;
  auto store = bench.open();
  const auto envelopes = bench.save_and_make(store);
  const auto done = store.submit_all(envelopes);
  ASSERT_TRUE(done) << describe(done.error());
  ASSERT_EQ(done->cases.size(), envelopes.size());
  EXPECT_TRUE(is_qr_token(done->qr_token));
  std::set<std::string> numbers;
  for (const SubmittedCase& one : done->cases) numbers.insert(one.receipt_no);
  EXPECT_EQ(numbers.size(), envelopes.size());
  EXPECT_EQ(store.counts()->drafts, 0);
  EXPECT_EQ(store.counts()->cases, static_cast<int>(envelopes.size()));
  EXPECT_EQ(store.counts()->waiting, static_cast<int>(envelopes.size()));
  EXPECT_FALSE(store.draft(bench.draft.uid)->has_value());
}

TEST(StoreBundle, OneCodeFindsThemAllInOrder) {
  BundleBench bench;
  auto store = bench.open();
  const auto done = store.submit_all(bench.save_and_make(store));
  ASSERT_TRUE(done);
  const auto rows = store.cases_of_bundle(done->qr_token);
  ASSERT_TRUE(rows);
  ASSERT_EQ(rows->size(), done->cases.size());
  for (std::size_t i = 0; i < rows->size(); ++i) EXPECT_EQ(rows->at(i).uid, done->cases[i].uid);
  EXPECT_EQ(store.cases_of_bundle(done->uid)->size(), rows->size());
  EXPECT_TRUE(store.cases_of_bundle("")->empty());
  EXPECT_EQ(**store.bundle_of(done->cases[1].uid), done->uid);
  EXPECT_FALSE(*store.find_by_token(done->qr_token)) << "no single case has it";
  EXPECT_EQ(store.case_content(done->cases[0].uid)->bundle->qr_token, done->qr_token);
}

TEST(StoreBundle, TheOfficeReadsWhatTheyBelongTo) {
  BundleBench bench;
  auto store = bench.open();
  const auto done = store.submit_all(bench.save_and_make(store));
  ASSERT_TRUE(done);
  const Envelope sent = *store.case_content(done->cases[1].uid);
  const auto read = envelope_from_json(envelope_to_json(sent, EnvelopePages::WithoutContent),
                                       EnvelopeUse::Delivery, EnvelopePages::WithoutContent);
  ASSERT_TRUE(read) << describe(read.error());
  EXPECT_EQ(read->bundle, sent.bundle);
  EXPECT_EQ(read->bundle->position, 1);
  Envelope alone = sent;
  alone.bundle.reset();
  EXPECT_EQ(envelope_to_json(alone, EnvelopePages::WithoutContent).find("\"bundle\""), std::string::npos)
      << "the bytes of a case that came alone stay as they were";
}

TEST(StoreBundle, TheSameAgainGivesTheSameNumbers) {
  BundleBench bench;
  std::vector<Envelope> envelopes;
  SubmittedBundle first;
  {
    auto store = bench.open();
    envelopes = bench.save_and_make(store);
    first = *store.submit_all(envelopes);
  }
  auto store = bench.open();
  const auto again = store.submit_all(envelopes);
  ASSERT_TRUE(again) << describe(again.error());
  EXPECT_EQ(again->qr_token, first.qr_token);
  for (std::size_t i = 0; i < first.cases.size(); ++i) {
    EXPECT_EQ(again->cases[i].receipt_no, first.cases[i].receipt_no);
    EXPECT_TRUE(again->cases[i].repeated);
  }
  EXPECT_EQ(store.counts()->cases, static_cast<int>(envelopes.size()));
}

TEST(StoreBundle, OneThatCannotBeTakenTakesTheOthersAlong) {
  BundleBench bench;
  auto store = bench.open();
  auto envelopes = bench.save_and_make(store);
  envelopes.back().task_code.clear();
  EXPECT_EQ(store.submit_all(envelopes).error().kind, ErrorKind::BadInput);
  EXPECT_EQ(store.counts()->cases, 0);
  EXPECT_EQ(store.counts()->drafts, 1);
  EXPECT_TRUE(store.check()->ok());
}

TEST(StoreBundle, OneThatIsACaseAlreadyIsNotMixedWithNewOnes) {
  BundleBench bench;
  auto store = bench.open();
  const auto envelopes = bench.save_and_make(store);
  Envelope alone = envelopes.front();
  alone.bundle.reset();
  alone.materials.clear();
  ASSERT_TRUE(store.submit(alone));
  EXPECT_EQ(store.submit_all(envelopes).error().kind, ErrorKind::Refused);
  EXPECT_EQ(store.counts()->cases, 1);
}

TEST(StoreBundle, ErasingOneLeavesThePicturesOfTheOthers) {
  BundleBench bench;
  auto store = bench.open();
  const auto done = store.submit_all(bench.save_and_make(store));
  ASSERT_TRUE(done);
  EXPECT_TRUE(store.check()->ok());
  std::vector<std::string> with_photo;
  for (const SubmittedCase& one : done->cases) {
    const Envelope content = *store.case_content(one.uid);
    for (const EnvelopeMaterial& material : content.materials) {
      if (material.code == "photo") with_photo.push_back(one.uid);
    }
  }
  ASSERT_EQ(with_photo.size(), 2U);
  const auto photo = [&](const std::string& uid) {
    const Envelope content = *store.case_content(uid);
    for (const EnvelopeMaterial& material : content.materials) {
      if (material.code == "photo") return material.pages.front();
    }
    return PageImage{};
  };
  const PageImage first = photo(with_photo[0]);
  const PageImage second = photo(with_photo[1]);
  EXPECT_EQ(first.digest, second.digest);
  EXPECT_NE(first.sealed->name, second.sealed->name);
  for (std::size_t i = 0; i < done->cases.size(); ++i) {
    const auto entry = store.outbox().claim_next(bench.clock.now());
    ASSERT_TRUE(*entry);
    ASSERT_TRUE(store.outbox().mark_delivered((*entry)->id, "receipt"));
  }
  ASSERT_TRUE(store.erase_case(with_photo[0]));
  EXPECT_FALSE(store.page_content(first));
  EXPECT_TRUE(store.page_content(second));
  EXPECT_TRUE(store.check()->ok());
}

}  // namespace
}  // namespace yitang::cases
