#pragma once
#include <string>
#include <tl/expected.hpp>

namespace yitang::ui {

enum class ErrorCode {
  FontMissing,       // the main font file is not there or cannot be read
  FontInvalid,       // a font file is there but is not a usable font
  FileUnreadable,    // a file could not be opened or read
  FileUnwritable,    // a file could not be created or written
  InvalidImage,      // not a PNG this program can read
  InvalidCatalogue,  // a language file is not a flat JSON object of strings
  KeysMissing,       // a language file lacks keys that the other one has
  WindowFailed,      // the display could not be opened
  InputEngine,       // an input method's dictionary or model failed to load
  SpeechEngine,      // the speech engine could not be started
  InvalidRecording,  // not a WAV file this program can play
};

struct Error {
  ErrorCode code;
  std::string message;  // for the log, English, with file and reason; never shown to a resident
};

template <class T>
using Result = tl::expected<T, Error>;

}  // namespace yitang::ui
