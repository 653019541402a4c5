#include "kiosk/cases/agreement.hpp"

#include <algorithm>
#include <iterator>

#include "kiosk/cases/draft.hpp"
#include "storage/bytes.hpp"
#include "storage/sealed_files.hpp"

namespace yitang::cases {
namespace {

constexpr std::string_view kRelations[] = {"father", "mother", "grandparent", "other_guardian"};

Agreement agreed_to(int version, const Text& text, Language language, UnixMillis now) {
  Agreement agreement;
  agreement.version = version;
  agreement.language = language == Language::English ? "en" : "zh";
  agreement.text = text.of(language);
  agreement.text_hash = hash_of_text(agreement.text);
  agreement.agreed_at = now;
  return agreement;
}

bool is_same_text(const Agreement& agreement, int version, const Text& text) {
  const Language language = agreement.language == "en" ? Language::English : Language::Chinese;
  return agreement.version == version && agreement.text == text.of(language) &&
         agreement.text_hash == hash_of_text(agreement.text);
}

}  // namespace

std::string_view name_of(GuardianRelation relation) { return kRelations[static_cast<int>(relation)]; }

std::optional<GuardianRelation> guardian_relation(std::string_view name) {
  const auto* found = std::find(std::begin(kRelations), std::end(kRelations), name);
  if (found == std::end(kRelations)) return std::nullopt;
  return static_cast<GuardianRelation>(found - std::begin(kRelations));
}

std::string hash_of_text(std::string_view text) {
  return storage::to_hex(storage::digest_of(storage::bytes_of(text)));
}

Agreement agreement_to(const catalog::ConsentText& text, Language language, UnixMillis now) {
  return agreed_to(text.version, whole_text(text), language, now);
}

Agreement agreement_to(const catalog::CommitmentText& text, Language language, UnixMillis now) {
  return agreed_to(text.version, whole_text(text), language, now);
}

bool is_of(const Agreement& agreement, const catalog::ConsentText& text) {
  return is_same_text(agreement, text.version, whole_text(text));
}

bool is_of(const Agreement& agreement, const catalog::CommitmentText& text) {
  return is_same_text(agreement, text.version, whole_text(text));
}

bool asks_consent(const catalog::ServiceItem& item) {
  return item.privacy.basis == catalog::PrivacyBasis::SeparateConsent;
}

bool lacks_consent(const catalog::ServiceItem& item, const std::optional<Agreement>& consent) {
  if (!asks_consent(item)) return false;
  return !consent || !item.privacy.consent || !is_of(*consent, *item.privacy.consent);
}

bool may_commit(const Draft& draft) {
  return !draft.agent || draft.agreed.guardian || draft.applicant_present;
}

const Commitment* commitment_of(const std::vector<Commitment>& all, std::string_view material) {
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Commitment& one) { return one.material == material; });
  return found == all.end() ? nullptr : &*found;
}

bool is_committed(const catalog::Material& material, const std::vector<Commitment>& all) {
  const Commitment* made = commitment_of(all, material.code);
  return made != nullptr && material.commitment && is_of(made->agreement, *material.commitment);
}

}  // namespace yitang::cases
