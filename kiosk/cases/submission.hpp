// From a complete draft to the case that is handed in.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "kiosk/cases/deadlines.hpp"
#include "kiosk/cases/draft.hpp"
#include "kiosk/cases/envelope.hpp"
#include "kiosk/cases/form.hpp"
#include "kiosk/cases/materials.hpp"

namespace yitang::cases {

/// Everything that still stands between a draft and submitting it. All of it, not the first.
struct Obstacles {
  bool wrong_item = false;  ///< the draft is of another item, or of a version that is no longer published
  bool no_applicant = false;
  bool agent_not_allowed = false;
  bool guardian_needed = false;  ///< applicant under 14 and no agent whose card was read
  std::map<std::string, FieldProblem> fields;
  std::vector<MissingMaterial> materials;
  SignatureProblem signature = SignatureProblem::None;
  bool pictures_too_large = false;  ///< together more than kMaxPicturesBytes: the office could not take them
  bool no_delivery = false;         ///< none chosen, not offered by the item, or a courier without address
  bool none() const;
};

Obstacles obstacles(const catalog::ServiceItem& item, const Draft& draft, UnixMillis now);
/// The same for a case from a file; also that its materials and versions are the item's.
Result<void> check_submission(const catalog::ServiceItem& item, const Envelope& envelope, UnixMillis now);

/// What the draft would hand in if it were submitted now, before there is a promise: what is shown for
/// signing.
Envelope form_to_sign(const catalog::ServiceItem& item, const Draft& draft, UnixMillis now);
/// Signs the draft as it is now; the caller puts the result into it.
Signature sign_draft(const catalog::ServiceItem& item, const Draft& draft, std::vector<Stroke> strokes,
                     UnixMillis now);
/// Missing, or FormChanged if anything signed was changed since.
SignatureProblem verify_draft(const catalog::ServiceItem& item, const Draft& draft, UnixMillis now);

/// Takes over shown values, materials with their supply, and the promise (none by an untrusted clock). The
/// number is the store's to give.
Envelope make_envelope(const catalog::ServiceItem& item, const Draft& draft,
                       const catalog::HolidayCalendar& calendar, UnixMillis now, bool clock_trusted);

}  // namespace yitang::cases
