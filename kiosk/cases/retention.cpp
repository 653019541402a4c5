#include "kiosk/cases/retention.hpp"

#include <algorithm>

namespace yitang::cases {
namespace {

constexpr std::int64_t kDayMillis = 86'400'000;
constexpr int kAtOnce = 200;  // looked at in one round

}  // namespace

int retention_days(const catalog::ServiceItem* item) {
  return std::max(kShortestRetention, item == nullptr ? kRetentionWithoutItem : item->privacy.retention_days);
}

Result<Retention> erase_due(CaseStore& store, const catalog::Catalog& catalog, const Clock& clock) {
  Retention done;
  if (!clock.trusted()) return done;
  const UnixMillis now = clock.now();
  for (int passed = 0;;) {
    auto kept = store.kept_before(now - kShortestRetention * kDayMillis + 1, kAtOnce, passed);
    if (!kept) return tl::unexpected(kept.error());
    for (const CaseRow& row : *kept) {
      if (row.kept_from + retention_days(catalog.nearest(row.item_id, row.item_version)) * kDayMillis > now) {
        ++passed;
      } else if (auto erased = store.erase_case(row.uid); erased) {
        ++done.erased;
      } else {
        ++passed;
        ++done.failed;
        if (done.reason.empty()) done.reason = describe(erased.error());
      }
    }
    if (kept->size() < static_cast<std::size_t>(kAtOnce)) break;
  }
  if (auto comments = store.erase_comments(now - kRetentionWithoutItem * kDayMillis); !comments) {
    return tl::unexpected(comments.error());
  }
  return done;
}

}  // namespace yitang::cases
