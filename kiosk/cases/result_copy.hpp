// The result's sheet as it comes out of this terminal: never mistaken for the original. Wording comes from
// the caller, as for slips.
#pragma once

#include <string>

#include "devices/document/form_document.hpp"
#include "kiosk/cases/receipt.hpp"
#include "kiosk/cases/result_document.hpp"

namespace yitang::cases {

struct ResultCopy {
  const CaseRow& row;
  const ResultDocument& document;
  std::string terminal;    ///< its code
  std::string printed_by;  ///< whose card was on the reader, masked
};

/// A4 pages: what the department wrote, in full, over a watermark that names the machine, the time, who
/// printed and the case; the receipt's code to look it up with. The caller makes sure who asks.
devices::FormDocument result_form(const SlipSettings& settings, const ResultCopy& copy);
/// The same on a slip, with a mark at its head. Only of a document that allows it.
devices::ReceiptDocument result_slip(const SlipSettings& settings, const ResultCopy& copy);

}  // namespace yitang::cases
