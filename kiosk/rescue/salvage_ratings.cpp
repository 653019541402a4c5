// Ratings and rectification tasks: each belongs to a case, and what the office lost of them the terminal may
// still have.
#include <fmt/format.h>

#include "kiosk/cases/storage_error.hpp"
#include "kiosk/rescue/salvage_parts.hpp"

namespace yitang::rescue {
namespace {

Result<std::vector<std::string>> texts(storage::Database& database, std::string_view sql) {
  auto read = database.collect(sql, [](const storage::Row& row) { return row.text(0); });
  if (!read) return cases::store_failure(read.error());
  return std::move(*read);
}

struct SentRating {
  std::string uid;
  std::string case_uid;
  std::string receipt_no;
};

}  // namespace

Result<void> settle_ratings(SalvagedStore& store, SalvageReport& report) {
  storage::Database& database = *store.database;
  auto ratings = database.run("DELETE FROM office_rating WHERE case_id NOT IN (SELECT id FROM office_case)");
  if (!ratings) return cases::store_failure(ratings.error());
  if (*ratings > 0)
    report.losses.push_back(fmt::format("office: {} ratings are lost with their cases", *ratings));
  auto tasks = texts(database,
                     "DELETE FROM office_rectify WHERE rating_id NOT IN (SELECT id FROM office_rating) "
                     "RETURNING number");
  if (!tasks) return tl::unexpected(tasks.error());
  for (const std::string& number : *tasks)
    report.losses.push_back("office: rectification task " + number + ": lost with its rating");
  auto without = texts(database,
                       "SELECT c.receipt_no FROM office_rating AS r JOIN office_case AS c ON c.id = "
                       "r.case_id WHERE r.level < 3 AND NOT EXISTS (SELECT 1 FROM office_rectify AS t WHERE "
                       "t.rating_id = r.id) ORDER BY r.id");
  if (!without) return tl::unexpected(without.error());
  for (const std::string& number : *without)
    report.losses.push_back("office: case " + number + ": the rectification task of its bad rating is lost");
  return {};
}

Result<void> rate_again(SalvagedStore& terminal, const OfficeKnows& known, SalvageReport& report) {
  auto sent = terminal.database->collect(
      "SELECT o.uid, o.behind, c.receipt_no FROM outbox AS o JOIN case_row AS c ON c.uid = o.behind WHERE "
      "o.state = 2 ORDER BY o.id",
      [](const storage::Row& row) {
        return SentRating{row.text(0), row.text(1), row.text(2)};
      });
  if (!sent) return cases::store_failure(sent.error());
  for (const SentRating& rating : *sent) {
    if (known.ratings.contains(rating.uid)) continue;
    const std::string whose = "office: rating of case " + rating.receipt_no;
    if (!known.cases.contains(rating.case_uid)) {  // it would refuse it
      report.losses.push_back(whose + ": lost there with its case");
      continue;
    }
    auto again = terminal.database->run(
        "UPDATE outbox SET state = 0, attempts = 0, next_at = created WHERE uid = ?", rating.uid);
    if (!again) return cases::store_failure(again.error());
    report.losses.push_back(whose + ": lost there, will be delivered again");
  }
  return {};
}

}  // namespace yitang::rescue
