// How long a delivered case stays on the terminal: what the card page promises.
#pragma once

#include "kiosk/cases/case_store.hpp"
#include "kiosk/catalog/catalog.hpp"

namespace yitang::cases {

inline constexpr int kRetentionWithoutItem = 30;  ///< days, for a case whose item has left the catalogue
inline constexpr int kShortestRetention = 1;      ///< days, whatever the item says

/// Days that the content of a case of this item is kept. `item` may be null.
int retention_days(const catalog::ServiceItem* item);

struct Retention {
  int erased = 0;
  int failed = 0;        ///< due, and could not be erased: tried again next time
  std::string reason{};  ///< of the first failure
};

/// Erases every delivered case whose days are over since it is here by a trusted clock, and old comments of
/// ratings. Erases nothing while the clock is not trusted.
Result<Retention> erase_due(CaseStore& store, const catalog::Catalog& catalog, const Clock& clock);

}  // namespace yitang::cases
