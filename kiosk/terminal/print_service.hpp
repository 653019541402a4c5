// Slips: built on the store's thread, rendered and printed on the printer's thread. "Printed" is said only
// when the printer confirmed it; every slip is journalled before its first byte goes out.
#pragma once

#include <functional>
#include <memory>

#include "devices/printer/driver.hpp"
#include "devices/receipt/escpos_renderer.hpp"
#include "kiosk/base/executor.hpp"
#include "kiosk/cases/receipt.hpp"
#include "kiosk/resident/flow/ports.hpp"
#include "kiosk/terminal/store_service.hpp"

namespace yitang::terminal {

/// Opens the printer that is plugged in now; NotFound if there is none.
using OpenPrinter = std::function<devices::Result<std::unique_ptr<devices::Transport>>()>;
/// Wording of slips in one language.
using SlipWords = std::function<std::string(Language, std::string_view key)>;

struct PrintSettings {
  devices::PrinterProfile profile;
  devices::PrinterSettings driver;
  Text place;
  std::string hotline;
};

/// Calls from the main thread.
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
  PrintService(Parts parts, PrintSettings settings);
  ~PrintService();

  /// PrinterAnswered follows.
  void ask();
  /// PrintProgressed events follow. A slip asked for while another one is on its way waits for it.
  void print(const resident::PrintRequest& request);
  /// The person has left: slips that have not begun are dropped, one that waits for paper is cancelled. One
  /// that is being printed at this moment comes out.
  void forget();

 private:
  struct Shared;
  std::shared_ptr<Shared> shared_;
};

}  // namespace yitang::terminal
