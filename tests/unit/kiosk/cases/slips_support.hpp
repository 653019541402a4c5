// Every kind of slip with the longest words that occur, for the tests on paper and for looking at them.
#pragma once

#include <string>
#include <vector>

#include "kiosk/cases/receipt.hpp"

namespace yitang::cases::test {

/// The product's own words.
SlipSettings slip_settings(Language language = Language::Chinese, PaperWidth paper = PaperWidth::Mm80);

struct NamedSlip {
  std::string name;
  devices::ReceiptDocument document;
};
/// Receipts (promised, immediate, of an agent, reprinted), one-time notice, counter slip, progress, leaflet.
std::vector<NamedSlip> every_slip(const SlipSettings& settings);

int dots_of(PaperWidth paper);  ///< 384 or 576

}  // namespace yitang::cases::test
