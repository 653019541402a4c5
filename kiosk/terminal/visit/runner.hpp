// Plays a scripted visit on the real program: same flow, screens, drivers, store and office, with simulated
// devices and a clock that moves only as the script needs. Everything runs on one thread in a fixed order.
#pragma once

#include <filesystem>
#include <map>
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
  bool keep_memory = false;  ///< nothing is wiped: the control of `residue`, which must then find something
};

struct VisitOutcome {
  bool held = true;                 ///< every expectation and every step
  std::vector<std::string> faults;  ///< "steps[12] expect text: ...", in order
  int pictures = 0;
  int receipts = 0;
  double form_seconds = 0;  ///< on the pages of the form, by the script's pace
  std::map<std::string, std::int64_t> form_millis_by_field;
};

/// Errors: the terminal cannot be opened or the folder cannot be written. A failed expectation is an outcome.
Result<VisitOutcome> play_visit(const VisitScript& script, const VisitOptions& options);

}  // namespace yitang::terminal
