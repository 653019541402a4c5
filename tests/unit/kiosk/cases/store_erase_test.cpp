// After erasing, whoever has every file of the folder and the database's own key finds nothing of the person.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>

#include "cases_support.hpp"
#include "disk_traces.hpp"
#include "result_support.hpp"

namespace yitang::cases {
namespace {

using test::DiskTraces;
using test::StoreBench;
using test::Trace;
using testing::IsEmpty;

constexpr const char* kMessage = "请补交MARKER-MESSAGE的背面照片";
constexpr const char* kComment = "MARKER-COMMENT 服务很好";
constexpr const char* kAddress = "MARKER-ADDRESS 示例村99号";

struct StoreErase : StoreBench, testing::Test {
  std::optional<CaseStore> store{open()};
  std::filesystem::path folder = options().directory;

  Draft marked_draft(std::uint8_t seed) {
    auto draft = test::pension_draft(*random);
    draft.applicant->address = kAddress;
    draft.first_asked = "MARKER-CLERK";
    draft.materials = {{"bank_card", {page_of(test::picture(seed, 90'000), "image/jpeg", 40)}}};
    return draft;
  }
  Draft saved_draft(std::uint8_t seed) {
    auto draft = marked_draft(seed);
    auto sealed = store->seal_page(draft.materials[0].pages[0]);
    EXPECT_TRUE(sealed);
    draft.materials[0].pages[0] = *sealed;
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(store->save_draft(draft));
    return draft;
  }
  /// Draft, case, delivery, answer with words, rating with words, slip: everything that a visit leaves.
  std::string whole_visit(std::uint8_t seed) {
    auto draft = saved_draft(seed);
    draft.signature = sign_draft(test::item("ss.pension-claim"), draft, test::handwriting(), test::kFriday);
    const auto envelope =
        make_envelope(test::item("ss.pension-claim"), draft, test::sample().calendar(), test::kFriday, true);
    auto done = store->submit(envelope);
    EXPECT_TRUE(done) << describe(done.error());
    const auto entry = store->outbox().claim_next(clock.now());
    EXPECT_TRUE(store->outbox().mark_delivered((*entry)->id, "receipt"));
    StatusUpdate update;
    update.uid = done->uid;
    update.revision = 1;
    update.state = CaseState::Supplement;
    update.at = clock.now();
    update.message = kMessage;
    update.details.demand = Demand{"BZ202611200001", {}, Date{2026, 11, 27}, {"bank_card"}};
    update.details.courier_no = "MARKER-COURIER-0001";
    update.details.result = test::sample_result();
    update.details.result->blocks.push_back({"MARKER-RESULT-0001", {}});
    EXPECT_TRUE(store->apply_status(update));
    EXPECT_TRUE(store->store_rating({done->uid, 5, {"510"}, kComment, 0}));
    const auto rating = store->outbox().claim_next(clock.now());
    EXPECT_TRUE(store->outbox().mark_delivered((*rating)->id, "receipt"));
    const auto job = store->print_started(done->uid, PrintKind::Receipt);
    EXPECT_TRUE(store->print_ended(job->id, {PrintResult::Printed}));
    return done->uid;
  }

  /// What nobody may read anywhere, encrypted or not.
  static std::vector<Trace> words() {
    std::vector<Trace> traces;
    const auto person = test::elder();
    for (const auto& [name, value] : {std::pair<std::string, std::string>{"name", person.name},
                                      {"number", person.number},
                                      {"address", kAddress},
                                      {"phone", "13800000000"},
                                      {"bank card", "6222020000000000000"},
                                      {"message", kMessage},
                                      {"comment", kComment},
                                      {"courier", "MARKER-COURIER-0001"},
                                      {"result", "MARKER-RESULT-0001"},
                                      {"first asked", "MARKER-CLERK"}}) {
      traces.emplace_back(name, value);
    }
    return traces;
  }
  static void add_picture(std::vector<Trace>& traces, std::uint8_t seed) {
    DiskTraces::add(traces, "picture", storage::ByteView(test::picture(seed, 90'000)));
  }
  /// What of this record lies in the database, however sealed: key, body, message, digests of the number.
  static std::vector<Trace> in_rows(DiskTraces& disk, const std::string& uid) {
    std::vector<Trace> traces;
    disk.inspect([&](storage::Database& copy) {
      const auto take = [&](const std::string& name, std::string_view sql) {
        auto values = copy.collect(
            sql, [](const storage::Row& row) { return row.blob(0); }, uid);
        ASSERT_TRUE(values) << storage::describe(values.error());
        for (const auto& value : *values) DiskTraces::add(traces, name, storage::ByteView(value));
      };
      take("record key", "SELECT key FROM record_key WHERE uid = ?");
      take("body", "SELECT body FROM case_body JOIN case_row ON id = case_id WHERE uid = ?");
      take("draft", "SELECT body FROM draft WHERE uid = ?");
      take("sealed message", "SELECT message FROM notice WHERE uid = ? AND message IS NOT NULL");
      take("sealed details", "SELECT details FROM notice WHERE uid = ? AND details IS NOT NULL");
      take("digest of the number", "SELECT applicant FROM case_row WHERE uid = ? AND applicant IS NOT NULL");
      take("digest of the number", "SELECT applicant FROM draft WHERE uid = ? AND applicant IS NOT NULL");
      take("picture's name", "SELECT CAST(name AS BLOB) FROM page WHERE uid = ?");
    });
    traces.emplace_back("comment", kComment);
    return traces;
  }
  void expect_nothing(DiskTraces& disk, const std::vector<Trace>& rows, const std::vector<Trace>& sealed,
                      const std::set<std::string>& pages, std::uint8_t seed) {
    auto readable = words();
    add_picture(readable, seed);
    EXPECT_THAT(disk.in_files(readable), IsEmpty());
    EXPECT_THAT(disk.in_pages(readable), IsEmpty());
    EXPECT_THAT(disk.in_pages(rows), IsEmpty());
    EXPECT_THAT(disk.in_files(rows), IsEmpty());
    EXPECT_THAT(disk.in_files(sealed), IsEmpty());
    EXPECT_EQ(disk.surviving(pages), 0);
  }
  std::vector<Trace> sealed_bytes() const {
    std::vector<Trace> traces;
    for (const auto& [path, content] : DiskTraces::files_below(folder / "sealed")) {
      DiskTraces::add(traces, "sealed file", content);
    }
    return traces;
  }
};

TEST_F(StoreErase, NothingOfAnErasedCaseIsLeftInAnyFile) {
  const auto uid = whole_visit(3);
  DiskTraces disk(folder, "cases.db", options().host);
  const auto rows = in_rows(disk, uid);
  const auto sealed = sealed_bytes();
  const auto pages = disk.pages_with(rows);
  ASSERT_GE(rows.size(), 8U);
  ASSERT_GE(pages.size(), 4U) << "the search must be able to find";
  ASSERT_FALSE(disk.in_files(sealed).empty());
  ASSERT_EQ(disk.surviving(pages), static_cast<int>(pages.size()));

  ASSERT_TRUE(store->erase_case(uid, EraseReason::OnDemand));
  expect_nothing(disk, rows, sealed, pages, 3);
  store.reset();
  expect_nothing(disk, rows, sealed, pages, 3);
  store.emplace(open());
  expect_nothing(disk, rows, sealed, pages, 3);
  EXPECT_TRUE(store->check()->ok());
  EXPECT_TRUE(store->rating_of(uid)->value().comment.empty());
  const auto verdict = store->verify_audit();  // the log outlives it
  EXPECT_EQ(verdict->problem, "");
  EXPECT_GE(verdict->rows, 5);
}

TEST_F(StoreErase, ACaseFoldedIntoTheFileLongAgoGoesToo) {
  const auto uid = whole_visit(4);
  ASSERT_TRUE(store->checkpoint());
  for (int i = 0; i < 12; ++i) {
    auto other = test::pension_envelope(*random);
    other.applicant.number = test::citizen_number("19500101", std::to_string(101 + i));
    ASSERT_TRUE(store->submit(other));
  }
  ASSERT_TRUE(store->checkpoint());
  DiskTraces disk(folder, "cases.db", options().host);
  const auto rows = in_rows(disk, uid);
  const auto pages = disk.pages_with(rows);
  ASSERT_GE(pages.size(), 3U);
  ASSERT_TRUE(store->erase_case(uid));
  EXPECT_THAT(disk.in_pages(rows), IsEmpty());
  EXPECT_EQ(disk.surviving(pages), 0);
}

// Rows that were moved while the tree grew must not leave themselves behind in the gaps of old pages.
TEST_F(StoreErase, KeysOfManyCasesLeaveNoCopyWhereTheTreeWasRebalanced) {
  std::vector<std::string> uids;
  for (int i = 0; i < 150; ++i) {
    auto envelope = test::pension_envelope(*random);
    envelope.materials.clear();
    auto done = store->submit(envelope);
    ASSERT_TRUE(done);
    uids.push_back(done->uid);
    const auto entry = store->outbox().claim_next(clock.now());
    ASSERT_TRUE(store->outbox().mark_delivered((*entry)->id, "receipt"));
  }
  DiskTraces disk(folder, "cases.db", options().host);
  std::vector<Trace> keys;
  disk.inspect([&](storage::Database& copy) {
    for (std::size_t i = 0; i < uids.size(); i += 2) {
      auto key = copy.query_one<storage::Bytes>("SELECT key FROM record_key WHERE uid = ?", uids[i]);
      DiskTraces::add(keys, "record key " + std::to_string(i), storage::ByteView(**key));
    }
  });
  ASSERT_FALSE(disk.in_pages(keys).empty());
  for (std::size_t i = 0; i < uids.size(); i += 2) ASSERT_TRUE(store->erase_case(uids[i]));
  EXPECT_THAT(disk.in_pages(keys), IsEmpty());
}

TEST_F(StoreErase, ADeletedDraftIsGoneTheSameWay) {
  const auto draft = saved_draft(5);
  DiskTraces disk(folder, "cases.db", options().host);
  const auto rows = in_rows(disk, draft.uid);
  const auto sealed = sealed_bytes();
  const auto pages = disk.pages_with(rows);
  ASSERT_GE(pages.size(), 2U);
  ASSERT_EQ(store->delete_draft(draft.uid), true);
  expect_nothing(disk, rows, sealed, pages, 5);
}

TEST_F(StoreErase, AnExpiredDraftIsGoneTheSameWay) {
  const auto draft = saved_draft(6);
  DiskTraces disk(folder, "cases.db", options().host);
  const auto rows = in_rows(disk, draft.uid);
  const auto sealed = sealed_bytes();
  const auto pages = disk.pages_with(rows);
  clock.advance(kDraftLifetime);
  ASSERT_EQ(store->expire_drafts(clock.now()), 1);
  expect_nothing(disk, rows, sealed, pages, 6);
}

TEST_F(StoreErase, AnUndeliveredCaseIsRefused) {
  auto done = store->submit(test::pension_envelope(*random));
  EXPECT_EQ(store->erase_case(done->uid, EraseReason::OnDemand).error().kind, ErrorKind::Refused);
  EXPECT_TRUE(store->case_content(done->uid));
}

}  // namespace
}  // namespace yitang::cases
