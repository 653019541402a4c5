// Plays a scripted visit on the real program: same flow, screens, drivers, store and office, with simulated
// devices and a clock that moves only as the script needs. Everything runs on one thread in a fixed order.
#pragma once

#include <filesystem>
#include <string>

#include "kiosk/base/error.hpp"
#include "kiosk/terminal/config.hpp"
#include "kiosk/terminal/visit/script.hpp"

namespace yitang::terminal {

struct VisitOptions {
  std::filesystem::path out;  ///< NN-name.png, receipt-N.bin, receipt-N.png, visit.json
  std::filesystem::path share;
  int width_px = 1080;
  int height_px = 1920;
  resident::Density density = resident::Density::Standard;
  Language language = Language::Chinese;
  std::uint64_t seed = 1;
};

struct VisitOutcome {
  bool held = true;                 ///< every expectation and every step
  std::vector<std::string> faults;  ///< "steps[12] expect text: ...", in order
  int pictures = 0;
  int receipts = 0;
};

/// Errors: the terminal cannot be opened or the folder cannot be written. A failed expectation is an outcome.
Result<VisitOutcome> play_visit(const VisitScript& script, const VisitOptions& options);

}  // namespace yitang::terminal
