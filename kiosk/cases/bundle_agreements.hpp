// What the members of a bundle ask people to agree to, shown as one text and kept for each case in its own
// words. Private to this folder. Pure.
#pragma once

#include "kiosk/cases/bundle.hpp"

namespace yitang::cases {

/// Gives the merged item one consent of each kind: every part that the members' texts have in common once,
/// every other part under the name of its item, word for word.
void merge_consents(MergedItem& merged);
/// The member's own texts, agreed to when the whole was; its own commitments and proofs.
void take_agreements(const MergedItem& merged, const MergedMember& member, const Draft& draft, Draft& own);
/// True if one declaration can stand for both materials.
bool same_commitment(const catalog::Material& a, const catalog::Material& b);

}  // namespace yitang::cases
