// Options of `yitang visit --auto`.
#pragma once

#include <string>
#include <vector>

#include "kiosk/terminal/visit/runner.hpp"

namespace yitang::cli {

struct VisitAuto {
  bool wanted = false;
  std::vector<std::string> items;
  std::vector<std::string> bundles;
  bool all = false;
  std::string part;  ///< "2/4", of all
  std::string pace = "none";
  int form_seconds = 0;  ///< 0: any
  bool pictures = false;
};

/// Plays them and prints a line for each. The exit code of the command.
int play_visits(const VisitAuto& options, const terminal::VisitOptions& visit, const std::string& look);

}  // namespace yitang::cli
