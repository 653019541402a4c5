// Does it stay as fast when it fills up? Pick the next case, mark it delivered, find a person's cases, open
// the store.
#include <cstdio>

#include "storage/database.hpp"
#include "storage/key_file.hpp"
#include "tests/bench/store/bench_support.hpp"

namespace yitang::bench {
namespace {

constexpr int kProbes = 200;

void require_right(bool right) {
  if (!right) throw std::runtime_error("a wrong answer was measured");
}

// Rows of cases that are long delivered, as a terminal has after years; written around the store, which would
// take an hour for a million.
void fill(StoreFolder& folder, int rows) {
  const cases::StoreOptions options = folder.options();
  const storage::KeyFile keys = must(storage::KeyFile::open(options.directory / "keys.bin", options.host));
  storage::Database database = must(storage::Database::open(
      {options.directory / "cases.db", {keys.keys().database_key.view(), keys.keys().database_salt.view()}}));
  must(database.exec("PRAGMA cache_size = -400000"));
  storage::Transaction all = must(database.begin());
  must(
      database.run("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) INSERT INTO "
                   "case_row (uid, "
                   "receipt_no, qr_token, item_id, item_version, state, submitted_at, promised, state_at, "
                   "applicant) SELECT "
                   "printf('%032x', i), printf('OLD%09d', i), printf('t%020d', i), 'ss.pension-claim', 1, 5, "
                   "1700000000000 + i, "
                   "'2026-12-04', 1700000000000 + i, randomblob(32) FROM n",
                   rows));
  must(database.run("INSERT INTO record_key (uid, key) SELECT uid, randomblob(32) FROM case_row"));
  must(database.run("INSERT INTO case_body (case_id, body) SELECT id, randomblob(400) FROM case_row"));
  must(database.run("INSERT INTO page (name, uid) SELECT 'old' || uid, uid FROM case_row WHERE id % 2 = 0"));
  must(database.run(
      "INSERT INTO outbox (uid, idempotency_key, state, created, next_at) SELECT uid, uid, 2, submitted_at, "
      "submitted_at FROM case_row"));
  must(all.commit());
  must(database.checkpoint(storage::CheckpointMode::Truncate));
}

struct Row {
  double open = 0, pick = 0, mark = 0, search = 0, counts = 0;
};

Row measure(const std::filesystem::path& where, int rows) {
  StoreFolder folder(where);
  { const cases::CaseStore made = folder.open(); }
  fill(folder, rows);
  std::vector<double> open_times;
  for (int i = 0; i < 5; ++i)
    open_times.push_back(timed([&] { const cases::CaseStore store = folder.open(); }));
  cases::CaseStore store = folder.open();
  std::vector<double> pick, mark, search, counts;
  for (int i = 0; i < kProbes; ++i) {
    cases::Envelope envelope = make_case(*folder.random, 0);
    envelope.signature->strokes.resize(1);
    envelope.applicant.number = citizen_number(i);
    must(store.case_content(
        must(store.submit(envelope)).uid));  // what cannot be read back would be set aside unseen
  }
  for (int i = 0; i < kProbes; ++i) {
    std::optional<cases::OutboxEntry> entry;
    pick.push_back(timed([&] { entry = must(store.outbox().claim_next(folder.clock.now())); }));
    require_right(entry.has_value());
    mark.push_back(timed([&] { must(store.outbox().mark_delivered(entry->id, "{}")); }));
    std::size_t found = 0;
    search.push_back(timed([&] { found = must(store.find_by_person(citizen_number(i))).size(); }));
    require_right(found == 1);
    counts.push_back(timed([&] { must(store.counts()); }));
  }
  return {median(open_times), median(pick), median(mark), median(search), median(counts)};
}

}  // namespace

void measure_scale(const std::filesystem::path& where, const std::vector<int>& rows) {
  std::printf(
      "| cases in the store | pick next and claim, ms | mark delivered, ms | cases of a person, ms | counts, "
      "ms "
      "| open the store, ms |\n|---:|---:|---:|---:|---:|---:|\n");
  std::vector<Row> measured;
  for (const int count : rows) {
    const Row row = measure(where, count);
    measured.push_back(row);
    std::printf("| %d | %.3f | %.3f | %.3f | %.3f | %.2f |\n", count, row.pick, row.mark, row.search,
                row.counts, row.open);
    std::fflush(stdout);
  }
  const Row& least = measured.front();
  const Row& most = measured.back();
  std::printf("| last to first, target 2 | %.2f | %.2f | %.2f | %.2f | %+.1f ms |\n", most.pick / least.pick,
              most.mark / least.mark, most.search / least.search, most.counts / least.counts,
              most.open - least.open);
}

}  // namespace yitang::bench
