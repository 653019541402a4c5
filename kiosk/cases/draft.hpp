// An application that is not handed in yet. Saved after every page; the same card resumes it within
// kDraftLifetime.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/date.hpp"
#include "kiosk/base/error.hpp"
#include "kiosk/cases/agreement.hpp"
#include "kiosk/cases/page_image.hpp"
#include "kiosk/cases/person.hpp"
#include "kiosk/cases/signature.hpp"
#include "kiosk/cases/values.hpp"
#include "kiosk/catalog/enums.hpp"

namespace yitang {
class Random;
}

namespace yitang::cases {

inline constexpr std::size_t kMaxBundleItems = 50;
inline constexpr std::int64_t kDraftLifetime = std::int64_t{24} * 3600 * 1000;

/// How the result reaches the person.
struct DeliveryChoice {
  catalog::Delivery kind = catalog::Delivery::Print;
  std::string address;    ///< courier only
  std::string recipient;  ///< courier only
  std::string phone;      ///< courier and sms
  bool operator==(const DeliveryChoice&) const = default;
};

/// Someone who acts for the applicant.
struct Agent {
  Person person;
  catalog::AgentKind kind = catalog::AgentKind::Relative;
  bool operator==(const Agent&) const = default;
};

/// One case of a bundle that is being filled in.
struct BundleMember {
  std::string item_id;
  int item_version = 0;
  std::string uid;              ///< of the case, 32 hexadecimal digits
  std::string form_hash;        ///< of its own form, as it was signed; "" before
  std::string authorised_hash;  ///< the same as the applicant beside an agent signed it
  bool operator==(const BundleMember&) const = default;
};

/// A "one matter": several items filled in once, see bundle.hpp. The draft's item_id is the bundle's.
struct BundleDraft {
  std::vector<BundleMember> members;
  std::vector<DeliveryChoice> deliveries;  ///< one for each group of items that share the ways
  bool operator==(const BundleDraft&) const = default;
};

/// What is handed in later, because a one-time notice of the office asked for it.
struct SupplementOf {
  std::string case_uid;   ///< of the case that it belongs to
  std::string notice_no;  ///< of the notice that it answers
  bool operator==(const SupplementOf&) const = default;
};

/// It is kept for the counter, see prepared.hpp. The store's own note, not part of the JSON.
struct PreparedCase {
  std::string reference;
  UnixMillis until = 0;  ///< kept no longer than this
  bool operator==(const PreparedCase&) const = default;
};

struct Draft {
  std::string uid;  ///< 32 hexadecimal digits; becomes the case's uid and idempotency key
  std::string item_id;
  int item_version = 0;
  std::optional<Person> applicant;
  std::optional<Agent> agent;
  Answers answers;
  std::set<std::string> accepted;  ///< offers of the eligibility check that the person took up
  FormValues values;
  std::string page;  ///< where the flow was: the flow's own word
  std::vector<MaterialPages> materials;
  std::map<std::string, bool, std::less<>>
      applies;  ///< conditional materials: does the condition hold (by code)
  Agreements agreed;
  std::set<std::string>
      proofs;  ///< materials of which the proof is handed in: no commitment is made (by code)
  bool applicant_present = false;          ///< beside the agent: signs as well, no paper is needed
  std::optional<Signature> authorisation;  ///< the applicant's own, where an agent acts and they are here
  std::optional<Signature> signature;      ///< of whoever acts
  std::optional<DeliveryChoice> delivery;
  std::optional<BundleDraft> bundle;
  /// Only pages for a case that was handed in before: no form, no signature. `applicant` is whoever brings
  /// them.
  std::optional<SupplementOf> supplement{};
  std::optional<PreparedCase> prepared{};
  std::string first_asked;  ///< name of the clerk asked first, "" if none
  std::string language = "zh";
  std::string density = "standard";
  UnixMillis created = 0;
  UnixMillis updated = 0;
};

Draft new_draft(std::string item_id, int item_version, UnixMillis now, Random& random);
/// A clock set back does not keep a draft alive for longer: also expired when `updated` lies more than a
/// lifetime ahead. What is kept for the counter lives until its own day is over.
bool is_expired(const Draft& draft, UnixMillis now);

/// JSON "yitang.draft/1". Contains personal data and the keys of sealed files: for the encrypted store only.
std::string draft_to_json(const Draft& draft);
/// BadInput with the place ("values.applicant.name: ...") for anything that is not such a draft. Pure; at
/// most 4 MB.
Result<Draft> draft_from_json(std::string_view json);

}  // namespace yitang::cases
