// Faults found in a county's files: all of them, each with its place, so that one reading tells everything
// that has to be mended. Pure data.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "kiosk/base/error.hpp"

namespace yitang::catalog {

/// One fault, its place taken apart: `items.jsonl:7 form[3].type` or `items.csv:17 "承诺天数"`.
struct Fault {
  std::string file;
  int line = 0;       ///< counted from 1; 0: not of one line
  std::string place;  ///< inside the line, or inside the whole document; empty: all of it
  std::string reason;
};

Fault fault_of(const Error& error);

/// Kept in the order in which they were found. Bounded: whoever has more than this many mends those first.
class Faults {
 public:
  static constexpr std::size_t kMost = 1000;

  void add(Error error);
  void add(const std::vector<Error>& errors);
  const std::vector<Error>& all() const { return all_; }
  bool any() const { return !all_.empty(); }
  /// There were more than are kept.
  bool cut() const { return cut_; }

 private:
  std::vector<Error> all_;
  bool cut_ = false;
};

}  // namespace yitang::catalog
