// Where forms are printed, as a technician writes it into the configuration. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "devices/error.hpp"

namespace yitang::devices {

struct FormPrinterAddress {
  std::string host;  // name or address (IPv6 without brackets); a path for a local socket
  std::uint16_t port = 631;
  bool encrypted =
      false;  // TLS from the first byte. Who the printer is, is not proved: its certificate is its own
  std::string resource;     // path of the HTTP request: "/ipp/print"
  std::string printer_uri;  // as the operation attribute "printer-uri" has it

  friend bool operator==(const FormPrinterAddress&, const FormPrinterAddress&) = default;
};

// "ipp://HOST[:PORT][/PATH]", "ipps://...": a printer that speaks IPP itself (IPP Everywhere, AirPrint);
// without a path it is /ipp/print. "cups:QUEUE": a queue of the print server of this machine. BadArgument
// with the reason; a user name, a query and anything else that does not belong into such an address is
// refused.
[[nodiscard]] Result<FormPrinterAddress> parse_form_printer(std::string_view text);

// The local print server's socket, where Debian has it.
inline constexpr std::string_view cups_socket = "/run/cups/cups.sock";

}  // namespace yitang::devices
