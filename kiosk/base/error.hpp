// The product's error type. Modules below the product have their own; they are translated here, at the
// border.
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace yitang {

/// What kind of failure it is, so that a flow can choose what the person is told. The wording is never taken
/// from `reason`, which is English and for the log.
enum class ErrorKind {
  BadInput,      ///< bytes from outside that do not follow their format
  NotFound,      ///< no such record, item or file
  Refused,       ///< a rule forbids it (state, role, duplicate)
  Taken,         ///< there was one, and somebody else has it by now: another may be chosen
  StoreFull,     ///< the disk has no room: nothing was written
  StoreFailed,   ///< the store cannot be read or written
  WrongKey,      ///< the store does not open with this key
  DeviceAbsent,  ///< a device is not there
  DeviceFailed,  ///< a device is there and does not do its work
  Unavailable,   ///< a service (office, speech, network) does not answer now
  Internal       ///< our own mistake
};

struct Error {
  ErrorKind kind = ErrorKind::Internal;
  std::string reason;  ///< English, for the log; no personal data
  std::string where;   ///< file and place ("items.jsonl:7", "form[3].key"), empty if none
};

template <class T>
using Result = tl::expected<T, Error>;

/// Shorthand for returning a failure: `return fail(ErrorKind::NotFound, "no such case");`
inline tl::unexpected<Error> fail(ErrorKind kind, std::string reason, std::string where = {}) {
  return tl::unexpected<Error>(Error{kind, std::move(reason), std::move(where)});
}

/// "where: reason", for a terminal or a log.
std::string describe(const Error& error);

}  // namespace yitang
