// The slip of an application that waits for the counter. No value that was written freely stands on it, and
// numbers, names and addresses only masked: it may be lost on the way.
#pragma once

#include "kiosk/cases/prepared.hpp"
#include "kiosk/cases/receipt.hpp"

namespace yitang::cases {

struct PreparedSlip {
  const catalog::ServiceItem& item;
  const Draft& draft;                            ///< with `prepared`
  std::vector<catalog::GuideLine> answers = {};  ///< to the questions before: question and answer, in words
  bool copy = false;
};
devices::ReceiptDocument prepared_slip(const SlipSettings& settings, const PreparedSlip& slip);

/// An entry in words, as it may be shown to others: choices and days in full, numbers and names masked, of
/// anything written freely only that it is there. "" if there is none.
std::string masked_entry(const SlipSettings& settings, const catalog::FormField& field,
                         const FormValues& values);

}  // namespace yitang::cases
