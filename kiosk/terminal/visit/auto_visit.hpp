// Visits that play themselves: items and bundles of the catalogue from the idle page to the receipt, by what
// the pages offer. Every page on the way is looked at. Described in docs/visits.md.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kiosk/base/error.hpp"
#include "kiosk/terminal/visit/pace.hpp"
#include "kiosk/terminal/visit/runner.hpp"

namespace yitang::terminal {

struct AutoOptions {
  VisitOptions visit;                ///< `out` gets auto.json and a picture of each fault
  std::vector<std::string> items;    ///< ids
  std::vector<std::string> bundles;  ///< ids
  bool all = false;                  ///< every published item and every bundle
  int part = 0;                      ///< with `all`: of `parts`, the ones whose turn it is, from 0
  int parts = 1;
  HumanPace pace;
  std::optional<int> form_seconds;  ///< a form that takes longer is a fault
  bool pictures = false;            ///< of every page, not only of faults
  UnixMillis start = 0;
};

struct AutoSubject {
  std::string id;
  std::string reached;                ///< "receipt" if a case was handed in
  std::string fault;                  ///< where it got stuck, with page and node; empty: it ended well
  std::vector<std::string> problems;  ///< of the pages on the way, each once in a run
  int pages = 0;                      ///< different ones
  int fields = 0;                     ///< of the form that were asked
  double form_seconds = 0;
  bool held() const { return fault.empty() && problems.empty(); }
};

/// Errors: NotFound for an id that the catalogue has not, or the terminal cannot be opened, or the folder not
/// be written. A visit that got stuck is an outcome.
Result<std::vector<AutoSubject>> play_by_itself(const AutoOptions& options);

}  // namespace yitang::terminal
