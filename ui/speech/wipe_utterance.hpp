// Overwriting what was said: it may be about somebody who has left. Also the place inside the string itself
// where short texts are, which clearing and moving leave as they were.
#pragma once

#include <cstring>
#include <string>

#include "ui/speech/speech.hpp"

namespace yitang::ui {

inline void wipe_text(std::string& text) {
  text.resize(text.capacity());  // nothing is moved by this
  explicit_bzero(text.data(), text.size());
  text.clear();
}

inline void wipe_utterance(Utterance& utterance) {
  wipe_text(utterance.text);
  wipe_text(utterance.recording);
}

}  // namespace yitang::ui
