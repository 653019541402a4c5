#include "kiosk/catalog/faults.hpp"

#include <charconv>
#include <string_view>
#include <utility>

namespace yitang::catalog {

Fault fault_of(const Error& error) {
  Fault fault;
  fault.reason = error.reason;
  const std::string_view where = error.where;
  const std::size_t space = where.find(' ');
  std::string_view head = where.substr(0, space);
  if (space != std::string_view::npos) fault.place = where.substr(space + 1);
  if (const std::size_t colon = head.rfind(':'); colon != std::string_view::npos) {
    const std::string_view digits = head.substr(colon + 1);
    const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), fault.line);
    if (failure == std::errc() && end == digits.data() + digits.size()) head = head.substr(0, colon);
  }
  fault.file = head;
  return fault;
}

void Faults::add(Error error) {
  if (all_.size() < kMost) {
    all_.push_back(std::move(error));
  } else {
    cut_ = true;
  }
}

void Faults::add(const std::vector<Error>& errors) {
  for (const Error& error : errors) add(error);
}

}  // namespace yitang::catalog
