#include "devices/form_printer/destination.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

namespace yitang::devices {
namespace {

constexpr std::size_t longest_host = 253;  // RFC 1035
constexpr std::size_t longest_path = 255;
constexpr std::size_t longest_queue = 127;  // CUPS

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_host_character(char c) { return is_letter_or_digit(c) || c == '.' || c == '-'; }
bool is_ipv6_character(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == ':' || c == '.';
}
bool is_path_character(char c) { return is_host_character(c) || c == '/' || c == '_'; }
bool is_queue_character(char c) { return is_host_character(c) || c == '_'; }

template <class Predicate>
bool consists_of(std::string_view text, std::size_t longest, Predicate allowed) {
  return !text.empty() && text.size() <= longest && std::all_of(text.begin(), text.end(), allowed);
}

std::optional<std::uint16_t> port_of(std::string_view text) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc{} || end != text.data() + text.size() || port == 0) return std::nullopt;
  return port;
}

bool take(std::string_view& text, std::string_view prefix) {
  if (text.substr(0, prefix.size()) != prefix) return false;
  text.remove_prefix(prefix.size());
  return true;
}

Result<FormPrinterAddress> queue_address(std::string_view queue) {
  if (!consists_of(queue, longest_queue, is_queue_character))
    return fail(ErrorCode::BadArgument, "a queue's name has letters, digits, \".\", \"-\" and \"_\"");
  FormPrinterAddress address;
  address.host = cups_socket;
  address.resource = fmt::format("/printers/{}", queue);
  address.printer_uri = fmt::format("ipp://localhost{}", address.resource);
  return address;
}

// Cuts the host off the beginning of "HOST[:PORT]"; what is left begins with ':' or is empty.
Result<std::string> take_host(std::string_view& authority) {
  if (take(authority, "[")) {
    const std::size_t end = authority.find(']');
    const std::string_view host = authority.substr(0, end);
    if (end == std::string_view::npos || !consists_of(host, longest_host, is_ipv6_character))
      return fail(ErrorCode::BadArgument, "not an IPv6 address in brackets");
    authority.remove_prefix(end + 1);
    return std::string(host);
  }
  const std::string_view host = authority.substr(0, authority.find(':'));
  if (!consists_of(host, longest_host, is_host_character))
    return fail(ErrorCode::BadArgument, "not a host's name or address");
  authority.remove_prefix(host.size());
  return std::string(host);
}

}  // namespace

Result<FormPrinterAddress> parse_form_printer(std::string_view text) {
  if (take(text, "cups:")) return queue_address(text);
  FormPrinterAddress address;
  address.encrypted = take(text, "ipps://");
  if (!address.encrypted && !take(text, "ipp://"))
    return fail(ErrorCode::BadArgument, "must be \"ipp://HOST\", \"ipps://HOST\" or \"cups:QUEUE\"");
  std::string_view authority = text.substr(0, text.find('/'));
  const std::string_view path = text.substr(authority.size());
  const std::string written(authority);
  auto host = take_host(authority);
  if (!host) return tl::unexpected(host.error());
  address.host = std::move(*host);
  if (!authority.empty()) {
    const auto port = take(authority, ":") ? port_of(authority) : std::nullopt;
    if (!port) return fail(ErrorCode::BadArgument, "the port must be a number from 1 to 65535");
    address.port = *port;
  }
  if (path.size() > 1 && !consists_of(path, longest_path, is_path_character))
    return fail(ErrorCode::BadArgument, "the path has characters that do not belong there");
  address.resource = path.size() > 1 ? std::string(path) : "/ipp/print";
  address.printer_uri =
      fmt::format("{}://{}{}", address.encrypted ? "ipps" : "ipp", written, address.resource);
  return address;
}

}  // namespace yitang::devices
