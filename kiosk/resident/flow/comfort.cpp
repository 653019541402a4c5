// How the page looks and sounds to this person: language, size, colours, reading aloud. Until they leave.
#include <algorithm>
#include <utility>

#include "kiosk/resident/flow/flow.hpp"

namespace yitang::resident {

bool ResidentFlow::on_comfort(const Intent& intent) {
  switch (intent.kind) {
    case IntentKind::SetLanguage:
      state_.language = intent.id == "en" ? Language::English : Language::Chinese;
      state_.draft.language = intent.id == "en" ? "en" : "zh";
      return true;
    case IntentKind::SetDensity:
      state_.density = intent.id == "elder" ? Density::Elder : Density::Standard;
      state_.draft.density = intent.id == "elder" ? "elder" : "standard";
      return true;
    case IntentKind::OpenLook: state_.overlay = Overlay::Look; return true;
    case IntentKind::SetContrast:
      if (intent.number >= 0 && intent.number <= static_cast<int>(Contrast::CyanOnBlack))
        state_.contrast = static_cast<Contrast>(intent.number);
      return true;
    case IntentKind::OpenSound: state_.overlay = Overlay::Sound; return true;
    case IntentKind::SetSpeech: state_.speech = intent.id == "on"; return true;
    case IntentKind::SetVolume: state_.sound.volume = std::clamp(intent.number, 0, 100); return true;
    case IntentKind::SetSpeechRate: state_.sound.rate = std::clamp(intent.number, 50, 200); return true;
    case IntentKind::ReadPage:
      state_.overlay = Overlay::None;
      state_.speech = true;
      ++state_.sound.readings;
      return true;
    default: return false;
  }
}

// Whoever plugs one in wants to hear, and may not see the switch. Pulling it out does not make the hall hear
// what nobody wanted read aloud before.
void ResidentFlow::headset_changed(bool plugged) {
  const bool before = std::exchange(state_.sound.headset, plugged);
  if (plugged) {
    if (!before) speech_in_hall_ = state_.speech;
    state_.speech = true;
    last_touch_ = clock_.steady();
  } else if (before) {
    state_.speech = state_.speech && speech_in_hall_;
  }
}

}  // namespace yitang::resident
