// From a wish to print to the document, with its journal entry. On the store's thread.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "devices/receipt/document.hpp"
#include "kiosk/base/clock.hpp"
#include "kiosk/cases/case_store.hpp"
#include "kiosk/cases/receipt.hpp"
#include "kiosk/catalog/catalog.hpp"
#include "kiosk/catalog/trips.hpp"
#include "kiosk/resident/flow/ports.hpp"

namespace yitang::terminal {

struct SlipContext {
  cases::CaseStore& store;
  const catalog::Catalog& catalog;
  const Clock& clock;
  const std::function<std::string(Language, std::string_view)>& words;
  const Text& place;
  const std::string& hotline;
  int paper_dots = 576;
  std::string printer{};         ///< for the journal
  catalog::ResultPaper paper{};  ///< what this machine prints results on
  int result_limit = 3;          ///< sheets of one result, at most
};

struct Slip {
  devices::ReceiptDocument document;
  std::int64_t journal = 0;  ///< entry of the print journal
};

/// What all slips share, in this language.
cases::SlipSettings slip_settings(const SlipContext& context, Language language);

/// NotFound if the case is not in the store (any more); errors of the store.
Result<Slip> build_slip(const SlipContext& context, const resident::PrintRequest& request);

}  // namespace yitang::terminal
