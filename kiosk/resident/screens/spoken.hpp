// What the terminal says aloud when a page appears: its title and what to do. What was found out about
// somebody (an outcome, an age, a condition that is not met) only into a headset.
#pragma once

#include <string>
#include <vector>

#include "kiosk/resident/flow/state.hpp"
#include "kiosk/resident/screens/context.hpp"

namespace yitang::resident {

/// One sentence, or a few.
struct SpokenPart {
  std::string text;
  std::string
      key;  ///< of the string catalogue, if the text is what stands there and nothing else: a recording
            ///< of this key may be played instead. Empty: it is put together, or of the catalogue
  bool operator==(const SpokenPart&) const = default;
};

/// Title and instruction of the page, or of what lies above it. Nothing for the idle page, unless a headset
/// is plugged in. Pure.
std::vector<SpokenPart> spoken_parts(const ScreenContext& context, const ResidentState& state);
/// The same in one piece.
std::string spoken_text(const ScreenContext& context, const ResidentState& state);

/// Key of why no page was photographed; with "_hint" of what to do.
std::string capture_failure_key(const ResidentState& state);

/// Key of what the page of missing materials says: a promise to keep the entries only where it is true.
std::string missing_hint_key(const ResidentState& state);

/// Key of what is said to whoever is too young to go on alone; with "_hint" of what to do.
std::string under_age_key(const ResidentState& state);

/// Key of what became of the entries of somebody who does not agree.
std::string refused_hint_key(const ResidentState& state);
/// Key of what is to be done where papers are handed in later; also written at the page's top.
/// What to do with the reference of what waits for the counter, as far as its slip is.
std::string prepared_hint_key(const ResidentState& state);
std::string supplement_hint_key(const ResidentState& state);

/// Key of what is to be done on the page of materials now; also written at its top.
std::string materials_hint_key(const ResidentState& state);

}  // namespace yitang::resident
