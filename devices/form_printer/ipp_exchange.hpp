// One question to an IPP server and its answer, over a connection of its own.
//
// libcups makes and reads the HTTP, but none of its conveniences is used: they look for settings in the
// user's folder, ask for passwords at the terminal, and connect again with limits of their own.
#pragma once

#include <chrono>
#include <vector>

#include "devices/form_printer/destination.hpp"
#include "devices/form_printer/ipp_answer.hpp"

namespace yitang::devices {

struct IppLimits {
  std::chrono::milliseconds connect{
      3000};  // of each address of a name; finding the name has the system's own limit
  std::chrono::milliseconds request{5000};    // whole exchange after connecting, however slowly bytes come
  std::chrono::milliseconds document{30000};  // the same for one that carries a document
};

// `question` is a whole IPP message, `document` follows it (may be empty). Disconnected: nothing was sent.
// Access: a password is wanted. NotSupported: the printer insists on ipps. Timeout, Io, Protocol: nobody
// knows whether the printer has done what it was asked to do.
[[nodiscard]] Result<IppAnswer> exchange_ipp(const FormPrinterAddress& address, ByteView question,
                                             ByteView document, const IppLimits& limits);

}  // namespace yitang::devices
