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

}  // namespace
}  // namespace yitang::cases
