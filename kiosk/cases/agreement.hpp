// What people were told and agreed to, word for word: separate consents, a guardian's consent, commitments
// that stand for proofs. All of it is part of what is signed. Pure functions.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/date.hpp"
#include "kiosk/base/language.hpp"
#include "kiosk/catalog/item.hpp"

namespace yitang::cases {

struct Draft;

inline constexpr std::size_t kMaxAgreementBytes = 24000;

struct Agreement {
  int version = 0;        ///< of the text in the catalogue
  std::string language;   ///< "zh" or "en": in which it was read
  std::string text;       ///< all of it, a paragraph a line
  std::string text_hash;  ///< lower-case hexadecimal BLAKE2b-256 of `text`
  UnixMillis agreed_at = 0;
  bool operator==(const Agreement&) const = default;
};

/// A commitment in place of the proof that this material of the item asks for.
struct Commitment {
  std::string material;  ///< code
  Agreement agreement;
  bool operator==(const Commitment&) const = default;
};

enum class GuardianRelation { Father, Mother, Grandparent, OtherGuardian };
std::string_view name_of(GuardianRelation relation);
std::optional<GuardianRelation> guardian_relation(std::string_view name);

/// Of the agent, who is the guardian of an applicant under 14.
struct GuardianConsent {
  GuardianRelation relation = GuardianRelation::Mother;
  Agreement agreement;
  bool operator==(const GuardianConsent&) const = default;
};

/// What was agreed to in one application. Empty in most: then nothing of it is written or signed.
struct Agreements {
  std::optional<Agreement> consent;  ///< to the reading of sensitive data
  std::vector<Commitment> commitments;
  std::optional<GuardianConsent> guardian;
  bool operator==(const Agreements&) const = default;
  [[nodiscard]] bool empty() const { return !consent && commitments.empty() && !guardian; }
};

Agreement agreement_to(const catalog::ConsentText& text, Language language, UnixMillis now);
Agreement agreement_to(const catalog::CommitmentText& text, Language language, UnixMillis now);
std::string hash_of_text(std::string_view text);

/// True if this is the text in force, unchanged in the language it was read in.
bool is_of(const Agreement& agreement, const catalog::ConsentText& text);
bool is_of(const Agreement& agreement, const catalog::CommitmentText& text);

/// The item asks for a separate consent before sensitive data are read.
bool asks_consent(const catalog::ServiceItem& item);
/// Asked for and not given, or given to another text.
bool lacks_consent(const catalog::ServiceItem& item, const std::optional<Agreement>& consent);

/// Whether a commitment can be made at all: by the applicant who is here, or a guardian; never by an agent
/// alone.
bool may_commit(const Draft& draft);
const Commitment* commitment_of(const std::vector<Commitment>& all, std::string_view material);
/// True if the commitment to this material was made to the text in force.
bool is_committed(const catalog::Material& material, const std::vector<Commitment>& all);

}  // namespace yitang::cases
