// What the office's store forgets, and when; and what it does while its clock is not trusted.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kiosk/cases/receipt_number.hpp"
#include "kiosk/cases/retention.hpp"
#include "kiosk/office/office.hpp"
#include "tests/unit/kiosk/cases/cases_support.hpp"
#include "tests/unit/kiosk/cases/disk_traces.hpp"
#include "tests/unit/kiosk/cases/result_support.hpp"

namespace yitang::office {
namespace {

using cases::CaseState;
using cases::Outcome;
using cases::test::DiskTraces;
using cases::test::Trace;
using testing::IsEmpty;

constexpr std::int64_t kLongDay = 86'400'000;
constexpr const char* kWords = "准予登记MARKER-DECISION，请保管好社会保障卡";

class OfficeErase : public testing::Test {
 protected:
  void SetUp() override {
    auto loaded = catalog::Catalog::load(std::string(YITANG_SOURCE_DIR) + "/kiosk/catalog/sample");
    ASSERT_TRUE(loaded) << describe(loaded.error());
    catalog_ = *loaded;
    open();
  }
  void open() {
    office_.reset();
    auto office = Office::open({folder(), bench_.options().host}, catalog_, bench_.clock);
    ASSERT_TRUE(office) << describe(office.error());
    office_.emplace(std::move(*office));
  }
  std::filesystem::path folder() const { return bench_.directory.path() / "office"; }

  cases::Envelope envelope(std::size_t picture_bytes = 3000, const std::string& first_asked = {}) {
    const auto& claim = cases::test::item("ss.pension-claim");
    auto draft = cases::test::pension_draft(*bench_.random);
    draft.first_asked = first_asked;
    draft.materials = {
        {"bank_card", {cases::page_of(cases::test::picture(8, picture_bytes), "image/jpeg", 40)}}};
    draft.signature = cases::sign_draft(claim, draft, cases::test::handwriting(), cases::test::kFriday);
    cases::Envelope result =
        cases::make_envelope(claim, draft, cases::test::sample().calendar(), cases::test::kFriday, true);
    result.receipt_no = cases::format_receipt_number({"YT01", Date{2026, 11, 20}, ++serial_});
    result.qr_token = cases::new_qr_token(*bench_.random);
    result.terminal = "YT01";
    result.submitted_at = bench_.clock.now();
    return result;
  }
  std::string take(const cases::Envelope& e) {
    auto receipt = office_->intake(envelope_to_json(e, cases::EnvelopePages::WithContent));
    EXPECT_TRUE(receipt) << describe(receipt.error());
    return e.idempotency_key;
  }
  void conclude(const std::string& uid) {
    ResultPlace place;
    place.document = cases::test::sample_result();
    place.document->blocks.push_back({"MARKER-RESULT", {}});
    ASSERT_TRUE(office_->decide(uid, Outcome::Approved, kWords, "desk", place));
  }
  int days() const { return cases::retention_days(catalog_->item("ss.pension-claim")); }
  int erased() {
    auto done = office_->erase_due();
    EXPECT_TRUE(done) << describe(done.error());
    return done.value_or(-1);
  }
  bool has_content(const std::string& uid) { return office_->content(uid).has_value(); }

  cases::test::StoreBench bench_;
  catalog::CatalogPtr catalog_;
  std::optional<Office> office_;
  int serial_ = 0;
};

TEST_F(OfficeErase, ACaseIsKeptUntilItEndedAndItsDaysAreOver) {
  const auto open_case = take(envelope());
  const auto ended = take(envelope());
  conclude(ended);
  EXPECT_EQ(erased(), 0);
  bench_.clock.advance(days() * kLongDay - 1);
  EXPECT_EQ(erased(), 0);
  EXPECT_TRUE(has_content(ended));
  bench_.clock.advance(1);
  EXPECT_EQ(erased(), 1);
  EXPECT_EQ(erased(), 0);
  EXPECT_EQ(office_->content(ended).error().kind, ErrorKind::NotFound);
  EXPECT_TRUE(has_content(open_case));
  bench_.clock.advance(3650 * kLongDay);
  EXPECT_EQ(erased(), 0) << "a case that is not decided is never erased";
  const auto row = office_->find(ended);
  ASSERT_TRUE(row);
  EXPECT_EQ(row->state, CaseState::Concluded);
  ASSERT_TRUE(office_->close(ended, "desk"));
  EXPECT_TRUE(office_->check()->problems.empty());
}

TEST_F(OfficeErase, TheSameKeyAfterErasingStillGivesTheSameReceipt) {
  const auto e = envelope();
  const auto text = envelope_to_json(e, cases::EnvelopePages::WithContent);
  const auto first = office_->intake(text);
  conclude(e.idempotency_key);
  erased();
  bench_.clock.advance(days() * kLongDay);
  ASSERT_EQ(erased(), 1);
  EXPECT_EQ(*office_->intake(text), *first);
  EXPECT_EQ(office_->list({}, 10)->size(), 1U);
  EXPECT_FALSE(has_content(e.idempotency_key));
}

TEST_F(OfficeErase, NothingIsLeftInAnyFile) {
  const auto e = envelope(90'000, "MARKER-CLERK");
  const auto uid = take(e);
  conclude(uid);
  DiskTraces disk(folder(), "office.db", bench_.options().host);
  std::vector<Trace> rows{{"message", kWords},        {"result", "MARKER-RESULT"},
                          {"name", e.applicant.name}, {"number", e.applicant.number},
                          {"phone", "13800000000"},   {"clerk", "MARKER-CLERK"}};
  disk.inspect([&](storage::Database& copy) {
    const auto add = [&](const std::string& name, std::string_view sql) {
      auto values = copy.collect(sql, [](const storage::Row& row) { return row.blob(0); });
      ASSERT_TRUE(values && !values->empty()) << name;
      for (const auto& value : *values) DiskTraces::add(rows, name, storage::ByteView(value));
    };
    add("key", "SELECT key FROM office_sealed");
    add("body", "SELECT body FROM office_sealed");
    add("picture's key", "SELECT key FROM office_page");
  });
  std::vector<Trace> sealed;
  for (const auto& [path, content] : DiskTraces::files_below(folder() / "sealed")) {
    DiskTraces::add(sealed, "sealed file", content);
  }
  DiskTraces::add(rows, "picture", storage::ByteView(cases::test::picture(8, 90'000)));
  const auto pages = disk.pages_with(rows);
  ASSERT_GE(pages.size(), 3U) << "the search must be able to find";
  ASSERT_FALSE(disk.in_files(sealed).empty());
  EXPECT_EQ(erased(), 0);
  bench_.clock.advance(days() * kLongDay);
  ASSERT_EQ(erased(), 1);
  for (int round = 0; round < 2; ++round) {
    EXPECT_THAT(disk.in_files(rows), IsEmpty());
    EXPECT_THAT(disk.in_files(sealed), IsEmpty());
    EXPECT_THAT(disk.in_pages(rows), IsEmpty());
    EXPECT_EQ(disk.surviving(pages), 0);
    open();
  }
  EXPECT_TRUE(office_->check()->problems.empty());
}

TEST_F(OfficeErase, AnUntrustedClockErasesNothingAndDoesNotStartTheDays) {
  const auto uid = take(envelope());
  conclude(uid);
  bench_.clock.set_judgement(ClockJudgement::Jumped);
  bench_.clock.set_wall(cases::test::kFriday + 3650 * kLongDay);
  EXPECT_EQ(erased(), 0);
  bench_.clock.set_wall(cases::test::kFriday);
  bench_.clock.set_judgement(ClockJudgement::Synchronised);
  EXPECT_EQ(erased(), 0);
  bench_.clock.advance(days() * kLongDay);
  EXPECT_EQ(erased(), 1);
}

TEST_F(OfficeErase, AnUntrustedClockLeavesTheFirstStepsForLater) {
  bench_.clock.set_judgement(ClockJudgement::BeforeRelease);
  auto e = envelope();
  e.clock_trusted = false;
  e.promised.reset();
  const auto uid = take(e);
  EXPECT_EQ(office_->find(uid)->state, CaseState::Submitted);
  EXPECT_EQ(office_->accept(uid, "desk").error().kind, ErrorKind::Refused);
  EXPECT_EQ(*office_->upkeep(), 0);
  bench_.clock.set_judgement(ClockJudgement::Synchronised);
  EXPECT_EQ(*office_->upkeep(), 1);
  EXPECT_EQ(office_->find(uid)->state, CaseState::Accepted);
  EXPECT_EQ(office_->find(uid)->accepted_on, bench_.clock.today());
  EXPECT_TRUE(office_->find(uid)->promised);
  EXPECT_EQ(*office_->upkeep(), 0);
}

TEST_F(OfficeErase, UpkeepSignsTheOfficesOwnLog) {
  take(envelope());
  ASSERT_TRUE(office_->upkeep());
  ASSERT_TRUE(office_->upkeep());
  const auto verdict = office_->verify_audit();
  ASSERT_TRUE(verdict);
  EXPECT_EQ(verdict->problem, "");
  EXPECT_EQ(verdict->signed_heads, 1);
}

// A case that an older version took in has its body in the clear inside the encrypted database.
TEST_F(OfficeErase, ABodyOfTheFirstSchemaIsReadAndErased) {
  const auto e = envelope();
  const auto uid = take(e);
  office_.reset();
  storage::SystemRandom secrets;
  auto keys = storage::KeyFile::open_or_create(folder() / "keys.bin", folder() / "office.db",
                                               bench_.options().host, secrets);
  {
    auto database =
        storage::Database::open({folder() / "office.db",
                                 {keys->keys().database_key.view(), keys->keys().database_salt.view()},
                                 storage::OpenMode::CreateIfMissing});
    ASSERT_TRUE(database);
    ASSERT_TRUE(database->run("DELETE FROM office_sealed"));
    ASSERT_TRUE(database->run("INSERT INTO office_body(case_id, envelope) SELECT id, ? FROM office_case",
                              envelope_to_json(e, cases::EnvelopePages::WithoutContent)));
  }
  open();
  ASSERT_TRUE(has_content(uid));
  EXPECT_EQ(office_->content(uid)->applicant.name, e.applicant.name);
  conclude(uid);
  erased();
  bench_.clock.advance(days() * kLongDay);
  EXPECT_EQ(erased(), 1);
  EXPECT_FALSE(has_content(uid));
}

}  // namespace
}  // namespace yitang::office
