// Scripted visits: what a person, the world around the terminal and the department do, and what must be seen.
// Format: docs/visits.md.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/date.hpp"
#include "kiosk/base/error.hpp"
#include "kiosk/terminal/office_command.hpp"
#include "kiosk/terminal/simulation.hpp"
#include "kiosk/terminal/visit/pace.hpp"

namespace yitang::terminal {

enum class StepKind {
  Tap,        ///< target: semantics id or label
  Keys,       ///< text: characters typed on the on-screen keyboard
  Pinyin,     ///< text: letters, target: the candidate to choose
  Draw,       ///< target: pad, strokes
  Burst,      ///< text, number: so many times; what a keyboard or a scanner that is plugged in types at once
  PlaceCard,  ///< target: sample card, "bank", or "visitor"
  RemoveCard,
  Scan,      ///< text; "receipt": the code on the newest slip
  ShowCode,  ///< target: a code of a telephone, as `yitang simulate code` has it, or "medical visitor"
  Reader,    ///< target: an action of simulation.hpp, with or without number
  Printer,
  Scanner,
  Camera,
  FormPrinter,
  Person,   ///< target: "comes" or "leaves"
  Headset,  ///< target: "in" or "out"
  Advance,  ///< number: seconds; or target "warning": until the time-out warning shows
  Restart,  ///< the program is killed and started again
  Office,   ///< command; reference "last" is the newest case
  Disk,     ///< target: "full" or "free"
  Network,  ///< target: "down" or "up": whether the office can be reached
  Expect,   ///< target: what, text: value
  Press,    ///< target: a key of the keypad
  Keypad,   ///< from here on, taps are done with arrows and OK
  Shot,     ///< text: name of the picture
};

struct PadPoint {
  float x = 0;  ///< 0..1 of the pad
  float y = 0;
};

struct Step {
  StepKind kind = StepKind::Tap;
  std::string target;
  std::string text;                          ///< expectation in any language, or other text
  std::map<std::string, std::string> texts;  ///< expectation by language: "zh", "en"
  double number = 0;
  bool with_number = false;   ///< of an action of a device: a number was given
  SimulatedAction simulated;  ///< PlaceCard, RemoveCard, Reader, Printer, Scanner, Camera, FormPrinter
  std::vector<std::vector<PadPoint>> strokes;
  OfficeCommand command;
  int line = 0;  ///< index in "steps", from 1
};

struct VisitScript {
  std::string name;
  UnixMillis start = 0;
  HumanPace pace;             ///< none: nothing takes longer than the program needs
  bool form_printer = false;  ///< the terminal has a printer of A4 forms
  int visitors =
      0;  ///< the steps are played once for each, by another synthetic person (visitor.hpp); 0: once
  std::map<std::string, std::string>
      ends;  ///< last day, by item, on which the catalogue of this visit has it
  std::vector<Step> steps;
};

inline constexpr std::size_t kMaxScriptBytes = 1024 * 1024;

/// Pure. BadInput with "file steps[3]: reason" for anything else, also for words that no step knows (see
/// vocabulary.hpp).
Result<VisitScript> parse_visit_script(std::string_view json, const std::string& file);

}  // namespace yitang::terminal
