// Writing cases, one or several in a transaction. Private to this folder.
#pragma once

#include <optional>
#include <string_view>

#include "kiosk/cases/case_store.hpp"
#include "kiosk/cases/store_parts.hpp"

namespace yitang::cases {

/// BadInput or Refused for what the office could never take.
Result<void> check_complete(const Envelope& envelope);
bool is_uid(std::string_view text);
/// The number that was issued for it, if it is a case already.
Result<std::optional<SubmittedCase>> submitted_before(StoreParts& parts, std::string_view uid);
/// Seals what still carries its content. `sealed` collects new files, for removal if the case is not
/// committed.
Result<void> seal_pages(CaseStore& store, Envelope& envelope, PageNames& sealed);
/// Number, token, rows, outbox entry, pictures, audit row; inside the caller's transaction. Returns pictures
/// that the record no longer has: remove their files after the commit.
Result<PageNames> write_case(StoreParts& parts, Envelope& envelope);

/// Gives the case a place, inside the caller's transaction: Taken, or Refused.
Result<void> hold_place(CaseStore& store, StoreParts& parts, const Envelope& envelope, const SlotWish& wish);
/// Its place is free again if it was only booked, inside the caller's transaction.
Result<void> free_place(StoreParts& parts, std::string_view uid);

}  // namespace yitang::cases
