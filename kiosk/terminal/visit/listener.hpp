// Somebody else in the hall, in every scripted visit: hears what the loudspeaker says.
#pragma once

#include <string>

#include "kiosk/terminal/visit/stage.hpp"

namespace yitang::terminal {

class Listener {
 public:
  /// Why what was said since the last call should not have been heard here: it names a sample person, or says
  /// their number. "" if it may be heard, or if a headset is plugged in.
  std::string overheard(VisitStage& stage);

 private:
  std::size_t heard_ = 0;  ///< utterances listened to so far
};

}  // namespace yitang::terminal
