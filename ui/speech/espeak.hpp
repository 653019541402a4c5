// espeak-ng as a child process: its licence (GPL-3+) stays its own, and a crash of it cannot take the
// terminal along. The text goes to its standard input, never to its command line, where every process on the
// machine could read it.
#pragma once

#include <memory>
#include <string>

#include "ui/speech/queued_speech.hpp"

namespace yitang::ui {

struct EspeakOptions {
  std::string program = "espeak-ng";  // a name looked up in PATH, or a path
  QueueOptions queue = {};
};

/// SpeechEngine error when there is no such program; use NullSpeech then.
Result<std::unique_ptr<Voice>> espeak_voice(const EspeakOptions& options = {});
/// The same, ready to be used.
Result<std::unique_ptr<QueuedSpeech>> open_espeak(const EspeakOptions& options = {});

}  // namespace yitang::ui
