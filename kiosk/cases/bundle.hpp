// "One matter" (一件事): several items filled in once. Their forms, materials and ways of delivery become
// those of one merged item, which the flow handles like any other; for handing in, each item gets its own
// case back, with its own keys, its own form and its own signature. Pure.
//
// Two fields are one question if they ask the same of the same person: both prefilled from the same place of
// the card; both about the card's owner ("parent.phone", "wife.phone" of a wife, "applicant.phone"); or of
// the same key, with the same label or declared shared by the bundle; and if one answer can be right for
// both: same type, same choices. Limits become the narrower ones.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/cases/draft.hpp"
#include "kiosk/cases/envelope.hpp"
#include "kiosk/cases/submission.hpp"
#include "kiosk/catalog/item.hpp"

namespace yitang::cases {

using KeyMap = std::map<std::string, std::string, std::less<>>;

struct MergedMember {
  const catalog::ServiceItem* item = nullptr;  ///< of the catalogue, which must outlive this
  KeyMap fields;                               ///< key of the item -> key of the merged form
  KeyMap materials;                            ///< code of the item -> code of the merged list
};

/// Items whose results can come in the same way: it is chosen once for all of them.
struct DeliveryGroup {
  std::vector<catalog::Delivery> offered;
  std::vector<std::size_t> members;
};

struct MergedItem {
  /// Id and name of the bundle; form, materials, checks of all members; agents as all of them allow. Its ways
  /// of delivery are those of the group that is asked for, see ask_delivery().
  catalog::ServiceItem item;
  std::vector<MergedMember> members;
  std::vector<DeliveryGroup> deliveries;  ///< every member is in exactly one

  const DeliveryGroup* delivery_of(std::size_t member) const;
};

/// Items that cannot be done together with others: anonymous reports, appointments.
bool may_be_bundled(const catalog::ServiceItem& item);

/// `sex` of the card's owner ("female", "male", "" while no card was read): says who of a couple it is.
MergedItem merge_items(const catalog::Bundle& bundle, const std::vector<const catalog::ServiceItem*>& items,
                       std::string_view sex);
/// The merged item's ways of delivery, and the name of what comes that way, are this group's from now on.
void ask_delivery(MergedItem& merged, std::size_t group);

/// The merged draft's part for one member, as if it had been filled in alone.
Draft draft_of_member(const MergedItem& merged, std::size_t member, const Draft& draft);
/// What stands in the way of any of the cases, in keys and codes of the merged item.
Obstacles bundle_obstacles(const MergedItem& merged, const Draft& draft, UnixMillis now);
/// Whose strokes they are: of whoever acts, or of the applicant who sits beside an agent.
enum class Signer { Acting, Applicant };
/// Puts the strokes under every member's own form; the caller has shown each of them.
void sign_bundle(const MergedItem& merged, Draft& draft, std::vector<Stroke> strokes, UnixMillis now,
                 Signer signer = Signer::Acting);
/// Of whoever has to sign: the applicant beside an agent is one of them.
SignatureProblem verify_bundle(const MergedItem& merged, const Draft& draft, UnixMillis now);
/// One for each member, in their order. The numbers are the store's to give, all or none.
std::vector<Envelope> make_envelopes(const MergedItem& merged, const Draft& draft,
                                     const catalog::HolidayCalendar& calendar, UnixMillis now,
                                     bool clock_trusted);

}  // namespace yitang::cases
