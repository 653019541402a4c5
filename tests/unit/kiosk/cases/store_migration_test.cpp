// A store of the first schema is brought up to date with what it holds.
#include <gtest/gtest.h>

#include "cases_support.hpp"
#include "kiosk/cases/store_schema.hpp"
#include "storage/database.hpp"

namespace yitang::cases {
namespace {

using test::kFriday;

storage::Database old_store(const test::StoreBench& bench) {
  const auto folder = bench.options().directory;
  std::filesystem::create_directories(folder);
  storage::SystemRandom secrets;
  auto keys = storage::KeyFile::open_or_create(folder / "keys.bin", folder / "cases.db", bench.options().host,
                                               secrets);
  auto database =
      storage::Database::open({folder / "cases.db",
                               {keys->keys().database_key.view(), keys->keys().database_salt.view()},
                               storage::OpenMode::CreateIfMissing});
  if (!database || !storage::migrate(*database, store_migrations().first(1))) std::abort();
  return std::move(*database);
}

TEST(StoreMigration, TheSecondStepKeepsOrderAndTimesOfTheFirst) {
  test::StoreBench bench;
  {
    auto old = old_store(bench);
    for (const auto& [uid, updated] : {std::pair{"a", 300}, {"b", 100}, {"c", 200}}) {
      ASSERT_TRUE(
          old.run("INSERT INTO draft (uid, item_id, updated, body) VALUES (?, 'x', ?, x'00')", uid, updated));
    }
    ASSERT_TRUE(
        old.run("INSERT INTO case_row (uid, receipt_no, qr_token, item_id, item_version, state, submitted_at,"
                " state_at) VALUES ('u', 'r', 'q', 'x', 1, 0, ?1, ?1)",
                kFriday));
    ASSERT_TRUE(
        old.run("INSERT INTO outbox (uid, idempotency_key, created, next_at) VALUES ('u', 'u', 1, 1)"));
    ASSERT_EQ(*storage::schema_version(old), 1);
    ASSERT_EQ(*storage::migrate(old, store_migrations().first(2)), 1);
    const auto stamps = old.collect("SELECT uid FROM draft ORDER BY stamp",
                                    [](const storage::Row& row) { return row.text(0); });
    EXPECT_EQ(*stamps, (std::vector<std::string>{"b", "c", "a"}));
    EXPECT_EQ(**old.query_one<int>("SELECT count(*) FROM draft WHERE dated = 1"), 3);
    EXPECT_EQ(**old.query_one<int>("SELECT value FROM counter WHERE name = 'draft.stamp'"), 3);
    EXPECT_EQ(**old.query_one<std::int64_t>("SELECT kept_from FROM case_row"), kFriday);
    ASSERT_TRUE(old.run("DELETE FROM draft"));
  }
  auto store = bench.open();
  EXPECT_EQ(store.list(10)->size(), 1U);
  const auto draft = test::pension_draft(*bench.random);
  auto without = draft;
  without.materials.clear();
  EXPECT_TRUE(store.save_draft(without));
  EXPECT_TRUE(store.submit(test::pension_envelope(*bench.random)));
}

TEST(StoreMigration, TheFourthStepKeepsCasesAndNoticesAndCountsOnlyCases) {
  test::StoreBench bench;
  {
    auto old = old_store(bench);
    ASSERT_EQ(*storage::migrate(old, store_migrations().first(3)), 2);
    ASSERT_TRUE(
        old.run("INSERT INTO case_row (uid, receipt_no, qr_token, item_id, item_version, state, submitted_at,"
                " state_at) VALUES ('u', 'r', 'q', 'x', 1, 2, ?1, ?1)",
                kFriday));
    ASSERT_TRUE(
        old.run("INSERT INTO outbox (uid, idempotency_key, created, next_at) VALUES ('u', 'u', 1, 1)"));
    ASSERT_TRUE(old.run(
        "INSERT INTO notice (uid, revision, state, outcome, at, unread) VALUES ('u', 1, 2, 0, 1, 1)"));
  }
  auto store = bench.open();
  EXPECT_EQ(store.counts()->cases, 1);
  EXPECT_EQ(store.list(10)->front().supplement_of, "");
  const auto notices = *store.notices_of("u");
  ASSERT_EQ(notices.size(), 1U);
  EXPECT_EQ(notices[0].step, "");
  EXPECT_TRUE(notices[0].details.empty());
  EXPECT_TRUE(store.supplements_of("u")->empty());
  EXPECT_TRUE(store.submit(test::pension_envelope(*bench.random)));
  EXPECT_EQ(store.counts()->cases, 2);
}

TEST(StoreMigration, TheSixthStepSendsTheRatingsThatAreHere) {
  const std::string u(32, '1');
  const std::string v(32, '2');
  const std::string w(32, '3');
  test::StoreBench bench;
  {
    auto old = old_store(bench);
    ASSERT_EQ(*storage::migrate(old, store_migrations().first(5)), 4);
    for (const std::string& uid : {u, v, w}) {
      ASSERT_TRUE(old.run(
          "INSERT INTO case_row (uid, receipt_no, qr_token, item_id, item_version, state, submitted_at, "
          "state_at) VALUES (?1, 'r' || ?1, 'q' || ?1, 'x', 1, 2, 1, 1)",
          uid));
      ASSERT_TRUE(old.run(
          "INSERT INTO outbox (uid, idempotency_key, created, next_at, state) VALUES (?1, ?1, 1, 1, 2)",
          uid));
    }
    for (const auto& [uid, position] : {std::pair{v, 0}, {w, 1}}) {
      ASSERT_TRUE(
          old.run("INSERT INTO bundle_member (uid, bundle, position, qr_token) VALUES (?, 'b', ?, 't')", uid,
                  position));
    }
    for (const auto& [visit, level] : {std::pair{u, 5}, {std::string("b"), 2}, {std::string("nobody"), 1}}) {
      ASSERT_TRUE(
          old.run("INSERT INTO rating (visit_uid, level, tags, comment, at) VALUES (?, ?, '207', '', 7)",
                  visit, level));
    }
  }
  auto store = bench.open();
  EXPECT_EQ((*store.rating_of(u))->level, 5);
  EXPECT_EQ((*store.rating_of(v))->level, 2);
  EXPECT_EQ((*store.rating_of(w))->level, 2);
  EXPECT_EQ(store.outbox().counts()->waiting, 3);
  EXPECT_EQ(store.outbox().counts()->delivered, 3);
  EXPECT_EQ(store.counts()->cases, 3);
  for (int i = 0; i < 3; ++i) {
    const auto entry = *store.outbox().claim_next(bench.clock.now());
    ASSERT_TRUE(entry);
    EXPECT_EQ(entry->idempotency_key.size(), 32U);
    ASSERT_TRUE(store.outbox().mark_delivered(entry->id, "{}"));
  }
  EXPECT_EQ(store.outbox().counts()->waiting, 0);
}

TEST(StoreMigration, TheSixthStepRefusesTheRatingOfARefusedCase) {
  const std::string u(32, '1');
  test::StoreBench bench;
  {
    auto old = old_store(bench);
    ASSERT_EQ(*storage::migrate(old, store_migrations().first(5)), 4);
    ASSERT_TRUE(old.run(
        "INSERT INTO case_row (uid, receipt_no, qr_token, item_id, item_version, state, submitted_at, "
        "state_at) VALUES (?1, 'r', 'q', 'x', 1, 0, 1, 1)",
        u));
    ASSERT_TRUE(old.run(
        "INSERT INTO outbox (uid, idempotency_key, created, next_at, state, refusal) VALUES (?1, ?1, 1, "
        "1, 3, 'unknown item')",
        u));
    ASSERT_TRUE(
        old.run("INSERT INTO rating (visit_uid, level, tags, comment, at) VALUES (?, 1, '207', '', 7)", u));
  }
  for (int start = 0; start < 2; ++start) {  // once and no more
    auto store = bench.open();
    EXPECT_EQ(store.counts()->waiting, 0);
    EXPECT_EQ(store.outbox().counts()->refused, 2);
    EXPECT_EQ(store.verify_audit()->rows, 1);
  }
}

}  // namespace
}  // namespace yitang::cases
