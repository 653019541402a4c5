// A store that was put back from a copy: what it must not do twice.
#include "kiosk/cases/case_store.hpp"
#include "kiosk/cases/receipt_number.hpp"
#include "kiosk/cases/store_parts.hpp"

namespace yitang::cases {
namespace {

Result<std::optional<std::int64_t>> note(StoreParts& parts, std::string_view name) {
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

}  // namespace

Result<void> CaseStore::mark_restored(UnixMillis as_of, std::string_view how) {
  auto& parts = *parts_;
  const UnixMillis now = parts.clock.now();
  auto transaction = parts.database.begin();
  if (!transaction) return failure(transaction);
  const std::pair<std::string_view, std::int64_t> notes[] = {{"restored.as_of", as_of},
                                                             {"restored.at", now},
                                                             {"serial.block", restored_block(now)},
                                                             {"news.seen", 0}};
  for (const auto& [name, value] : notes) {
    if (auto set = set_note(parts, name, value); !set) return set;
  }
  auto audited = append_audit(parts, "store.restored", "ok",
                              {{"how", std::string(how)}, {"as_of", std::to_string(as_of)}});
  if (!audited) return audited;
  return up(transaction->commit());
}

Result<std::optional<Restored>> CaseStore::restored() {
  auto as_of = note(*parts_, "restored.as_of");
  if (!as_of) return failure(as_of);
  auto at = note(*parts_, "restored.at");
  if (!at) return failure(at);
  if (!*as_of || !*at) return std::nullopt;
  return Restored{**as_of, **at};
}

}  // namespace yitang::cases
