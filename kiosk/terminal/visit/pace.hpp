// How long a person takes: a model of hands and eyes that moves the simulated clock, and the time that the
// pages of a form cost by it. The figures are explained in docs/visits.md.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "ui/semantics.hpp"

namespace yitang::terminal {

/// Milliseconds.
struct HumanPace {
  int tap = 0;        ///< to aim at something on the page and touch it
  int key = 0;        ///< the same on a keyboard
  int ideograph = 0;  ///< to read one
  int letter = 0;     ///< to read one letter or digit
};

/// "none", "adult", "elder"; nothing for any other word.
std::optional<HumanPace> pace_named(std::string_view name);

/// Reads everything once: what was read on this visit already is known.
class Reader {
 public:
  explicit Reader(HumanPace pace) : pace_(pace) {}
  /// For what is written on the page and was not read before. Keys and candidates are found, not read.
  std::chrono::milliseconds read(const ui::Semantics& page);

 private:
  HumanPace pace_;
  std::set<std::string> known_;
};

/// Time on the pages of the form, by the field that it went to; "" is the page itself: reading, going on.
class FormTimer {
 public:
  /// `target` is what was tapped, by id; a key belongs to the field that was tapped last.
  void note(std::string_view target, std::chrono::milliseconds took);
  void page_turned() { field_.clear(); }
  double seconds() const;
  const std::map<std::string, std::int64_t>& millis_by_field() const { return millis_; }

 private:
  std::string field_;
  std::map<std::string, std::int64_t> millis_;
};

}  // namespace yitang::terminal
