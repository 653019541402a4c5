// Legal aid, complaints, mediation: what was handed in is for one role only. Which items are restricted, the
// catalogue says; what it does not know any more is shown to nobody.
#include <algorithm>

#include "kiosk/base/audit_events.hpp"
#include "kiosk/cases/audit_log.hpp"
#include "kiosk/catalog/enums.hpp"
#include "kiosk/office/parts.hpp"

namespace yitang::office {

bool is_restricted(const catalog::Catalog& catalog, std::string_view item_id) {
  const catalog::ItemList& versions = catalog.versions(item_id);
  return versions.empty() || std::any_of(versions.begin(), versions.end(), [](const auto* version) {
           return version->restricted_to.has_value();
         });
}

Result<cases::Envelope> Office::show(std::string_view reference, std::string_view role, std::string_view by) {
  auto found = find(reference);
  if (!found) return tl::unexpected(found.error());
  const catalog::ServiceItem* item = parts_->catalog->nearest(found->item_id, found->item_version);
  const auto given = catalog::enum_from<catalog::Restriction>(role);
  if (!role.empty() && !given)
    return fail(ErrorKind::BadInput, "a role is legal_aid, complaint or mediation", std::string(role));
  if (item == nullptr)
    return fail(ErrorKind::Refused, "its item is not in the catalogue: nobody can say who may read it",
                found->receipt_no);
  if (item->restricted_to && item->restricted_to != given)
    return fail(ErrorKind::Refused,
                "only the role '" + std::string(catalog::code_of(*item->restricted_to)) + "' may read it",
                found->receipt_no);
  auto shown = content(found->uid);
  if (!shown) return shown;
  // Written down before anybody sees it.
  auto transaction = parts_->database.begin();
  if (!transaction) return failed(transaction);
  const std::string used(item->restricted_to ? role : std::string_view("none"));
  const std::string account(by);
  auto noted = cases::append_event(
      parts_->database, audit::record_of(audit::OfficeShown{found->uid, used, account}), parts_->clock.now());
  if (!noted) return failed(noted);
  if (auto done = transaction->commit(); !done) return failed(done);
  return shown;
}

}  // namespace yitang::office
