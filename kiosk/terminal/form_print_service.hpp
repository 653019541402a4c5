// Applications and results on A4: put together on the store's thread, made into pages and sent on a thread of
// their own, because a printer in the network may take seconds to answer. Nothing of a form is written to a
// disk here.
//
// A job belongs to the person who asked. When that person leaves, what has not begun or waits for paper is
// cancelled, also later, should it come to a stop then; what is being printed at that moment comes out.
#pragma once

#include <functional>
#include <memory>

#include "devices/document/form_fonts.hpp"
#include "devices/form_printer/form_printer.hpp"
#include "kiosk/base/executor.hpp"
#include "kiosk/cases/receipt.hpp"
#include "kiosk/resident/flow/ports.hpp"
#include "kiosk/terminal/print_service.hpp"
#include "kiosk/terminal/store_service.hpp"

namespace yitang::terminal {

/// Calls from any thread.
class FormPrintService {
 public:
  struct Parts {
    Executor& thread;
    StoreService& store;
    const catalog::Catalog& catalog;
    const Clock& clock;
    Random& random;  ///< used in the constructor only
    std::shared_ptr<devices::FormPrinter> printer;
    SlipWords words;
    Text place;
    std::string hotline;
    std::function<void(resident::Event)> post;
    std::string terminal{};  ///< its code, on results
    int result_limit = 3;    ///< sheets of one result, at most
  };
  explicit FormPrintService(Parts parts);
  ~FormPrintService();

  /// FormPrinterAnswered follows, and if the printer is well FormPrintProgressed events.
  void print(const resident::FormRequest& request);
  /// Asks the printer how it is, so that the list of devices knows.
  void look_at_printer();
  /// The person has left.
  void forget();

 private:
  class Shared;
  std::shared_ptr<Shared> shared_;
};

}  // namespace yitang::terminal
