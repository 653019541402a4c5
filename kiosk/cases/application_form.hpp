// The application as it was handed in, as A4 pages for the applicant's own files. Wording comes from the
// caller, as for slips.
#pragma once

#include "devices/document/form_document.hpp"
#include "kiosk/cases/receipt.hpp"

namespace yitang::cases {

struct ApplicationForm {
  const catalog::ServiceItem& item;
  const Envelope& envelope;  ///< as submitted
  const SubmittedCase& submitted;
};

/// Numbers, addresses and accounts stand there in full, unlike on slips: it goes into the hands of the person
/// who has entered them, who checks it and may need it at another office. A slip is left lying about. The
/// caller makes sure that it is this person who asked. Pictures of materials are not part of it.
devices::FormDocument application_form(const SlipSettings& settings, const ApplicationForm& form);

/// One entry in words, in full.
std::string entry_words(const SlipSettings& settings, const catalog::FormField& field,
                        const FormValues& values);

}  // namespace yitang::cases
