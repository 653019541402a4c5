#include "storage/migration.hpp"

#include <fmt/format.h>

namespace yitang::storage {
namespace {

Result<void> check_order(std::span<const Migration> steps) {
  int previous = 0;
  for (const Migration& step : steps) {
    if (step.version <= previous) {
      return tl::unexpected(
          Error{ErrorCode::Misuse, fmt::format("migration {} is out of order", step.version), {}, 0});
    }
    previous = step.version;
  }
  return {};
}

Error in_step(Error error, const Migration& step) {
  error.message = fmt::format("migration {} ({}): {}", step.version, step.name, error.message);
  return error;
}

Result<void> check_foreign_keys(Database& database) {
  auto broken = database.query_one<std::int64_t>("SELECT count(*) FROM pragma_foreign_key_check");
  if (!broken) return tl::unexpected(std::move(broken.error()));
  if (broken->value_or(0) == 0) return {};
  return tl::unexpected(Error{ErrorCode::Constraint, fmt::format("{} rows break a foreign key", **broken),
                              database.path().string(), 0});
}

Result<void> apply_step(Database& database, const Migration& step) {
  auto transaction = database.begin();
  if (!transaction) return tl::unexpected(std::move(transaction.error()));
  return database.exec(step.sql)
      .and_then([&]() -> Result<void> {
        if (database.in_transaction()) return {};
        return tl::unexpected(
            Error{ErrorCode::Misuse, "the step ended its own transaction", database.path().string(), 0});
      })
      .and_then([&] { return check_foreign_keys(database); })
      .and_then([&] { return database.exec(fmt::format("PRAGMA user_version={}", step.version)); })
      .and_then([&] { return transaction->commit(); });
}

}  // namespace

Result<int> schema_version(Database& database) {
  auto version = database.query_one<int>("PRAGMA user_version");
  if (!version) return tl::unexpected(std::move(version.error()));
  return version->value_or(0);
}

Result<int> migrate(Database& database, std::span<const Migration> steps) {
  auto ordered = check_order(steps);
  if (!ordered) return tl::unexpected(std::move(ordered.error()));
  auto version = schema_version(database);
  if (!version) return version;
  const int newest = steps.empty() ? 0 : steps.back().version;
  if (*version > newest) {
    return tl::unexpected(schema_too_new(*version, newest, database.path().string()));
  }
  int applied = 0;
  for (const Migration& step : steps) {
    if (step.version <= *version) continue;
    // Has no effect inside a transaction, hence outside; the step ends with a check of all keys instead.
    auto off = database.exec("PRAGMA foreign_keys=OFF");
    if (!off) return tl::unexpected(std::move(off.error()));
    auto done = apply_step(database, step);
    auto on = database.exec("PRAGMA foreign_keys=ON");
    if (!done) return tl::unexpected(in_step(std::move(done.error()), step));
    if (!on) return tl::unexpected(std::move(on.error()));
    ++applied;
  }
  return applied;
}

}  // namespace yitang::storage
