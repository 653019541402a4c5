#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "cases_support.hpp"
#include "storage/sealed_files.hpp"

namespace yitang::cases {
namespace {

using test::StoreBench;

std::size_t sealed_files(const StoreBench& bench) {
  std::size_t count = 0;
  for ([[maybe_unused]] const auto& entry :
       std::filesystem::directory_iterator(bench.directory.path() / "terminal" / "sealed")) {
    ++count;
  }
  return count;
}

/// A draft whose pictures are in the store.
Draft sealed_draft(StoreBench& bench, CaseStore& store) {
  auto draft = test::pension_draft(*bench.random);
  for (auto& material : draft.materials) {
    for (auto& page : material.pages) page = *store.seal_page(page);
  }
  return draft;
}

TEST(StoreDrafts, ResumedWithTheSameCardAfterARestart) {
  StoreBench bench;
  Draft draft;
  {
    auto store = bench.open();
    draft = sealed_draft(bench, store);
    draft.applicant->name = "张𠮷\uE863";
    draft.page = "form:bank:bank.card_no";
    ASSERT_TRUE(store.save_draft(draft));
  }
  auto store = bench.open();
  const auto found = store.find_draft(draft.applicant->number);
  ASSERT_TRUE(found) << describe(found.error());
  ASSERT_TRUE(*found);
  EXPECT_EQ((*found)->uid, draft.uid);
  EXPECT_EQ((*found)->values, draft.values);
  EXPECT_EQ((*found)->applicant->name, "张𠮷\uE863");
  EXPECT_EQ((*found)->page, draft.page);
  EXPECT_EQ(*store.page_content((*found)->materials[0].pages[0]), test::picture(1));
  EXPECT_FALSE(*store.find_draft(test::citizen_number("19900101", "012")));
  EXPECT_FALSE(*store.find_draft(draft.applicant->number, "another.item"));
  EXPECT_FALSE(*store.find_draft(""));
}

TEST(StoreDrafts, FoundByTheAgentsCardToo) {
  StoreBench bench;
  auto store = bench.open();
  auto draft = sealed_draft(bench, store);
  draft.agent = Agent{person_from_number(test::citizen_number("19900101", "012"), "李四"),
                      catalog::AgentKind::Relative};
  ASSERT_TRUE(store.save_draft(draft));
  EXPECT_TRUE(*store.find_draft(draft.agent->person.number));
}

TEST(StoreDrafts, TheNewestOneIsFound) {
  StoreBench bench;
  auto store = bench.open();
  auto first = new_draft("a", 1, bench.clock.now(), *bench.random);
  first.applicant = test::elder();
  auto second = new_draft("b", 1, bench.clock.now(), *bench.random);
  second.applicant = test::elder();
  ASSERT_TRUE(store.save_draft(first));
  bench.clock.advance(1000);
  ASSERT_TRUE(store.save_draft(second));
  EXPECT_EQ((*store.find_draft(test::elder().number))->item_id, "b");
  bench.clock.advance(1000);
  ASSERT_TRUE(store.save_draft(first));
  EXPECT_EQ((*store.find_draft(test::elder().number))->item_id, "a");
  EXPECT_EQ(store.counts()->drafts, 2);
}

TEST(StoreDrafts, AllOfAPersonAreFoundNewestFirstAndThoseOfOneItemAlone) {
  StoreBench bench;
  auto store = bench.open();
  std::vector<std::string> uids;
  for (const char* item : {"a", "b", "a"}) {
    auto draft = new_draft(item, 1, bench.clock.now(), *bench.random);
    draft.applicant = test::elder();
    ASSERT_TRUE(store.save_draft(draft));
    uids.push_back(draft.uid);
    bench.clock.advance(1000);
  }
  const auto number = test::elder().number;
  const auto all = store.find_drafts(number);
  ASSERT_TRUE(all) << describe(all.error());
  ASSERT_EQ(all->size(), 3U);
  EXPECT_EQ((*all)[0].uid, uids[2]);
  EXPECT_EQ((*all)[2].uid, uids[0]);
  const auto of_b = store.find_drafts(number, "b");
  ASSERT_EQ(of_b->size(), 1U) << "though a newer one of another item exists";
  EXPECT_EQ(of_b->front().uid, uids[1]);
  EXPECT_TRUE(store.find_drafts("")->empty());
  bench.clock.advance(kDraftLifetime - 1500);
  EXPECT_EQ(store.find_drafts(number)->size(), 1U) << "the others are a day old";
}

TEST(StoreDrafts, ExpireAfterADay) {
  StoreBench bench;
  auto store = bench.open();
  const auto draft = sealed_draft(bench, store);
  ASSERT_TRUE(store.save_draft(draft));
  bench.clock.advance(kDraftLifetime - 1);
  EXPECT_TRUE(*store.find_draft(draft.applicant->number));
  EXPECT_EQ(store.expire_drafts(bench.clock.now()), 0);
  bench.clock.advance(1);
  EXPECT_FALSE(*store.find_draft(draft.applicant->number)) << "expired, though not swept yet";
  EXPECT_EQ(sealed_files(bench), 1U);
  EXPECT_EQ(store.expire_drafts(bench.clock.now()), 1);
  EXPECT_EQ(sealed_files(bench), 0U);
  EXPECT_EQ(store.counts()->drafts, 0);
  EXPECT_TRUE(store.check()->ok());
}

TEST(StoreDrafts, DeletingRemovesPicturesAndKey) {
  StoreBench bench;
  auto store = bench.open();
  const auto draft = sealed_draft(bench, store);
  ASSERT_TRUE(store.save_draft(draft));
  EXPECT_EQ(store.delete_draft(draft.uid), true);
  EXPECT_EQ(store.delete_draft(draft.uid), false);
  EXPECT_EQ(sealed_files(bench), 0U);
  EXPECT_TRUE(store.check()->ok());
}

TEST(StoreDrafts, ARetakeRemovesTheOldPicture) {
  StoreBench bench;
  auto store = bench.open();
  auto draft = sealed_draft(bench, store);
  ASSERT_TRUE(store.save_draft(draft));
  EXPECT_EQ(store.discard_page(draft.materials[0].pages[0]).error().kind, ErrorKind::Refused);
  draft.materials[0].pages[0] = *store.seal_page(page_of(test::picture(9), "image/png"));
  EXPECT_EQ(sealed_files(bench), 2U);
  ASSERT_TRUE(store.save_draft(draft));
  EXPECT_EQ(sealed_files(bench), 1U);
  const auto unused = store.seal_page(page_of(test::picture(10), "image/png"));
  ASSERT_TRUE(store.discard_page(*unused));
  EXPECT_EQ(sealed_files(bench), 1U);
}

TEST(StoreDrafts, PicturesOfNobodyAreSweptAtStart) {
  StoreBench bench;
  {
    auto store = bench.open();
    ASSERT_TRUE(store.seal_page(page_of(test::picture(1), "image/jpeg")));
    EXPECT_FALSE(store.check()->ok()) << "check names the orphan";
  }
  auto store = bench.open();
  EXPECT_EQ(sealed_files(bench), 0U);
  EXPECT_TRUE(store.check()->ok());
}

TEST(StoreDrafts, ALaterSweepTakesOrphansButNothingThatWasJustSealed) {
  StoreBench b;
  {
    auto store = b.open();
    ASSERT_TRUE(store.seal_page(page_of(test::picture(1), "image/jpeg")));  // its draft was never saved
  }
  StoreOptions options = b.options();
  options.orphans = storage::SweepOrphans::Later;
  auto store = CaseStore::open(options, b.clock, *b.random);
  ASSERT_TRUE(store);
  auto page = store->seal_page(page_of(test::picture(2), "image/jpeg"));
  ASSERT_TRUE(page);
  const auto swept = store->sweep();
  ASSERT_TRUE(swept);
  EXPECT_EQ(*swept, 1U);
  EXPECT_TRUE(store->page_content(*page));
}

TEST(StoreDrafts, NothingPersonalIsReadableOnDisk) {
  StoreBench bench;
  const auto person = test::elder();
  {
    auto store = bench.open();
    ASSERT_TRUE(store.save_draft(sealed_draft(bench, store)));
  }
  for (const auto& entry : std::filesystem::recursive_directory_iterator(bench.directory.path())) {
    if (!entry.is_regular_file()) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    for (const auto& secret : {person.name, person.number, person.address, std::string("ss.pension-claim")}) {
      EXPECT_EQ(bytes.find(secret), std::string::npos) << entry.path();
    }
  }
}

}  // namespace
}  // namespace yitang::cases
