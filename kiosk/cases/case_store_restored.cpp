// A store that was put back from a copy: what it must not do twice.
#include <set>

#include "kiosk/cases/case_store.hpp"
#include "kiosk/cases/receipt_number.hpp"
#include "kiosk/cases/store_parts.hpp"

namespace yitang::cases {
namespace {

Result<std::optional<std::int64_t>> stored_note(StoreParts& parts, std::string_view name) {
  return up(parts.database.query_one<std::int64_t>("SELECT value FROM counter WHERE name = ?", name));
}

Result<void> set_note(StoreParts& parts, std::string_view name, std::int64_t value) {
  auto set = parts.database.run(
      "INSERT INTO counter (name, value) VALUES (?, ?)"
      " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
      name, value);
  if (!set) return failure(set);
  return {};
}

/// A block that this store never had, as far as it knows: not the one it has, and none that serials came
/// from.
Result<int> new_block(StoreParts& parts) {
  auto current = stored_note(parts, "serial.block");
  if (!current) return failure(current);
  std::set<int> used{static_cast<int>(current->value_or(0))};
  auto read = parts.database.query(
      "SELECT DISTINCT (last - 1) / ? FROM serial",
      [&](const storage::Row& row) { used.insert(row.get<int>(0)); }, kSerialsInABlock);
  if (!read) return failure(read);
  return draw_restored_block(parts.random, used);
}

}  // namespace

Result<void> CaseStore::mark_restored(UnixMillis as_of, RestoredHow by) {
  using How = audit::StoreRestored::Disposition;
  const How how = by == RestoredHow::Backup    ? How::Backup
                  : by == RestoredHow::Salvage ? How::Salvage
                                               : How::OldCopy;
  auto& parts = *parts_;
  const UnixMillis now = parts.clock.now();
  auto transaction = parts.database.begin();
  if (!transaction) return failure(transaction);
  auto block = new_block(parts);
  if (!block) return failure(block);
  const std::pair<std::string_view, std::int64_t> notes[] = {
      {"restored.as_of", as_of}, {"restored.at", now}, {"serial.block", *block}, {"news.seen", 0}};
  for (const auto& [name, value] : notes) {
    if (auto set = set_note(parts, name, value); !set) return set;
  }
  auto audited = append_audit(parts, audit::StoreRestored{how, as_of});
  if (!audited) return audited;
  return up(transaction->commit());
}

Result<bool> CaseStore::notice_old_copy(const CountersignedHead& known) {
  auto standing = standing_of(known.head);
  if (!standing) return failure(standing);
  if (*standing == HeadStanding::Passed) return false;
  auto noted = stored_note(*parts_, "restored.head");
  if (!noted) return failure(noted);
  if (noted->value_or(0) >= known.head.seq) return true;
  if (auto marked = mark_restored(known.office_at, RestoredHow::OldCopy); !marked) return failure(marked);
  if (auto set = set_note(*parts_, "restored.head", known.head.seq); !set) return failure(set);
  return true;
}

Result<bool> CaseStore::copy_explains(const CountersignedHead& head) {
  auto copy = restored();
  if (!copy) return failure(copy);
  if (!*copy) return false;
  auto noted = stored_note(*parts_, "restored.head");
  if (!noted) return failure(noted);
  return head.office_at <= (*copy)->at || head.head.seq <= noted->value_or(0);
}

Result<std::optional<Restored>> CaseStore::restored() {
  auto as_of = stored_note(*parts_, "restored.as_of");
  if (!as_of) return failure(as_of);
  auto at = stored_note(*parts_, "restored.at");
  if (!at) return failure(at);
  if (!*as_of || !*at) return std::nullopt;
  return Restored{**as_of, **at};
}

}  // namespace yitang::cases
