// Slips: built on the store's thread, rendered and printed on the printer's thread. "Printed" is said only
// when the printer confirmed it; every slip is in the journal before its first byte goes out, and what a
// restart interrupted is settled from there: never printed by itself for whoever stands there next.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "devices/printer/driver.hpp"
#include "devices/receipt/glyphs.hpp"
#include "kiosk/base/executor.hpp"
#include "kiosk/cases/receipt.hpp"
#include "kiosk/catalog/trips.hpp"
#include "kiosk/resident/flow/ports.hpp"
#include "kiosk/terminal/printer_access.hpp"
#include "kiosk/terminal/printer_station.hpp"
#include "kiosk/terminal/store_service.hpp"

namespace yitang::terminal {

/// Wording of slips in one language.
using SlipWords = std::function<std::string(Language, std::string_view key)>;

struct PrintSettings {
  ChooseProfile choose;      ///< null: the usual 80 mm printer
  std::string out_of_order;  ///< not "": the printer is not used, for this reason
  std::int64_t roll_mm = 65'000;
  Text place;
  std::string hotline;
  catalog::ResultPaper paper{};  ///< what this machine prints results on
  int result_limit = 3;          ///< sheets of one result, at most
};

/// Calls from any thread.
class PrintService {
 public:
  struct Parts {
    Executor& thread;
    StoreService& store;
    const catalog::Catalog& catalog;
    const Clock& clock;
    devices::Clock& device_clock;
    devices::GlyphRasterizer& glyphs;  ///< used on `thread` only
    OpenPrinter open;
    SlipWords words;
    std::function<void(resident::Event)> post;
  };
  /// Begins with what the journal says of slips that a restart interrupted.
  PrintService(Parts parts, PrintSettings settings);
  ~PrintService();

  /// PrinterAnswered follows.
  void ask();
  /// PrintProgressed events follow. A slip asked for while another one is on its way waits for it.
  void print(const resident::PrintRequest& request);
  /// The person has left: slips that have not begun are dropped, one that waits for paper is cancelled. One
  /// that is being printed at this moment comes out.
  void forget();
  /// Something was plugged in: a printer that has to be cleared is cleared at once.
  void device_arrived();

  /// For a technician. `done` is called on the store's thread, with the newest entries of the journal.
  void report(std::function<void(PrinterReport, Result<std::vector<cases::PrintJob>>)> done);
  void new_roll();

 private:
  struct Shared;
  std::shared_ptr<Shared> shared_;
};

}  // namespace yitang::terminal
