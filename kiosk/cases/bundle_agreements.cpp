#include "kiosk/cases/bundle_agreements.hpp"

#include <algorithm>
#include <optional>
#include <vector>

namespace yitang::cases {
namespace {

using catalog::ConsentText;
using catalog::ServiceItem;

struct Asked {
  const ServiceItem* item = nullptr;
  const ConsentText* text = nullptr;
};

void add_line(Text& whole, const std::string& zh, const std::string& en) {
  const char* between = whole.zh.empty() ? "" : "\n";
  whole.zh += between + zh;
  whole.en += between + en;
}

Text joined(const std::vector<Asked>& asked, Text ConsentText::*part) {
  const Text& first = asked.front().text->*part;
  const bool same = std::all_of(asked.begin(), asked.end(), [&](const Asked& one) {
    return (one.text->*part).zh == first.zh && (one.text->*part).en == first.en;
  });
  if (same) return first;
  Text whole;
  for (const Asked& one : asked) {
    const Text& text = one.text->*part;
    add_line(whole, one.item->name.zh + "：" + text.zh, one.item->name.en + ": " + text.en);
  }
  return whole;
}

std::optional<ConsentText> merged_text(const std::vector<Asked>& asked) {
  if (asked.empty()) return std::nullopt;
  ConsentText text;
  for (const Asked& one : asked) text.version = std::max(text.version, one.text->version);
  for (auto part :
       {&ConsentText::what, &ConsentText::why, &ConsentText::how, &ConsentText::kept, &ConsentText::whom}) {
    text.*part = joined(asked, part);
  }
  return text;
}

Language language_of(const Agreement& agreement) {
  return agreement.language == "en" ? Language::English : Language::Chinese;
}

/// Whoever agreed to the whole agreed to each part of it; to another whole, to none.
std::optional<Agreement> own_agreement(const std::optional<ConsentText>& whole, const Agreement& agreed,
                                       const std::optional<ConsentText>& own) {
  if (!whole || !own || !is_of(agreed, *whole)) return std::nullopt;
  return agreement_to(*own, language_of(agreed), agreed.agreed_at);
}

void take_consents(const MergedItem& merged, const ServiceItem& item, const Draft& draft, Draft& own) {
  const catalog::Privacy& whole = merged.item.privacy;
  if (draft.agreed.consent && asks_consent(item))
    own.agreed.consent = own_agreement(whole.consent, *draft.agreed.consent, item.privacy.consent);
  if (!draft.agreed.guardian) return;
  const auto agreement =
      own_agreement(whole.guardian_consent, draft.agreed.guardian->agreement, item.privacy.guardian_consent);
  if (agreement) own.agreed.guardian = GuardianConsent{draft.agreed.guardian->relation, *agreement};
}

}  // namespace

void merge_consents(MergedItem& merged) {
  std::vector<Asked> consents;
  std::vector<Asked> guardians;
  for (const MergedMember& member : merged.members) {
    const catalog::Privacy& privacy = member.item->privacy;
    if (asks_consent(*member.item) && privacy.consent) consents.push_back({member.item, &*privacy.consent});
    if (privacy.guardian_consent) guardians.push_back({member.item, &*privacy.guardian_consent});
  }
  merged.item.privacy.consent = merged_text(consents);
  merged.item.privacy.guardian_consent = merged_text(guardians);
}

void take_agreements(const MergedItem& merged, const MergedMember& member, const Draft& draft, Draft& own) {
  own.agreed = {};
  own.proofs.clear();
  take_consents(merged, *member.item, draft, own);
  for (const auto& [code, merged_code] : member.materials) {
    const Commitment* made = commitment_of(draft.agreed.commitments, merged_code);
    if (made != nullptr) own.agreed.commitments.push_back({code, made->agreement});
    if (draft.proofs.contains(merged_code)) own.proofs.insert(code);
  }
}

bool same_commitment(const catalog::Material& a, const catalog::Material& b) {
  if (!a.commitment || !b.commitment) return !a.commitment && !b.commitment;
  const Text one = whole_text(*a.commitment);
  const Text other = whole_text(*b.commitment);
  return a.commitment->version == b.commitment->version && one.zh == other.zh && one.en == other.en;
}

}  // namespace yitang::cases
