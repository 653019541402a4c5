// Handing in, and what is printed of it. Plain data.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kiosk/base/error.hpp"
#include "kiosk/cases/submission.hpp"
#include "kiosk/resident/flow/events.hpp"

namespace yitang::resident {

enum class SubmitView {
  Ready,
  AskingPrinter,
  PrinterNotReady,  ///< said on the review page: go on without paper (the number is shown), or wait and try
                    ///< again
  Committing,
  Failed
};

struct SubmitState {
  SubmitView view = SubmitView::Ready;
  PrinterReadiness printer = PrinterReadiness::Ready;  ///< as it answered before the number was issued
  ErrorKind problem = ErrorKind::Internal;
  std::optional<cases::SubmittedCase> result;
  std::vector<cases::SubmittedCase> all;  ///< of a bundle: every case; `result` has its uid and token then
  /// The case as the store has it, once the office has answered while its receipt is on the page.
  std::optional<CaseDetail> answered{};
};

struct PrintState {
  PrintKind kind = PrintKind::Receipt;
  std::optional<PrintFate> fate;  ///< nothing was asked to print: empty
  int ticket = 0;                 ///< of the request that `fate` belongs to
};

/// Something on A4. It belongs to one case: a page that shows another one shows nothing of it.
struct FormCopyState {
  std::string case_uid;
  FormFate fate = FormFate::Asking;
  FormPrinterReadiness printer = FormPrinterReadiness::Ready;
  int ticket = 0;  ///< 0: nothing was asked
  FormKind kind = FormKind::Application;
};

}  // namespace yitang::resident
