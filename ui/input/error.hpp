// Errors of text entry: what an input engine could not do.
#pragma once

#include <string>
#include <tl/expected.hpp>

namespace yitang::ui {

enum class InputErrorCode {
  DataMissing,   // dictionary or model is not where it should be
  DataRejected,  // the library found the file but could not use it
  Storage,       // the empty throw-away folder could not be made or removed
};

struct InputError {
  InputErrorCode code;
  std::string message;  // for the log; never contains what a person typed
};

template <class T>
using InputResult = tl::expected<T, InputError>;

}  // namespace yitang::ui
