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
  bool guardian_needed = false;    ///< applicant under 14 and no guardian whose card was read and who agreed
  bool identity_unproven = false;  ///< typed, and nobody who acts has shown a card; or a code that does not
                                   ///< count here: only a counter can go on
  bool consent_needed = false;     ///< the item's separate consent was not given, or to another text
  std::vector<const catalog::Material*> commitments;  ///< not made
  bool authorisation_needed = false;  ///< an agent acts, and the applicant has not authorised it
  std::map<std::string, FieldProblem> fields;
  std::vector<MissingMaterial> materials;
  SignatureProblem signature = SignatureProblem::None;
  SignatureProblem authorisation = SignatureProblem::None;  ///< the applicant's own, beside an agent
  bool pictures_too_large = false;  ///< together more than kMaxPicturesBytes: the office could not take them
  bool no_delivery = false;         ///< none chosen, not offered by the item, or a courier without address
  bool none() const;
};

/// An agent acts who is no guardian, and there is neither the applicant beside them nor a page of the paper.
bool lacks_authorisation(const catalog::ServiceItem& item, const Draft& draft, UnixMillis now);

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

/// The same of the applicant who signs beside an agent; None if nobody does.
SignatureProblem verify_authorisation(const catalog::ServiceItem& item, const Draft& draft, UnixMillis now);

/// Takes over shown values, materials with their supply, and the promise (none by an untrusted clock). The
/// number is the store's to give.
Envelope make_envelope(const catalog::ServiceItem& item, const Draft& draft,
                       const catalog::HolidayCalendar& calendar, UnixMillis now, bool clock_trusted);

/// What a one-time notice asked for, as it is handed in: the draft's pages and whose they are.
Envelope make_supplement(const catalog::ServiceItem& item, const Draft& draft, bool clock_trusted);
/// Adds its pages behind those that the case has. The case's signature is about the form as it was handed in.
void add_supplement(Envelope& envelope, const Envelope& supplement);

}  // namespace yitang::cases
